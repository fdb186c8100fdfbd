"""Themes in quotation marks."""

import re

from news.models import EventType
from news.understanding.topic_reader import CASE, LONGEST, NAMED_TYPES, Topic, TopicReader, before_quote

__all__ = ["quoted", "quoted_name"]

_QUOTE = re.compile(r'(?<!\S)" (?P<inside>[^"]{3,400}) "(?!\S)')


def quoted(reader: TopicReader) -> Topic | None:
    """As in “...” mavzusida, на тему «...», entitled “...”."""
    for match in _QUOTE.finditer(reader.key):
        size = len(match.group("inside").split())
        behind = reader.has("behind_quote") and reader.pattern("behind_quote").match(
            reader.key, match.end() + 1
        )
        before = before_quote(reader.tongue).search(reader.key[max(0, match.start() - 120) : match.start()])
        if size > LONGEST or not (behind or before) or (size < 2 and not _beside(reader, match)):
            continue
        if reader.kind.type is EventType.PRESENTATION and reader.has("thing"):
            thing = reader.pattern("thing").match(reader.key, match.end() + 1)
            if thing:
                return _named_thing(reader, match, thing)
        return _inside(reader, match, "quoted theme")
    return None


def _named_thing(reader: TopicReader, quote: re.Match[str], thing: re.Match[str]) -> Topic | None:
    """As in “Yosh ko‘ngil” kitobi: the quotation with its noun, in the nominative."""
    first, last = reader.sentence.tokens.range(quote.start(), thing.end())
    text = CASE.sub("", reader.sentence.tokens.slice(first, last))
    return Topic(text, reader.sentence, "quoted name of what was presented")


def _inside(reader: TopicReader, match: re.Match[str], rule: str) -> Topic:
    first, last = reader.sentence.tokens.range(match.start("inside"), match.end("inside"))
    return Topic(reader.sentence.tokens.slice(first, last).strip(), reader.sentence, rule)


def _beside(reader: TopicReader, quote: re.Match[str]) -> bool:
    """Whether an event noun stands right beside the quotation: «Таджикистан-2025», “Lazgi” festivali."""
    for mention in reader.own:
        gap = (quote.end(), mention.start) if mention.start >= quote.end() else (mention.end, quote.start())
        if 0 <= gap[1] - gap[0] <= 40 and reader.key.count(" ", *gap) <= 4:
            return True
    return False


def quoted_name(reader: TopicReader) -> Topic | None:
    """Quotation marks beside the event noun, or around the thing that was presented."""
    if reader.kind.type not in NAMED_TYPES:
        return None
    for match in _QUOTE.finditer(reader.key):
        size = len(match.group("inside").split())
        presented = reader.kind.type is EventType.PRESENTATION and bool(reader.own) and size > 2
        if size <= LONGEST and (_beside(reader, match) or presented):
            return _inside(reader, match, "quoted name of the event")
    return None
