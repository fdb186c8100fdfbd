"""What is sought, in the languages of the two full-text engines. Every key is quoted: none is syntax.

An engine holds each key of a release once, wherever it stands there, and each key of its title and names a
second time with a sign before it: so what is asked of titles alone has lists of its own, short ones.
"""

import re
from collections.abc import Callable, Iterable

from news.models import EventType
from news.ports import Sought

Quote = Callable[[str], str]
_FACET = "="
_HEAD = "^"
# What FTS5's tokeniser (see the migration) does not take into a word, and the sign above. No key has it.
_NOT_IN_KEYS = re.compile(r"[\x00-\x7f](?<![0-9A-Za-z'=~])")
_UNKNOWN = "\ufffd"


def facet(kind: EventType) -> str:
    """Stands among a release's names, so that the engine can ask for its kind. No key looks like it."""
    return f"{_FACET}{kind.value}"


def is_facet(word: str) -> bool:
    return word.startswith(_FACET)


def words(title: str, names: str, body: str) -> list[str]:
    """What an engine holds of a release, each word once."""
    heads = dict.fromkeys(f"{title}{names}".split())
    return [*(heads | dict.fromkeys(body.split())), *(_HEAD + key for key in heads if not is_facet(key))]


def fts5(sought: Sought) -> str:
    """As in https://www.sqlite.org/fts5.html#full_text_query_syntax."""
    found = _ways(sought, _fts5_head if sought.titles_only else _fts5_quoted, " AND ", " OR ")
    if sought.type is not None:
        found = f"({found}) AND {_fts5_quoted(facet(sought.type))}"
    return f"({found}) NOT ({fts5_any(sought.without)})" if sought.without else found


def fts5_any(keys: Iterable[str]) -> str:
    return " OR ".join(_phrase(key, _fts5_quoted, " AND ") for key in keys)


def tsquery(sought: Sought) -> str:
    """As in https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY."""
    quoted = _head_lexeme if sought.titles_only else lexeme
    # Where there are no ways, the kind and the days alone are asked for: then only exclusions stand here.
    parts = [f"({_ways(sought, quoted, ' & ', ' | ')})"] if sought.ways else []
    return " & ".join([*parts, *(f"!{_phrase(key, lexeme, ' & ')}" for key in sought.without)])


def _ways(sought: Sought, quoted: Quote, both: str, either: str) -> str:
    return either.join(
        f"({both.join(_group(group, quoted, both, either) for group in way)})" for way in sought.ways
    )


def _group(keys: Iterable[str], quoted: Quote, both: str, either: str) -> str:
    """Any of the keys; a key of several words asks for all of them."""
    return f"({either.join(_phrase(key, quoted, both) for key in keys)})"


def _phrase(key: str, quoted: Quote, both: str) -> str:
    words = [word for word in key.split(" ") if word] or [key]
    return quoted(key) if len(words) == 1 else f"({both.join(map(quoted, words))})"


def _fts5_quoted(key: str) -> str:
    return f'"{_NOT_IN_KEYS.sub(_UNKNOWN, key) or _UNKNOWN}"'


def _fts5_head(key: str) -> str:
    return f'"{_HEAD}{_NOT_IN_KEYS.sub(_UNKNOWN, key) or _UNKNOWN}"'


def lexeme(key: str) -> str:
    return "'" + key.replace("\\", "\\\\").replace("'", "''") + "'"


def _head_lexeme(key: str) -> str:
    return lexeme(_HEAD + key)
