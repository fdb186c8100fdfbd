"""Event nouns and event verbs of a sentence, each with how plainly it says that the event took place.

A noun weighs by what stands with it: a verb of holding ("bo‘lib o‘tdi", "состоялась"), a participle before it
("o‘tkazilgan anjumanda"), somebody's taking part or saying something at it; a noun that only frames another
event ("sammit oldidan", "в рамках форума") hardly weighs.
"""

import re
from dataclasses import dataclass

from language.tokens import Tongue
from news.models import Status
from news.understanding.reading import Sentence
from news.understanding.tables import Tables

__all__ = ["ATTENDED", "HELD", "Mention", "mentions"]

HELD, ATTENDED, _NAMED, _SUBJECT, _MENTIONED, _FRAMED = 3.0, 2.2, 2.0, 1.7, 0.4, 0.2
_REACH = 160
"""Characters of key between an event noun and its verb, at most."""
_HEAD = 2
"""So many first sentences tell of their event with any verb at all."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`start` and `end` are offsets in the sentence's key; `factor` is how plainly it tells of the event."""

    sentence: Sentence
    kind: str
    start: int
    end: int
    factor: float
    status: Status | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    name: str
    """held, ongoing, announced or attended."""


_STATUS = {"held": Status.HELD, "ongoing": Status.ONGOING, "announced": Status.ANNOUNCED}
_COUNTED = re.compile(
    r"(?:^|\s)\d[\d ,.]* (?:ta|dan ortiq|dan ziyod|nafar|ga yaqin|такого|разных|различных|joint|bilateral"
    r"|different)(?: \S+){0,3} $"
    r"|(?:^|\s)(?:yuzlab|onlab|qator|bir qator|десятки|сотни|ряд|несколько|numerous|dozens of|many"
    r"|several|every|each|каждый год|har yili)(?: \S+){0,2} $"
)
"""Sums of many events are a review, not an event."""
_CROWD = re.compile(
    r"(?<!\S)(?:ming|million|mln|тыс\w*|млн|миллион\w*|thousand) (?:\S+ ){0,3}"
    r"(?:turist|sayyo|sayyah|tourist|visitor|traveller|турист|посетител|человек|nafar|kishi)\w*"
    r"|(?<!\S)(?:посетил\w*|visited by) (?:\S+ ){0,3}\d"
)
"""Tourists by the thousand are statistics, not a visit."""
_BY_NAME = "event by name that they came to"
_DUTY = re.compile(
    r"(?<!\S)(?:otkaz\w*|tashkil \w+|uyushtir\w*) (?:\S+ ){0,4}(?:belgilandi|belgilangan|topshirildi"
    r"|yuklatil\w*|nazarda tutil\w*)"
    r"|(?<!\S)(?:поручен\w*|поручил\w*|должн\w+|обязан\w*|предусматрива\w+) (?:\S+ ){0,6}(?:прове\w+"
    r"|проводить|организов\w+)"
    r"|(?<!\S)(?:instructed|ordered|required|obliged|shall) (?:\S+ ){0,6}(?:hold|organi[sz]e|held"
    r"|organi[sz]ed)"
)
"""What is to be held by order of a paper was not held."""
_FINITE: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"(?:di|dilar|dik|gan|moqda|yapti|adi|ydi|gani)(?: [^\w\s]+)*$|(?:di|dilar|moqda|yapti|adi) [,;]"
    ),
    "ru": re.compile(
        r"(?<!\S)\w{2,}(?:л|ла|ло|ли|лся|лась|лось|лись|ен|на|но|ны|ет|ют|ит|ят|ется|ются|ится|ятся|ут)(?!\S)"
    ),
    "en": re.compile(
        r"(?<!\S)(?:\w{2,}ed|was|were|is|are|will|has|have|met|held|took|gave|told|said|saw|spoke|made"
        r"|began)(?!\S)"
    ),
}
_PARTICIPLE: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"(?<!\S)(?:bolib otgan|otkazilgan|otkazilayotgan|tashkil etilgan|tashkil qilingan|uyushtirilgan"
        r"|boshlangan|otayotgan"
        r"|yakunlangan|otgan|bolgan)(?: \S+){0,7} $"
    ),
    "ru": re.compile(
        r"(?<!\S)(?:прошедш|состоявш|проведенн|проходящ|проходивш|организованн|завершивш"
        r"|открывш)\w+(?: \S+){0,6} $"
    ),
    "en": re.compile(r"(?!)"),
}
_HELD_BEHIND = re.compile(
    r"^ (?:\S+ ){0,8}?(?:held|organi[sz]ed|hosted|convened|delivered|run) (?:in|on|by|at|from|yesterday"
    r"|today|jointly)(?!\S)"
)
_YEARLY = re.compile(r"(?<!\S)har (?:yili|oyda|oyi|kvartal\w*|chorak\w*|hafta\w*)(?!\S)")
_LAST_YEAR = re.compile(r"(?:otgan yil\w*|прошлогодн\w+|в прошлом году|last year)(?: \S+){0,8} $")
_PLURAL: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(r"lar(?:i|ida|da|ga|ni|ning|dan)?$"),
    "ru": re.compile(r"(?:ах|ях|ами|ями|ов|ий|ции|ам)$"),
    "en": re.compile(r"s$"),
}
_ATTENDING = re.compile(
    r"(?:^| )(?:attended|attending|(?:took|takes|take|taking) part in|participat\w+ in|joined|completed"
    r"|finished|graduated from"
    r"|принял\w* участие в|участвовал\w* в|участвуют в)(?: (?:the|a|an))?(?: [^\s,.]+){0,4} $"
)
_BY_NETWORK: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"(?<!\S)(?:video|onlayn|internet)\S* (?:\S*(?:shakl|tarz|format|korinish|rejim|usul)\S*|orqali"
        r"|vositasida|yordamida)(?!\S)"
    ),
    "ru": re.compile(
        r"(?<!\S)(?:(?:в )?(?:формате|режиме|форме|виде)|посредством|через|путем|(?:с помощью|по средствам)"
        r"|по) (?:видео|онлайн|интернет)\S*(?!\S)"
    ),
    "en": re.compile(
        r"(?<!\S)(?:by|via|through|over|using|in|as)(?: an?| the)?(?: format of an?)? video ?-?conferenc\w+"
    ),
}
"""Tells how they met, not what was held: "videokonferensiya shaklida yig‘ilish"."""
_NAMED_GOAL = re.compile(r"(?:^| )(?:for|to attend|на|для участия в) (?:(?:the|a|an) )?(?:[^\s,.]+ ){0,4}$")


def mentions(sentence: Sentence, table: Tables, tongue: Tongue) -> list[Mention]:
    """All of a sentence, in no order."""
    key = sentence.key
    verbs = [
        _Verb(match.start(), match.end(), name)
        for name, pattern in table.verbs.items()
        for match in pattern.finditer(key)
    ]
    nouns = _but_the_network(list(table.nouns.finditer(key)), key, tongue)
    found = [_noun(sentence, match, verbs, table, tongue) for match in nouns]
    by_name = any(mention.rule == _BY_NAME for mention in found)
    for kind, pattern in table.phrases.items():
        for match in pattern.finditer(key):
            plain = (
                not (kind == "meeting" and by_name)
                and not (kind == "visit" and _CROWD.search(key))
                and not (kind == "signing" and _of_a_law(key, table))
            )
            status = _status_of_verb(key, match, tongue)
            factor = HELD if plain else _MENTIONED
            found.append(
                Mention(sentence, kind, match.start(), match.end(), factor, status, f"verb of {kind}")
            )
    return found


def _but_the_network(nouns: list[re.Match[str]], key: str, tongue: Tongue) -> list[re.Match[str]]:
    """Beside another event noun a video conference by which people met is none."""
    ways = [way.span() for way in _BY_NETWORK[tongue].finditer(key)]
    others = [noun for noun in nouns if not any(start <= noun.start() < end for start, end in ways)]
    return others or nouns


def _of_a_law(key: str, table: Tables) -> bool:
    """A law or a decree that a head of state signs is no signing of two sides."""
    return table.against["decree"].search(key) is not None


def _noun(
    sentence: Sentence, noun: re.Match[str], verbs: list[_Verb], table: Tables, tongue: Tongue
) -> Mention:
    kind = next(name for name, value in noun.groupdict().items() if value and name != "ending")
    factor, status, rule = _weigh(sentence, noun, kind, verbs, table, tongue)
    return Mention(sentence, kind, noun.start(), noun.end(), factor, status, rule)


def _weigh(
    sentence: Sentence, noun: re.Match[str], kind: str, verbs: list[_Verb], table: Tables, tongue: Tongue
) -> tuple[float, Status | None, str]:
    """How plainly an event noun stands for what happened: factor, status, name of the rule."""
    key, ending = sentence.key, noun.group("ending")
    before = key[max(0, noun.start() - 80) : noun.start()]
    if _is_frame(key, noun, before, table):
        return _FRAMED, None, "only frames another event"
    if _COUNTED.search(before) or _DUTY.search(key) or _LAST_YEAR.search(before) or _YEARLY.search(key):
        return _MENTIONED, None, "events counted, ordered or long past"
    head = 0 <= sentence.index < _HEAD
    participle = _PARTICIPLE[tongue].search(before) is not None
    if head and (participle or (tongue == "en" and _HELD_BEHIND.match(key[noun.end() :]))):
        return HELD if sentence.index == 0 else ATTENDED, Status.HELD, "event noun with its participle"
    if sentence.index == 0 and _ATTENDING.search(before):
        return HELD, None, "event that they attended"
    near = [verb for verb in verbs if _in_reach(verb, noun, tongue)]
    located = ending.endswith(("da", "ga", "dan", "dagi")) or bool(
        table.places_before and table.places_before.search(before)
    )
    holding = sorted((abs(verb.start - noun.end()), verb.name) for verb in near if verb.name != "attended")
    if holding and not located:
        factor = HELD / 2 if ending.endswith("ning") else HELD
        return factor, _STATUS[holding[0][1]], f"event noun with its verb ({holding[0][1]})"
    if head and _named_goal(sentence, noun, before, kind):
        return HELD, None, _BY_NAME
    said = head and not _PLURAL[tongue].search(noun.group()) and _FINITE[tongue].search(key) is not None
    if (near or said) and (located or (near and sentence.index < 0)):
        return ATTENDED, _STATUS.get(holding[0][1]) if holding else None, "said or done at an event"
    if sentence.index < 0 and not located:
        return _NAMED, None, "event noun in the title"
    if said and sentence.index == 0 and kind != "any":
        return _SUBJECT, None, "event noun of the first sentence"
    return _MENTIONED, None, "event noun"


def _is_frame(key: str, noun: re.Match[str], before: str, table: Tables) -> bool:
    tail = key[noun.end() - len(noun.group("ending")) : noun.end() + 60]
    after = table.frames_after
    if after and (after.match(tail) or after.match(key[noun.end() :])):
        return True
    return table.frames_before is not None and table.frames_before.search(before) is not None


def _named_goal(sentence: Sentence, noun: re.Match[str], before: str, kind: str) -> bool:
    """As in "ministers met in Osh for the Regional Conference on Water": they came to what has a name."""
    if kind in ("any", "meeting", "visit") or not _NAMED_GOAL.search(before):
        return False
    first, last = sentence.tokens.range(noun.start(), noun.end())
    items = sentence.tokens.items
    return items[last - 1].capital and items[first - 1].capital if first else False


def _in_reach(verb: _Verb, noun: re.Match[str], tongue: Tongue) -> bool:
    """Uzbek verbs stand after their noun; in Russian and English they may stand on either side."""
    if verb.start >= noun.end():
        return verb.start - noun.end() <= _REACH
    return tongue != "uz" and 0 <= noun.start() - verb.end <= _REACH


_AHEAD = re.compile(
    r"(?:^|\s)(?:will|to|shall|plans to|is to|are to|expected to|scheduled to|due to|going to|будет|будут"
    r"|планирует|намерен\w*)(?: [^\s,]+){0,3} $"
)
_FUTURE_RU = re.compile(r"(?:ится|ятся|тит|тят|шит|шут|бывает|бывают)$")
_PAST_EN = re.compile(r"(?:was|were|met|held|had|paid|sat|laid|cut|\w+ed)(?: |$)")


def _status_of_verb(key: str, verb: re.Match[str], tongue: Tongue) -> Status | None:
    """What a verb's own form says; None where it says nothing ("official visit")."""
    said = verb.group()
    if tongue == "uz":
        if said.endswith("adi"):
            return Status.ANNOUNCED
        return Status.ONGOING if said.endswith(("moqda", "yapti")) else Status.HELD
    if _AHEAD.search(key[max(0, verb.start() - 40) : verb.start()]) or said.startswith(("will ", "to ")):
        return Status.ANNOUNCED
    if tongue == "en":
        return Status.HELD if _PAST_EN.match(said) else None
    return Status.ANNOUNCED if _FUTURE_RU.search(said.split(" ")[0]) else Status.HELD
