"""A correction and a withdrawal reach everyone who received the release, on their screens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time as clock_time
from datetime import timedelta

from handlers.screen import post
from news.models import Subscriber
from playground import Message
from playground.faults import Fault, FaultKind
from tests.handlers.releases import CONFERENCE, NEWS, publish
from tests.handlers.stage import TOLD, Stage


async def digest_of(stage: Stage) -> Message:
    """A subscriber's digest with two releases, as it arrived."""
    await publish(stage, CONFERENCE, NEWS)
    await stage.tells(stage.reader, "/start")
    now = stage.services.clock.now()
    due = Subscriber(stage.reader.id, hour=clock_time(14), active=True, next_due_at=now)
    await stage.services.subscribers.save(due)
    assert await stage.house.issues.enqueue_due() == 1
    await stage.deliver()
    digest = stage.reader.chat.from_bot[-1]
    assert "Toshkentda suv tejash" in digest.text
    assert "kutubxona" in digest.text
    return digest


@asynccontextmanager
async def on_its_way(stage: Stage) -> AsyncIterator[None]:
    """The same digest has left with its words, and arrives at the end."""
    await publish(stage, CONFERENCE, NEWS)
    await stage.tells(stage.reader, "/start")
    now = stage.services.clock.now()
    due = Subscriber(stage.reader.id, hour=clock_time(14), active=True, next_due_at=now)
    await stage.services.subscribers.save(due)
    assert await stage.house.issues.enqueue_due() == 1
    arrives = asyncio.Event()
    slow = Fault(FaultKind.SLOW, ["sendMessage"], until=arrives, chat_id=stage.reader.id)
    stage.playground.faults.add(slow)
    await stage.courier.send_batch()
    await stage.playground.wait_for(lambda: slow.struck == 1, TOLD)
    try:
        yield
        assert stage.courier.on_their_way == 1
    finally:
        arrives.set()
    while stage.courier.on_their_way:
        stage.courier.changed.clear()
        await stage.courier.rest(TOLD)


async def withdraw(stage: Stage) -> Message:
    """What an editor sees who withdraws the first release."""
    found = await stage.tells(stage.editor, "suv konferensiyasi")
    release = await stage.services.releases.by_reference("x1")
    assert release is not None
    await stage.forges(stage.editor, found, f"l1:gone:{release.id}:-")
    return stage.seen(found)


async def test_a_withdrawal_changes_the_digest_that_was_sent(stage: Stage) -> None:
    digest = await digest_of(stage)
    report = await withdraw(stage)
    assert "Tuzatiladigan xabarlar: 1" in report.text
    await stage.deliver()
    shown = stage.seen(digest)
    assert "1. Toshkentda suv tejash boʻyicha konferensiya boʻlib oʻtdi\nqaytarib olindi" in shown.text
    assert "Suvni birga asraymiz" not in shown.text
    assert "kutubxona" in shown.text
    assert not any(button.data == "o1:1" for row in shown.buttons for button in row)
    report, _ = await stage.presses(stage.editor, report, "Hisobot")
    assert report.text == "Yetdi: 1. Navbatda: 0. Yetmadi: 0."
    reader = await stage.services.subscribers.get(stage.reader.id)
    assert reader is not None
    assert reader.cursor == 2


async def test_where_the_digest_is_gone_the_reader_gets_a_word_instead(stage: Stage) -> None:
    digest = await digest_of(stage)
    await stage.application.bot.delete_message(stage.reader.id, digest.message_id)
    await withdraw(stage)
    await stage.deliver()
    assert stage.reader.chat.from_bot[-1].text.startswith("⚠️ Bu xabar qaytarib olindi")


async def test_a_correction_stands_in_the_digest_with_a_mark(stage: Stage) -> None:
    digest = await digest_of(stage)
    found = await stage.tells(stage.editor, "suv konferensiyasi")
    draft = await stage.told(stage.editor, stage.editor.presses(await managed(stage, found), "✎ Tuzatish"))
    for label in ("✎ Tuzatish", "Sarlavha"):
        draft, _ = await stage.presses(stage.editor, draft, label)
    draft = await stage.tells(stage.editor, "Suvni asrash konferensiyasi")
    draft, _ = await stage.presses(stage.editor, draft, "✓ Eʼlon qilish")
    draft, _ = await stage.presses(stage.editor, draft, "Olganlarga oʻzgarishni yetkazish")
    await stage.deliver()
    shown = stage.seen(digest)
    assert "Suvni asrash konferensiyasi\noʻzgartirildi" in shown.text
    assert "Toshkentda suv tejash" not in shown.text
    await withdraw(stage)
    await stage.deliver()
    assert "qaytarib olindi" in stage.seen(digest).text


async def managed(stage: Stage, found: Message) -> Message:
    opened, _ = await stage.presses(stage.editor, found, "Toʻliq matn")
    await stage.forges(stage.editor, opened, "l1:manage:1:-")
    return stage.seen(opened)


async def test_what_still_waits_leaves_without_what_was_withdrawn(stage: Stage) -> None:
    await publish(stage, CONFERENCE, NEWS)
    await stage.tells(stage.reader, "/start")
    now = stage.services.clock.now()
    await stage.services.subscribers.save(
        Subscriber(stage.reader.id, hour=clock_time(14), active=True, next_due_at=now)
    )
    await stage.house.issues.enqueue_due()
    await withdraw(stage)
    await stage.deliver()
    assert "Suvni birga asraymiz" not in stage.reader.chat.from_bot[-1].text
    assert "kutubxona" in stage.reader.chat.from_bot[-1].text


async def test_who_unsubscribed_is_counted_as_not_reached(stage: Stage) -> None:
    await digest_of(stage)
    await stage.services.subscribers.stop(stage.reader.id)
    report = await withdraw(stage)
    await stage.deliver()
    report, _ = await stage.presses(stage.editor, report, "Hisobot")
    assert "Yetmadi: 1" in report.text
    assert "obunani toʻxtatgan: 1" in report.text


async def test_an_urgent_release_arrives_after_the_time_to_call_it_back(stage: Stage) -> None:
    await publish(stage, CONFERENCE)
    await stage.tells(stage.reader, "/start")
    await stage.services.subscribers.save(Subscriber(stage.reader.id, active=True))
    found = await stage.tells(stage.editor, "suv konferensiyasi")
    await stage.forges(stage.editor, found, "l1:send:1:all-0123456789ab")
    await stage.deliver()
    assert "Shoshilinch" not in stage.reader.chat.from_bot[-1].text
    stage.playground.clock.move(timedelta(seconds=11))
    await stage.deliver()
    assert stage.reader.chat.from_bot[-1].text.startswith("⚡ Shoshilinch xabar")


async def test_what_still_waits_shows_not_even_the_title_of_what_was_withdrawn(stage: Stage) -> None:
    """Its readers never had it."""
    await publish(stage, CONFERENCE, NEWS)
    await stage.tells(stage.reader, "/start")
    now = stage.services.clock.now()
    await stage.services.subscribers.save(
        Subscriber(stage.reader.id, hour=clock_time(14), active=True, next_due_at=now)
    )
    await stage.house.issues.enqueue_due()
    await withdraw(stage)
    for _ in range(2):
        await stage.deliver()
        await stage.services.desk.tend()
    shown = stage.reader.chat.from_bot[-1]
    assert "1. Xabar qaytarib olindi" in shown.text
    assert "suv" not in shown.text.lower()
    assert [button.data for row in shown.buttons for button in row] == ["o1:2"]


async def test_a_death_between_the_withdrawal_and_the_word_of_it_leaves_nobody_untold(stage: Stage) -> None:
    """The next tick tells them, once, though the press comes again as well."""
    digest = await digest_of(stage)
    await stage.services.releases.withdraw(1, stage.editor.id, "", stage.services.clock.now())
    await stage.services.desk.tend()
    await stage.deliver()
    assert "konferensiya boʻlib oʻtdi\nqaytarib olindi" in stage.seen(digest).text
    found = await stage.tells(stage.editor, "kutubxona")
    assert await stage.forges(stage.editor, found, "l1:gone:1:-") == "Qaytarib olindi"
    await stage.services.desk.tend()
    await stage.deliver()
    edited = [call.parameters["chat_id"] for call in stage.playground.calls("editMessageText")]
    assert edited.count(stage.reader.id) == 1
    report, _ = await stage.presses(stage.editor, stage.seen(found), "Hisobot")
    assert report.text == "Yetdi: 1. Navbatda: 0. Yetmadi: 0."


async def test_what_was_on_its_way_at_the_withdrawal_is_corrected_when_it_has_arrived(stage: Stage) -> None:
    await publish(stage, CONFERENCE, NEWS)
    await stage.tells(stage.reader, "/start")
    now = stage.services.clock.now()
    await stage.services.subscribers.save(
        Subscriber(stage.reader.id, hour=clock_time(14), active=True, next_due_at=now)
    )
    await stage.house.issues.enqueue_due()
    (delivery,) = await stage.house.ledger.claim(now, 9, now + timedelta(seconds=90))
    (message,) = await stage.house.ledger.messages(delivery.issue)
    await withdraw(stage)
    sent = await post(stage.application.bot, stage.reader.id, message)
    await stage.house.ledger.sent(delivery, sent, now, now)
    assert "Suvni birga asraymiz" in stage.reader.chat.from_bot[-1].text
    await stage.services.desk.tend()
    await stage.deliver()
    assert "Suvni birga asraymiz" not in stage.reader.chat.from_bot[-1].text
    assert "1. Xabar qaytarib olindi" in stage.reader.chat.from_bot[-1].text
    stage.playground.clock.move(timedelta(minutes=6))
    await stage.services.desk.tend()
    assert await stage.house.bulletins.owed() == []


async def test_what_telegram_has_not_answered_yet_counts_and_is_corrected_when_it_has(stage: Stage) -> None:
    async with on_its_way(stage):
        report = await withdraw(stage)
        assert "Tuzatiladigan xabarlar: 1" in report.text
        await stage.services.desk.tend()
        report, _ = await stage.presses(stage.editor, report, "Hisobot")
        assert report.text == "Yetdi: 0. Navbatda: 1. Yetmadi: 0."
        assert await stage.house.bulletins.owed() != []
    digest = stage.reader.chat.from_bot[-1]
    assert "Suvni birga asraymiz" in digest.text
    await stage.services.desk.tend()
    await stage.deliver()
    assert "Suvni birga asraymiz" not in stage.seen(digest).text
    report, _ = await stage.presses(stage.editor, report, "Hisobot")
    assert report.text == "Yetdi: 1. Navbatda: 0. Yetmadi: 0."
    assert await stage.house.bulletins.owed() == []


async def test_a_change_reaches_what_was_on_its_way_too(stage: Stage) -> None:
    """Until it is told, a change is owed to whoever gets the old words meanwhile."""
    async with on_its_way(stage):
        found = await stage.tells(stage.editor, "suv konferensiyasi")
        draft = await stage.told(
            stage.editor, stage.editor.presses(await managed(stage, found), "✎ Tuzatish")
        )
        for label in ("✎ Tuzatish", "Sarlavha"):
            draft, _ = await stage.presses(stage.editor, draft, label)
        draft = await stage.tells(stage.editor, "Suvni asrash konferensiyasi")
        draft, _ = await stage.presses(stage.editor, draft, "✓ Eʼlon qilish")
        draft, _ = await stage.presses(stage.editor, draft, "Olganlarga oʻzgarishni yetkazish")
        assert "Tuzatiladigan xabarlar: 1" in draft.text
        await stage.services.desk.tend()
    digest = stage.reader.chat.from_bot[-1]
    assert "Toshkentda suv tejash" in digest.text
    await stage.services.desk.tend()
    await stage.deliver()
    assert "Suvni asrash konferensiyasi\noʻzgartirildi" in stage.seen(digest).text
    assert "Toshkentda suv tejash" not in stage.seen(digest).text
    assert await stage.house.bulletins.owed() == []


async def test_who_received_it_reads_why_it_was_withdrawn(stage: Stage) -> None:
    digest = await digest_of(stage)
    found = await stage.tells(stage.editor, "suv konferensiyasi")
    await stage.forges(stage.editor, found, "l1:withdraw:1:-")
    asked = await stage.tells(stage.editor, "Sana <xato> koʻrsatilgan")
    await stage.presses(stage.editor, asked, "Ha, qaytarib olinsin")
    await stage.deliver()
    assert "qaytarib olindi: Sana <xato> koʻrsatilgan" in stage.seen(digest).text
