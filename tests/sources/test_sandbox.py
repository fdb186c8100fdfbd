"""Parsers work elsewhere: they may take as long, eat as much and die as often as they like."""

import asyncio
import os
import signal
from datetime import date

import pytest

from sources.opener import Opener
from sources.sandbox import Sandbox
from sources.text import Unreadable
from tests.sources.made import bomb, office, paragraph, word
from tests.sources.site import Site, page

TODAY = date(2026, 3, 2)


async def reason(opener: Opener, name: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        await opener.document(name, data, TODAY)
    return error.value.reason


async def test_a_document_is_opened_in_another_process(opener: Opener) -> None:
    draft = await opener.document("anjuman.docx", office("anjuman.docx"), TODAY, reference="a")
    assert draft.title.startswith("Nukusda suv tejash")
    assert (draft.published, draft.reference) == (TODAY, "a")


async def test_reasons_come_back_and_the_next_document_is_read(opener: Opener) -> None:
    assert await reason(opener, "a.pdf", office("locked.pdf")) == "protected"
    assert await reason(opener, "a.pdf", b"%PDF-1.7 torn") == "broken"
    assert await reason(opener, "a.docx", bomb(70)) == "too-big"
    assert await reason(opener, "a.txt", b"a" * (20 * 1024 * 1024 + 1)) == "too-big"
    assert (await opener.document("a.txt", "Bogʻ ochildi".encode(), TODAY)).text == "Bogʻ ochildi"


async def test_what_takes_too_long_is_killed_while_others_are_served() -> None:
    sandbox = Sandbox(workers=2, patience=1.5)
    endless = b"<rss><channel>" + b"<item><title>x</title><guid>y</guid></item>" * 100_000
    slow = asyncio.create_task(sandbox.run("feed", endless, kind="application/rss+xml", url="http://a/"))
    quick = await sandbox.run("document", word(paragraph("Bogʻ ochildi")), name="a.docx")
    assert not slow.done()
    assert quick == ["", "Bogʻ ochildi"]
    with pytest.raises(Unreadable) as error:
        await slow
    assert error.value.reason == "too-slow"
    await sandbox.close()


@pytest.mark.slow
async def test_what_eats_all_memory_dies_alone() -> None:
    """Twelve million empty elements fit into 64 MB of XML, and into two gigabytes as a tree."""
    sandbox = Sandbox(patience=90)
    with pytest.raises(Unreadable) as error:
        await sandbox.run("document", word("<a/>" * 12_000_000), name="a.docx")
    assert error.value.reason == "too-hard"
    assert await sandbox.run("document", b"Matn", name="a.txt") == ["", "Matn"]
    await sandbox.close()


async def test_a_worker_that_is_killed_is_replaced(sandbox: Sandbox) -> None:
    await sandbox.run("document", b"Matn", name="a.txt")
    (worker,) = sandbox.resting
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(Unreadable) as error:
        await sandbox.run("document", b"Matn", name="a.txt")
    assert error.value.reason == "too-hard"
    assert await sandbox.run("document", b"Matn", name="a.txt") == ["", "Matn"]


async def test_a_caller_who_gives_up_leaves_no_answer_for_the_next(sandbox: Sandbox) -> None:
    asked = asyncio.create_task(sandbox.run("document", office("anjuman.pdf"), name="a.pdf"))
    await asyncio.sleep(0.05)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert await sandbox.run("document", b"Matn", name="a.txt") == ["", "Matn"]


async def test_workers_start_when_needed_and_end_when_idle() -> None:
    sandbox = Sandbox(idle=0.05)
    assert sandbox.resting == []
    await sandbox.run("document", b"Matn", name="a.txt")
    assert len(sandbox.resting) == 1
    async with asyncio.timeout(20):
        while sandbox.resting:  # noqa: ASYNC110 # nobody is told of it
            await asyncio.sleep(0.01)
    await sandbox.close()


async def test_nothing_of_ours_is_known_there(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "secret")
    await sandbox.run("document", b"Matn", name="a.txt")
    (worker,) = sandbox.resting
    environment = await asyncio.to_thread(_read, f"/proc/{worker}/environ")
    assert b"secret" not in environment
    assert b"PYTHONUTF8=1" in environment


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 # a file of the kernel's
        return file.read()


async def test_a_link_brings_the_main_text_of_its_page(opener: Opener, site: Site) -> None:
    body = "Nukusda suv boʻyicha anjuman boʻlib oʻtdi, unda qirq nafar mutaxassis qatnashdi va gapirdi. " * 3
    site.pages["/a"] = page(
        "<html><head><title>Suv anjumani</title>"
        "<meta property='article:published_time' content='2026-02-20'>"
        f"</head><nav>Bosh sahifa</nav><article><h1>Suv anjumani</h1><p>{body}</p></article></html>"
    )
    draft = await opener.link(site.url("/a"), TODAY)
    assert (draft.title, draft.published, draft.url) == ("Suv anjumani", date(2026, 2, 20), site.url("/a"))
    assert "qirq nafar mutaxassis" in draft.text
    assert "Bosh sahifa" not in draft.text


async def test_a_link_to_a_document_opens_it(opener: Opener, site: Site) -> None:
    site.pages["/told"] = page(office("anjuman.pdf"), "application/pdf")
    site.pages["/named.docx"] = page(office("anjuman.docx"), "application/octet-stream")
    site.pages["/guessed"] = page(office("anjuman.pdf"), "application/octet-stream")
    site.pages["/picture"] = page(b"\x89PNG", "image/png")
    for path in ("/told", "/named.docx", "/guessed"):
        draft = await opener.link(site.url(path), TODAY)
        assert draft.title.startswith("Nukusda suv tejash")
        assert draft.url == site.url(path)
    with pytest.raises(Unreadable) as error:
        await opener.link(site.url("/picture"), TODAY)
    assert error.value.reason == "unknown-kind"
