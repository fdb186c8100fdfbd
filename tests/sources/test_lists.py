"""Tables and packed archives are read item by item, whatever else stands in them."""

import io
import json
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.models import Draft
from sources.archive import TORN, items, lines
from sources.items import Bad, Document, Item, Record
from sources.records import table
from tests.sources.made import bomb, office

TODAY = date(2026, 3, 2)
RECORD = {"id": "j1", "title": "Sarlavha", "text": "Matn.", "published": "2025-01-02"}


def reasons(found: list[Item]) -> dict[str, str]:
    return {Path(item.item).name: item.reason for item in found if isinstance(item, Bad)}


def drafts(found: list[Item]) -> list[Draft]:
    return [item.draft for item in found if isinstance(item, Record)]


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_table_is_read_as_spreadsheets_save_it(tmp_path: Path, divider: str, encoding: str) -> None:
    rows = [
        ["ID", "Title", "Text", "Date", "Owner"],
        ["a1", "Открыта библиотека", 'Первая строка,\nвторая; "кавычки"', "2025-03-04", "x"],
        ["a2", "Bog'", "Matn.", "", ""],
        ["", "", "", "", ""],
        ["a3", "Sana", "Matn.", "04.03.2025", ""],
        ["", "Belgisiz", "Matn.", "2025-03-04", ""],
        ["a4"],
    ]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in rows]
    file = tmp_path / "a.csv"
    file.write_bytes("\r\n".join(divider.join(row) for row in quoted).encode(encoding))
    found = list(items(file, TODAY))
    first, second = drafts(found)
    assert (first.reference, first.published) == ("a1", date(2025, 3, 4))
    assert first.text == 'Первая строка,\nвторая; "кавычки"'
    assert (second.title, second.published) == ("Bog'", TODAY)
    bad = [item.reason for item in found if isinstance(item, Bad)]
    assert bad == [
        "'published' is no date of the form 2024-05-14",
        "'id' is missing",
        "there is neither a title nor a text",
    ]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"id\n1\n", b"\x98\xff\xfe\x00"])
def test_a_table_without_our_columns_is_refused_whole(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    assert len(reasons(list(items(tmp_path / "a.csv", TODAY)))) == 1


@given(st.binary(max_size=300))
def test_no_bytes_break_a_table(data: bytes) -> None:
    for start in (b"", b"id,title,text\n"):
        assert all(isinstance(each, Record | Bad) for each in table("x", io.BytesIO(start + data), TODAY))


def test_a_packed_archive_is_read_like_a_folder(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w", ZIP_DEFLATED) as package:
        package.writestr("2025/2025-05-14_anjuman.docx", office("anjuman.docx"))
        package.writestr("2025/list.jsonl", json.dumps(RECORD) + "\n{broken\n")
        package.writestr("table.csv", "id,title,text\nc1,Sarlavha,Matn.\n")
        package.writestr("2025/", "")
        package.writestr("__MACOSX/2025/x.txt", "nothing")
        package.writestr(".DS_Store", "nothing")
    found = list(items(tmp_path / "a.zip", TODAY))
    assert lines(tmp_path / "a.zip") == 5
    (document,) = (item for item in found if isinstance(item, Document))
    assert (document.reference, document.published) == ("2025-05-14_anjuman", date(2025, 5, 14))
    assert document.load() == office("anjuman.docx")
    assert [draft.reference for draft in drafts(found)] == ["j1", "c1"]
    assert reasons(found) == {"list.jsonl:2": "the line is no JSON"}


def test_what_is_packed_to_do_harm_is_named(tmp_path: Path) -> None:
    """Paths that lead out, archives within archives, members that unpack to a hundred times their size."""
    with ZipFile(tmp_path / "a.zip", "w") as package:
        for name in ("../../out.txt", "/etc/out.txt", "C:\\out.txt", "a/../../out.txt"):
            package.writestr(name, "Matn")
        package.writestr("inner.zip", bomb(1))
        package.writestr("big.txt", b" " * (21 * 1024 * 1024), ZIP_DEFLATED)
        package.writestr("good.jsonl", json.dumps(RECORD))
    found = list(items(tmp_path / "a.zip", TODAY))
    assert [draft.reference for draft in drafts(found)] == ["j1"]
    said = reasons(found)
    assert said["out.txt"] == "its path leads out of the archive"
    assert "within an archive" in said["inner.zip"]
    assert "larger than 20 MB" in said["big.txt"]
    assert not any(isinstance(item, Document) for item in found)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_an_archive_that_unpacks_to_more_than_the_disk_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.archive.INFLATED", 3 * 1024 * 1024)
    with ZipFile(tmp_path / "a.zip", "w", ZIP_DEFLATED) as package:
        for number in range(5):
            package.writestr(f"{number}.txt", b" " * 1024 * 1024)
    found = list(items(tmp_path / "a.zip", TODAY))
    assert len([item for item in found if isinstance(item, Document)]) == 3
    assert "more than 2 GB" in reasons(found)["a.zip"]


def test_a_member_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as package:
        package.writestr("a.txt", b"Matn " * 100)
    torn = packed.getvalue().replace((500).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    (tmp_path / "a.zip").write_bytes(torn)
    (item,) = items(tmp_path / "a.zip", TODAY)
    assert isinstance(item, Document)
    with pytest.raises(TORN):
        item.load()


def test_a_torn_or_protected_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04 torn")
    assert reasons(list(items(tmp_path / "torn.zip", TODAY))) == {"torn.zip": "the archive is damaged"}
    with ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("a.txt", "Matn")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    assert "password" in reasons(list(items(tmp_path / "a.zip", TODAY)))["a.txt"]


@given(st.binary(max_size=400), st.integers(0, 300))
def test_no_bytes_break_an_archive(
    tmp_path_factory: pytest.TempPathFactory, change: bytes, place: int
) -> None:
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as package:
        package.writestr("a.jsonl", json.dumps(RECORD))
        package.writestr("b.txt", "Matn")
    data = bytearray(packed.getvalue())
    data[place : place + len(change)] = change
    file = tmp_path_factory.mktemp("zip") / "a.zip"
    file.write_bytes(bytes(data))
    assert all(isinstance(each, Record | Bad | Document) for each in items(file, TODAY))
