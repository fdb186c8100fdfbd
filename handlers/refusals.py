"""Why something could not be opened, in a sentence that says what to do."""

from urllib.parse import urlsplit

from language.markup import Html, cut
from language.phrases import Phrases
from news.intake import LONGEST

__all__ = ["unreadable"]

NAME = 60
"""UTF-16 units of a file's name or an address that are shown."""


def unreadable(reason: str, phrases: Phrases, name: str) -> Html:
    """The sentence for the reason of a `sources.text.Unreadable`; `name` is a file's name or an address."""
    return phrases("unreadable", reason=reason, name=cut(_host(name), NAME), limit=LONGEST)


def _host(name: str) -> str:
    """Of an address its host: the rest is longer than it is telling."""
    try:
        parts = urlsplit(name)
        return (parts.hostname or name) if parts.scheme in ("http", "https") else name
    except ValueError:
        return name
