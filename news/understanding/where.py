"""Where an event took place: the city the text states, its country, and whether in a room at all."""

import re
from dataclasses import dataclass
from functools import lru_cache, partial

from language.gazetteer import Spot, lines, spots
from language.tokens import Tongue
from news.models import EventType, Format
from news.understanding.background import names_again
from news.understanding.kinds import Kind
from news.understanding.mentions import HELD
from news.understanding.reading import Reading, Sentence
from news.understanding.tables import any_of, load, whole

_PLANNED = re.compile(
    r"(?<!\S)(?:kelish\w*|otkazishga|otkazish togrisida|kelgusi|keyingi|navbatdagisi|договорил\w*"
    r"|условлен\w*|следующ\w+|решено"
    r"|agreed|next (?:year|month|meeting|round)|will be held in|planned for)(?!\S)"
)
"""Where the next one is to be held is not where this one was."""
_RESIDENCE = re.compile(
    r"(?:qarorgoh\w*|rezidensiya\w*|резиденци\w+ в|resid\w+ in|based in|headquartered in"
    r"|штаб-квартир\w* в)(?: \S+)? $"
)
_VISITED = 4
_SUPPORTING = 8
"""So many sentences are asked for a place when the event's own sentences state none."""


@dataclass(frozen=True, slots=True)
class Where:
    place: str | None
    country: str | None
    sentence: Sentence | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    spot: Spot
    sentence: Sentence
    rule: str
    city: bool
    """False: only the country follows, as of a university or a region named after a city."""


def where(reading: Reading, kind: Kind) -> Where:
    """The place of the event; Where(None, None, None, "") if the text does not say."""
    city: _Candidate | None = None
    country: _Candidate | None = None
    for sentence in _sentences(reading, kind):
        if sentence.index > 0 and _PLANNED.search(sentence.key):
            continue
        for candidate in _candidates(sentence, kind.type, reading.tongue):
            if candidate.city and candidate.spot.kind == "city":  # a region or country never names the place
                city = city or candidate
            else:
                country = country or candidate
        if city and city.spot.country:
            break
    if city:
        name = _as_written(city.spot, city.sentence, reading.tongue)
        code = city.spot.country or (country.spot.country if country else None)
        return Where(name, code, city.sentence, city.rule)
    if country:
        return Where(None, country.spot.country, country.sentence, country.rule)
    for sentence in _sentences(reading, kind) if reading.tongue == "ru" else ():
        code = _house_of_region(sentence.key)
        if code:
            return Where(None, code, sentence, "named after its city")
    return Where(None, None, None, "")


_RU_HOUSE = re.compile(
    r"(?<!\S)(\w+ск)(?:ий|ая|ом|ой|ого) (?:\S+ ){0,4}(?:университет|институт|музе|театр|дворц|академи"
    r"|филармони|консерватори)\w*"
)


def _house_of_region(key: str) -> str | None:
    """The country of "в Самаркандском государственном университете"."""
    match = _RU_HOUSE.search(key)
    return _adjectives().get(match.group(1)) if match else None


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, str]:
    return {stem.strip(): row[0] for row in lines("regions.txt") for stem in row[2].split("/")}


def _sentences(reading: Reading, kind: Kind) -> list[Sentence]:
    """The event's own sentences first, then the title and the head of the text."""
    ordered: list[Sentence] = []
    for mention in kind.mentions:
        if mention.factor >= 1 and mention.sentence not in ordered and mention.sentence.index < _SUPPORTING:
            ordered.append(mention.sentence)
    again = [s for s in reading.sentences[1:_SUPPORTING] if names_again(s, reading.tongue)]
    rest = [reading.title, *reading.sentences[:1], *again]
    if kind.type is EventType.VISIT:
        rest += reading.sentences[1:_VISITED]  # "She visited Kyrgyzstan. In Osh she met ..."
    return ordered + [sentence for sentence in dict.fromkeys(rest) if sentence not in ordered]


def _candidates(sentence: Sentence, kind: EventType, tongue: Tongue) -> list[_Candidate]:
    found = []
    known = spots(sentence.tokens)
    if tongue == "uz":
        known += _unknown_towns(sentence, known)
    for spot in known:
        rule = _rule(sentence, spot, kind, tongue)
        if rule:
            found.append(_Candidate(spot, sentence, rule, city=rule != "named after its city"))
    return found


def _rule(sentence: Sentence, spot: Spot, kind: EventType, tongue: Tongue) -> str | None:
    if _RESIDENCE.search(sentence.key[: sentence.tokens.starts[spot.first]]):
        return None
    if tongue == "uz":
        return _uzbek(sentence, spot, kind)
    return _russian(sentence, spot, kind) if tongue == "ru" else _english(sentence, spot, kind)


def _unknown_towns(sentence: Sentence, known: list[Spot]) -> list[Spot]:
    """Towns that no gazetteer has, told by the word behind them: "Karmana shahrida"."""
    items = sentence.tokens.items
    taken = {number for spot in known for number in range(spot.first, spot.last)}
    return [
        Spot(number, number + 1, "city", "", token.text, "")
        for number, token in enumerate(items[:-1])
        if token.capital and token.word and number not in taken and _UZ_TOWN.fullmatch(items[number + 1].key)
    ]


_UZ_TOWN = re.compile(r"(shahrida|shahridagi|shahrining|shahriga)")
_UZ_REGION = re.compile(r"(viloyat|tuman|mintaqa|shimoli|janubi|vodiy)\w*")
_UZ_CITY = re.compile(r"(shahar|shahri|shahr|sh)(i|ning|da|idagi|dagi|ida|iga|ga|ini)?")
_UZ_HOUSE = re.compile(
    r"(\S+ ){0,4}\S*(universitet|institut|akademiya|saroy|markaz|muze|teatr|kutubxona|mehmonxona|maktab"
    r"|kollej|"
    r"hokimlig|zavod|aeroport|stadion|bog|konservatoriya|texnikum)\S*(da|ga|dagi|iga|ida)(?!\S)"
)
_UZ_ADDRESS = re.compile(r"(?:\. )?, (?:\S+ ){1,5}(?:kocha\S*|koch|maydoni|prospekti|mavzesi|\d+-uy)(?!\S)")
_UZ_DISTRICT = re.compile(r"(?:[^\s(]+ ){0,5}(tuman|viloyat|shahar|shahr)\S*(da|dagi|ga)(?!\S)")
_UZ_HOSTING = re.compile(
    r"(?:\S+ ){0,4}(?:universitet|institut|akademiya|muzey|teatr)(?:i"
    r"|si) (?:\S+ ){0,14}mezbon\w*"
)
_UZ_GOING = re.compile(
    r"(keldi|kelgan|kelib|keladi|kelmoqda|tashrif\w*|safar\w*|yetib|press-tur\w*|sayohat\w*|bordi|boradi"
    r"|borgan|uchib|kirib"
    r"|delegatsiya\w*)"
)
_UZ_HOST = re.compile(r"(\S+ ){0,6}(mezbonlik qil|mezbon bol|ev sahibi|mezboni)")


def _uzbek(sentence: Sentence, spot: Spot, kind: EventType) -> str | None:
    tokens = sentence.tokens.items
    after = sentence.key[sentence.tokens.starts[spot.last] :] if spot.last < len(tokens) else ""
    word = after.split(" ", 1)[0]
    ending = spot.ending
    if spot.kind == "city" and not ending and _UZ_CITY.fullmatch(word):
        ending = "da" if word.endswith(("da", "dagi")) else "ga" if word.endswith("ga") else "ning"
        rest = after.split(" ", 1)[1] if " " in after else ""
        if ending == "ning" and _UZ_HOUSE.match(rest):
            return "city of the venue"
        if _UZ_ADDRESS.match(rest):
            return "address"
    elif spot.kind == "city" and not ending:
        if _UZ_REGION.match(word):
            return "named after its city" if re.match(r"\S+(da|ga|dagi)(?!\S)", after) else None
        if _UZ_HOST.match(after):
            return "city that hosts"
        hosting = _UZ_HOSTING.match(after) if sentence.index == 0 else None
        return "named after its city" if hosting or _UZ_HOUSE.match(after) else None
    if ending == "da" or (ending == "dagi" and spot.kind == "region"):
        return "place in the locative"
    if ending == "dagi":
        return "place in the locative" if spot.kind == "city" and _UZ_HOUSE.match(after) else None
    if ending == "ning" and spot.kind == "country":
        return "district of a country" if _UZ_DISTRICT.match(after) else None
    if spot.kind == "country" and word == "respublikasining" and _UZ_DISTRICT.match(after):
        return "district of a country"
    if ending == "ning" and spot.kind == "city" and _UZ_HOUSE.match(after):
        return "city of the venue"
    if ending in ("ga", "ka", "qa") and _UZ_GOING.search(after):
        return "place that guests came to"
    return None


_RU_HOST = re.compile(r"(впервые |снова |вновь )?(примет|принял|принимает|станет|стал|соберет|собрал)(?!\S)")
_RU_GOING = re.compile(
    r"(визит\w*|поездк\w*|прибыл\w*|приехал\w*|прилет\w*|посетил\w*|побывал\w*|приехавш\w*|прибывш\w*"
    r"|посетит\w*|"
    r"посещает|командировк\w*)"
)
_RU_PAST = re.compile(r"(прошедш|состоявш|проведенн|прошлогодн)\w* (\S+ ){0,4}$")


def _russian(sentence: Sentence, spot: Spot, kind: EventType) -> str | None:
    items, starts = sentence.tokens.items, sentence.tokens.starts
    key = sentence.key
    before = key[: starts[spot.first]]
    after = key[starts[spot.last] :] if spot.last < len(items) else ""
    previous = before.split(" ")[-4:-1]
    word = previous[-1] if previous else ""
    written = items[spot.first].key
    if word in ("г", ".") and "г" in previous:
        return "city after г."
    if word in ("городе", "город", "города", "столице", "столицу"):
        return "city named as such" if word != "города" or spot.kind == "city" else None
    if word in ("в", "во"):
        if sentence.index > 1 and _RU_PAST.search(before[: -len(word) - 1]) and kind is not EventType.VISIT:
            return None
        going = written == spot.name.lower().replace("ё", "е") or written.endswith(("у", "ю"))
        if (going and not written.endswith(("е", "и")) and spot.kind == "city") or (
            going and spot.kind == "country"
        ):
            return "place that guests came to" if _RU_GOING.search(key) else _undeclined(written, spot)
        return "place after в"
    if spot.kind == "city" and _RU_HOST.match(after):
        return "city that hosts"
    if word in ("посетил", "посетила", "посетили", "посетит", "посетят", "посещает"):
        return "place that was visited"
    return None


def _undeclined(written: str, spot: Spot) -> str | None:
    """Душанбе, Баку, Алматы: the same in every case, so that в says enough."""
    return "place after в" if written[-1] in "еиуоыэ" and spot.name[-1] in "еиуоыэ" else None


_EN_HOST = re.compile(r"(will |was |is |to )?(host|hosts|hosted|the venue|be the venue|welcomed)(?!\S)")
_EN_BEFORE = re.compile(
    r"(?:^|\s)(?:in|in the city of|city of|in central|in downtown|held in|near)(?: the)? $"
)
_EN_GOING = re.compile(
    r"(?:visited|visit to|visits|toured|travel(?:l)?ed to|trip to|tour of|arrived in|arrives in|will visit|"
    r"visiting|came to|to visit|travel to|arrive in)(?: the)? $"
)
_EN_HOUSE = re.compile(r"(?:^|\s)at (?:[^\s,.;]+ ){0,10}, $")


def _english(sentence: Sentence, spot: Spot, kind: EventType) -> str | None:
    items, starts = sentence.tokens.items, sentence.tokens.starts
    before = sentence.key[: starts[spot.first]]
    after = sentence.key[starts[spot.last] :] if spot.last < len(items) else ""
    if spot.ending:
        house = re.match(
            r"(\S+ ){0,4}(university|institute|hotel|palace|museum|cent(er|re)|hall|academy)", after
        )
        inside = re.search(r"(?:^|\s)(in|at) (the )?$", before)
        return "city of the venue" if inside and house and spot.kind == "city" else None
    if _EN_GOING.search(before):
        return "place that guests came to"
    if _EN_BEFORE.search(before):
        if spot.kind == "country" and re.match(r"'s|(?:'|s) ", after):
            return None
        return "place after in"
    if spot.kind == "city" and _EN_HOST.match(after):
        return "city that hosts"
    if spot.kind == "city" and _EN_HOUSE.search(before):
        return "city of the venue"
    return None


_CYRILLIC_SHORTER = {"gacha": 4, "ligi": 4}


def _as_written(spot: Spot, sentence: Sentence, tongue: Tongue) -> str:
    """The nominative, Uzbek by cutting the ending off the text's own word, Russian from the gazetteer."""
    written = sentence.tokens.slice(spot.first, spot.last)
    if tongue == "ru":
        return spot.name
    if not spot.ending:
        return written
    if spot.ending == "'s":
        return re.sub(r"['’]s$", "", written)
    cyrillic = any("\u0400" <= letter <= "\u04ff" for letter in written[-3:])
    length = _CYRILLIC_SHORTER.get(spot.ending, len(spot.ending)) if cyrillic else len(spot.ending)
    return written[:-length].rstrip("-")


def format_of(reading: Reading, kind: Kind, *, housed: Sentence | None) -> tuple[Format, Sentence | None]:
    """Online, hybrid, or offline where nothing suggests otherwise; and the sentence that says so.

    `housed`: the sentence that names a place; who joins such an event over the network makes it hybrid.
    """
    said = partial(_of_format, reading.tongue)
    hybrid, both, online, joining, extra = map(said, ("hybrid", "both", "online", "joining", "extra"))
    seen: Sentence | None = None
    for sentence in (reading.title, *reading.sentences[:10]):
        if hybrid.search(sentence.key):
            return Format.HYBRID, sentence
        if online.search(sentence.key):
            if both.search(sentence.key):
                return Format.HYBRID, sentence
            if housed is sentence and joining.search(sentence.key):
                return Format.HYBRID, sentence
            told = [mention.factor for mention in kind.mentions if mention.sentence is sentence]
            if housed and sentence.index > 0 and max(told, default=0) < HELD and joining.search(sentence.key):
                return Format.HYBRID, sentence  # some joined what was held in a place
            own = any(factor >= 1 for factor in told)
            if seen is None and (own or sentence.index <= 0):
                seen = sentence
            elif seen is None and sentence.index >= 0 and joining.search(sentence.key):
                more = housed is not None or extra.search(sentence.key) is not None
                return (Format.HYBRID if more else Format.ONLINE), sentence
    return (Format.ONLINE, seen) if seen else (Format.OFFLINE, None)


@lru_cache(maxsize=16)
def _of_format(tongue: Tongue, name: str) -> re.Pattern[str]:
    return whole(any_of(load("formats")[tongue][name], tongue))
