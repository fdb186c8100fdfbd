"""The commands as they are typed: what they print, what they refuse, with which exit code."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from playground import Playground
from tests.bot.program import Done, Terminal, xabarnoma

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"
ON_SQLITE = {"DATABASE_URL": "sqlite+aiosqlite:///xabarnoma.db"}
MEETING = {
    "id": "M-1",
    "title": "Nukusda suv xoʻjaligi vakillari uchrashdi",
    "text": (
        "3-aprel kuni Nukus shahrida Oʻzbekiston va Qozogʻiston suv xoʻjaligi idoralari vakillarining "
        "uchrashuvi boʻlib oʻtdi.\n\nUchrashuv yakunida maʼlumot almashish tartibi kelishib olindi."
    ),
    "published": "2025-04-04",
}
FORUM = {
    "id": "F-1",
    "title": "В Бухаре прошёл туристический форум",
    "text": (
        "10 мая в Бухаре состоялся международный туристический форум. "
        "В нём приняли участие гости из 12 стран."
    ),
    "published": "2025-05-11",
    "url": "https://example.org/f",
}


def archive(folder: Path, *records: dict[str, Any]) -> Path:
    file = folder / "archive.jsonl"
    file.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), "utf-8")
    return file


@pytest.fixture
def stocked(terminal: Terminal) -> Terminal:
    """A terminal in a folder with a database in which both releases stand."""
    assert terminal.types("import", str(archive(terminal.folder, MEETING, FORUM))).code == 0
    return terminal


def printed(terminal: Terminal, *arguments: str) -> Any:
    done = terminal.types(*arguments)
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_an_import_says_what_became_of_each_item(terminal: Terminal) -> None:
    """Added, known already, a new version, refused; and nothing twice."""
    changed = {**MEETING, "text": MEETING["text"] + " Navbatdagi uchrashuv kuzda oʻtadi."}
    file = archive(terminal.folder, MEETING, FORUM, MEETING, changed, {"id": "E-1", "title": "", "text": ""})
    (terminal.folder / "more").mkdir()
    (terminal.folder / "more" / "2025-06-01_seminar.txt").write_text(
        "Seminar\n\nBugun Xivada seminar oʻtdi.", "utf-8"
    )
    (terminal.folder / "more" / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    report = printed(terminal, "import", str(file), str(terminal.folder / "more"), "gone.txt", "--json")
    assert {name: report[name] for name in ("added", "duplicates", "versions")} == {
        "added": 3,
        "duplicates": 1,
        "versions": 1,
    }
    assert [refused["item"].rpartition("/")[2] for refused in report["refused"]] == [
        "E-1",
        "broken.txt",
        "gone.txt",
    ]
    again = printed(terminal, "import", str(file), "--json")
    assert (again["added"], again["versions"]) == (0, 0)


def test_understand_keeps_the_order_and_answers_every_line(terminal: Terminal) -> None:
    lines = [
        json.dumps(MEETING),
        "no json",
        json.dumps({"id": 7, "title": "", "text": ""}),
        json.dumps(FORUM),
    ]
    done = terminal.types("understand", "-", given="\n".join(lines).encode())
    first, second, third, fourth = map(json.loads, done.out.splitlines())
    assert (first["id"], first["language"]) == ("M-1", "uz-Latn")
    assert set(first["event"]) == {
        *("type", "status", "start", "end", "place", "country", "format"),
        *("organisers", "participants", "topic", "outcome"),
    }
    assert (first["event"]["type"], first["event"]["start"], first["event"]["place"]) == (
        "meeting",
        "2025-04-03",
        "Nukus",
    )
    assert second["error"] == "the line is no JSON"
    assert (third["id"], third["event"], third["summary"]) == (7, None, [])
    assert (fourth["language"], fourth["event"]["type"]) == ("ru", "forum")
    assert not (terminal.folder / "xabarnoma.db").exists()


def test_an_explanation_names_sentence_and_rule(terminal: Terminal) -> None:
    (terminal.folder / "one.txt").write_text(f"{MEETING['title']}\n\n{MEETING['text']}", "utf-8")
    done = terminal.types("understand", "--explain", "one.txt")
    assert "type: meeting" in done.out
    assert done.out.count("└") >= 3


def test_a_question_is_answered_by_reference(stocked: Terminal) -> None:
    answer = printed(stocked, "ask", "nukusdagi uchrashuv", "--now", "2025-06-01", "--json")
    assert answer["type"] == "meeting"
    assert [(hit["reference"], hit["published"], hit["copies"]) for hit in answer["results"]] == [
        ("M-1", "2025-04-04", [])
    ]
    monthly = printed(stocked, "ask", "may oyidagi tadbirlar", "--now", "2025-06-01T10:00:00+05:00", "--json")
    assert monthly["period"] == ["2025-05-01", "2025-05-31"]
    assert [hit["reference"] for hit in monthly["results"]] == ["F-1"]
    nothing = printed(stocked, "ask", "kosmik kema", "--json")
    assert (nothing["period"], nothing["type"], nothing["results"]) == (None, None, [])


def test_a_file_of_questions_is_answered_line_by_line(stocked: Terminal) -> None:
    questions = stocked.folder / "questions.jsonl"
    rows = [
        {"id": "q1", "text": "Бухара форум", "now": "2025-06-01T10:00:00+05:00"},
        {"id": "q2", "text": 5},
        {"id": "q3", "text": "suv", "now": "soon"},
        {"id": "q4", "text": '"AND* NEAR(', "now": "2025-06-01"},
    ]
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = stocked.types("ask", "--questions", str(questions))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["q1", "q2", "q3", "q4"]
    assert [hit["reference"] for hit in answers[0]["results"]] == ["F-1"]
    assert ("error" in answers[1], "error" in answers[2], answers[3]["results"]) == (True, True, [])


def test_the_digest_of_a_day_holds_that_day(stocked: Terminal) -> None:
    digest = printed(stocked, "digest", "--day", "2025-04-04", "--json")
    assert digest["period"] == ["2025-04-04", "2025-04-04"]
    (item,) = digest["items"]
    assert (item["reference"], item["type"], item["start"], item["place"]) == (
        "M-1",
        "meeting",
        "2025-04-03",
        "Nukus",
    )
    assert item["summary"]
    assert "Nukus" in digest["messages"][0]
    russian = printed(stocked, "digest", "--day", "2025-05-11", "--language", "RU", "--json")
    assert "Форум" in russian["messages"][0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("digest", "--day", "yesterday"), "2024-05-14"),
        (("digest", "--language", "kk"), "uz-Latn"),
        (("ask",), "xabarnoma ask"),
        (("ask", "suv", "--now", "noon"), "2024-05-14T09:30"),
        (("understand", "gone.jsonl"), "no file gone.jsonl"),
        (("import", "x.txt", "--published", "May"), "2024-05-14"),
    ],
)
def test_a_wrong_use_is_told_in_one_sentence(
    terminal: Terminal, arguments: tuple[str, ...], told: str
) -> None:
    done = terminal.types(*arguments)
    assert done.code == 1
    assert told in done.err
    assert done.err.count("\n") == 1


def sentence(done: Done) -> str:
    """What a failing command says: one line, no traceback."""
    assert done.code == 1
    assert "Traceback" not in done.out + done.err
    assert TOKEN not in done.out + done.err
    return next(
        line for line in (done.out + done.err).splitlines() if line and not line.startswith(("✓", "{"))
    )


@pytest.mark.parametrize("command", ["run", "check"])
async def test_a_token_that_telegram_does_not_know_is_told_with_its_mend(
    tmp_path: Path, command: str
) -> None:
    playground = Playground()
    await playground.start()
    address = playground.base_url.removesuffix("/bot")
    settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "ADMIN_IDS": "1"}
    done = await xabarnoma(tmp_path, command, settings=settings)
    await playground.stop()
    assert "copy it anew from BotFather" in sentence(done)


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_telegram_out_of_reach_is_told_with_its_mend(terminal: Terminal, command: str) -> None:
    settings = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:9", "ADMIN_IDS": "1"}
    done = terminal.types(command, settings=settings)
    assert "http://127.0.0.1:9 cannot be reached" in sentence(done)


@pytest.mark.parametrize("command", ["run", "check", "ask"])
def test_a_database_that_is_none_is_told_with_its_mend(terminal: Terminal, command: str) -> None:
    (terminal.folder / "xabarnoma.db").write_text("This is a shopping list, not a database. " * 50)
    done = terminal.types(command, *(["suv"] if command == "ask" else []), settings=ON_SQLITE)
    assert "xabarnoma.db" in sentence(done)


def test_a_setting_that_cannot_be_used_is_told_with_its_mend(terminal: Terminal) -> None:
    done = terminal.types("check", settings={"TIMEZONE": "Tashkent"})
    assert "write an IANA name such as Asia/Tashkent" in sentence(done)


def test_secrets_that_others_on_the_machine_may_read_are_told_with_their_mend(terminal: Terminal) -> None:
    file = terminal.folder / ".env"
    file.write_text("PUSH_KEYS=site=a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s=\n", "utf-8")
    file.chmod(0o644)
    done = terminal.types("check")
    assert done.code == 1
    assert "others on this machine may read the secrets in .env: chmod 600 .env" in done.out
    file.chmod(0o600)
    assert terminal.types("check").code == 0


def test_check_is_content_with_a_fresh_folder(terminal: Terminal) -> None:
    done = terminal.types("check")
    assert done.code == 0
    assert done.out.count("✓") == 4


def test_check_changes_nothing_and_says_what_a_start_would(terminal: Terminal) -> None:
    file = terminal.folder / "xabarnoma.db"
    assert "it would be made at the start" in terminal.types("check", settings=ON_SQLITE).out
    assert not file.exists()
    file.touch()
    assert "it would be migrated at the start" in terminal.types("check", settings=ON_SQLITE).out
    assert file.read_bytes() == b""
    terminal.types("ask", "suv", settings=ON_SQLITE)
    assert "opened, migrated, writable" in terminal.types("check", settings=ON_SQLITE).out


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"ROLES": "worker"}, "set DATABASE_URL"),
        ({"MIN_FREE_DISK": "999999999"}, "Free some space, or lower it"),
        ({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:9"}, "into ADMIN_IDS"),
    ],
    ids=["roles", "disk", "admins"],
)
def test_what_settings_are_to_each_other_is_told_with_its_mend(
    terminal: Terminal, settings: dict[str, str], told: str
) -> None:
    done = terminal.types("check", settings=ON_SQLITE | settings)
    assert done.code == 1
    assert told in sentence(done)


def test_a_name_that_is_nearly_a_setting_is_told(terminal: Terminal) -> None:
    (terminal.folder / ".env").write_text("TELEGRAM_TOKN=1\nCOMPOSE_FILE=x\nPATH_OF_MINE=1\n")
    assert sentence(terminal.types("check")) == (
        "✗ settings: .env holds TELEGRAM_TOKN, which is no setting; write TELEGRAM_TOKEN"
    )


def test_a_database_from_a_newer_program_is_left_alone(terminal: Terminal) -> None:
    terminal.types("ask", "suv", settings=ON_SQLITE)
    with sqlite3.connect(terminal.folder / "xabarnoma.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    connection.close()
    done = terminal.types("check", settings=ON_SQLITE)
    assert "newer" in sentence(done)


def test_a_database_is_moved_by_one_command(terminal: Terminal, postgresql_url: str) -> None:
    """Into PostgreSQL and used there; the same command the other way round is a sentence."""
    source = ON_SQLITE["DATABASE_URL"]
    terminal.types("import", str(archive(terminal.folder, MEETING, FORUM)), settings=ON_SQLITE)
    done = terminal.types("migrate-database", source, postgresql_url)
    assert done.code == 0, done.err
    assert "the same on both sides" in done.out
    asked = terminal.types("ask", "Nukus", "--json", settings={"DATABASE_URL": postgresql_url})
    assert [each["reference"] for each in json.loads(asked.out)["results"]] == ["M-1"]
    again = terminal.types("migrate-database", source, postgresql_url)
    assert "not empty" in sentence(again)
    assert "from SQLite to PostgreSQL" in sentence(terminal.types("migrate-database", postgresql_url, source))
