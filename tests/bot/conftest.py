"""A terminal to type commands at."""

from pathlib import Path

import pytest

from tests.bot.program import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """In an empty folder, without any setting."""
    return Terminal(tmp_path, monkeypatch, capsys)
