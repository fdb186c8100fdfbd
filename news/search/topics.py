"""What a topic asks of a release: the words of an interest that is kept, read as a question's words are.

A question looks into the index for what its words may be misspellings or relatives of. A topic does not: what
it finds must not depend on which other releases there are.
"""

from collections.abc import Iterator
from functools import lru_cache

from language import words
from language.alphabet import canonical
from news.search.layout import SOUND
from news.search.sounds import sound
from news.search.tables import concepts, readings
from news.search.terms import phrases

__all__ = ["Groups", "demands", "holds"]

Groups = tuple[tuple[str, ...], ...]
"""All are asked for, each by any of its keys; a key of several words is a phrase."""
LONGEST_CONCEPT = 8
SHORTEST_SOUND = 6
"""Of a name: shorter ones sound like ordinary words (`soliq`, `Salix`)."""


@lru_cache(maxsize=1 << 12)
def demands(text: str) -> Groups:
    """The things that a topic names, each by every key under which a release of any language may hold it; ()
    where it names nothing."""
    typed = words.WORD.findall(text)
    telling = [word for word in typed if canonical(word) not in words.STOP_WORDS]
    return tuple(_groups(telling or typed))


def holds(keys: str, topic: Groups) -> bool:
    """Whether a text laid out as keys, with a space before, between and after them, has all that is asked."""
    return bool(topic) and all(any(f" {key} " in keys for key in group) for group in topic)


def _groups(typed: list[str]) -> Iterator[tuple[str, ...]]:
    """One for each word, or for several that the table of concepts knows as one thing."""
    read = [readings(word)[0] for word in typed]
    at = 0
    while at < len(typed):
        length, meant = concepts().longest(read[at : at + LONGEST_CONCEPT])
        several = typed[at : at + max(length, 1)]
        keys = dict.fromkeys(phrases(" ".join(several)))
        if len(several) == 1:
            keys |= dict.fromkeys(sorted(read[at]))
            heard = (sound(typed[at], key) for key in sorted(read[at]))
            keys |= {SOUND + each: None for each in heard if len(each) >= SHORTEST_SOUND}
        keys |= {way: None for concept in meant for way in concept.ways}
        yield tuple(keys)
        at += len(several)
