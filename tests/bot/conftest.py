"""A terminal to type commands at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.program import DEFAULTS, Terminal, end_all


@pytest.fixture(autouse=True)
def _no_program_outlives_its_test() -> Iterator[None]:
    yield
    end_all()


@pytest.fixture(autouse=True)
def database_of_the_program(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the program's releases stand, if the test does not say otherwise; relative to its folder."""
    if request.config.getoption("--database") == "sqlite":
        return "sqlite+aiosqlite:///xabarnoma.db"
    url: str = request.getfixturevalue("postgresql_url")
    monkeypatch.setitem(DEFAULTS, "DATABASE_URL", url)
    return url


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """In an empty folder, without any setting."""
    return Terminal(tmp_path, monkeypatch, capsys)
