"""Russian names back to the nominative: the gender by the first name, the case by the endings."""

import re
from typing import Literal

from language.name_words import first_names, is_title
from language.tokens import Tokens

__all__ = ["nominative", "surname"]


def nominative(tokens: Tokens, first: int, last: int) -> str:
    """A Russian name back to the nominative: its gender by the first name, its case by the endings."""
    run = tokens.items[first:last]
    gender = _gender(tokens, first, last)
    given = ["-".join(_russian_first(part, gender) for part in token.text.split("-")) for token in run[:-1]]
    oblique = any(name != token.text for name, token in zip(given, run, strict=False))
    return " ".join([*given, surname(run[-1].text, gender, oblique)])


def _gender(tokens: Tokens, first: int, last: int) -> Literal["m", "f"] | None:
    """The bearer's gender; None where the text leaves it open."""
    given, surname = tokens.items[first].key, tokens.items[last - 1].key
    men, women = first_names("ru", "men"), first_names("ru", "women")
    if given in women or any(
        given[:-cut] + end in women for cut, end in ((1, "а"), (2, "а"), (1, "я"), (2, "я"))
    ):
        return "f"
    if (
        given in men
        or given[:-1] in men
        or given[:-2] in men
        or (given[:-1] + "й") in men
        or (given[:-1] + "ь") in men
    ):
        return "m"
    if re.search(r"(овой|евой|иной|ской|ую)$", surname) or given.endswith("ой"):
        return "f"
    if re.search(r"(ым|ов|ев|ин|ский|ского|ским|скому|ову|еву)$", surname):
        return "m"
    if given[-1:] in "ау":
        before = [token.key for token in tokens.items[max(0, first - 7) : first] if is_title(token.key, "ru")]
        oblique = (
            bool(before)
            and re.search(r"(?:[рлткнм]а|[рл]я|ого|его|ому|ым|ом|ем|у|ю)$", before[-1]) is not None
        )
        masculine = oblique and (
            given.endswith("а") or re.search(r"[бвгдзклмнпрстфх]а$", surname) is not None
        )
        return "m" if masculine or re.search(r"(?:жона|бека|хона|дина|бая)$", given) else "f"
    return "m" if given[-1:] not in "ая" else None


_CASES = ("ом", "ем", "ём", "а", "у", "е", "я", "ю")


def _russian_first(text: str, gender: str | None) -> str:
    key = text.lower().replace("ё", "е")
    men, women = first_names("ru", "men"), first_names("ru", "women")
    if key in men or key in women:
        return text
    if gender == "f":
        for cut, end in ((1, "а"), (1, "я"), (2, "а"), (2, "я"), (2, "ия")):
            if key[:-cut] + end in women:
                return text[:-cut] + end
        return text[:-2] + "а" if key.endswith("ой") and len(key) > 4 else text
    if gender == "m":
        for ending in _CASES:
            if key.endswith(ending):
                for end in ("", "й", "ь"):
                    if key[: -len(ending)] + end in men:
                        return text[: -len(ending)] + end
        if key.endswith("у") and len(key) > 5 and key[-2] in "зслнр":
            return text[:-1] + "а"  # Алирезу -> Алиреза
        for ending in ("ом", "ем"):
            if key.endswith(ending) and len(key) > 5:
                return text[: -len(ending)]
        if (
            key.endswith(("а", "у"))
            and len(key) > 4
            and key[-2] not in "аеиоуыэюя"
            and key[:-1][-1] in "дрнтлмбвфкзхс"
        ):
            return text[:-1]
    return text


_MALE = (
    (r"(ов|ев|ёв|ин|ын)(?:а|у|ым|е)$", r"\1"),
    (r"(ск|цк)(?:ого|ому|им|ом)$", r"\1ий"),
    (r"(ич)(?:а|у|ем|е)$", r"\1"),
    (r"([бдзклмнрстфхгп])(?:ом|а|у)$", r"\1"),
)
_FEMALE = (
    (r"(ов|ев|ёв|ин|ын)(?:ой|у|ы)$", r"\1а"),
    (r"(ск|цк)(?:ой|ую)$", r"\1ая"),
    (r"(вн)(?:ой|е|у|ы)$", r"\1а"),
)


def surname(text: str, gender: str | None, oblique: bool = False) -> str:
    rules = (
        _FEMALE
        if gender == "f"
        else _MALE
        if oblique and not re.search(r"(?:зода|заде)$", text)
        else _MALE[:3]
    )
    if (
        oblique
        and re.search(r"[йрнлтм]у$", text)
        and gender == "m"
        and not re.search(r"(?:ов|ев|ин)у$", text)
    ):
        return text[:-1] + "а" if text[-2] == "р" else text[:-1]
    if gender is None and re.search(r"(?:ова|ева|ина)$", text):
        return text
    for pattern, replacement in rules:
        if re.search(pattern, text):
            return re.sub(pattern, replacement, text)
    return text
