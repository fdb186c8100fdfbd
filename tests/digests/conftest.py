"""A newsroom in small: real database, movable clock, Telegram with memory."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.digests.newsroom import Newsroom


@pytest.fixture
async def newsroom(database: Database) -> AsyncIterator[Newsroom]:
    newsroom = Newsroom(database)
    yield newsroom
    await newsroom.dispatcher.stop()
