"""What came of an event: the sentence that states the result."""

from functools import lru_cache
from re import Pattern

from language.tokens import Tongue
from news.models import EventType, Status
from news.understanding.background import is_background
from news.understanding.kinds import Kind
from news.understanding.reading import Reading, Sentence
from news.understanding.tables import any_of, load, whole

_WORTH = {"signed": 5.0, "closing": 4.0, "advised": 2.5, "said": 2.0, "discussed": 1.0}


@lru_cache(maxsize=4)
def _cues(tongue: Tongue) -> dict[str, Pattern[str]]:
    return {name: whole(any_of(entries, tongue)) for name, entries in load("results")[tongue].items()}


def outcome(reading: Reading, kind: Kind, status: Status) -> tuple[Sentence, str] | None:
    """The sentence that states the result and the cue it goes by; None where none does or it lies ahead."""
    if status is Status.ANNOUNCED:
        return None
    # What a signing reports is its result; of others the first sentence only says that they took place.
    opening = kind.best.sentence.index
    signing = kind.type is EventType.SIGNING
    best: tuple[float, Sentence, str] | None = None
    for sentence in reading.sentences:
        if (not signing and sentence.index <= max(0, opening)) or is_background(sentence, reading.tongue):
            continue
        worth, cue = _worth_of(sentence, reading.tongue)
        worth += (
            (0.6 if cue == "signed" else -1.0)
            if sentence.index <= opening
            else min(sentence.index, 12) * 0.05
        )
        if worth >= 1 and (best is None or worth > best[0]):
            best = (worth, sentence, cue)
    return (best[1], f"result: {best[2]}") if best else None


def _worth_of(sentence: Sentence, tongue: Tongue) -> tuple[float, str]:
    """How firmly a sentence states a result, and by which cue."""
    cues = [name for name, pattern in _cues(tongue).items() if pattern.search(sentence.key)]
    if not cues:
        return 0.0, ""
    firmest = max(cues, key=lambda name: _WORTH[name])
    return _WORTH[firmest] + sum(0.3 for name in cues if name != firmest), firmest
