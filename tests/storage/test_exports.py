"""What is taken away as a table can be opened without harm."""

import csv
import io
from datetime import UTC, datetime

import pytest

from news.models import Subscriber
from storage.database import Database
from storage.exports import Exports
from storage.releases import Releases
from storage.subscribers import Subscribers
from tests.storage.samples import understood

HARM = ("=HYPERLINK(1)", "+1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1)", "\uff1d1+1")


@pytest.mark.parametrize("title", HARM)
async def test_no_cell_is_a_formula(database: Database, title: str) -> None:
    """Anybody's site may be a feed, and anybody names their group: an owner opens the table."""
    read = understood("Toshkentda forum ochildi.", title=title)
    await Releases(database).add(read, datetime(2026, 5, 14, 9, tzinfo=UTC))
    await Subscribers(database).save(Subscriber(-1001234567890, title=title))
    for what in ("releases", "subscribers"):
        content = await Exports(database).whole(what, "csv", 1 << 20)
        assert content is not None
        (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        assert row["title"] == f"'{title}"
    assert row["chat_id"] == "-1001234567890", "a number is none"
