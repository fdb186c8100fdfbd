"""Tables and packed archives are read item by item, whatever else stands in them."""

import asyncio
import io
import json
import sys
from datetime import date
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.intake import LONGEST
from news.models import Draft
from sources.archive import TORN, items, lines
from sources.items import Bad, Document, Item, Record
from sources.records import LINE, json_lines, table
from tests.sources.made import bomb, office

TODAY = date(2026, 3, 2)
RECORD = {"id": "j1", "title": "Sarlavha", "text": "Matn.", "published": "2025-01-02"}
RECORDS = [
    json.dumps(RECORD).encode(),
    b'{"id": true}',
    b'{"id": "1", "title": [1]}',
    b"[" * 5000,
    b'{"id": "1", "published": "2025-01-02", "text": "\\ud800"',
    b"\xef\xbb\xbf{}",
]
"""The first alone is a release."""


def reasons(found: list[Item]) -> dict[str, str]:
    return {Path(item.item).name: item.reason for item in found if isinstance(item, Bad)}


def drafts(found: list[Item]) -> list[Draft]:
    return [item.draft for item in found if isinstance(item, Record)]


def named(path: Path) -> list[Record | Bad]:
    return [item for item in items(path, TODAY) if not isinstance(item, Document)]


@pytest.mark.parametrize("divider", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16"])
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


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\n1,2\n",
        b"id\n1\n",
        b"\x98\xff\xfe\x00",
        b"x" * 200_000 + b",title\n1,2\n",
        b"x" * (LINE - 2) + b",\n1,2\n",
        "id,title\n1,Zürich, Genève, Straße\n".encode("latin-1"),
    ],
)
def test_a_table_without_our_columns_is_refused_whole(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    assert len(reasons(list(items(tmp_path / "a.csv", TODAY)))) == 1


def test_a_refused_row_is_named_by_its_id_and_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,title,text,date\na1,T,"bir\nikki",2025-03-04\na2,T,M,kecha\n,T,M,\n')
    (tmp_path / "a.jsonl").write_text(f'{json.dumps(RECORD)}\n{{"id": 7}}\nno\n')
    where = [(item.item, item.place) for item in named(tmp_path / "a.csv")]
    table_, list_ = f"{tmp_path / 'a.csv'}", f"{tmp_path / 'a.jsonl'}"
    assert where == [("a1", f"{table_}:2"), ("a2", f"{table_}:4"), (f"{table_}:5", "")]
    where = [(item.item, item.place) for item in named(tmp_path / "a.jsonl")]
    assert where == [("j1", f"{list_}:1"), ("7", f"{list_}:2"), (f"{list_}:3", "")]


def test_a_table_with_a_quotation_mark_left_open_does_not_become_one_release(tmp_path: Path) -> None:
    """What stands after it is refused, and said to be; nothing of it is published under another's name."""
    rows = [f"a{number},Sarlavha,Matn." for number in range(5)]
    rows[2] = 'a2,Sarlavha,"Matn.'
    (tmp_path / "a.csv").write_text("\n".join(["id,title,text", *rows]))
    found = list(items(tmp_path / "a.csv", TODAY))
    assert [draft.reference for draft in drafts(found)] == ["a0", "a1"]
    (bad,) = (item for item in found if isinstance(item, Bad))
    assert bad.item.endswith("a.csv:4")
    assert bad.reason == (
        "a quotation mark is not closed, or a field is longer than 4 MB; passed over up to line 6"
    )


def test_a_row_without_end_is_not_taken_into_memory_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.records.LINE", 1000)
    rows = [f"a1,T,{'x' * 5000}", "a2,T,M", 'a3,T,"', *["y"] * 600, "a4,T,M"]
    (tmp_path / "a.csv").write_text("\n".join(["id,title,text", *rows]))
    found = list(items(tmp_path / "a.csv", TODAY))
    assert [draft.reference for draft in drafts(found)] == ["a2", "a4"]
    said = [(item.item.rpartition(":")[2], item.reason) for item in found if isinstance(item, Bad)]
    assert said[0] == ("2", "the line is longer than 4 MB")
    assert said[1][0] == "4"
    assert "longer than 4 MB" in said[1][1]


def test_a_text_beyond_the_limit_is_refused_before_it_waits_for_its_reading(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({**RECORD, "text": "a" * (LONGEST + 1)}))
    (item,) = items(tmp_path / "a.jsonl", TODAY)
    assert isinstance(item, Bad)
    assert item.reason == "it is longer than 200,000 characters"


LARGE = """
import resource, sys
from datetime import date
from pathlib import Path
from sources.archive import items
from sources.items import Record
number = sum(isinstance(each, Record) for each in items(Path(sys.argv[1]), date(2026, 3, 2)))
print(number, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.slow
async def test_a_large_table_takes_no_more_memory_than_a_small_one(tmp_path: Path) -> None:
    """120 MB in cp1251, whose encoding is known only at its end; within 20 MB of a table of one row."""
    row = "a{},Открыта библиотека,«{}»\n"
    head = b"id,title,text\n"
    (tmp_path / "small.csv").write_bytes(head + row.format(0, "да").encode("cp1251"))
    with (tmp_path / "large.csv").open("wb") as file:
        file.write(head)
        for number in range(60_000):
            file.write(row.format(number, "Нукус " * 330).encode("cp1251"))
    small, large = [await counted(tmp_path / name) for name in ("small.csv", "large.csv")]
    assert (small[0], large[0]) == (1, 60_000)
    assert large[1] < small[1] + 20_000


async def counted(file: Path) -> tuple[int, int]:
    """How many releases a process of its own found in it, and the most memory that it took, in kB."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", LARGE, str(file), stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    out, _ = await process.communicate()
    number, memory = out.split()
    return int(number), int(memory)


@given(st.binary(max_size=300))
def test_no_bytes_break_a_table(data: bytes) -> None:
    for start in (b"", b"id,title,text\n", b"\xff\xfe", b'id,text\n1,"'):
        assert all(isinstance(each, Record | Bad) for each in table("x", io.BytesIO(start + data), TODAY))


@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from(RECORDS)), max_size=8))
def test_no_bytes_break_a_list(lines_: list[bytes]) -> None:
    """A line is a record or is named with a reason; none takes the next one with it."""
    told = list(json_lines("x", io.BytesIO(b"\n".join(line.replace(b"\n", b"") for line in lines_)), TODAY))
    assert all(isinstance(each, Record | Bad) for each in told)
    assert sum(isinstance(each, Record) for each in told) == lines_.count(RECORDS[0])


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


def test_a_member_that_is_packed_in_an_unusual_way_is_refused_alone(tmp_path: Path) -> None:
    """LZMA and bzip2 fail in ways of their own, and unpack to more memory than they say."""
    with ZipFile(tmp_path / "a.zip", "w") as package:
        package.writestr("a.jsonl", json.dumps(RECORD) * 50, ZIP_LZMA)
        package.writestr("a.txt", "Matn " * 50, ZIP_BZIP2)
        package.writestr("good.jsonl", json.dumps(RECORD), ZIP_DEFLATED)
    found = list(items(tmp_path / "a.zip", TODAY))
    assert [draft.reference for draft in drafts(found)] == ["j1"]
    assert sorted(reasons(found)) == ["a.jsonl", "a.txt"]
    assert "ordinary .zip" in reasons(found)["a.txt"]


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
