"""What a press of a button means, as the 64 bytes of callback data that Telegram brings back.

Whatever comes back is hostile until `parse` has read it; the number after the first letter is the version of
the form, so that a keyboard from an older release of the bot is recognised as such.
"""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from zlib import crc32

__all__ = [
    "AskAgain",
    "AskNearest",
    "Choose",
    "Close",
    "Erase",
    "Forget",
    "ForgetAll",
    "InOffice",
    "OnDraft",
    "OnFeed",
    "OnRelease",
    "OpenRelease",
    "PickDay",
    "PickMonth",
    "Press",
    "ReadPart",
    "SeeRest",
    "ShowMonth",
    "ShowSetting",
    "Subscribe",
    "TakeAway",
    "TurnPage",
    "data",
    "mark_of",
    "parse",
]


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Show that page (from 0) of the answer to a question that was kept."""

    question: int
    page: int


@dataclass(frozen=True, slots=True)
class TakeAway:
    """Ask the question without that one of its parts (from 0, in `Question.parts`)."""

    question: int
    part: int


def mark_of(text: str) -> int:
    """A number that tells a text from the few others it may be taken for."""
    return crc32(text.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class AskNearest:
    """Ask the suggestion of that mark (`mark_of` its text) in the place of the question: by then others may
    stand before it."""

    question: int
    mark: int


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Ask a question of the reader's history anew, as of today."""

    question: int


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete a question of the reader's history."""

    question: int


@dataclass(frozen=True, slots=True)
class ForgetAll:
    """Delete the reader's history."""


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """Show that month's calendar in place."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class PickMonth:
    """Ask for that month."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class PickDay:
    """Ask for that day."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class OpenRelease:
    """Send a release's full text below."""

    release: int


@dataclass(frozen=True, slots=True)
class SeeRest:
    """Show what a digest left out: which digest it was, and the page (from 1; 0: below the digest)."""

    after: int
    upto: int
    end: int
    """The last day that it covered, as `date.toordinal`."""
    back: int
    """Days before it that it covered."""
    belated: int
    """Days before those from which on releases were no archive."""
    ahead: int
    """Days after it for which announced events were named again."""
    page: int


@dataclass(frozen=True, slots=True)
class ReadPart:
    """Show that part (from 0) of a release's text in place; `question` 0: it was opened from no list; `other`
    1: in the other alphabet than the release was written in."""

    release: int
    part: int
    question: int = 0
    page: int = 0
    other: int = 0


@dataclass(frozen=True, slots=True)
class Close:
    """Take the message away."""


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Begin to send digests."""


@dataclass(frozen=True, slots=True)
class Erase:
    """Forget everything about the chat: how sure they are (`digests.erasure`), who asked (0: an admin who
    does not say who), and when, in seconds since 1970."""

    step: int
    person: int
    asked_at: int


@dataclass(frozen=True, slots=True)
class ShowSetting:
    """Show the choices of a setting, or all settings for `menu`, of the group or channel `chat` (and its
    topic `thread`); 0: of the person's own chat."""

    setting: str
    chat: int = 0
    thread: int = 0


@dataclass(frozen=True, slots=True)
class Choose:
    """Set a setting to a value; `chat` and `thread` as above."""

    setting: str
    value: str
    chat: int = 0
    thread: int = 0


@dataclass(frozen=True, slots=True)
class OnDraft:
    """Do that to a draft as it stood at that revision; what `value` means is the action's own."""

    action: str
    draft: int
    revision: int
    value: str = "-"


@dataclass(frozen=True, slots=True)
class OnRelease:
    """Do that to a published release."""

    action: str
    release: int
    value: str = "-"


@dataclass(frozen=True, slots=True)
class OnFeed:
    """Do that to a feed: open, check, pause, resume, publish, draft, remove; or `list` them all."""

    action: str
    feed: int


@dataclass(frozen=True, slots=True)
class InOffice:
    """Do that in the rooms of the press office: people, the log, figures, messages to all."""

    action: str
    number: int = 0
    value: str = "-"


Press = (
    TurnPage
    | TakeAway
    | AskNearest
    | AskAgain
    | Forget
    | ForgetAll
    | ShowMonth
    | PickMonth
    | PickDay
    | OpenRelease
    | ReadPart
    | SeeRest
    | Close
    | Erase
    | Subscribe
    | ShowSetting
    | Choose
    | OnDraft
    | OnRelease
    | OnFeed
    | InOffice
)

_FORMS: dict[str, type[Press]] = {
    "a1": TurnPage,
    "w1": TakeAway,
    "n2": AskNearest,
    "h1": AskAgain,
    "f1": Forget,
    "g1": ForgetAll,
    "c1": ShowMonth,
    "m1": PickMonth,
    "t1": PickDay,
    "o1": OpenRelease,
    "r2": ReadPart,
    "e1": SeeRest,
    "x1": Close,
    "z1": Erase,
    "b1": Subscribe,
    "v2": ShowSetting,
    "s2": Choose,
    "k1": OnDraft,
    "l1": OnRelease,
    "y1": OnFeed,
    "i1": InOffice,
}
_TAGS = {form: tag for tag, form in _FORMS.items()}
_WORD = re.compile(r"[A-Za-z0-9_/+-]{1,48}", re.ASCII)
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,18}", re.ASCII)
_HIGHEST = 2**63 - 1
"""Beyond this no database holds an id."""


def data(press: Press) -> str:
    """The press as callback data."""
    return ":".join([_TAGS[type(press)], *map(str, astuple(press))])


def parse(text: object) -> Press | None:
    """The press that `data` wrote; None for anything else."""
    if not isinstance(text, str) or len(text) > 64:
        return None
    tag, *given = text.split(":")
    form = _FORMS.get(tag)
    if form is None or len(given) != len(fields(form)):
        return None
    values: list[int | str] = []
    for field, value in zip(fields(form), given, strict=True):
        if field.type in (int, "int"):
            number = int(value) if _NUMBER.fullmatch(value) else _HIGHEST + 1
            # Groups and channels have negative ids; nothing else has.
            if number > _HIGHEST or number < (-_HIGHEST if field.name == "chat" else 0):
                return None
            values.append(number)
        elif _WORD.fullmatch(value):
            values.append(value)
        else:
            return None
    make: Callable[..., Press] = form
    return make(*values)
