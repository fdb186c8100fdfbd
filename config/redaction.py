"""What never stands in the log: the last line, behind the rule that nobody logs it in the first place.

Secrets and phone numbers are known by their form, wherever they stand. What a person wrote has no form: it
is kept out by never printing what may quote it, which is the message of an exception that is not our own, and
the arguments of a library's line.
"""

import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

__all__ = ["ROOMS", "TOKEN", "hide", "redact", "said", "told", "told_by_library"]

ROOMS = frozenset(
    {"bot", "config", "digests", "evaluation", "handlers", "language", "news", "playground"}
    | {"sources", "storage"}
)
"""Whose exceptions and lines are written with the rule in mind. Everybody else's are not trusted with it."""

TOKEN = re.compile(r"(?<!\d)\d{6,}:[\w-]{30,}")
"""A bot token wherever it stands, also within a URL's path."""

_SPACE = r"[\s().\-\u2010-\u2015]"
_FREE = r"(?<!\d)(?<!\d[:/.\-])(?<!-)"
PHONE = re.compile(
    rf"\+{_SPACE}{{0,2}}\d(?:{_SPACE}{{0,3}}\d){{7,14}}(?!\d)"  # international: +998 (90) 123-45-67
    rf"|{_FREE}998(?:{_SPACE}{{0,3}}\d){{9}}(?!\d)"  # the same without its sign
    rf"|{_FREE}\(?\d{{2}}\){_SPACE}{{0,3}}\d{{3}}(?:{_SPACE}{{0,3}}\d\d){{2}}(?!\d)"  # (90) 123 45 67
    rf"|{_FREE}\d\d[\s\-]\d{{3}}[\s\-]\d\d[\s\-]\d\d(?![\d\-])"  # 90 123-45-67
)
"""A phone number as people write it here. A bare number is none: it may be a chat's, and those are logged."""

_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (TOKEN, "[token]"),
    (re.compile(r"whsec_[A-Za-z0-9+/=_-]+"), "[key]"),
    (re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]+(?=@)"), "[user]"),
    (re.compile(r"(?<=\?)[^\s\"'<>#?=]*=[^\s\"'<>#]*"), "[query]"),  # a feed's address may carry its key
    (PHONE, "[phone]"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What would write over a terminal's lines, or turn them round."""
_QUOTED = re.compile(r"\"[^\"]*\"|`[^`]*`|“[^”]*”")
_SHORTEST = 8
_hidden: set[str] = set()


def hide(secrets: Iterable[str]) -> None:
    """Never let these words stand in the log, whatever form they have; too short ones are passed over, since
    they would take whole words out of it."""
    _hidden.update(secret for secret in secrets if len(secret) >= _SHORTEST)


def redact(value: Any) -> Any:
    """The same value without secrets and phone numbers; texts within lists and mappings too."""
    if isinstance(value, str):
        return _redacted(value)
    if isinstance(value, Mapping):
        return {redact(key): redact(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _redacted(str(value))


def _redacted(text: str) -> str:
    for secret in _hidden:
        text = text.replace(secret, "[secret]")
    for form, name in _FORMS:
        text = form.sub(name, text)
    return _CONTROL.sub("", text)


def told(error: BaseException) -> str:
    """A traceback with every place in the code, and of what was raised its kind; its words only where they
    are known to hold nothing of a person's."""
    lines: list[str] = []
    for link in _chain(error):
        if link.__traceback__ is not None:
            lines.append("Traceback (most recent call last):\n")
            lines += traceback.format_tb(link.__traceback__)
        lines.append(said(link) + "\n")
        if isinstance(link, BaseExceptionGroup):
            lines += (told(one) + "\n" for one in link.exceptions)
        lines.append("\n")
    return "".join(lines).rstrip()


def _chain(error: BaseException) -> Iterator[BaseException]:
    """What led to it first, as Python tells it."""
    links: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in links:
        links.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return reversed(links)


def said(error: BaseException) -> str:
    """An exception in a line: `ValueError`, `OSError: [Errno 28] No space left on device`."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    room = kind.__module__.partition(".")[0]
    words = ""
    if room in ROOMS:
        words = str(error)
    elif isinstance(error, OSError) and error.errno is not None:
        words = f"[Errno {error.errno}] {error.strerror}"
    elif room == "telegram":
        words = _QUOTED.sub("…", str(error))  # it quotes the tag or the address that it did not like
    return f"{name}: {words}" if words else name


def told_by_library(line: str, args: Any) -> str:
    """The first line of what a library logs, numbers filled in and nothing else."""
    if isinstance(args, Mapping):
        args = {key: _number(value) for key, value in args.items()}
    elif args:
        args = tuple(map(_number, args))
    with suppress(TypeError, ValueError, KeyError):  # then it stays as it was written
        line = line % args if args else line
    return line.splitlines()[0] if line else ""


def _number(value: object) -> object:
    return value if isinstance(value, int | float) else "…"
