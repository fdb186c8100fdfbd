"""How an item of a digest looks: in full or as titles, in its reader's letters. Pure."""

from dataclasses import dataclass, replace
from datetime import timedelta

from digests.letters import in_letters, readers_letters
from digests.parts import Block
from digests.presses import OpenRelease
from digests.render import TITLE, button, changed, event_parts, kicker
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.choices import Density
from news.models import Button, DigestItem, Release, Window

__all__ = ["Look"]

SUMMARY, EARLIER = 700, 120
"""Longest shown, in UTF-16 units: each line of a summary (enough for a whole lead sentence of a release), the
title of what was released earlier. Any one item then fits into a message (held by a test)."""
TURNED = "⇄"
"""Stands behind a title whose letters are not the office's own."""


@dataclass(frozen=True, slots=True)
class Look:
    """The window's items, in its reader's voice."""

    window: Window
    phrases: Phrases

    def coming(self, number: int, item: DigestItem) -> Block:
        """What is ahead, under its day: a reminder without the summary that was read before."""
        today, event = self.window.period.end, item.release.event
        begins = None if event is None or event.start is None else max(event.start, today)
        when = {today: "today", today + timedelta(1): "tomorrow"}.get(begins or today + timedelta(2), "later")
        day = self.phrases.day(begins or today, today)
        section = self.phrases("digest-ahead", when=when, day=day)
        said = begins if when != "later" else None
        under = kicker(self._written(item.release), today, self.phrases, said)
        return self._block(number, item, section, under, brief=item.reminder)

    def event(self, number: int, item: DigestItem) -> Block:
        """What has taken place, under its kind."""
        today, event = self.window.period.end, self._written(item.release).event
        if event is None:
            raise ValueError(f"release {item.release.id} is no event")
        section = self.phrases("event-types", type=event.type.value)
        told = [*map(escape, event_parts(event, today, self.phrases)), *changed(item.release, self.phrases)]
        under = Html(" · ".join(told))
        return self._block(number, item, section, under)

    def news(self, number: int, item: DigestItem) -> Block:
        """A title, and the day where it is not today's."""
        published, today = item.release.published, self.window.period.end
        day = f" · <i>{escape(self.phrases.day(published, today))}</i>" if published != today else ""
        html = f"<b>{number}.</b> {self._title(item.release)}{day}{self._earlier(item)}"
        return self._framed(html, number, item, self.phrases("digest-news"), gap="\n")

    def line(self, number: int, item: DigestItem) -> Block:
        """Any of them in a list of what was left out: its title, below it kind, day and place."""
        under = kicker(self._written(item.release), self.window.period.end, self.phrases)
        html = f"<b>{number}.</b> {self._title(item.release)}\n<i>{under}</i>"
        return self._framed(html, number, item, Html(""), gap="\n\n")

    def _block(
        self, number: int, item: DigestItem, section: Html, under: Html, *, brief: bool = False
    ) -> Block:
        title, compact = self._title(item.release), self.window.choices.density is Density.COMPACT
        head = f"<b>{number}.</b> {title}" if compact else f"<b>{number}. {title}</b>"
        below = f"\n<i>{under}</i>" if under else ""
        quote = "" if brief or compact else self._quote(item.release)
        return self._framed(f"{head}{below}{quote}{self._earlier(item)}", number, item, section)

    def _framed(self, html: str, number: int, item: DigestItem, section: Html, gap: str = "\n\n") -> Block:
        sign, _, words = section.partition(" ")
        heading = Html(f"{sign} <b><u>{words}</u></b>") if section else Html("")
        note = self.phrases("letters-turned") if self._is_turned(item.release) else ""
        return Block(Html(html), _opener(number, item), heading, gap, note, item.release.id)

    def _quote(self, release: Release) -> str:
        written = self._written(release).summary[:3]
        lines = "\n".join(escape(cut(line, SUMMARY)) for line in written if line.strip())
        return f"\n<blockquote expandable>{lines}</blockquote>" if lines else ""

    def _earlier(self, item: DigestItem) -> str:
        if item.earlier is None or self.window.choices.density is Density.COMPACT:
            return ""
        day = self.phrases.day(item.earlier.published, self.window.period.end)
        title = cut(self._written(item.earlier).title, EARLIER)
        return f"\n<i>{self.phrases('digest-earlier', day=day, title=title)}</i>"

    def _title(self, release: Release) -> str:
        title = escape(cut(self._written(release).title, TITLE))
        return f"{title}\N{NO-BREAK SPACE}{TURNED}" if self._is_turned(release) else title

    def _written(self, release: Release) -> Release:
        letters = readers_letters(release, self.window.choices.script)
        return in_letters(replace(release, text=""), letters) if letters else release

    def _is_turned(self, release: Release) -> bool:
        return readers_letters(release, self.window.choices.script) is not None


def _opener(number: int, item: DigestItem) -> Button:
    return button(str(number), OpenRelease(item.release.id))
