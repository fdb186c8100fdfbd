"""Each parser on hostile bytes: an outcome or a reason, never a hang, never a dead process."""

import asyncio
import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.sandbox import Sandbox
from sources.text import REASONS, Unreadable
from tests.sources.made import NAMES, office, package

REAL = ["anjuman.docx", "anjuman.pdf", "anjuman.html", "locked.pdf", "restricted.pdf"]
MARKUP = ("<", "</", "<!--", "-->", "<![CDATA[", "]]>", "&#x0;", "&lt;", "<p>", "<table>", "<w:p>", "<item>")
SIGNS = (b"<entry>", b"<rss>", b"<feed>", b"\xff\xfe", b"\x00", b"obj", b"stream", b"%PDF-1.7", b"PK\x03\x04")
SCRAPS = st.sampled_from([*(sign.encode() for sign in MARKUP), *SIGNS])
NOISE = st.lists(st.one_of(SCRAPS, st.binary(max_size=30)), max_size=60).map(b"".join)
ENDINGS = ["a.txt", "a.html", "a.docx", "a.pdf"]
CHANGES = st.lists(st.tuples(st.integers(0, 2**20), st.binary(max_size=40)), max_size=25)


class Room:
    """A sandbox and the loop it lives in: Hypothesis calls from outside of any."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._sandbox = Sandbox(workers=1)

    def run(self, job: str, data: bytes, **given_: object) -> object:
        return self._runner.run(self._run(job, data, given_))

    async def _run(self, job: str, data: bytes, given_: dict[str, object]) -> object:
        return await self._sandbox.run(job, data, **given_)

    def close(self) -> None:
        self._runner.run(self._sandbox.close())
        self._runner.close()


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    room = Room()
    yield room
    room.close()


fuzzed = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
pytestmark = pytest.mark.slow


def outcome(room: Room, job: str, data: bytes, **given_: object) -> object:
    """What came out; None for a reason. A parser that died (too-hard) or hung (too-slow) is our fault."""
    try:
        return room.run(job, data, **given_)
    except Unreadable as error:
        reason = error.reason
    assert reason in set(REASONS) - {"too-hard", "too-slow"}
    return None


@fuzzed
@given(
    st.sampled_from(REAL),
    CHANGES,
    st.integers(1, 2**20),
    st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf"]),
)
def test_real_documents_torn_and_scrambled(
    room: Room, origin: str, changes: list[tuple[int, bytes]], length: int, name: str
) -> None:
    data = bytearray(office(origin))
    for place, change in changes:
        start = place % len(data)
        data[start : start + len(change)] = change
    assert outcome(room, "document", bytes(data[:length]), name=name) != ["", ""]


@fuzzed
@given(NOISE, st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.docm", "a.pdf", "a.doc"]))
def test_noise_under_every_name(room: Room, data: bytes, name: str) -> None:
    assert outcome(room, "document", data, name=name) != ["", ""]


@fuzzed
@given(st.recursive(st.just("soʻz"), lambda inner: st.builds(
    lambda tag, children: f"<w:{tag}>{''.join(children)}</w:{tag}>",
    st.sampled_from(["p", "r", "t", "tbl", "tr", "tc", "sdt", "del", "ins", "txbxContent", "hyperlink"]),
    st.lists(inner, max_size=4),
), max_leaves=30))  # fmt: skip
def test_word_with_its_elements_in_any_order(room: Room, body: str) -> None:
    document = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    outcome(room, "document", package(document), name="a.docx")


@fuzzed
@given(NOISE, st.sampled_from([None, "utf-8", "windows-1251", "utf-7", "zip", "no-such", "utf-16"]))
def test_pages_of_noise(room: Room, data: bytes, charset: str | None) -> None:
    found = outcome(room, "page", b"<html>" + data, charset=charset, url="https://example.org/")
    assert found is None or json.dumps(found)


@fuzzed
@given(NOISE, st.sampled_from(["application/rss+xml", "text/html; charset=koi8-r", "", "a/b; charset=zip"]))
def test_feeds_of_noise(room: Room, data: bytes, kind: str) -> None:
    for start in (
        b"",
        b"<rss version='2.0'><channel><item>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
    ):
        found = outcome(room, "feed", start + data, kind=kind, url="https://example.org/")
        assert found is None or set(found) == {"title", "entries", "feeds"}  # type: ignore[call-overload]  # a dict
