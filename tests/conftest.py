"""What every test may ask for."""

import signal

import pytest
from hypothesis import settings

from tests.databases import (
    database,
    database_url,
    house_url,
    migrated_file,
    postgresql_server,
    postgresql_url,
    sqlite_url,
)

__all__ = [
    "database",
    "database_url",
    "house_url",
    "migrated_file",
    "postgresql_server",
    "postgresql_url",
    "sqlite_url",
]

# A slow machine is no failure: speed is measured in benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


# A shell that starts the tests in the background has them ignore Ctrl-C, and their children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="what the bot stands on in the tests of handlers and bot; storage is tested on both anyway",
    )
