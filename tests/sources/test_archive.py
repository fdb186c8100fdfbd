"""Archives are read item by item, and a bad item stops nothing else."""

import io
import json
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from news.models import Draft
from sources import documents
from sources.archive import REASONS, find, items, lines
from sources.items import Bad, Document, Record
from sources.records import LINE
from sources.text import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TODAY = date(2026, 3, 2)
PAGE = """<html><head><title>Suv forumi</title></head><body><nav><a href="/">Bosh sahifa</a></nav>
<article><h1>Suv forumi</h1>
<p>Forum kecha Nukus shahrida boʻlib oʻtdi va unda qirq nafar mutaxassis qatnashdi.</p>
<p>Yakunida uch hujjat imzolandi, navbatdagi forum esa kelasi yil oʻtkaziladi.</p>
</article></body></html>"""


def read(path: Path) -> list[Record | Bad]:
    return [opened(item) if isinstance(item, Document) else item for item in items(path, TODAY)]


def opened(item: Document) -> Record | Bad:
    """As the import does it, but in this process."""
    try:
        draft = documents.read(item.name, item.load(), item.published, reference=item.reference)
    except Unreadable as error:
        return Bad(item.item, REASONS[error.reason])
    return Record(item.item, draft)


def drafts(path: Path) -> list[Draft]:
    return [item.draft for item in read(path) if isinstance(item, Record)]


def bad(path: Path) -> list[Bad]:
    return [item for item in read(path) if isinstance(item, Bad)]


def test_a_record_becomes_a_draft(tmp_path: Path) -> None:
    file = tmp_path / "archive.jsonl"
    record = {
        "id": "A-7",
        "title": "Sarlavha",
        "text": "Matn.",
        "published": "2025-11-03",
        "url": "https://example.org/7",
    }
    file.write_text(json.dumps(record) + "\n\n", "utf-8")
    assert drafts(file) == [Draft("Sarlavha", "Matn.", date(2025, 11, 3), "A-7", "https://example.org/7")]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[1, 2]", "no JSON object"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"title": "t", "text": "x", "published": "2025-01-01"}', "'id' is missing"),
        (b'{"id": true, "title": "t", "text": "x", "published": "2025-01-01"}', "'id' is missing"),
        (b'{"id": "1", "title": "t", "text": "x"}', "'published' is no date"),
        (b'{"id": "1", "title": "t", "text": "x", "published": "2025-02-31"}', "'published' is no date"),
        (b'{"id": "1", "title": "t", "text": "x", "published": 20250101}', "'published' is no text"),
        (b'{"id": "1", "title": "", "text": " ", "published": "2025-01-01"}', "neither a title nor a text"),
        (b'{"id": "1", "title": "t", "text": {"a": 1}, "published": "2025-01-01"}', "'text' is no text"),
    ],
)
def test_a_bad_line_is_named_and_the_next_one_read(tmp_path: Path, line: bytes, reason: str) -> None:
    file = tmp_path / "archive.jsonl"
    good = json.dumps(
        {"id": "good", "title": "Sarlavha", "text": "Matn.", "published": "2025-11-03"}
    ).encode()
    file.write_bytes(line + b"\n" + good)
    assert [item.reason for item in bad(file)] == [
        next(item.reason for item in bad(file) if reason in item.reason)
    ]
    assert [draft.reference for draft in drafts(file)] == ["good"]


def test_a_line_without_end_is_not_taken_into_memory_whole(tmp_path: Path) -> None:
    file = tmp_path / "archive.jsonl"
    file.write_bytes(
        b'"' + b"a" * (2 * LINE) + b'"\n{"id": 2, "title": "t", "text": "", "published": "2025-01-01"}'
    )
    assert [item.reason for item in bad(file)] == ["the line is longer than 4 MB"]
    assert [draft.reference for draft in drafts(file)] == ["2"]


def test_a_folder_is_searched_whole_but_not_its_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "may").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "may/a.txt", ".git/c.txt", ".hidden.txt"):
        (tmp_path / name).write_text("Matn bor.", "utf-8")
    assert find([tmp_path, tmp_path / "gone.txt"]) == [
        tmp_path / "b.txt",
        tmp_path / "may/a.txt",
        tmp_path / "gone.txt",
    ]


def test_a_text_file_takes_its_day_from_its_name(tmp_path: Path) -> None:
    (tmp_path / "2025-04-01_forum.txt").write_text("Forum ochildi\n\nForum bugun ochildi.", "utf-8")
    (tmp_path / "plain.txt").write_text("Forum ochildi\n\nForum bugun ochildi.", "utf-8")
    (tmp_path / "2025-13-01.txt").write_text("Forum ochildi\n\nForum bugun ochildi.", "utf-8")
    days = {draft.reference: draft.published for file in find([tmp_path]) for draft in drafts(file)}
    assert days == {"2025-04-01_forum": date(2025, 4, 1), "plain": TODAY, "2025-13-01": TODAY}


def test_a_word_document_and_a_page_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Suv boʻyicha yigʻilish")
    document.add_paragraph("Yigʻilish kecha Nukusda oʻtdi.")
    document.save(str(tmp_path / "a.docx"))
    (tmp_path / "b.html").write_text(PAGE, "utf-8")
    first, second = drafts(tmp_path / "a.docx") + drafts(tmp_path / "b.html")
    assert (first.title, first.text) == ("Suv boʻyicha yigʻilish", "Yigʻilish kecha Nukusda oʻtdi.")
    assert second.title == "Suv forumi"
    assert "qirq nafar mutaxassis" in second.text
    assert "Bosh sahifa" not in second.text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00" * 50, "binary"),
        ("a.docx", b"PK\x03\x04 torn", "damaged"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", OLE, "old Word"),
        ("a.pdf", b"%PDF-1.7 torn", "damaged"),
        ("a.exe", b"MZ", "only .jsonl"),
        ("a.txt", b"", "empty"),
        ("a.html", b"<html></html>", "no text"),
    ],
)
def test_an_unreadable_file_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (item,) = bad(tmp_path / name)
    assert reason in item.reason


def test_a_document_that_would_unpack_to_gigabytes_is_refused(tmp_path: Path) -> None:
    from zipfile import ZIP_DEFLATED, ZipFile

    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as member:
        for _ in range(220):
            member.write(b"\x00" * 1024 * 1024)
    (tmp_path / "bomb.docx").write_bytes(packed.getvalue())
    (item,) = bad(tmp_path / "bomb.docx")
    assert "larger" in item.reason


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (item,) = bad(tmp_path / "gone.txt")
    assert item == Bad(str(tmp_path / "gone.txt"), "no such file or directory")


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    """Found by fuzzing: it ended the whole import."""
    with ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("xx", "nobody")
        package.writestr("b.txt", "Nukusda kutubxona ochildi.")
    torn = (tmp_path / "a.zip").read_bytes().replace(b"xx", b"\0x")  # a name ends at its first zero
    (tmp_path / "a.zip").write_bytes(torn)
    assert [item.item for item in items(tmp_path / "a.zip", TODAY)] == [f"{tmp_path / 'a.zip'}/b.txt"]
    assert lines(tmp_path / "a.zip") == 1
