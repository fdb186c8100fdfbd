"""Releases whose words stand nowhere else, so that any of them in a request tells where it came from."""

from dataclasses import dataclass
from random import Random

LETTERS = ("bdgkmnprtz", "aou")


@dataclass(frozen=True, slots=True)
class Text:
    """What a release says. `words` are its own, in small letters."""

    title: str
    body: str
    words: tuple[str, ...]

    @property
    def whole(self) -> str:
        return f"{self.title}\n\n{self.body}"

    @property
    def misspelt(self) -> str:
        """Nearly the first word of its title."""
        word = self.words[0]
        return f"{word[:-2]}{'b' if word[-2] != 'b' else 'd'}{word[-1]}"


def text_of(name: str, version: int) -> Text:
    words = _words(Random(f"{name} {version}"), 14)  # noqa: S311 repeatable, not secret
    first, second, *rest = words
    said = ". ".join(
        f"Unda {one} va {other} haqida gapirildi" for one, other in zip(rest[::2], rest[1::2], strict=True)
    )
    body = f"Bugun Toshkent shahrida {second} boʻyicha konferensiya boʻlib oʻtdi. {said}."
    return Text(f"{first.capitalize()} boʻyicha konferensiya oʻtkazildi", body, tuple(words))


def place_of(name: str, version: int) -> str:
    """A place that nobody has heard of."""
    return _words(Random(f"place {name} {version}"), 1)[0]  # noqa: S311 as above


def _words(chance: Random, count: int) -> list[str]:
    """Of no language, in letters that both alphabets write one for one."""
    hard, soft = LETTERS
    return ["".join(chance.choice(hard) + chance.choice(soft) for _ in range(4)) for _ in range(count)]
