"""Which of our languages a text is written in."""

from typing import Literal

Language = Literal["uz-Latn", "uz-Cyrl", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("uz-Latn", "uz-Cyrl", "ru", "en")
