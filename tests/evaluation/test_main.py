import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.__main__ import main
from tests.evaluation.test_corpus import FOLDER

KEPT = {"N10", "N16", "N17"}
"""An event in Uzbek, an event and a decree in Russian."""


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "releases.jsonl", [r for r in lines(FOLDER / "releases.jsonl") if r["id"] in KEPT])
    questions = lines(FOLDER / "queries.jsonl")
    answered = [
        q for q in questions if q["relevant"] and {*q["relevant"], *q["relevant_crosslingual"]} <= KEPT
    ]
    write(tmp_path / "queries.jsonl", answered)
    tables = tmp_path / "language"
    tables.mkdir()
    sentences = {"rows": [["Yig'ilish tugadi.", "Hujjat imzolandi."]]}
    (tables / "sentences.json").write_text(json.dumps(sentences), encoding="utf-8")
    stems = {"groups": [{"lemma": "hujjat", "family": "hujjat", "forms": ["hujjat", "hujjatni"]}]}
    (tables / "stems.json").write_text(json.dumps(stems), encoding="utf-8")
    return tmp_path


def test_a_folder_of_three_releases_is_scored_from_end_to_end(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(folder)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if line.startswith("#")] == [
        "# releases",
        "# questions and stories",
        "# language",
    ]
    cases = {name: line.split("n=")[-1] for line in told for name in line.split(":")[:1]}
    assert cases["is_event"] == "3)"
    assert cases["success@1"] == f"{len(lines(folder / 'queries.jsonl'))})"
    assert cases["sentences"] == cases["stem recall"] == "1)"


def test_misses_are_told_only_when_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    releases = lines(folder / "releases.jsonl")
    releases[0]["gold"]["place_city"] = "Atlantida"
    write(folder / "releases.jsonl", releases)
    main([str(folder)])
    assert "Atlantida" not in capsys.readouterr().out
    main([str(folder), "--misses"])
    assert "N10 place: want 'Atlantida'" in capsys.readouterr().out


def test_releases_without_questions_or_tables_are_scored_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "queries.jsonl").unlink()
    for table in (folder / "language").iterdir():
        table.unlink()
    assert main([str(folder)]) == 0
    told = capsys.readouterr().out
    assert "success@1" not in told
    assert "stem" not in told
    assert "other stories apart: 1.000 (n=3)" in told


def test_a_folder_that_holds_no_corpus_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    assert "holds no releases.jsonl" in capsys.readouterr().err
