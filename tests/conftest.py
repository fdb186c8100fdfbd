"""What every test may ask for."""

import gc
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
    power,
    sqlite_url,
)
from tests.laws import LONG

__all__ = [
    "database",
    "database_url",
    "house_url",
    "migrated_file",
    "postgresql_server",
    "postgresql_url",
    "power",
    "sqlite_url",
]

# A slow machine is no failure: speed is measured in benchmarks.
settings.register_profile("untimed", deadline=None)
settings.register_profile("long", deadline=None, max_examples=100 * LONG)
settings.load_profile("untimed")


# A shell that starts the tests in the background has them ignore Ctrl-C, and their children inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Let no collector walk again and again through what stays to the end: what was imported and collected,
    and the tables that tests load. It took a tenth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 100)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="what the bot stands on in the tests of handlers and bot; storage is tested on both anyway",
    )
