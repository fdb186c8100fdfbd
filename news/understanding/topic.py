"""What an event is about: its quoted theme, else the phrase that says on what it was held.

Always the text's own words, by the constructions of tables/topics.toml; the firmer rule goes first.
"""

import re
from collections.abc import Callable

from language.gazetteer import spots
from news.models import EventType
from news.understanding.kinds import Kind
from news.understanding.mentions import Mention
from news.understanding.reading import Reading, Sentence
from news.understanding.topic_quoted import quoted, quoted_name
from news.understanding.topic_reader import CASE, NAMED_TYPES, Topic, TopicReader

__all__ = ["Topic", "topic"]

_HEAD = 6
_TITLE_WORDS = 4


def topic(reading: Reading, kind: Kind) -> Topic | None:
    """The event's theme in the text's own words; None where none is said."""
    readers = [TopicReader(sentence, reading.tongue, kind) for sentence in _sentences(reading, kind)]
    for rule in _RULES:
        for reader in readers:
            found = rule(reader)
            if found:
                return found
    return None


def _sentences(reading: Reading, kind: Kind) -> list[Sentence]:
    ordered: list[Sentence] = []
    for mention in kind.mentions:
        if mention.sentence not in ordered and mention.factor >= 2 and 0 <= mention.sentence.index < _HEAD:
            ordered.append(mention.sentence)
    rest = [*reading.sentences[:_HEAD], reading.title]
    return ordered + [sentence for sentence in rest if sentence not in ordered]


def _theme(reader: TopicReader) -> Topic | None:
    """The theme without quotation marks: "... mavzusida", "тема — ...", "on the theme of ..."."""
    if reader.tongue == "uz":
        match = re.search(r"(?<!\S)mavzu(?:si|i)(?:da|dagi|ga)(?!\S)", reader.key)
        if not match or reader.key[: match.start()].rstrip()[-1:] == '"':
            return None
        end = match.start() - 1
        return reader.phrase(reader.since(end), end, "phrase before mavzusida")
    match = reader.pattern("theme").search(reader.key)
    if not match or reader.key[match.end() + 1 : match.end() + 2] == '"':
        return None
    return reader.phrase(match.end() + 1, reader.until(match.end() + 1), "theme without quotation marks")


def _devoted(reader: TopicReader) -> Topic | None:
    """As in "... masalalariga bag‘ishlangan", "посвящённый ...", "devoted to ..."."""
    match = reader.pattern("devoted").search(reader.key)
    if not match:
        return None
    if reader.tongue != "uz":
        return _out_of_dative(
            reader.phrase(match.end() + 1, reader.until(match.end() + 1), "what it was devoted to")
        )
    end = match.start() - 1
    found = reader.phrase(reader.since(end), end, "phrase before bag‘ishlangan")
    if found is None or not re.search(r"(?:ga|ka|qa|га|ка|қа)$", found.text):
        return None
    return Topic(found.text[:-2], found.sentence, found.rule)


def _signed(reader: TopicReader) -> Topic | None:
    """The paper that was signed: "соглашение о признании дипломов", "memorandum on ..."."""
    if reader.kind.type is not EventType.SIGNING or not reader.has("paper"):
        return None
    match = reader.pattern("paper").search(reader.key)
    if not match:
        return None
    if reader.tongue == "uz":
        return _signed_in_uzbek(reader, match)
    end = reader.until(match.end())
    return reader.phrase(match.start(), end, "paper that was signed") if end > match.end() + 4 else None


def _signed_in_uzbek(reader: TopicReader, paper: re.Match[str]) -> Topic | None:
    """What stands before the paper: "hamkorlik to‘g‘risidagi memorandum", "... oid «yo‘l xaritasi»"."""
    quoted = reader.key[: paper.start()].endswith('" ')
    end = paper.start() - 3 if quoted else paper.end(1)
    start = reader.since(paper.start() - 3 if quoted else paper.start())
    participle = _FOR.match(reader.key, start)
    start = participle.end() if participle else start
    found = reader.phrase(start, end, "paper that was signed") if start < end else None
    return Topic(_OBJECT.sub("", found.text), found.sentence, found.rule) if found else None


_FOR_WHOM = re.compile(r" (?:для|среди|among) ")
_FOR = re.compile(r"(?:moljallangan|qaratilgan|bagishlangan|belgilangan|bolgan) ")
_OBJECT = re.compile(
    r"(?<=\w{3})(?:ni|ни)$| (?:bo.yicha|бўйича|oid|оид|doir|доир|to.g.risidagi|тўғрисидаги)$"
)


def _bound(reader: TopicReader) -> Topic | None:
    """The phrase bound to the event noun: "... bo‘yicha seminar", "семинар по ...", "conference on ..."."""
    for mention in reader.own:
        if mention.rule.startswith("verb"):
            continue
        if reader.tongue == "uz":
            near = [
                match
                for match in reader.pattern("bound").finditer(reader.key, 0, mention.start)
                if reader.key.count(" ", match.end(), mention.start) <= 5
            ]
            if near:
                end = near[-1].start() - 1
                return reader.phrase(reader.since(end), end, "phrase before bo‘yicha and the event noun")
            continue
        match = _behind_noun(reader, mention)
        if match:
            start = match.end() + 1
            found = reader.phrase(start, reader.until(start), "phrase bound to the event noun")
            return (
                _out_of_dative(found)
                if match.group() == "по" or match.group().startswith("посвящ")
                else found
            )
    return None


_DATIVE = (("ению", "ение"), ("анию", "ание"), ("тию", "тие"), ("ству", "ство"), ("ости", "ость"))
_DATIVE_PLURAL = (
    ("вопросам", "вопросы"),
    ("проблемам", "проблемы"),
    ("аспектам", "аспекты"),
    ("правам", "права"),
)


def _out_of_dative(found: Topic | None) -> Topic | None:
    """Russian по and посвящён rule the dative: "предупреждению пожаров" -> "предупреждение пожаров"."""
    if found is None:
        return None
    word, gap, rest = found.text.partition(" ")
    for ending, nominative in (*_DATIVE_PLURAL, *_DATIVE):
        if word.endswith(ending):
            return Topic(word.removesuffix(ending) + nominative + gap + rest, found.sentence, found.rule)
    return found


def _behind_noun(reader: TopicReader, mention: Mention) -> re.Match[str] | None:
    """The preposition of the theme: right behind the noun, or behind the verb of a clause on it."""
    match = reader.pattern("bound").match(reader.key, mention.end + 1)
    if not match and reader.tongue == "en":
        clause = re.compile(r"(?<= )(?:convened|held|organi[sz]ed|hosted|delivered|given) ").search(
            reader.key, mention.end
        )
        match = reader.pattern("bound").match(reader.key, clause.end()) if clause else None
    if not match and reader.kind.type is EventType.TRAINING:
        match = (
            re.compile(r"in (?!the city)").match(reader.key, mention.end + 1)
            if reader.tongue == "en"
            else None
        )
        if match and any(
            reader.sentence.tokens.starts[s.first] == match.end() for s in spots(reader.sentence.tokens)
        ):
            return None
        return re.compile(r"in").match(reader.key, mention.end + 1) if match else None
    dated = match and re.match(
        r" (?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|the sidelines)", reader.key[match.end() :]
    )
    return None if dated else match


def _presented(reader: TopicReader) -> Topic | None:
    """As in "presented its Economic Update": the capitalised name of what was presented."""
    if reader.kind.type is not EventType.PRESENTATION or reader.tongue != "en":
        return None
    match = _SHOWN.search(reader.key)
    if not match:
        return None
    items = reader.sentence.tokens.items
    first = last = reader.sentence.tokens.at(match.end())
    while (
        last < len(items)
        and items[last].word
        and (items[last].capital or items[last].key in ("of", "on", "for"))
    ):
        last += 1
    text = reader.sentence.tokens.slice(first, last)
    return Topic(text, reader.sentence, "name of what was presented") if last - first > 1 else None


_SHOWN = re.compile(
    r"(?<!\S)(?:presented|launched|unveiled|released) (?:its|the|a|an|their) (?:(?:new"
    r"|latest|first|annual) )?"
)


def _own_name(reader: TopicReader) -> Topic | None:
    """An event with a name of its own: "Форум регионов", "O‘zbekiston — AQSh biznes-forumi"."""
    talks = reader.kind.type is EventType.MEETING and reader.tongue == "en"
    if reader.kind.type not in NAMED_TYPES and not talks:
        return None
    tokens = reader.sentence.tokens
    for mention in reader.own:
        if mention.kind == "any" or mention.rule.startswith("verb"):
            continue
        first, last = tokens.range(mention.start, mention.end)
        if reader.tongue == "ru":
            if tokens.items[first].capital and first:
                return reader.phrase(mention.start, reader.until(mention.end), "name of the event")
            continue
        start = _name_start(reader, first)
        if talks and not tokens.items[first].capital:
            continue  # "the EU delegation meeting" names nothing, "the Human Rights Dialogue" does
        if start < first:
            text = tokens.slice(start, last)
            if reader.tongue == "uz":
                text = CASE.sub("", text)
            return Topic(text, reader.sentence, "name of the event")
    return None


def _name_start(reader: TopicReader, noun: int) -> int:
    """The first capital of the words before an event noun that belong to its name."""
    items = reader.sentence.tokens.items
    start = number = noun
    while number and noun - number < 7:
        token = items[number - 1]
        inner = token.key in ("va", "-", "and", "of", "xalqaro", "respublika")
        if reader.tongue == "en" and not inner and not token.capital:
            break
        if not inner and (not token.word or reader.pattern("stop").fullmatch(token.key)):
            break
        number -= 1
        if token.capital or token.text[:1].isdigit():
            start = number
    while start < noun and (
        items[start].key in ("-", "va", "and") or (start == 0 and items[0].key in ("the", "a", "an"))
    ):
        start += 1
    numbered = re.match(r"\d+-", items[start].text) if start < noun else None
    return start + 1 if numbered and not items[start].text[numbered.end() :][:1].isalpha() else start


def _discussed(reader: TopicReader) -> Topic | None:
    """What was talked about: "... masalalari muhokama qilindi", "обсудили ...", "discussed ..."."""
    match = reader.pattern("discussed").search(reader.key)
    if not match or reader.sentence.index < 0:
        return None
    if reader.tongue != "uz":
        start = match.end() + 1
        return reader.phrase(start, reader.until(start, lists=True), "what was discussed")
    end = match.start() - 1
    while end > 0 and reader.pattern("adverbs").fullmatch(
        reader.key[reader.key.rfind(" ", 0, end) + 1 : end]
    ):
        end = reader.key.rfind(" ", 0, end)
    start = 0
    for stop in re.finditer(
        r"(?<!\S)(?:(?!yanada|\S*asosida|sohasida|borasida)\S+(?:da|chogida|davomida|avvalida)|yuzasidan"
        r"|bilan|\S+ib ,)(?: ,)?(?!\S)",
        reader.key[:end],
    ):
        start = stop.end() + 1
    opening = reader.pattern("actors").match(reader.key, start)
    start = opening.end() + 1 if opening else start
    found = reader.phrase(start, end, "what was discussed")
    return Topic(_OBJECT.sub("", found.text), found.sentence, found.rule) if found else None


def _last_resort(reader: TopicReader) -> Topic | None:
    """The event noun with what belongs to it: "презентация проектов", "training for diplomats"."""
    if reader.kind.type is EventType.VISIT:
        own = reader.sentence.index < 0 and any(
            m.kind == "visit" and not m.rule.startswith("verb") for m in reader.own
        )
        named = own and len(reader.sentence.text.split()) >= _TITLE_WORDS
        return Topic(reader.sentence.text, reader.sentence, "visit as the title names it") if named else None
    if reader.kind.type not in NAMED_TYPES or reader.sentence.index > 0:
        return None
    for mention in reader.own:
        if mention.kind == "any" or mention.rule.startswith("verb"):
            continue
        if reader.tongue == "uz":
            start = reader.since(mention.start)
            found = (
                reader.phrase(start, mention.end, "event noun with its words")
                if start < mention.start
                else None
            )
            return Topic(CASE.sub("", found.text), found.sentence, found.rule) if found else None
        whom = _FOR_WHOM.match(reader.key, mention.end)
        end = reader.until(whom.end() if whom else mention.end)
        return (
            reader.phrase(mention.start, end, "event noun with its words") if end > mention.end + 4 else None
        )
    return None


_Rule = Callable[[TopicReader], Topic | None]
_RULES: tuple[_Rule, ...] = (
    quoted,
    _theme,
    quoted_name,
    _devoted,
    _signed,
    _bound,
    _presented,
    _own_name,
    _discussed,
    _last_resort,
)
