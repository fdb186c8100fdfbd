"""Near-duplicates made by rule, as they come from other desks; and forms filled in anew, which are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from evaluation.corpus import LabelledRelease

_EVERY = 9
"""One word of so many is typed wrongly."""
_FEWEST_FIGURES, _FEWEST_SENTENCES = 2, 4
_FIGURE = re.compile(r"(?<!\d)\d{3,6}(?!\d)|(?<![\d.,])(?:3[2-9]|[4-9]\d)(?![\d.,:]|-?(?:yil|йил|й\.|г))")
"""A number that is no day of a month."""
_ADDED = {
    "uz-Latn": "Tadbir so‘ngida ommaviy axborot vositalari vakillarining savollariga javob berildi.",
    "uz-Cyrl": "Тадбир сўнгида оммавий ахборот воситалари вакилларининг саволларига жавоб берилди.",
    "ru": "В завершение были даны ответы на вопросы представителей средств массовой информации.",
    "en": "At the end the questions of the journalists who were present were answered.",
}
_TITLES = {"uz-Latn": "Yangilik: ", "uz-Cyrl": "Янгилик: ", "ru": "Новости: ", "en": "News: "}


@dataclass(frozen=True, slots=True)
class Variant:
    """A release made of another one. `same`: whether it still tells the story of that one."""

    release: LabelledRelease
    kind: str
    same: bool


def variants(release: LabelledRelease) -> Iterator[Variant]:
    """What becomes of a release on its way: shortened, added to, titled anew, typed wrongly, corrected; and
    the same words with all other numbers."""
    text, sentences = release.text, release.sentences
    if len(sentences) >= _FEWEST_SENTENCES:
        yield _made(release, "shortened", text.rsplit(sentences[-1], 1)[0] or text)
    yield _made(release, "added to", f"{text}\n\n{_ADDED[release.language]}")
    titled = replace(release, title=_TITLES[release.language] + release.title)
    yield _made(titled, "titled anew", text)
    yield _made(release, "typed wrongly", _typed_wrongly(text))
    figures = [figure for figure in _FIGURE.findall(text) if not 1900 < int(figure) < 2100]
    if len({*figures}) >= _FEWEST_FIGURES:
        yield _made(release, "corrected", text.replace(figures[-1], _other(figures[-1], 3), 1))
        filled = _FIGURE.sub(lambda figure: _other(figure[0], 5), text)
        yield replace(_made(release, "filled in anew", filled), same=False)


def _made(release: LabelledRelease, kind: str, text: str) -> Variant:
    reference = f"{release.id} {kind}"
    published = release.published + timedelta(days=len(kind) % 2)
    return Variant(replace(release, id=reference, text=text, published=published), kind, same=True)


def _typed_wrongly(text: str) -> str:
    words = text.split(" ")
    for at in range(_EVERY, len(words), _EVERY):
        if words[at].isalpha() and len(words[at]) > 4:
            words[at] = words[at][:2] + words[at][3:]
    return " ".join(words)


def _other(number: str, by: int) -> str:
    """Another number of as many digits."""
    return "".join(str((int(digit) + by) % 10 or 7) for digit in number)
