"""What every press on a draft has in common: who may, and does the draft still stand as the person saw it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update

from digests.desk import Shown
from digests.presses import OnDraft
from handlers.context import Context, Reader, Xabarnoma
from handlers.newsroom import cards
from handlers.screen import on_press, show
from news.intake import Refused
from news.models import CLOSED, CardField, Message, Pending, Understood
from news.rights import concerns

__all__ = ["Act", "At", "again", "register"]


@dataclass(frozen=True, slots=True)
class At:
    """A press that may be carried out: by whom, on what."""

    update: Update
    context: Context
    reader: Reader
    pending: Pending
    shown: Shown
    value: str

    async def read(self) -> Understood:
        """The draft as it is read, without what was set by hand."""
        return await asyncio.to_thread(self.context.services.intake.understand, self.pending.draft)

    async def put(self, message: Message) -> str:
        """Show it in the place of the card."""
        shown = await show(self.update, self.context, message)
        return "" if shown else self.reader.phrases.plain("stale-press")


Act = Callable[[At], Awaitable[str]]
"""Does it; returns what the notice says, perhaps ""."""


def register(application: Xabarnoma, acts: dict[str, tuple[str, Act]]) -> None:
    """`acts`: by action the right that it needs (a field of `Rights`), and what does it."""

    async def pressed(update: Update, context: Context, reader: Reader, press: OnDraft) -> str:
        needed, act = acts.get(press.action, ("", None))
        if act is None:
            return reader.phrases.plain("stale-press")
        pending = await context.services.drafts.get(press.draft)
        if not reader.is_editor:
            return reader.phrases.plain("editors-only")
        if pending is None or not concerns(reader.role, reader.person_id, pending):
            return reader.phrases.plain("draft-foreign")
        if press.revision != pending.revision or pending.state in CLOSED:
            return await again(update, context, reader, pending)
        shown = await cards.shown_to(context.services, reader, pending)
        if not getattr(shown.rights, needed):
            return reader.phrases.plain("draft-not-yours")
        context.chat.expects, context.chat.awaited = None, None
        return await act(At(update, context, reader, pending, shown, press.value))

    application.add_handler(on_press(OnDraft, pressed))


async def again(update: Update, context: Context, reader: Reader, pending: Pending) -> str:
    """Somebody was quicker: the card as it stands now, and a word on what they did."""
    try:
        await show(update, context, await cards.card_for(context.services, reader, pending))
    except Refused:
        return reader.phrases.plain("draft-stale")
    if pending.state in CLOSED:
        return reader.phrases.plain("draft-stale")
    return reader.phrases.plain("draft-changed", what=await _what(context, reader, pending))


async def _what(context: Context, reader: Reader, pending: Pending) -> str:
    """Who changed what last, in a few words."""
    done = await context.services.audit.latest(f"draft {pending.id}")
    who = done.person_id if done else pending.changed_by
    name = await cards.name_of(context.services, who) if who else reader.phrases.plain("log-house")
    fields = {field.value for field in CardField}
    told = (done.after or done.before or "").partition(":")[0] if done else ""
    if done is not None and done.action == "correct" and told in fields:
        return f"{name}: {reader.phrases.plain('card-label', field=told)}"
    return f"{name}: {reader.phrases.plain('log-action', action=done.action if done else 'rewrite')}"
