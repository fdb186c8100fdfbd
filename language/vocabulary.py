"""The words of an index, and which of them a mistyped word may have meant."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA

from language.alphabet import canonical
from language.stems import uzbek_stem

_CONFUSED = str.maketrans({"'": None, "h": "x", "q": "k", "w": "v"})


class Vocabulary:
    """The stems of an index, prepared once: about a second for a million, some 200 bytes a stem.

    Kept by skeleton (the letters that typing confuses made one) and by the skeletons' beginnings and ends.
    """

    def __init__(self, stems: Iterable[str] = ()) -> None:
        self.stems: set[str] = set()
        self.by_skeleton: dict[str, list[str]] = {}
        self.by_piece: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.add(stems)

    def add(self, stems: Iterable[str]) -> None:
        """Know these stems too."""
        new = set(stems) - self.stems
        self.stems |= new
        for stem in sorted(new):
            bones = skeleton(stem)
            if bones not in self.by_skeleton:
                self.by_skeleton[bones] = []
                for piece in _pieces(bones):
                    self.by_piece[piece].append(bones)
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
    scored: dict[str, tuple[int, int, str]] = {}
    for typed in {stem, whole}:
        bones = skeleton(typed)
        allowed = 1 if len(bones) < 7 else 2
        for other in _candidates(bones, vocabulary):
            distance = OSA.distance(bones, other, score_cutoff=allowed)
            if distance <= allowed:
                for found in vocabulary.by_skeleton[other]:
                    score = (distance, OSA.distance(typed, found), found)
                    scored[found] = min(score, scored.get(found, score))
    return [found for *_, found in sorted(scored.values())[:limit]]


def skeleton(stem: str) -> str:
    """The stem without what typing loses: apostrophes, doubled letters, h or x, q or k."""
    bones = stem.translate(_CONFUSED)
    return "".join(a for a, b in zip(bones, bones[1:] + " ", strict=True) if a != b) or bones


def _candidates(bones: str, vocabulary: Vocabulary) -> set[str]:
    return {other for piece in _pieces(bones) for other in vocabulary.by_piece.get(piece, ())}


def _pieces(bones: str) -> list[tuple[str, int]]:
    """Two errors leave one of three parts whole; a part is looked for at its place."""
    return [(bones[:3], 0), (bones[-3:], 1), (bones[1:4], 2)]
