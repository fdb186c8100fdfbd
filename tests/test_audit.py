"""Weaknesses of what is locked are asked about, and silence is not taken for an answer."""

import json
from pathlib import Path

import pytest

from tests.audit import audit

CLEAN = {"dependencies": [{"name": "a", "version": "1", "vulns": []}], "fixes": []}
WEAK = {
    "dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}],
    "fixes": [],
}


def asking(folder: Path, answer: object, status: int) -> str:
    """A program in the place of pip-audit that writes this answer, or says that it reached nobody."""
    program = folder / "pip-audit"
    write = (
        f"cat > \"${{@: -1}}\" <<'END'\n{json.dumps(answer)}\nEND\n" if answer else "echo no such host >&2\n"
    )
    program.write_text(f"#!/bin/bash\n{write}exit {status}\n")
    program.chmod(0o700)
    return str(program)


@pytest.mark.parametrize(
    ("answer", "status", "code", "said"),
    [
        (CLEAN, 0, 0, "1 packages, 0 known weaknesses"),
        (WEAK, 1, 1, "a 1: CVE-1, mended in 2"),
        ({"dependencies": []}, 0, 1, "0 packages"),
        (None, 1, 2, "NOT AUDITED. The vulnerability service could not be asked: no such host"),
        (None, 0, 2, "NOT AUDITED"),
    ],
    ids=["none known", "one known", "nothing asked", "nobody reached", "no answer"],
)
def test_what_the_service_says_and_whether_it_said_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: object, status: int, code: int, said: str
) -> None:
    assert audit(asking(tmp_path, answer, status), Path("requirements.txt")) == code
    assert said in capsys.readouterr().out


def test_without_the_program_nothing_is_audited(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(str(tmp_path / "none"), Path("requirements.txt")) == 2
    assert "NOT AUDITED" in capsys.readouterr().out
