"""The rooms behind the newsroom: the log, messages to all, exports, a paused bot set going again."""

import secrets
from collections.abc import Awaitable, Callable

from telegram import InputFile, Update

from digests.office import render_exports, render_log, render_word_preview
from digests.presses import InOffice
from digests.publicity import UNDO
from digests.release_desk import render_sent, render_tally
from handlers.context import Context, Reader, Xabarnoma
from handlers.newsroom import cards, people
from handlers.newsroom.figures import press_figures
from handlers.screen import on_press, say, show
from language.markup import clean, units
from news.models import Message, Role
from news.rights import is_senior

__all__ = ["audit", "broadcast", "export", "register", "typed_word"]

LINES = 10
"""Of the log on a page."""
LONGEST_WORD = 3500
"""UTF-16 units of a message to all."""
LARGEST = 45 << 20
"""Bytes of a file that the bot sends: Telegram takes 50 MB."""

Act = Callable[[Update, Context, Reader, InOffice], Awaitable[str]]


def register(application: Xabarnoma) -> None:
    async def pressed(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
        context.chat.expects = None
        act = OWNERS.get(press.action) if reader.role is Role.OWNER else None
        act = act or (SENIORS.get(press.action) if is_senior(reader.role) else None)
        if act is None:
            for_seniors = "seniors-only" if press.action in SENIORS else "owners-only"
            return reader.phrases.plain(for_seniors if reader.is_editor else "editors-only")
        return await act(update, context, reader, press)

    application.add_handler(on_press(InOffice, pressed))


async def _owner(update: Update, context: Context) -> Reader | None:
    """Who asks, if they are an owner; else they are told that only owners may."""
    reader = await context.reader(update)
    context.chat.expects = None
    if reader.role is Role.OWNER:
        return reader
    await say(update, context, reader.phrases("owners-only"))
    return None


async def audit(update: Update, context: Context) -> None:
    """`/audit`: who did what, the newest first."""
    reader = await _owner(update, context)
    if reader is not None:
        await say(update, context, await _log_page(context, reader, None))


async def _log(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    await show(update, context, await _log_page(context, reader, press.number or None))
    return ""


async def _log_page(context: Context, reader: Reader, before: int | None) -> Message:
    entries = await context.services.audit.page(before, LINES + 1)
    subjects = [entry.subject.removeprefix("member ") for entry in entries]
    people_ids = {entry.person_id for entry in entries if entry.person_id}
    people_ids |= {int(each) for each in subjects if each.isdigit()}
    names = {each: await cards.name_of(context.services, each) for each in people_ids}
    more = len(entries) > LINES
    return render_log(entries[:LINES], names, reader.zone, reader.phrases, more=more, newest=before is None)


async def broadcast(update: Update, context: Context) -> None:
    """`/broadcast`: the next text goes to all subscribers, once it was looked at."""
    reader = await _owner(update, context)
    if reader is not None:
        context.chat.expects = "word"
        await say(update, context, reader.phrases("word-ask"))


async def typed_word(update: Update, context: Context, reader: Reader, text: str) -> None:
    """The message as each subscriber will see it, and how many they are."""
    text = clean(text).strip()
    if reader.role is not Role.OWNER or not text or units(text) > LONGEST_WORD:
        await say(update, context, reader.phrases("word-too-long", limit=LONGEST_WORD))
        return
    count = await context.services.publicity.audience()
    context.chat.expects = None
    if not count:
        await say(update, context, reader.phrases("nobody-subscribed"))
        return
    context.chat.word = (secrets.token_hex(6), text)
    await say(update, context, render_word_preview(text, count, context.chat.word[0], reader.phrases))


async def _send_word(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    held = context.chat.word
    if held is None or held[0] != press.value:  # the newer one, if there is one, can still be sent
        return reader.phrases.plain("word-stale" if held else "stale-press")
    context.chat.word = None
    sending = await context.services.publicity.word(held[1], held[0])
    told = f"{sending.name}: {sending.to}: {held[1]}"
    await context.services.audit.record(reader.now, reader.person_id, "push", "word to all", None, told)
    said = reader.phrases("push-sent", count=sending.to, seconds=int(UNDO.total_seconds()))
    await show(update, context, render_sent(said, sending.name, reader.phrases, undo=True))
    return ""


async def _undo(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    """Call back what has not left: all of it within the first seconds."""
    name = f"{press.action.partition('_')[2]} {press.value}"
    spared = await context.services.publicity.undo(name)
    if spared:
        await context.services.audit.record(
            reader.now, reader.person_id, "undo", name[:64], None, str(spared)
        )
    tally = await context.services.publicity.tally(name)
    release = await context.services.releases.newest_version(press.number) if press.number else None
    await show(update, context, render_tally(name, tally, reader.phrases, release))
    return reader.phrases.plain("undone", count=spared)


async def _tally(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    name = f"{press.action.partition('_')[2]} {press.value}"
    tally = await context.services.publicity.tally(name)
    release = await context.services.releases.newest_version(press.number) if press.number else None
    await show(update, context, render_tally(name, tally, reader.phrases, release))
    return ""


async def export(update: Update, context: Context) -> None:
    """`/export`: releases, subscribers and the log as files."""
    reader = await _owner(update, context)
    if reader is not None:
        await say(update, context, render_exports(reader.phrases))


async def _export(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    what, _, ending = press.value.partition("-")
    chat = update.effective_chat
    if what not in ("releases", "subscribers", "audit") or ending not in ("jsonl", "csv") or chat is None:
        return reader.phrases.plain("stale-press")
    content = await context.services.exports.whole(what, ending, LARGEST)
    if content is None:
        return reader.phrases.plain("export-too-large")
    await context.services.audit.record(reader.now, reader.person_id, "export", f"{what}.{ending}")
    day = reader.today.isoformat()
    await context.bot.send_document(chat.id, InputFile(content, f"{what}-{day}.{ending}"))
    return ""


async def _resume(update: Update, context: Context, reader: Reader, press: InOffice) -> str:
    """A bot that came out of a backup begins to send again."""
    await context.services.pause.resume(reader.person_id, reader.now)
    await show(update, context, Message(reader.phrases("resumed")))
    return reader.phrases.plain("resumed-short")


OWNERS: dict[str, Act] = {
    **people.ACTS,
    "log": _log,
    "word": _send_word,
    "export": _export,
    "resume": _resume,
}
SENIORS: dict[str, Act] = {
    "figures": press_figures,
    **{
        f"{act}_{kind}": done
        for kind in ("urgent", "word", "correct")
        for act, done in (("tally", _tally), ("undo", _undo))
    },
}
"""By action what does it: for owners alone, and for editors too."""
