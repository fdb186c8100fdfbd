"""Which keys of an index are like a word that was typed: itself, misspelt, or derived from the same root."""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from language import words
from language.vocabulary import skeleton
from news.ports import Relative

Keys = frozenset[str]
"""All keys under which a release may hold one word."""
SAME_BONES = 0.97
"""Nearness of what differs by apostrophes, doubled letters, h or x, q or k."""
AN_ERROR = 10.0
"""What a wrong letter takes away from a word of one letter, by the square of its length: in a word of five it
often makes another word, in one of ten hardly ever."""
SHORTEST_MISSPELT = 5
"""Letters: of shorter words one letter makes another word (`cook`, `book`)."""
SHORTEST_ROOT = 5
SAME_ROOT = 0.9
"""Nearness of `yuridik` and `юридический`, `monitoring` and `monitor`."""
SHORTEST_FIRST_PART = 3
_SHORTEST_BONES = 3
_ROOT = 0.75
"""Share of the shorter key that two derivations of one root have in common."""
_STEM = 0.5
"""Share of a key that is its root where the index holds the root itself: `hunarmandchilik`, `hunarmand`."""
_INTERNATIONAL = re.compile(r"(?:ichesk|esk|ical|ik|ic|iya|ing|aln|al|ionn|ion|ivn|iv)\Z")
_A_FEW = 50
_MOST_SEEN, _MOST = 200, 8


class Relatives:
    """The keys of an index, added as they come."""

    def __init__(self) -> None:
        self._sorted: list[str] = []
        self._by_root: dict[str, list[str]] = {}
        self._spellings = words.Vocabulary()

    def add(self, keys: Iterable[str]) -> None:
        # What begins with a digit has no misspellings, and the sound of a name is no spelling at all.
        new = [key for key in keys if key[:1].isalpha() and key not in self._spellings]
        self._spellings.add(new)
        for key in new:
            if root := _root(key):
                self._by_root.setdefault(root, []).append(key)
        if len(new) > _A_FEW:
            self._sorted = sorted([*self._sorted, *new])
        else:
            for key in new:
                insort(self._sorted, key)

    def of(self, keys: Keys) -> list[Relative]:
        """As `news.ports.Index.relatives` has it, for one word."""
        found = [Relative(key, 1.0, misspelt=False) for key in keys if key in self._spellings]
        if not found:
            found += [relative for key in keys for relative in self._misspellings(key)]
            found += [relative for key in keys for relative in self._heads(key)]
        found += [relative for key in keys for relative in self._derivations(key)]
        best: dict[str, Relative] = {}
        for relative in sorted(found, key=lambda each: -each.nearness):
            best.setdefault(relative.key, relative)
        return list(best.values())[:_MOST]

    def _misspellings(self, key: str) -> Iterator[Relative]:
        """Those that differ by what typing loses alone; else all that are near and begin alike."""
        bones = skeleton(key)
        same = self._spellings.by_skeleton.get(bones, ())
        if same and len(key) >= _SHORTEST_BONES:
            yield from (Relative(other, SAME_BONES, misspelt=True) for other in same)
        elif len(key) >= SHORTEST_MISSPELT:
            for other in words.near(key, self._spellings):
                if skeleton(other)[:1] == bones[:1]:
                    lost = AN_ERROR * OSA.distance(bones, skeleton(other)) / len(bones) ** 2
                    yield Relative(other, max(0.0, 1 - lost), misspelt=True)

    def _derivations(self, key: str) -> Iterator[Relative]:
        """Keys of the same international root, keys that begin as this one does, and the longest that begins
        this one."""
        for other in self._by_root.get(_root(key), ()):
            yield Relative(other, SAME_ROOT, misspelt=False)
        if len(key) < SHORTEST_ROOT or not key.isalpha():
            return
        beginning = key[: max(SHORTEST_ROOT, round(_ROOT * len(key)))]
        first = bisect_left(self._sorted, beginning)
        for other in self._sorted[first : first + _MOST_SEEN]:
            if not other.startswith(beginning):
                break
            yield Relative(other, _shared(key, other) / max(len(key), len(other)), misspelt=False)
        for length in range(len(beginning) - 1, max(SHORTEST_ROOT, round(_STEM * len(key))) - 1, -1):
            if key[:length] in self._spellings:
                yield Relative(key[:length], length / len(key), misspelt=False)
                break

    def _heads(self, key: str) -> Iterator[Relative]:
        """The longest key that this one ends with: the head of a compound, `горно|металлургический`."""
        for start in range(SHORTEST_FIRST_PART, len(key) - SHORTEST_ROOT + 1):
            if key[start:] in self._spellings:
                yield Relative(key[start:], (len(key) - start) / len(key), misspelt=False)
                break


def _root(key: str) -> str:
    """An international word without what each language ends it with, or "" where too little is left."""
    root = _INTERNATIONAL.sub("", key)
    return root if len(root) >= SHORTEST_ROOT else ""


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    alike = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(alike) if a != b), min(len(one), len(other)))
