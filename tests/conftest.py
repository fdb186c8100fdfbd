"""What every test may ask for."""

from hypothesis import settings

from tests.databases import (
    database,
    database_url,
    migrated_file,
    postgresql_server,
    postgresql_url,
    sqlite_url,
)

__all__ = ["database", "database_url", "migrated_file", "postgresql_server", "postgresql_url", "sqlite_url"]

# A slow machine is no failure: speed is measured in benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
