"""A link brings a page, and whatever else its server tries ends in a reason and in bounds."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator

import pytest

from sources.fetching import BYTES, HOPS, Fetcher
from sources.text import Unreadable
from tests.sources.site import Request, Site, answer, page, to


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    fetcher = Fetcher(["127.0.0.1"], seconds=30)
    yield fetcher
    await fetcher.close()


async def reason(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(Unreadable) as error:
        await fetcher.fetch(url)
    return error.value.reason


async def test_a_page_is_fetched_with_what_its_server_says_of_it(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = page("<p>Salom</p>", "text/html; charset=windows-1251", ETag='"7"', Last_Modified="x")
    fetched = await fetcher.fetch(site.url("/a"))
    assert (fetched.body, fetched.kind, fetched.charset) == (b"<p>Salom</p>", "text/html", "windows-1251")
    assert (fetched.etag, fetched.modified, fetched.url) == ('"7"', "x", site.url("/a"))
    assert site.asked[0].headers["accept-encoding"] == "identity"


async def test_what_has_not_changed_is_said_to_be_so(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = answer(304)
    fetched = await fetcher.fetch(site.url("/a"), {"If-None-Match": '"7"'})
    assert fetched.unchanged
    assert site.asked[0].headers["if-none-match"] == '"7"'


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(fetcher: Fetcher, site: Site, status: int) -> None:
    site.pages["/a"] = to("b", status)
    site.pages["/b"] = page("bu yerda")
    assert (await fetcher.fetch(site.url("/a"))).url == site.url("/b")


async def test_a_loop_of_redirects_ends(fetcher: Fetcher, site: Site) -> None:
    site.pages["/a"] = to("/b")
    site.pages["/b"] = to("/a")
    assert await reason(fetcher, site.url("/a")) == "too-many-redirects"
    assert len(site.asked) == HOPS + 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[64:ff9b::7f00:1]/",
        "http://224.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://１２７.0.0.1/",
        "http://①②⑦.0.0.1/",
        "http://user@127.0.0.1/",
        "http://user:word@example.org/",
        "http://example.org:22/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "javascript:alert(1)",
        "http://",
        "http:///etc/passwd",
        "https://[::1",
        "",
        "salom",
    ],
)
async def test_a_link_into_the_house_is_not_followed(url: str) -> None:
    fetcher = Fetcher()
    assert await reason(fetcher, url) in ("not-public", "bad-link")
    await fetcher.close()


async def test_a_redirect_into_the_house_is_not_followed(fetcher: Fetcher, site: Site) -> None:
    for place in ("http://127.0.0.2/", "http://169.254.169.254/", "http://[::1]/", "//10.0.0.1/"):
        site.pages["/a"] = to(place)
        assert await reason(fetcher, site.url("/a")) == "not-public"
    for place in ("file:///etc/passwd", "http://user@127.0.0.1/", "gopher://127.0.0.1/"):
        site.pages["/a"] = to(place)
        assert await reason(fetcher, site.url("/a")) == "bad-link"


async def test_a_name_is_judged_by_the_address_that_is_connected_to(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rebinding: the name was public when somebody looked; what counts is where the socket goes."""

    async def resolved(*_: object, **__: object) -> list[object]:
        return [(2, 1, 6, "", ("127.0.0.1", site.port))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolved)
    fetcher = Fetcher()
    assert await reason(fetcher, "http://public.example:8080/") == "not-public"
    assert site.asked == []
    await fetcher.close()


async def test_an_answer_too_large_is_not_read_to_its_end(fetcher: Fetcher, site: Site) -> None:
    site.pages["/told"] = answer(200, b"", content_length=str(BYTES + 1))
    site.pages["/untold"] = page(b"x" * (BYTES + 1), content_length="")
    assert await reason(fetcher, site.url("/told")) == "too-big"
    assert await reason(fetcher, site.url("/untold")) == "too-big"


async def test_packed_answers_are_unpacked_once_and_within_bounds(fetcher: Fetcher, site: Site) -> None:
    site.pages["/gzip"] = page(gzip.compress(b"salom"), content_encoding="gzip")
    assert (await fetcher.fetch(site.url("/gzip"))).body == b"salom"
    site.pages["/deflate"] = page(zlib.compress(b"salom"), content_encoding="deflate")
    assert (await fetcher.fetch(site.url("/deflate"))).body == b"salom"
    bomb = gzip.compress(b"\0" * (64 * 1024 * 1024))
    site.pages["/bomb"] = page(bomb, content_encoding="gzip")
    assert await reason(fetcher, site.url("/bomb")) == "too-big"
    site.pages["/twice"] = page(gzip.compress(bomb), content_encoding="gzip, gzip")
    site.pages["/br"] = page(b"x", content_encoding="br")
    site.pages["/torn"] = page(b"not gzip", content_encoding="gzip")
    for path in ("/twice", "/br", "/torn"):
        assert await reason(fetcher, site.url(path)) == "broken"


async def test_a_link_that_never_ends_is_left(site: Site) -> None:
    """One that drips forever, and one that never says a word."""

    async def drip(writer: asyncio.StreamWriter, _: Request) -> None:
        writer.write(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n")
        while not writer.is_closing():
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.01)

    async def silent(writer: asyncio.StreamWriter, _: Request) -> None:
        await asyncio.sleep(2)

    fetcher = Fetcher(["127.0.0.1"], seconds=0.3)
    site.pages |= {"/drip": drip, "/silent": silent}
    assert await reason(fetcher, site.url("/drip")) == "endless"
    assert await reason(fetcher, site.url("/silent")) == "endless"
    await fetcher.close()


async def test_errors_of_the_server_and_nonsense_have_their_reasons(fetcher: Fetcher, site: Site) -> None:
    async def nonsense(writer: asyncio.StreamWriter, _: Request) -> None:
        writer.write(b"\x00\xff what is this\r\n\r\n")

    async def long_head(writer: asyncio.StreamWriter, _: Request) -> None:
        writer.write(b"HTTP/1.1 200 X\r\nA: " + b"x" * 100_000 + b"\r\n\r\n")

    site.pages |= {"/nonsense": nonsense, "/head": long_head, "/500": answer(500), "/204": answer(204)}
    assert await reason(fetcher, site.url("/gone")) == "no-page"
    assert await reason(fetcher, site.url("/500")) == "no-page"
    assert await reason(fetcher, site.url("/nonsense")) == "unreachable"
    assert await reason(fetcher, site.url("/head")) == "unreachable"
    assert await reason(fetcher, "http://127.0.0.1:9/") == "unreachable"


async def test_no_cookie_is_kept_and_no_proxy_asked(
    fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    site.pages["/a"] = page("salom", Set_Cookie="a=b")
    await fetcher.fetch(site.url("/a"))
    await fetcher.fetch(site.url("/a"))
    assert "cookie" not in site.asked[1].headers
