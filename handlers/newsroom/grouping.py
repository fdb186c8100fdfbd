"""What tells the story of a release that is out: taken apart and put together by hand, and back again."""

from collections.abc import Sequence

from telegram import Update

from digests.presses import OnRelease
from digests.story_desk import render_kin, render_story
from handlers.context import Context, Reader
from handlers.screen import say, show
from language.markup import cut
from news.models import Regrouped, Release, StaysApart
from news.relations import as_draft

__all__ = ["ACTS", "typed_kin"]

FOUND = 5
"""Shown for the words that somebody typed."""
TITLE = 60
"""UTF-16 units: two of them stand in a notice, which has 200."""


async def story(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """Everything that tells it, and what may."""
    return await _shown(update, context, reader, press)


async def part(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """One telling leaves the story, and nothing but a hand brings it back."""
    done = await context.services.stories.part(_number(press.value), reader.person_id, reader.now)
    return await _shown(update, context, reader, press, "story-parted" if done else "", done)


async def link(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """Another release joins the story, with all that tell its own."""
    stories, other = context.services.stories, _number(press.value)
    done = await stories.link(press.release, other, reader.person_id, reader.now)
    if isinstance(done, StaysApart):
        one, two = cut(done.one.title, TITLE), cut(done.other.title, TITLE)
        return reader.phrases.plain("stays-apart", one=one, other=two)
    return await _shown(update, context, reader, press, "story-linked" if done else "", done)


async def revert(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """As it was before the last of these."""
    if not await context.services.stories.undo(_number(press.value), reader.person_id, reader.now):
        return reader.phrases.plain("stale-press")
    return await _shown(update, context, reader, press, "story-reverted")


async def kin(update: Update, context: Context, reader: Reader, press: OnRelease) -> str:
    """The release to be put beside it is found by words that are typed next."""
    context.chat.expects, context.chat.release, context.chat.asked_at = "kin", press.release, reader.now
    await say(update, context, reader.phrases("kin-ask"))
    return ""


async def typed_kin(update: Update, context: Context, reader: Reader, text: str) -> None:
    """Releases for these words, each with its button."""
    services = context.services
    release = await services.releases.newest_version(context.chat.release)
    if release is None:
        context.chat.expects = None
        await say(update, context, reader.phrases("release-gone"))
        return
    answer = await services.search.ask(text, reader.today, FOUND + 1)
    found = [hit.release for hit in answer.hits if hit.release.story != release.story][:FOUND]
    if found:
        context.chat.expects = None
    await say(update, context, render_kin(release, found, reader.today, reader.phrases))


async def _shown(
    update: Update,
    context: Context,
    reader: Reader,
    press: OnRelease,
    said: str = "",
    done: Regrouped | None = None,
) -> str:
    """The story as it stands now, with what was just done and the way back."""
    services, phrases = context.services, reader.phrases
    release = await services.releases.newest_version(press.release)
    if release is None:
        return phrases.plain("release-gone")
    message = render_story(
        release,
        await services.stories.tellings(release.id),
        await _alike(context, release),
        reader.today,
        phrases,
        phrases(said) if said else "",
        done.id if done else None,
    )
    await show(update, context, message)
    return ""


async def _alike(context: Context, release: Release) -> Sequence[Release]:
    """Releases of other stories that may be one with its own, save those of which somebody said no."""
    without = {release.story, *await context.services.stories.apart_from(release.id)}
    found = await context.services.relations(as_draft(release), without=without)
    return [relation.release for relation in found]


def _number(value: str) -> int:
    return int(value) if value.isdigit() else 0


ACTS = {"story": story, "part": part, "link": link, "revert": revert, "kin": kin}
