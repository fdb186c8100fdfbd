"""The endings of Uzbek, composed: every chain that can follow a noun or a verb, as one string each.

Order of a noun's endings: plural, possessive, case, enclitic (O'zbek tili grammatikasi, vol. 1, 1975;
Sjoberg, Uzbek Structural Grammar, 1963). A verb's: negation, tense or participle, person; a participle or an
action noun then takes a noun's endings. Derivation (-lik, -chi, -siz, -li, -uv, voices) is no ending here.
"""

from functools import cache

CONSONANT, VOWEL, SAME_K, SAME_Q = 1, 2, 4, 8
"""What a chain follows: a consonant, a vowel, k (-ka, -kan), q (-qa, -qan)."""
VERB = 16
"""Follows a verb's stem."""
SURE = 32
"""Only ever a verb's ending: cut from unknown words too."""

_BOTH = ("", "ning", "ni", "ga", "da", "dan", "dagi", "dagilar", "gacha", "day", "dek", "dir")
_CASES = (*_BOTH, "niki", "gina")
_AFTER_POSSESSIVE = (*_BOTH, "dadir")
_FIRST_KQ = ("a", "acha", "ina")


@cache
def chains() -> dict[str, int]:
    """Ending -> what it follows and whose it is."""
    found: dict[str, int] = {}
    for chain, follows in (*_nominal(), *_verbal()):
        found[chain] = found.get(chain, 0) | follows
    found.pop("", None)
    return found


def _nominal() -> list[tuple[str, int]]:
    both = CONSONANT | VOWEL
    out = [(case + more, both) for case in _CASES for more in _more(case)]
    out += [(letter + rest, same) for letter, same in (("k", SAME_K), ("q", SAME_Q)) for rest in _FIRST_KQ]
    after = [case + more for case in _AFTER_POSSESSIVE for more in _more(case)]
    out += [(possessive + case, CONSONANT) for possessive in ("i", "imiz", "ingiz") for case in after]
    out += [(possessive + case, VOWEL) for possessive in ("si", "miz", "ngiz") for case in after]
    plural = [case + more for case in _CASES for more in _more(case)]
    plural += [possessive + case for possessive in ("i", "imiz", "ingiz") for case in after]
    out += [("lar" + rest, both) for rest in plural]
    return [*out, ("roq", both)]  # the comparative leaves the word what it is


def _more(case: str) -> tuple[str, ...]:
    """-dagi and -niki make a noun that takes endings anew."""
    if case == "dagi":
        return "", "ning", "ni", "ga", "si", "day", "dek", "dan"
    if case == "dagilar":
        return "", "ning", "ni", "ga", "da", "dan", "i"
    return ("", "dir") if case in ("da", "dan", "niki") else ("",)


_PERSON = ("", "man", "san", "miz", "siz", "lar", "sizlar", "dir", "mi")
_PAST = ("", "m", "ng", "k", "ngiz", "lar", "ngizlar", "mi", "larmi")
_NEVER = ("y", "s", "slik", "sligi", "sdan", "slikni", "sligini")
_IF = ("", "m", "ng", "k", "ngiz", "lar")


def _verbal() -> list[tuple[str, int]]:
    out: list[tuple[str, int]] = []
    for negation in ("", "ma"):
        sure = SURE if negation else 0
        vowel_stem = VOWEL | VERB | sure
        any_stem = CONSONANT | VOWEL | VERB
        at = any_stem | sure
        out += [(f"{negation}di{p}", at) for p in _PAST]
        out += [(f"{negation}sa{p}", any_stem) for p in _IF]
        out += [(f"{negation}sin{p}", any_stem) for p in ("", "lar")]
        out += [(f"{negation}{tail}", any_stem | SURE) for tail in _with_person(("moqda", "yap", "yapti"))]
        out += [(f"{negation}{tail}", at) for tail in ("gach", "guncha", "gudek", "gani", "moqchi", "gandir")]
        out += [(f"{negation}gan{tail}", at) for tail in _participle()]
        out += [(f"{negation}yotgan{tail}", vowel_stem | SURE) for tail in _participle()]
        out += [(f"{negation}y{p}", vowel_stem) for p in _present()]
        out += [(f"{negation}ydigan{tail}", vowel_stem | SURE) for tail in _participle()]
        if negation:  # a negated stem ends in a vowel
            out += [(tail.replace("y", "may", 1), any_stem | SURE) for tail, _ in out if tail.startswith("y")]
            out += [
                (f"ma{tail}", any_stem) for tail in ("y", "s", "slik", "sligi", "sdan", "slikni", "sligini")
            ]
    out += [(f"a{p}", CONSONANT | VERB) for p in _present()]
    out += [(f"adigan{tail}", CONSONANT | VERB | SURE) for tail in _participle()]
    out += [(f"ayotgan{tail}", CONSONANT | VERB | SURE) for tail in _participle()]
    out += [(f"kan{tail}", SAME_K | VERB) for tail in _participle()]
    out += [(f"qan{tail}", SAME_Q | VERB) for tail in _participle()]
    out += [(f"ish{tail}", CONSONANT | VERB) for tail in _action()]
    out += [(f"sh{tail}", VOWEL | VERB) for tail in _action()]
    out += [(tail, CONSONANT | VERB) for tail in ("ib", "ibdi", "ibdilar", "ay", "aylik", "ing", "inglar")]
    out += [(tail, VOWEL | VERB) for tail in ("b", "bdi", "bdilar", "ylik")]
    out += [(f"ar{tail}", CONSONANT | VERB) for tail in ("", "di", "dilar", "kan", "mi")]
    return [(tail, at | VERB) for tail, at in out]


def _with_person(tails: tuple[str, ...]) -> list[str]:
    return [tail + person for tail in tails for person in _PERSON if tail + person != "yap"]


def _present() -> list[str]:
    return ["di", "dilar", "man", "miz", "san", "siz", "sizlar", "dimi", "dilarmi"]


def _participle() -> list[str]:
    noun = _action()
    return [
        *_PERSON,
        *("di", "dilar"),
        *noun,
        *("lik" + t for t in noun),
        *("lig" + t for t in noun if t[:1] == "i"),
    ]


def _action() -> list[str]:
    """A noun's endings after a consonant."""
    return [chain for chain, follows in _nominal() if follows & CONSONANT]
