"""How like two strings are, apart from case, alphabet and apostrophes.

Deliberately cruder than `language`, and independent of it: the judge may not use the rules it judges.
"""

import re
from collections.abc import Callable, Sequence

_ALIKE: dict[str, str] = dict(
    zip("абвгдезийклмнопрстуфхэыіўқғҳ", "abvgdeziyklmnoprstufxeiioqgh", strict=True)
) | {"ё": "yo", "ж": "j", "ц": "ts", "ч": "ch", "ш": "sh", "ъ": "", "ь": "", "ю": "yu", "я": "ya"}
_SIGNS = "'`´ʻʼ‘’ʹ′\"“”«»"
_FOLDING = str.maketrans(_ALIKE | dict.fromkeys(_SIGNS, ""))
SAME = 0.6
"""From this overlap on two names, or two sentences, count as the same."""


def fold(text: str | None) -> str:
    """'Ўзбекистон', "O'zbekiston" and 'Oʻzbekiston' fold alike; None folds to the empty string."""
    return (text or "").casefold().translate(_FOLDING)


def content(text: str | None) -> set[str]:
    """The beginnings of the words that carry meaning, and all numbers."""
    return {word[:6] for word in re.findall(r"\w+", fold(text)) if len(word) > 3 or word.isdigit()}


def overlap(one: str | None, other: str | None) -> float:
    """Words in common over all words, by their beginnings."""
    here, there = _beginnings(one), _beginnings(other)
    return len(here & there) / max(1, len(here | there))


def alike(one: str | None, other: str | None) -> bool:
    """Whether they name the same thing."""
    return overlap(one, other) >= SAME


def covered(sentence: str, said: set[str]) -> bool:
    """Whether what was said holds most of the sentence's content."""
    wanted = content(sentence)
    return len(wanted & said) / max(1, len(wanted)) >= SAME


def words_f1(wanted: str, found: str | None) -> float:
    """F1 over content words; two texts without any agree."""
    here, there = content(wanted), content(found)
    return 2 * len(here & there) / (len(here) + len(there)) if here or there else 1.0


def set_f1(wanted: Sequence[str], found: Sequence[str], same: Callable[[str, str], bool] = alike) -> float:
    """F1 over two sets of names, each name matched at most once; two empty sets agree."""
    if not wanted and not found:
        return 1.0
    left = list(found)
    hits = 0
    for name in wanted:
        match = next((position for position, other in enumerate(left) if same(name, other)), None)
        if match is not None:
            del left[match]
            hits += 1
    return 2 * hits / (len(wanted) + len(found))


def _beginnings(text: str | None) -> set[str]:
    return {word[:5] for word in re.findall(r"\w+", fold(text))}
