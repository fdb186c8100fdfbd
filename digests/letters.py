"""Uzbek releases in the other of the two alphabets, for whoever reads that one."""

import re
from collections.abc import Callable
from dataclasses import replace

from language.alphabet import to_cyrillic, to_latin
from language.detect import Language
from news.choices import Script
from news.models import Event, Release

__all__ = ["in_letters", "other_letters", "readers_letters"]

_OTHER: dict[Language, Language] = {"uz-Latn": "uz-Cyrl", "uz-Cyrl": "uz-Latn"}
_LETTERS: dict[Script, Language] = {Script.LATIN: "uz-Latn", Script.CYRILLIC: "uz-Cyrl"}
# `to_latin` writes apostrophes as one types them; in print oʻ and gʻ have U+02BB, the tutuq belgisi U+02BC.
_TURNED = re.compile(r"(?<=[oOgG])'")
_TUTUQ = re.compile(r"(?<=\w)'(?=\w)")


def other_letters(language: Language) -> Language | None:
    """The same language in its other alphabet; None where it has but one."""
    return _OTHER.get(language)


def readers_letters(release: Release, script: Script) -> Language | None:
    """The alphabet into which the release is to be turned for a reader who wants that script (which is not
    OWN: see `digests.windows.settled`); None where it is shown as it was written."""
    letters = _LETTERS.get(script)
    return letters if release.language in _OTHER and release.language != letters else None


def in_letters(release: Release, language: Language | None) -> Release:
    """What a person reads of the release, transliterated; as it is where there is nothing to do."""
    if language not in _OTHER or release.language not in _OTHER or language == release.language:
        return release
    write = to_cyrillic if language == "uz-Cyrl" else _latin
    return replace(
        release,
        language=language,
        title=write(release.title),
        text=write(release.text),
        summary=tuple(map(write, release.summary)),
        event=_event(release.event, write) if release.event else None,
    )


def _latin(text: str) -> str:
    return _TUTUQ.sub("ʼ", _TURNED.sub("ʻ", to_latin(text)))


def _event(event: Event, write: Callable[[str], str]) -> Event:
    return replace(
        event,
        place=write(event.place) if event.place else None,
        organisers=tuple(map(write, event.organisers)),
        participants=tuple(map(write, event.participants)),
        topic=write(event.topic) if event.topic else None,
        outcome=write(event.outcome) if event.outcome else None,
    )
