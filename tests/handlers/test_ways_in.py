"""Documents, links, feeds and channels: what comes in from elsewhere, as an editor sees it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from html import escape
from pathlib import Path

import pytest

from bot.disk import Disk
from handlers.channel import address_of
from news.models import Feed, Media, Release, Role
from playground import Chat, Message
from playground.chats import Standing
from sources.fetching import REASONS as LINKS
from sources.text import REASONS as FILES
from tests.handlers.releases import CONFERENCE, NEWS
from tests.handlers.stage import TOLD, Stage
from tests.language.test_phrases import readings
from tests.sources.made import OLE, blank_pdf, bomb, office, paragraph, word
from tests.sources.site import Site, answer, opened, page, to

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 50
ARTICLE = "Nukusda suv boʻyicha anjuman boʻlib oʻtdi, unda qirq nafar mutaxassis qatnashdi. " * 3


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with opened() as site:
        yield site


async def sends(stage: Stage, name: str, data: bytes) -> Message:
    return await stage.told(stage.editor, stage.editor.sends_file(name, data))


@pytest.mark.parametrize("name", ["anjuman.docx", "anjuman.pdf", "anjuman.html"])
async def test_a_document_is_shown_as_it_was_understood_and_published(stage: Stage, name: str) -> None:
    card = await sends(stage, name, office(name))
    assert "Sana: 2025-yil 14-may" in card.text
    shown, _ = await stage.presses(stage.editor, card, "Eʼlon qilish")
    assert shown.text.startswith("✓")
    release = await stage.services.releases.get(1)
    assert release is not None
    assert "Anvar Toʻlaganov" in release.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", office("locked.pdf"), "parol bilan himoyalangan"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "parol bilan himoyalangan"),
        ("a.doc", office("anjuman.doc"), "eski .doc turidagi fayl"),
        ("a.pdf", blank_pdf(), "skaner qilingan"),
        ("a.pdf", office("anjuman.pdf")[:9_000], "buzilgan"),
        ("a.docx", lambda: bomb(70), "20 MB dan oshmasin"),
        ("a.docm", word(""), "ichida matn topmadim"),
        ("a.html", b"<html><script>alert(1)</script></html>", "ichida matn topmadim"),
        ("a.xlsx", b"PK", "turidagi faylni oʻqimayman"),
    ],
)
async def test_a_document_that_cannot_be_read_gets_one_sentence(
    stage: Stage, name: str, data: bytes | Callable[[], bytes], said: str
) -> None:
    reply = await sends(stage, name, data() if callable(data) else data)
    assert reply.text.startswith(name)
    assert said in reply.text
    assert reply.buttons == []


def test_every_reason_has_its_sentence_in_every_language() -> None:
    for language in ("uz-Latn", "ru", "en"):
        known = readings(language)["unreadable"].cases["reason"]
        assert known == {*FILES, *LINKS}


async def test_a_file_without_an_ending_is_known_by_its_type(stage: Stage) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    data = word(paragraph("Bogʻ ochildi") + paragraph(NEWS))
    card = await stage.told(stage.editor, stage.editor.sends_file("hujjat", data, mime_type=kind))
    assert "Bogʻ ochildi" in card.text


async def test_a_link_is_fetched_and_its_main_text_becomes_a_draft(stage: Stage, site: Site) -> None:
    site.pages["/a"] = page(
        f"<html><title>Suv anjumani</title><nav>Bosh sahifa</nav><article><p>{ARTICLE}</p></article></html>"
    )
    card = await stage.tells(stage.editor, f"  {site.url('/a')} ")
    assert "Suv anjumani" in card.text
    await stage.presses(stage.editor, card, "Eʼlon qilish")
    release = await stage.services.releases.get(1)
    assert release is not None
    assert (release.title, release.url) == ("Suv anjumani", site.url("/a"))


async def test_a_link_that_leads_nowhere_good_gets_one_sentence(stage: Stage, site: Site) -> None:
    site.pages |= {"/loop": to("/loop"), "/house": to("http://169.254.169.254/"), "/500": answer(500)}
    for url, said in (
        (site.url("/loop"), "bir manzildan boshqasiga"),
        (site.url("/house"), "ochiq manzil emas"),
        (site.url("/500"), "bu sahifani bermadi"),
        ("http://10.0.0.1/", "ochiq manzil emas"),
        ("http://user:x@example.org/", "veb-sahifa manzili emas"),
        ("http://127.0.0.1:1/", "javob bermadi"),
    ):
        reply = await stage.tells(stage.editor, url)
        assert said in reply.text
        assert reply.buttons == []


async def test_a_readers_link_is_a_question_like_any_other(stage: Stage, site: Site) -> None:
    await stage.tells(stage.reader, site.url("/a"))
    assert site.asked == []


def rss(title: str, body: str) -> str:
    return (
        f"<rss version='2.0'><channel><title>Sayt</title><item><title>{title}</title><guid>g1</guid>"
        f"<description>{escape(body)}</description></item></channel></rss>"
    )


async def test_a_feed_is_added_by_its_page_looked_at_and_removed(stage: Stage, site: Site) -> None:
    site.pages["/"] = page("<html><link rel='alternate' type='application/rss+xml' href='/rss'></html>")
    site.pages["/rss"] = page(rss("Bogʻ ochildi", NEWS * 5), "application/rss+xml")
    assert "Hozircha manba yoʻq" in (await stage.tells(stage.editor, "/feeds")).text
    card = await stage.tells(stage.editor, f"/feeds {site.url('/')}")
    assert card.text.startswith("✓ Manba qoʻshildi")
    assert site.url("/rss") in card.text
    assert "avval qoʻshilgan" in (await stage.tells(stage.editor, f"/feeds {site.url('/rss')}")).text

    looked_at, _ = await stage.presses(stage.editor, card, "Hozir tekshirish")
    assert "oʻqildi" in looked_at.text
    assert "Bogʻ ochildi" in stage.editor.chat.from_bot[-1].text
    for press, then in (
        ("Darhol eʼlon qilinsin", "darhol eʼlon qilinadi"),
        ("Toʻxtatib turish", "⏸"),
        ("Davom ettirish", "oʻqildi"),
        ("Qoralama boʻlib kelsin", "qoralama boʻlib keladi"),
    ):
        shown, _ = await stage.presses(stage.editor, card, press)
        assert then in shown.text
    listed, _ = await stage.presses(stage.editor, card, "Roʻyxatga")
    assert "1. Sayt" in listed.text
    opened_again, _ = await stage.presses(stage.editor, card, "1")
    assert "Sayt" in opened_again.text
    gone, _ = await stage.presses(stage.editor, card, "Olib tashlash")
    assert "Hozircha manba yoʻq" in gone.text
    log = [(entry.action, entry.subject) for entry in await stage.services.audit.page(None, 20)]
    assert ("follow", "feed 1") in log
    assert ("unfollow", "feed 1") in log


async def test_a_feeds_fault_is_said_and_shown(stage: Stage, site: Site) -> None:
    site.pages["/rss"] = page(rss("Bogʻ", NEWS), "application/rss+xml")
    card = await stage.tells(stage.editor, f"/feeds {site.url('/rss')}")
    site.pages["/rss"] = answer(500)
    shown, _ = await stage.presses(stage.editor, card, "Hozir tekshirish")
    assert "⚠️ sahifa yoʻq yoki yopiq (ketma-ket 1 marta)" in shown.text
    site.pages["/rss"] = answer(410)
    shown, _ = await stage.presses(stage.editor, shown, "Hozir tekshirish")
    assert "⏹ butunlay olib tashlangan, endi soʻralmaydi" in shown.text
    site.pages["/page"] = page("<html>Salom</html>")
    assert "tasmasini topmadim" in (await stage.tells(stage.editor, f"/feeds {site.url('/page')}")).text
    assert "ochiq manzil emas" in (await stage.tells(stage.editor, "/feeds 10.0.0.1")).text


async def test_only_editors_see_and_change_feeds(stage: Stage, site: Site) -> None:
    site.pages["/rss"] = page(rss("Bogʻ", NEWS), "application/rss+xml")
    card = await stage.tells(stage.editor, f"/feeds {site.url('/rss')}")
    assert "faqat muharrirlar" in (await stage.tells(stage.reader, "/feeds")).text
    other = await stage.tells(stage.reader, "salom")
    assert "faqat muharrirlar" in await stage.forges(stage.reader, other, "y1:remove:1")
    await stage.hire(stage.reader, Role.AUTHOR)
    assert "faqat muharrirlar" in await stage.forges(stage.reader, other, "y1:remove:1")
    await stage.hire(stage.russian, Role.EDITOR)
    third = await stage.tells(stage.russian, "/feeds")
    assert "владельцы" in await stage.forges(stage.russian, third, "y1:publish:1")
    assert (await stage.services.feeds.all())[0].mode == "draft"
    for data in ("y1:remove:77", "y1:nonsense:1", "y1:list:0"):
        await stage.forges(stage.editor, card, data)
    assert len(await stage.services.feeds.all()) == 1


async def channel(stage: Stage, mode: str | None = "publish") -> Chat:
    """A channel with the bot as an admin, followed in that mode; None: nobody follows it. The editor has
    spoken with the bot before: it may write to them."""
    await stage.tells(stage.editor, "/feeds")
    chat = stage.playground.group(
        "Vazirlik", stage.russian, kind="channel", username="vazirlik", standing=Standing.ADMINISTRATOR
    )
    if mode is not None:
        kept = Feed(0, address_of(chat.id), "@vazirlik", "publish" if mode == "publish" else "draft", 1)
        assert await stage.services.feeds.add(kept) is not None
    return chat


async def published(stage: Stage, newest: int) -> Release:
    async def there() -> bool:
        return await stage.services.releases.newest_id() >= newest

    await until(stage, there)
    release = await stage.services.releases.get(newest)
    assert release is not None
    return release


async def until(stage: Stage, condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what happens in the database."""
    import asyncio

    async with asyncio.timeout(TOLD):
        while not await condition():  # noqa: ASYNC110 # a database tells nobody
            await asyncio.sleep(0.01)


async def test_a_post_of_a_followed_channel_is_published_and_its_edit_a_new_version(stage: Stage) -> None:
    chat = await channel(stage)
    post = await stage.russian.says(CONFERENCE, chat)
    release = await published(stage, 1)
    assert release.title == CONFERENCE.splitlines()[0]
    assert release.url == f"https://t.me/vazirlik/{post.message_id}"
    await stage.russian.edits(post, CONFERENCE.replace("27-noyabr", "26-noyabr"))
    second = await published(stage, 2)
    assert (second.version, second.current) == (2, True)
    assert (await stage.services.audit.page(None, 1))[0].after == "@vazirlik"


async def test_a_post_becomes_a_draft_that_follows_its_edits(stage: Stage) -> None:
    chat = await channel(stage, "draft")
    card = await stage.told(stage.editor, stage.russian.says(CONFERENCE, chat))
    assert "Joyi: Toshkent" in card.text
    (post,) = [message for message in chat.messages if not message.by_bot]
    await stage.russian.edits(post, CONFERENCE.replace("27-noyabr", "26-noyabr"))
    await stage.playground.wait_for(lambda: "26-noyabr" in stage.editor.chat.from_bot[-1].text, TOLD)
    assert await stage.services.releases.newest_id() == 0


async def test_the_picture_of_a_post_goes_with_its_release(stage: Stage) -> None:
    chat = await channel(stage)
    await stage.russian.sends_photo("a.png", PICTURE, chat, caption=CONFERENCE)
    release = await published(stage, 1)
    assert [media.kind for media in release.media] == ["photo"]


async def test_an_album_is_one_draft_with_all_its_pictures(stage: Stage) -> None:
    """Whichever of its pictures has the words."""
    chat = await channel(stage, "draft")
    await stage.russian.sends_photo("a.png", PICTURE, chat, album="7")
    await stage.told(stage.editor, stage.russian.sends_photo("b.png", PICTURE, chat, caption=NEWS, album="7"))
    await stage.russian.sends_photo("c.png", PICTURE, chat, album="7")

    async def all_there() -> bool:
        return len(await media_of_draft(stage, 1)) == 3

    await until(stage, all_there)


async def test_an_album_that_is_published_at_once_keeps_every_picture(stage: Stage) -> None:
    """Those before its words, those after them, and all of them when the words are edited."""
    chat = await channel(stage)
    await stage.russian.sends_photo("a.png", PICTURE, chat, album="7")
    words = await stage.russian.sends_photo("b.png", PICTURE, chat, caption=NEWS, album="7")
    await stage.russian.sends_photo("c.png", PICTURE, chat, album="7")

    def pictures_of(number: int) -> Callable[[], Awaitable[bool]]:
        async def all_there() -> bool:
            release = await stage.services.releases.get(number)
            return release is not None and len(release.media) == 3

        return all_there

    await until(stage, pictures_of(1))
    await stage.russian.edits(words, NEWS.replace("oʻn ming", "yigirma ming"))
    await until(stage, pictures_of(2))
    assert (await published(stage, 2)).version == 2


async def media_of_draft(stage: Stage, number: int) -> tuple[Media, ...]:
    pending = await stage.services.drafts.get(number)
    assert pending is not None
    return pending.draft.media


async def test_a_channel_that_nobody_follows_is_not_listened_to(stage: Stage) -> None:
    """Anybody may make the bot an admin of a channel of theirs."""
    stranger = await channel(stage, None)
    await stage.russian.says(CONFERENCE, stranger)
    paused = stage.playground.group("Boshqa", stage.russian, kind="channel", standing=Standing.ADMINISTRATOR)
    kept = Feed(0, address_of(paused.id), "Boshqa", "publish", 1, paused=True)
    assert await stage.services.feeds.add(kept) is not None
    await stage.russian.says(CONFERENCE, paused)
    await stage.tells(stage.editor, "/feeds")
    assert await stage.services.releases.newest_id() == 0


async def test_a_channel_is_followed_by_its_name_where_the_bot_is_an_admin(stage: Stage) -> None:
    chat = await channel(stage, None)
    card = await stage.tells(stage.editor, "/feeds @vazirlik")
    assert "Manba qoʻshildi" in card.text
    assert "postlar kutilmoqda" in card.text
    assert await stage.services.feeds.at(address_of(chat.id)) is not None
    assert "avval qoʻshilgan" in (await stage.tells(stage.editor, f"/feeds {chat.id}")).text
    draft = await stage.told(stage.editor, stage.russian.says(CONFERENCE, chat))
    assert "Joyi: Toshkent" in draft.text
    assert "koʻra olmayapman" in (await stage.tells(stage.editor, "/feeds @nobody_here")).text
    stage.playground.clock.move(timedelta(minutes=1))
    stage.playground.group("x", stage.russian, kind="channel", username="begona", standing=Standing.LEFT)
    assert "koʻra olmayapman" in (await stage.tells(stage.editor, "/feeds @begona")).text


async def test_a_file_is_not_taken_while_the_disk_is_nearly_full(stage: Stage) -> None:
    """A text still is: it takes no more room than a question."""
    stage.now_with(disk=Disk(Path(), 1, lambda _: 0))
    told = await sends(stage, "xabar.txt", b"Salom. " * 60)
    assert "diski deyarli" in told.text
    assert await stage.services.drafts.undecided() == []
