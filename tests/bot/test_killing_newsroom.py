"""The short form of `tests.bot.killing_newsroom`."""

from pathlib import Path

import pytest

from tests.bot.killing_newsroom import prove


@pytest.mark.slow
async def test_editors_lose_nothing_however_often_the_bot_dies(tmp_path: Path) -> None:
    report = await prove(kills=5, seed=1, folder=tmp_path)
    assert report.holds, report
