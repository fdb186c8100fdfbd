"""What every test may ask for."""

from tests.databases import (
    database,
    database_url,
    migrated_file,
    postgresql_server,
    postgresql_url,
    sqlite_url,
)

__all__ = ["database", "database_url", "migrated_file", "postgresql_server", "postgresql_url", "sqlite_url"]
