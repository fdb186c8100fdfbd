"""Drafts that belong together are made one by hand, and taken apart again."""

import asyncio

from digests.desk import render_beside
from handlers.context import Context
from handlers.newsroom import cards
from handlers.newsroom.pressing import Act, At, again
from news.intake import Refused
from news.merged import merged, whole
from news.models import CLOSED, Draft, Pending, Piece
from sources import text as plain_text

__all__ = ["ACTS", "rewrite_part"]


async def merge(at: At) -> str:
    """With the one that it names; where there are several and none is named, they are listed."""
    beside = {str(each.id): each for each in at.shown.beside}
    if at.value == "-" and len(beside) > 1:
        return await at.put(render_beside(at.shown, at.reader.phrases))
    other = beside.get(at.value) if at.value != "-" else next(iter(beside.values()), None)
    if other is None:
        return at.reader.phrases.plain("stale-press")
    first, second = sorted((at.pending, other), key=lambda each: each.id)
    both = merged(first, second)
    try:
        await asyncio.to_thread(at.context.services.intake.understand, both.draft)
    except Refused:
        return at.reader.phrases.plain("merge-too-long")
    made = await at.context.services.drafts.merge(both, second, at.reader.person_id, at.reader.now)
    if made is None:
        return await _beaten(at)
    await cards.instead(at.context.services, at.context.bot, [first, second], [made])
    return at.reader.phrases.plain("merged-short")


async def split(at: At) -> str:
    """As they came in."""
    parts = await at.context.services.drafts.split(at.pending, at.reader.person_id, at.reader.now)
    if parts is None:
        return await _beaten(at)
    await cards.instead(at.context.services, at.context.bot, [at.pending], parts)
    return at.reader.phrases.plain("split-short")


async def _beaten(at: At) -> str:
    stands = await at.context.services.drafts.get(at.pending.id)
    return await again(at.update, at.context, at.reader, stands or at.pending)


async def rewrite_part(
    context: Context, part: Pending, piece: Piece, text: str
) -> tuple[Pending, Pending | None, Draft] | None:
    """A message of a draft that was merged was edited: what it is now part of, that draft after the change
    (None: it is decided, or somebody was quicker), and its new text. None where nothing was made of it."""
    drafts = context.services.drafts
    told = plain_text.draft(text, part.draft.published)
    changed = {part.id: _retold(part, told)}
    above = part
    while (made := await drafts.get(above.merged_into or 0)) is not None:
        first, second = await drafts.parts(made.id)
        changed[made.id] = whole(*(changed.get(each.id, each.draft) for each in (first, second)))
        above = made
    if above is part:
        return None
    draft = changed.pop(above.id)
    if above.state in CLOSED:
        return above, None, draft
    stands = await drafts.rewrite_parts(above, draft, changed, piece, context.services.clock.now())
    return above, stands, draft


def _retold(part: Pending, told: Draft) -> Draft:
    old = part.draft
    return Draft(told.title, told.text, old.published, old.reference, old.url, old.media)


ACTS: dict[str, tuple[str, Act]] = {"merge": ("change", merge), "split": ("change", split)}
"""By action: the right that it needs, and what does it."""
