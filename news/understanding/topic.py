"""What an event is about: its quoted theme, else the phrase that says on what it was held."""

import re
from dataclasses import dataclass

from language.tokens import Tongue
from news.models import EventType
from news.understanding.kinds import Kind
from news.understanding.reading import Reading, Sentence

_LONGEST_THEME = 40
"""Words."""


@dataclass(frozen=True, slots=True)
class Topic:
    text: str
    sentence: Sentence
    rule: str


_QUOTED: dict[Tongue, tuple[re.Pattern[str], re.Pattern[str]]] = {
    # (what stands before the opening quote, what stands behind the closing one)
    "uz": (
        re.compile(r"(?:mavzusi|mavzu|mavzuda|shiori|mavzusi esa)(?: [-:])? $"),
        re.compile(
            r"^ ?(?:mavzusi\w*|mavzui\w*|mavzuda\w*|mavzudagi|shiori\w*|deb (?:nomla|atal)\w*|nomli"
            r"|nomidagi|nomi ostida|"
            r"mavzulari\w*|gʻoyasi ostida|degan|loyihasi|kitob\w*|roman\w*|asar\w*|toplam\w*|monografiya\w*"
            r"|risola\w*|"
            r"dastur\w*|hisobot\w*|konsepsiya\w*)"
        ),
    ),
    "ru": (
        re.compile(
            r"(?:на тему|по теме|на темы|тем(?:а|ой|у|е)(?: \S+){0,3}|под названием|под девизом"
            r"|под лозунгом|озаглавлен\w+|"
            r"посвящен\w+ теме|носит название|назван\w+|книг\w+|сборник\w*|монографи\w+|роман\w*"
            r"|конференци\w+|форум\w*|"
            r"семинар\w*|стол\w*|диалог\w*|встреч\w+|выставк\w+|тренинг\w*|доклад\w*|исследовани\w+"
            r"|издани\w+|альбом\w*|"
            r"фестивал\w+|конкурс\w*|проект\w*|фильм\w*)(?: [-:])? $"
        ),
        re.compile(r"^$"),
    ),
    "en": (
        re.compile(
            r"(?:theme|themed|titled|entitled|topic|called|named|motto|slogan|dubbed|subject|conference"
            r"|forum|seminar|"
            r"workshop|roundtable|round table|round-table|symposium|webinar|book|edition of|of the book"
            r"|report|training|"
            r"exhibition|course|film|study|monograph|collection|dialogue|volume|anthology|handbook|lecture)"
            r"(?: (?:of|on|was|is|the|as|:|,|-|under))* $"
        ),
        re.compile(r"^$"),
    ),
}
_THING = re.compile(r"^ ?(kitob|roman|asar|toplam|monografiya|risola|albom|lugat)(?:i|lari)?\w*")
_QUOTE = re.compile(r'(?<!\S)" (?P<inside>[^"]{3,400}) "(?!\S)')


def topic(reading: Reading, kind: Kind) -> Topic | None:
    """The event's theme in the text's own words; None where none is said."""
    ordered = _sentences(reading, kind)
    for rule in (_quoted, _theme_unquoted, _quoted_name, _devoted, _on, _own_name, _discussed):
        for sentence in ordered:
            found = rule(sentence, reading.tongue, kind)
            if found:
                return found
    return None


def _sentences(reading: Reading, kind: Kind) -> list[Sentence]:
    ordered: list[Sentence] = []
    for mention in kind.mentions:
        if mention.sentence not in ordered and mention.factor >= 2 and 0 <= mention.sentence.index < 5:
            ordered.append(mention.sentence)
    rest = [*reading.sentences[:6], reading.title]
    return ordered + [sentence for sentence in rest if sentence not in ordered]


def _quoted(sentence: Sentence, tongue: Tongue, kind: Kind) -> Topic | None:
    before, behind = _QUOTED[tongue]
    key = sentence.key
    for match in _QUOTE.finditer(key):
        head, tail = key[: match.start()], key[match.end() :]
        inside = match.group("inside")
        if len(inside.split()) < 2 or len(inside.split()) > _LONGEST_THEME:
            continue
        said = behind.match(tail) if behind.pattern != "^$" else None
        if not (said or before.search(head[-120:])):
            continue
        text = _inside(sentence, match)
        thing = _THING.match(tail) if tongue == "uz" and kind.type is EventType.PRESENTATION else None
        if thing:
            first, last = sentence.tokens.range(match.start(), match.end() + thing.end())
            text = _bare_ending(sentence.tokens.slice(first, last))
        return Topic(text, sentence, "quoted theme")
    return None


_NAMED_TYPES = frozenset(
    {EventType.PRESENTATION, EventType.EXHIBITION, EventType.CONFERENCE, EventType.FORUM, EventType.SEMINAR}
    | {EventType.ROUNDTABLE, EventType.TRAINING, EventType.OTHER, EventType.CEREMONY}
)


def _quoted_name(sentence: Sentence, tongue: Tongue, kind: Kind) -> Topic | None:
    """Quotation marks close before an Uzbek event noun, or around the thing that was presented."""
    if kind.type not in _NAMED_TYPES:
        return None
    own = [mention for mention in kind.mentions if mention.sentence is sentence and mention.factor >= 1]
    for match in _QUOTE.finditer(sentence.key):
        size = len(match.group("inside").split())
        if size < 3 or size > _LONGEST_THEME:
            continue
        if tongue == "uz":
            near = any(
                0 <= sentence.key.count(" ", match.end(), m.start) <= 5 and m.start > match.end() for m in own
            )
        else:
            near = bool(own)
        if near:
            return Topic(_inside(sentence, match), sentence, "quoted name of the event")
    return None


def _inside(sentence: Sentence, match: re.Match[str]) -> str:
    first, last = sentence.tokens.range(match.start("inside"), match.end("inside"))
    return sentence.tokens.slice(first, last).strip()


def _bare_ending(text: str) -> str:
    return re.sub(r"(?<=[iи])(?:ning|ни|ni|нинг|ga|га)$", "", text)


def _phrase(sentence: Sentence, start: int, end: int, rule: str) -> Topic | None:
    first, last = sentence.tokens.range(start, end)
    text = sentence.tokens.slice(first, last).strip(" ,;:—–-")
    count = len(text.split())
    return Topic(text, sentence, rule) if 1 <= count <= _LONGEST_THEME and len(text) > 3 else None


_UZ_BREAK = re.compile(
    r"(?<!\S)(?:\S+da|uchun|kuni|kunlari|bugun|kecha|bilan|tomonidan|unda|hamda|boyicha|otgan|yilning|,|;|:"
    r"|\.|\"|-|"
    r"navbatdagi|birinchi|xalqaro|ilmiy-amaliy|respublika|joriy|\S+vchi|\d\S*)(?!\S)"
)


def _left_phrase(key: str, end: int) -> int:
    """Where the Uzbek phrase that ends at `end` begins: behind the last word that cannot belong to it."""
    start = 0
    for match in _UZ_BREAK.finditer(key, 0, end):
        if match.end() < end - 1:
            start = match.end() + 1
    return start


def _theme_unquoted(sentence: Sentence, tongue: Tongue, kind: Kind) -> Topic | None:
    key = sentence.key
    if tongue == "uz":
        match = re.search(r"(?<!\S)mavzu(?:si|i)(?:da|dagi|ga)(?!\S)", key)
        if match and key[: match.start()].rstrip()[-1:] != '"':
            return _phrase(
                sentence, _left_phrase(key, match.start() - 1), match.start() - 1, "phrase before mavzusida"
            )
        return None
    if tongue == "ru":
        match = re.search(
            r"(?<!\S)(?:на тему|тем(?:а|ой)(?: \S+){0,2} (?:-|:"
            r"|стал[аи]?)) (?!\")(?P<phrase>[^,.;\"]{6,160})",
            key,
        )
    else:
        match = re.search(
            r"(?<!\S)(?:on the (?:theme|topic|subject) of|themed|the (?:theme|topic) (?:was|is"
            r"|:)) (?!\")(?P<phrase>[^,.;\"]{6,160})",
            key,
        )
    return (
        _phrase(sentence, match.start("phrase"), match.end("phrase"), "theme without quotation marks")
        if match
        else None
    )


_RU_END = re.compile(
    r" (?:состоя|прош|пройд|начал|открыл|провед|провел|в ташкенте|организ|с участием|при |совместно|приня"
    r"|собрал|завершил|"
    r"проход|станет|объедин|где |котор|на базе|под пред|под эгид|\d{1,2} |сегодня|вчера)|[,.;:\"(]| - "
)
_EN_END = re.compile(
    r" (?:was|were|is|are|has|have|will|took|held|opened|began|concluded|brought|gathered|drew|kicked"
    r"|organi|hosted|attended|"
    r"in (?:tashkent|samarkand|astana|dushanbe|bishkek|almaty|ashgabat|moscow)|at the|with the|which|that"
    r"|under the|on \d|"
    r"today|yesterday|ended|co-|jointly|starts|started)|[,.;:\"(]| - "
)


def _until(key: str, start: int, end: re.Pattern[str]) -> int:
    match = end.search(key, start)
    return match.start() if match else len(key)


def _devoted(sentence: Sentence, tongue: Tongue, kind: Kind) -> Topic | None:
    key = sentence.key
    if tongue == "uz":
        match = re.search(
            r"(?<!\S)(?P<last>\S+?)(?:ga|ka|qa) (?:bagishlan\w+|oid|doir|qaratilgan|moljallangan)(?!\S)", key
        )
        if match:
            start = _left_phrase(key, match.start("last"))
            found = _phrase(sentence, start, match.end("last"), "phrase before bag‘ishlangan")
            return _cut_case(found, sentence, match) if found else None
        return None
    pattern = r"посвящен\w*" if tongue == "ru" else r"(?:dedicated|devoted) to"
    match = re.search(rf"(?<!\S){pattern} (?!\")", key)
    if not match:
        return None
    end = _until(key, match.end(), _RU_END if tongue == "ru" else _EN_END)
    return _phrase(sentence, match.end(), end, "what it was devoted to")


def _cut_case(found: Topic, sentence: Sentence, match: re.Match[str]) -> Topic:
    """bag‘ishlangan rules the dative: "masalalariga" -> "masalalari"."""
    return Topic(re.sub(r"(?:ga|ka|qa|га|ка|қа)$", "", found.text), found.sentence, found.rule)


_UZ_ON = re.compile(r"(?<!\S)(?:boyicha|yuzasidan|togrisida|haqida|masalasida|masalalarida|oid|doir)(?!\S)")


def _on(sentence: Sentence, tongue: Tongue, kind: Kind) -> Topic | None:
    """The phrase bound to the event noun: "... bo‘yicha seminar", "семинар по ...", "conference on ..."."""
    key = sentence.key
    for mention in kind.mentions:
        if mention.sentence is not sentence:
            continue
        if tongue == "uz":
            head = key[: mention.start]
            near = (found for found in _UZ_ON.finditer(head) if head.count(" ", found.end()) <= 5)
            match = max(near, key=lambda found: found.end(), default=None)
            if match:
                start = _left_phrase(key, match.start() - 1)
                return _phrase(
                    sentence, start, match.start() - 1, "phrase before bo‘yicha and the event noun"
                )
        else:
            link = (
                r" (?:по|о|об|на тему|по вопросам|по проблемам) "
                if tongue == "ru"
                else r" (?:on|about|for) (?:the )?"
            )
            match = re.match(link, key[mention.end :])
            if match and not re.match(
                r"\d|(?:мон|tues|wednes|thurs|fri|satur|sun)day|(?:january|february|march|april|may|june"
                r"|july|august|september|october|november|december)",
                key[mention.end + match.end() :],
            ):
                start = mention.end + match.end()
                end = _until(key, start, _RU_END if tongue == "ru" else _EN_END)
                return _phrase(sentence, start, end, "phrase bound to the event noun")
    return None


def _own_name(sentence: Sentence, tongue: Tongue, kind: Kind) -> Topic | None:
    """An event with a name of its own: "Форум регионов", "O‘zbekiston — AQSh biznes-forumi"."""
    items = sentence.tokens.items
    for mention in kind.mentions:
        if mention.sentence is not sentence or mention.factor < 1 or mention.kind == "any":
            continue
        first, last = sentence.tokens.range(mention.start, mention.end)
        if kind.type in (EventType.MEETING, EventType.VISIT, EventType.BRIEFING, EventType.SIGNING):
            continue
        if tongue == "uz":
            start = first
            while (
                start
                and first - start < 8
                and (items[start - 1].capital or items[start - 1].key in ("-", "va"))
            ):
                start -= 1
            while start < first and items[start].key in ("va", "-"):
                start += 1
            if first - start >= 1:
                return Topic(_bare_ending(sentence.tokens.slice(start, last)), sentence, "name of the event")
        elif tongue == "ru" and items[first].capital and first:
            end = _until(sentence.key, mention.end, _RU_END)
            return _phrase(sentence, mention.start, end, "name of the event")
        elif tongue == "en" and items[first].capital:
            start = first
            while start and items[start - 1].capital and items[start - 1].word and first - start < 8:
                start -= 1
            if first - start >= 1:
                return Topic(sentence.tokens.slice(start, last), sentence, "name of the event")
    return None


def _discussed(sentence: Sentence, tongue: Tongue, kind: Kind) -> Topic | None:
    key = sentence.key
    if tongue == "uz":
        match = re.search(
            r"(?<!\S)(?P<last>\S+?)(?:ni|) (?:\S+ ){0,2}(?:muhokama qil|korib chiq|haqida|togrisida"
            r"|yuzasidan fikr|boyicha fikr)",
            key,
        )
        if not match:
            return None
        return _phrase(
            sentence, _left_phrase(key, match.start("last")), match.end("last"), "what was discussed"
        )
    if tongue == "ru":
        match = re.search(
            r"(?<!\S)(?:обсудили|обсуждены|обсудил|обсуждались|рассмотрели|рассмотрены|рассказал\w* о"
            r"|речь шла об?)(?: также)? ",
            key,
        )
        end = _RU_END
    else:
        match = re.search(
            r"(?<!\S)(?:discussed|discussing|focused on|exchanged views on|reviewed|to discuss"
            r"|considered) (?:the )?",
            key,
        )
        end = _EN_END
    return (
        _phrase(sentence, match.end(), _until(key, match.end(), end), "what was discussed") if match else None
    )
