"""Bringing the tables to what this program needs: Alembic's migrations, run from inside the package."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select, text

from news.ports import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that no other program uses on the same server: "xabarnom" in ASCII, as a signed 64-bit integer.
MIGRATION_LOCK = int.from_bytes(b"xabarnom", signed=True)


def upgrade(connection: Connection) -> None:
    """Run what is missing, inside the caller's transaction: wholly or not at all.

    Two processes that start at once take turns: on SQLite by the write lock that the transaction holds, on
    PostgreSQL by an advisory lock. Raises StorageError where the tables are newer than this program.
    """
    if connection.dialect.name == "postgresql":
        _refuse_other_encoding(connection)
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
    _refuse_newer(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    # Where nothing was due, nothing was written so far: this finds a read-only file, and changes no row.
    connection.execute(text("UPDATE alembic_version SET version_num = version_num WHERE 1 = 0"))


def _refuse_newer(connection: Connection) -> None:
    """Raise StorageError where another, newer program has changed the tables."""
    scripts = ScriptDirectory.from_config(_config())
    known = {script.revision for script in scripts.walk_revisions()}
    newer = set(MigrationContext.configure(connection).get_current_heads()) - known
    if newer:
        raise StorageError(
            f"The database was changed by a newer Xabarnoma (its schema is {', '.join(sorted(newer))}, this "
            f"program knows {scripts.get_current_head()}): install the newer one or put back a backup."
        )


def _refuse_other_encoding(connection: Connection) -> None:
    """Raise StorageError where the database cannot hold both alphabets; an old locale makes such ones."""
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise StorageError(
            f"The database holds text as {encoding}: create one with ENCODING 'UTF8' TEMPLATE template0, "
            "and set DATABASE_URL to it."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
