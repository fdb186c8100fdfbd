"""The short form of `tests.bot.killing`."""

from pathlib import Path

import pytest

from tests.bot.killing import prove


@pytest.mark.slow
async def test_twenty_kills_lose_nothing_and_repeat_no_more_than_was_on_its_way(tmp_path: Path) -> None:
    report = await prove(chats=300, kills=20, seed=1, folder=tmp_path)
    assert report.lost == 0, report
    assert report.repeats <= report.on_their_way + report.swallowed, report
