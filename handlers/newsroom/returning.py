"""A draft goes back to its author, with a word on why where somebody types one."""

from telegram import Update

from digests.bulletin import REASON
from digests.desk import render_return
from handlers.context import Awaited, Context, Reader
from handlers.newsroom import cards, incoming
from handlers.newsroom.deciding import beaten, move, show_changed, tell_author
from handlers.newsroom.pressing import Act, At
from handlers.screen import say
from language.markup import clean, cut
from news.models import DraftState

__all__ = ["ACTS", "typed_reason"]


async def reopen(at: At) -> str:
    """Back to whoever is at it: from its time, or from the second person, who may say why."""
    if at.pending.state is not DraftState.WAITING or at.pending.author_id in (at.reader.person_id, 0):
        return await move(at, DraftState.OPEN, "draft-reopened-short")
    at.context.chat.expects, at.context.chat.asked_at = "reason", at.reader.now
    at.context.chat.awaited = Awaited(at.pending.id, at.pending.revision)
    return await at.put(render_return(at.shown, at.reader.phrases))


async def send_back(at: At) -> str:
    """Without a word."""
    if at.pending.state is not DraftState.WAITING:
        return await beaten(at)
    drafts, reader = at.context.services.drafts, at.reader
    changed = await drafts.move(at.pending, DraftState.OPEN, reader.person_id, reader.now)
    if changed is not None:
        await tell_author(at, "your-draft-returned")
    return await show_changed(at, changed, "draft-reopened-short")


async def typed_reason(update: Update, context: Context, reader: Reader, text: str) -> None:
    """It goes back with these words: its author reads them in a message and on its card."""
    awaited, services = context.chat.awaited, context.services
    context.chat.expects, context.chat.awaited = None, None
    pending = await services.drafts.get(awaited.draft) if awaited else None
    if awaited is None or pending is None:
        return
    shown = await cards.shown_to(services, reader, pending)
    if not shown.rights.reopen:
        await say(update, context, reader.phrases("draft-not-yours"))
        return
    changed, reason = None, cut(" ".join(clean(text).split()), REASON)
    if pending.revision == awaited.revision and pending.state is DraftState.WAITING:
        changed = await services.drafts.move(
            pending, DraftState.OPEN, reader.person_id, reader.now, reason=reason
        )
    if changed is None:
        stands = await services.drafts.get(pending.id) or pending
        await incoming.show(context, reader, stands, reader.phrases("draft-changed-meanwhile"))
        return
    title, who = cut(shown.understood.title, 200), await cards.name_of(services, reader.person_id)
    author = pending.author_id
    told = {"title": title, "who": who, "reason": reason}
    await cards.tell(services, context.bot, author, "your-draft-returned-why", **told)
    await incoming.show(context, reader, changed, reader.phrases("draft-returned"))
    await cards.refresh(services, context.bot, changed, beside=reader.chat_id)


ACTS: dict[str, tuple[str, Act]] = {"reopen": ("reopen", reopen), "return": ("reopen", send_back)}
"""By action: the right that it needs, and what does it."""
