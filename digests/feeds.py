"""Feeds and channels that releases come from -> what an editor sees of them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from digests.parts import in_rows
from digests.presses import OnFeed
from digests.render import button
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import Feed, Message

__all__ = ["render_feed", "render_feeds", "state_of"]

TITLE = 60
"""UTF-16 units of a title or an address that are shown."""
SHOWN = 50
"""Feeds in a list: nobody has more, and a message has room."""
WIDTH = 5
Local = Callable[[datetime], datetime]


def render_feeds(feeds: Sequence[Feed], phrases: Phrases, local: Local) -> Message:
    """All of them with their states, a number to open each."""
    lines = [phrases("feeds"), ""]
    if not feeds:
        lines.append(phrases("feeds-none"))
    for number, feed in enumerate(feeds[:SHOWN], 1):
        lines.append(f"<b>{number}.</b> {_name(feed)} – {state_of(feed, phrases, local)}")
    numbers = [button(str(number), OnFeed("open", feed.id)) for number, feed in enumerate(feeds[:SHOWN], 1)]
    return Message("\n".join([*lines, "", phrases("feeds-hint")]), tuple(in_rows(numbers, WIDTH)))


def render_feed(feed: Feed, phrases: Phrases, local: Local) -> Message:
    """One of them, with what can be done."""
    lines = [
        f"<b>{_name(feed)}</b>",
        *([] if feed.chat_id else [f"<code>{escape(cut(feed.address, 300))}</code>"]),
        phrases("feed-mode", mode=feed.mode),
        state_of(feed, phrases, local),
    ]
    pause = ("feed-resume-button", "resume") if feed.paused else ("feed-pause-button", "pause")
    mode = ("feed-draft-button", "draft") if feed.mode == "publish" else ("feed-publish-button", "publish")
    choices = [mode, pause, ("feed-remove-button", "remove")]
    if feed.chat_id is None and not feed.paused:
        choices.insert(0, ("feed-check-button", "check"))
    rows = [(button(phrases.plain(key), OnFeed(action, feed.id)),) for key, action in choices]
    return Message("\n".join(lines), (*rows, (button(phrases.plain("back-button"), OnFeed("list", 0)),)))


def state_of(feed: Feed, phrases: Phrases, local: Local) -> Html:
    """How it goes, in a few words."""
    if feed.paused and feed.error == "gone":
        return phrases(
            "feed-state", state="gone", when=phrases.plain("feed-error", reason="gone"), failures=0
        )
    if feed.paused:
        return phrases("feed-state", state="paused", when="", failures=0)
    if feed.error is not None:
        why = phrases.plain("feed-error", reason=feed.error)
        return phrases("feed-state", state="failed", when=why, failures=feed.failures)
    if feed.chat_id is not None and feed.checked_at is None:
        return phrases("feed-state", state="channel", when="", failures=0)
    if feed.checked_at is None:
        return phrases("feed-state", state="new", when="", failures=0)
    at = local(feed.checked_at)
    return phrases("feed-state", state="read", when=f"{at:%d.%m %H:%M}", failures=0)


def _name(feed: Feed) -> Html:
    return escape(cut(feed.title or feed.address, TITLE))
