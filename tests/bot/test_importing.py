"""An archive comes in whole, in any form, and goes on where it was cut off."""

import asyncio
import json
import os
import signal
import sqlite3
from datetime import date
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import pytest
from pydantic import SecretStr

from bot.importing import FEW, Report, import_files
from bot.reading import read
from config.settings import Settings
from news.intake import Refused
from news.models import Draft, Understood
from tests.bot.program import Terminal, begin, xabarnoma
from tests.sources.made import office

TODAY = date(2026, 3, 2)


def record(number: int) -> str:
    text = f"Vazirlik {number}-hududda yangi maktab ochdi. Unda {number + 300} oʻquvchi oʻqiydi."
    told = {"id": f"r{number}", "title": f"{number}-maktab", "text": text, "published": "2025-01-02"}
    return json.dumps(told) + "\n"


def test_documents_tables_and_packed_archives_come_in_together(terminal: Terminal) -> None:
    (terminal.folder / "in").mkdir()
    (terminal.folder / "in/anjuman.docx").write_bytes(office("anjuman.docx"))
    (terminal.folder / "in/locked.pdf").write_bytes(office("locked.pdf"))
    (terminal.folder / "in/list.csv").write_text("id;title;text\nc1;Sarlavha;Matn bor.\n", "utf-8")
    with ZipFile(terminal.folder / "in/more.zip", "w") as package:
        package.writestr("same.pdf", office("anjuman.pdf"))
        package.writestr("list.jsonl", record(1) + record(1) + "{}\n")
        package.writestr("torn.docx", b"PK torn")
    done = terminal.types("import", "--json", "in")
    told = json.loads(done.out)
    assert {name: count for name, count in told.items() if name != "refused"} == {
        "added": 4,
        "duplicates": 1,
        "versions": 0,
    }
    refused = {Path(each["item"]).name: each["reason"] for each in told["refused"]}
    assert refused == {
        "locked.pdf": "it is protected by a password; save it without one",
        "list.jsonl:3": "'id' is missing",
        "torn.docx": "the file is damaged",
    }


def test_a_finished_import_begins_anew(terminal: Terminal) -> None:
    (terminal.folder / "a.jsonl").write_text("".join(map(record, range(60))), "utf-8")
    first = json.loads(terminal.types("import", "--json", "a.jsonl").out)
    again = json.loads(terminal.types("import", "--json", "a.jsonl").out)
    assert (first["added"], first["duplicates"]) == (60, 0)
    assert (again["added"], again["duplicates"]) == (0, 60)


async def test_a_report_that_nobody_got_is_told_again(tmp_path: Path) -> None:
    """As when the program dies between its last release and its report: nothing of it counts as known."""
    (tmp_path / "a.jsonl").write_text("".join(map(record, range(7))) + "{}\n", "utf-8")
    settings = Settings(database_url=SecretStr(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"))
    heard: list[Report] = []

    def dies(report: Report) -> None:
        heard.append(report)
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        await import_files(settings, [tmp_path / "a.jsonl"], TODAY, dies)
    again = await import_files(settings, [tmp_path / "a.jsonl"], TODAY)
    assert [again] == heard
    assert (again.done.added, again.done.duplicates, again.done.refused) == (7, 0, 1)
    anew = await import_files(settings, [tmp_path / "a.jsonl"], TODAY)
    assert (anew.done.added, anew.done.duplicates) == (0, 7)


async def test_what_cannot_be_stored_is_refused_by_its_name_and_the_rest_comes_in(tmp_path: Path) -> None:
    """Days that none can be, and one that the database itself will not have; names that are no text."""
    texts = [record(number) for number in range(6)]
    texts[1] = texts[1].replace("2025-01-02", "9999-12-31")
    texts[3] = texts[3].replace("2025-01-02", "1899-12-31")
    texts[4] = texts[4].replace("r4", "\\ud800")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text("".join(texts), "utf-8")
    (folder / os.fsdecode(b"\xff.txt")).write_text("!", "utf-8")
    settings = Settings(database_url=SecretStr(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"))
    await import_files(settings, [], TODAY)
    with sqlite3.connect(tmp_path / "x.db") as database:
        database.execute(
            "CREATE TRIGGER never BEFORE INSERT ON releases WHEN new.title IN ('2-maktab', '4-maktab')"
            " BEGIN SELECT RAISE(ABORT, 'never'); END"
        )
    report = await import_files(settings, [folder], TODAY)
    assert (report.done.added, report.done.done) == (2, 7)
    far = "its day of publication is before 1900, or more than 10 years ahead"
    fault = "the program failed on it (IntegrityError)"
    said = [(Path(each.item).name, each.reason) for each in report.refused]
    assert said[:4] == [("r1", far), ("r2", fault), ("r3", far), ("\ufffd", fault)]
    assert said[4:] == [("\ufffd.txt", "there is no text in it")]


def test_a_draft_on_which_the_program_fails_takes_no_other_with_it() -> None:
    failing, good = Draft("Sarlavha", cast(str, None), TODAY), Draft("", "Nukusda kutubxona ochildi.", TODAY)
    refused, understood = read([failing, good])
    assert isinstance(refused, Refused)
    assert refused.reason == "the program failed on it (TypeError)"
    assert isinstance(understood, Understood)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
async def test_an_import_that_was_cut_off_goes_on(tmp_path: Path, how: signal.Signals) -> None:
    """Nothing comes in twice, nothing is left out, and the report covers both halves."""
    number = FEW * 5
    refused = '{"id": "bad"}\n'
    lines = [refused, *(record(each) for each in range(number)), refused]
    (tmp_path / "a.jsonl").write_text("".join(lines), "utf-8")
    settings = {"DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path / 'x.db'}"}
    process = await begin(tmp_path, "import", "--json", "a.jsonl", settings=settings)
    async with asyncio.timeout(100):
        while not behind(tmp_path / "x.db"):  # noqa: ASYNC110 # another process tells nobody
            await asyncio.sleep(0.02)
    process.send_signal(how)
    _, said = await process.communicate()
    assert process.returncode != 0
    cut = behind(tmp_path / "x.db")
    assert 0 < cut < number + 2
    if how == signal.SIGINT:
        assert b"goes on from there" in said
        assert process.returncode == 130

    done = await xabarnoma(tmp_path, "import", "--json", "a.jsonl", settings=settings)
    told = json.loads(done.out)
    assert (told["added"], told["duplicates"], told["versions"]) == (number, 0, 0)
    assert len(told["refused"]) == 2
    with sqlite3.connect(tmp_path / "x.db") as database:
        assert database.execute("SELECT count(*) FROM releases").fetchone() == (number,)


def behind(database: Path) -> int:
    """How many items are done, as another process sees it."""
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            row = connection.execute("SELECT done FROM imports").fetchone()
            return int(row[0]) if row else 0
    except sqlite3.Error:
        return 0
