"""The words of an index, and which of them a mistyped word may have meant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from language.alphabet import canonical
from language.stems import uzbek_stem

_CONFUSED = str.maketrans({"'": None, "h": "x", "q": "k", "w": "v"})
_LONG = 7
"""From so many letters on two errors are one word's."""
_ENDING_LENGTH = 5
"""Errors in so many last letters can hide the ending."""


class Vocabulary:
    """The stems of an index, prepared once: about 3 microseconds and 400 bytes a stem.

    Kept by skeleton (the letters that typing confuses made one), and the skeletons by what errors leave
    whole: their beginnings, ends and middles, with their length.
    """

    def __init__(self, stems: Iterable[str] = ()) -> None:
        self.stems: set[str] = set()
        self.by_skeleton: dict[str, list[str]] = {}
        self.by_piece: dict[tuple[str, int, int], list[str]] = defaultdict(list)
        self.add(stems)

    def add(self, stems: Iterable[str]) -> None:
        """Know these stems too."""
        new = set(stems) - self.stems
        self.stems |= new
        for stem in sorted(new):
            bones = skeleton(stem)
            if bones not in self.by_skeleton:
                self.by_skeleton[bones] = []
                for piece, place in _pieces(bones):
                    self.by_piece[piece, place, len(bones)].append(bones)
            self.by_skeleton[bones].append(stem)

    def __contains__(self, stem: object) -> bool:
        return stem in self.stems


def near(word: str, vocabulary: Vocabulary, limit: int = 5) -> list[str]:
    """The stems of the vocabulary that `word` (as typed) may mean, nearest first, at most `limit`.

    A word whose stem the vocabulary holds is never replaced: the answer is that stem alone. Else stems one
    error away (two from seven letters on) where a transposition is one error and a missing apostrophe,
    h for x and k for q are less than one. Empty where nothing is near.
    """
    whole = canonical(word)
    stem = uzbek_stem(whole)
    if stem in vocabulary:
        return [stem]
    if whole in vocabulary:
        return [whole]
    # Here, for it takes longer to load than all of `language`.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    scored: dict[str, tuple[int, int, str]] = {}
    for typed in {stem, whole}:
        bones = skeleton(typed)
        allowed = 1 if len(bones) < _LONG else 2
        candidates = _candidates(bones, allowed, vocabulary)
        for other, distance, _ in process.extract_iter(
            bones, candidates, scorer=OSA.distance, processor=None, score_cutoff=allowed
        ):
            for found in vocabulary.by_skeleton[other]:
                score = (int(distance), OSA.distance(typed, found), found)
                scored[found] = min(score, scored.get(found, score))
    for found in _with_mended_endings(whole, vocabulary):
        scored[found] = min((1, 1, found), scored.get(found, (1, 1, found)))
    return [found for *_, found in sorted(scored.values())[:limit]]


def skeleton(stem: str) -> str:
    """The stem without what typing loses: apostrophes, doubled letters, h or x, q or k."""
    bones = stem.translate(_CONFUSED) or stem
    return "".join(a for a, b in zip(bones, bones[1:] + " ", strict=True) if a != b) or bones


def _with_mended_endings(word: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Stems that come out where one letter of the ending is dropped, or two change places."""
    for at in range(max(2, len(word) - _ENDING_LENGTH), len(word)):
        mended = {word[:at] + word[at + 1 :], word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]}
        for stem in map(uzbek_stem, mended):
            if stem in vocabulary and len(stem) >= len(word) // 2:
                yield stem


def _candidates(bones: str, allowed: int, vocabulary: Vocabulary) -> set[str]:
    lengths = range(len(bones) - allowed, len(bones) + allowed + 1)
    found: set[str] = set()
    for piece, place in _pieces(bones):
        for length in lengths:
            found.update(vocabulary.by_piece.get((piece, place, length), ()))
    return found


def _pieces(bones: str) -> Iterator[tuple[str, int]]:
    """What one error (in a long word two) leaves whole in most cases: the beginning, the end, the middle."""
    yield bones[:2], 0
    yield bones[-2:], 1
    if len(bones) >= _LONG - 2:
        for at in (2, 3, 4):
            yield bones[at : at + 3], 2
