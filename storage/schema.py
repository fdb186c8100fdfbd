"""Bringing the tables to what this program needs: Alembic's migrations, run from inside the package."""

from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, text

from news.ports import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that no other program uses on the same server: "xabarnom" in ASCII, as a signed 64-bit integer.
MIGRATION_LOCK = int.from_bytes(b"xabarnom", signed=True)

MOVING = "moving"
"""A table that stands while a move into the database is not finished (`storage.moving`)."""


def upgrade(connection: Connection, *, moving: bool = False) -> None:
    """Run what is missing, inside the caller's transaction: wholly or not at all.

    Two processes that start at once take turns: on SQLite by the write lock that the transaction holds, on
    PostgreSQL by an advisory lock. Raises StorageError where the tables are newer than this program.
    """
    if connection.dialect.name == "postgresql":
        _refuse_other_encoding(connection)
        connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        if not moving and inspect(connection).has_table(MOVING):
            raise StorageError(
                "The database holds half of what is moved into it: run `xabarnoma migrate-database` again, "
                "with the same source; it goes on where it stopped."
            )
    known = revisions()
    stands = _revision(connection)
    if stands is not None and stands not in known:
        raise StorageError(
            f"The database was changed by a newer Xabarnoma (its schema is {stands}, this program knows "
            f"{known[-1]}): install the newer one or put back a backup."
        )
    if stands != known[-1]:
        _migrate(connection)
    # Where nothing was due, nothing was written so far: this finds a read-only file, and changes no row.
    connection.execute(text("UPDATE alembic_version SET version_num = version_num WHERE 1 = 0"))


def is_due(connection: Connection) -> bool:
    """Whether `upgrade` would have something to run."""
    return _revision(connection) != revisions()[-1]


def revisions() -> list[str]:
    """Every revision, in order: a migration's file is called by its number."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _revision(connection: Connection) -> str | None:
    """The revision of the tables that stand there; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _migrate(connection: Connection) -> None:
    # Most starts have nothing to migrate, and Alembic takes 10 MB and a tenth of a second.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_other_encoding(connection: Connection) -> None:
    """Raise StorageError where the database cannot hold both alphabets; an old locale makes such ones."""
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise StorageError(
            f"The database holds text as {encoding}: create one with ENCODING 'UTF8' TEMPLATE template0, "
            "and set DATABASE_URL to it."
        )
