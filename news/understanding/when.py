"""When an event takes place: the day or days that the text itself states, read against its publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from language.dates import Found, Period, find_periods
from language.tokens import Tongue
from news.models import Status
from news.understanding.background import is_background, names_again
from news.understanding.kinds import Kind
from news.understanding.reading import Reading, Sentence
from news.understanding.tables import any_of, load, tables, whole

_HALF_A_YEAR = timedelta(days=150)
_FAR = timedelta(days=300)
"""A day further off than this is history or a plan, not what is reported."""
_LONGEST = 70
"""Days; exhibitions and courses last so long."""
_VAGUE = re.compile(r"\byuz|\bюз|kunlarda|кунларда|дни\b|days\b|пора|vaqt|вақт", re.IGNORECASE)
_REPORTED = re.compile(
    r"\W*(?:kuni )?(?:ma.lum qilin|xabar ber|e.lon qil|маълум қил|хабар бер|сообщил|announced|reported)"
)
"""On that day it was made known, not held."""
_RELATIVE_DAYS = 3
_QUOTED = re.compile(r"[«“\"][^«»“”\"]{2,160}[»”\"]")
"""A theme or a book's name may hold days of its own: “Oybek — kecha va bugun”."""
_HEAD = 4
_AGAIN = 6


@dataclass(frozen=True, slots=True)
class When:
    start: date | None
    end: date | None
    status: Status
    sentence: Sentence | None
    rule: str


def when(reading: Reading, kind: Kind, published: date) -> When:
    """The event's days and what has become of it by the day of publication."""
    offered = _sentences(reading, kind)
    offered += [(sentence, "range of days at the head") for sentence in reading.sentences[:_HEAD]]
    for sentence, rule in offered:
        period = _period(sentence, reading.tongue, published)
        if period and rule.endswith("head") and period.start == period.end:
            continue
        if period:
            period = _of_its_tense(period, sentence, kind, published)
            period, sentence, rule = _widened(reading, period, sentence, rule, published)
            return When(period.start, period.end, _status(kind.status, period, published), sentence, rule)
    return When(None, None, kind.status, None, "")


@lru_cache(maxsize=64)
def _words(tongue: Tongue, name: str) -> re.Pattern[str]:
    return whole(any_of(load("days")[tongue][name], tongue))


def _of_its_tense(period: Period, sentence: Sentence, kind: Kind, published: date) -> Period:
    """A day without a year is the latest past one if the verb is past, the next one if it is future.

    Else the nearest stands, as `find_periods` reads it.
    """
    found = [
        found for found in find_periods(sentence.tokens.text, published) if found.period.start == period.start
    ]
    tenses = {m.status for m in kind.mentions if m.sentence is sentence and m.factor >= 2 and m.status}
    if any(day.year_given for day in found) or len(tenses) != 1:
        return period
    ahead = tables(sentence.tokens.tongue).verbs["announced"].search(sentence.key)
    if Status.HELD in tenses and period.start > published and not ahead:
        return _years_on(period, -1)
    relative = any(day.relative for day in found)
    if Status.ANNOUNCED in tenses and not relative and published - period.end > _HALF_A_YEAR:
        return _years_on(period, 1)
    return period


def _years_on(period: Period, years: int) -> Period:
    """The same days of another year; 29 February stays where the other year lacks it."""
    try:
        start = period.start.replace(year=period.start.year + years)
        return Period(start, period.end.replace(year=period.end.year + years))
    except ValueError:
        return period


def _sentences(reading: Reading, kind: Kind) -> list[tuple[Sentence, str]]:
    """Where its day may stand: in sentences that say it took place, at the head, where it is named again."""
    ordered: list[tuple[Sentence, str]] = []

    def offer(sentence: Sentence, rule: str) -> None:
        known = any(sentence is seen for seen, _ in ordered)
        if not known and (sentence.index <= 0 or not is_background(sentence, reading.tongue)):
            ordered.append((sentence, rule))

    for mention in kind.mentions:
        if mention.factor >= 2 and mention.sentence.index < _HEAD:
            offer(mention.sentence, "day in the event's own sentence")
    offer(reading.title, "day in the title")
    for sentence in reading.sentences[:1]:
        offer(sentence, "day in the first sentence")
    for sentence in reading.sentences[:_AGAIN]:
        if names_again(sentence, reading.tongue):
            offer(sentence, "day where the event is named again")
    return ordered


def _period(sentence: Sentence, tongue: Tongue, published: date) -> Period | None:
    """The days that a sentence states of its event."""
    days = list(_days(sentence, tongue, published))
    if not days:
        return None
    if _words(tongue, "put_off").search(sentence.key):
        return max(days, key=lambda found: (not found.relative, found.start)).period
    first = days[0]
    if len(days) == 1 and first.granularity == "day" and _is_end(sentence, first):
        return None  # only when it ends: its first day stands elsewhere
    if len(days) > 1:
        second = days[1]
        if first.relative and not second.relative and second.start - first.end <= _HEAD:
            return second.period  # "kelgusi shanba, 7-sentabr": the number is surer than the weekday
        if _is_end(sentence, second):
            return _from_to(first, second)
        beside = sentence.tokens.text[first.end : second.start].strip(" ,")
        if beside in _AND and (second.period.start - first.period.start).days == 1:
            return _from_to(first, second)
        begun_and_ended = _words(tongue, "starts").search(sentence.key) and _words(tongue, "ends").search(
            sentence.key
        )
        if begun_and_ended:
            return _from_to(first, second)
    if first.granularity == "open":
        return Period(first.period.start, first.period.start)
    return first.period


_AND = frozenset({"va", "ва", "hamda", "ҳамда", "и", "and"})


def _said(sentence: Sentence, found: Found) -> str:
    return sentence.tokens.text[found.start : found.end]


_ENDING = re.compile(
    r"\S{0,3}\s*(?:kuni\s*)?(?:yakunlanadi|yakuniga yetadi|tugaydi|nihoyasiga yetadi|якунланади|тугайди"
    r"|завершится|закончится)"
)
_ENDS_ON = re.compile(
    r"(?:ends|will end|will close|closes|concludes|will conclude|завершится"
    r"|закончится)(?: on)?\s*$"
)


def _is_end(sentence: Sentence, found: Found) -> bool:
    """As in "20-dekabrgacha", "до 9 октября", "until September 20"."""
    before = sentence.tokens.text[max(0, found.start - 9) : found.start]
    said = _said(sentence, found)
    after = sentence.tokens.text[found.end : found.end + 12]
    return bool(
        re.match(r"\S{0,3}\s*(?:qadar|қадар)", after)
        or _ENDING.match(sentence.tokens.text[found.end : found.end + 40])
        or _ENDS_ON.search(sentence.tokens.text[max(0, found.start - 24) : found.start])
        or re.search(r"(?:gacha|гача)\W*$", said)
        or re.search(r"(?:^|\s)(?:до|по|until|through|till)\s*$", before)
        or re.match(r"(?:до|по|until|through|till)\s", said)
    )


def _from_to(first: Found, second: Found) -> Period:
    return Period(min(first.period.start, second.period.start), max(first.period.end, second.period.end))


def _days(sentence: Sentence, tongue: Tongue, published: date) -> Iterator[Found]:
    """Every day or run of days in a sentence that is near enough and belongs to no decree or birthday."""
    text = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), sentence.tokens.text)
    every = find_periods(text, published)
    reported = {found.period for found in every if re.match(_REPORTED, text[found.end : found.end + 30])}
    for found in every:
        said = text[found.start : found.end]
        if found.granularity not in ("day", "range", "open") or _VAGUE.search(said):
            continue
        if (found.period.end - found.period.start).days >= _LONGEST or not re.search(
            r"[^\W\d_]|\d\D\d", said
        ):
            continue
        if abs(found.period.start - published) > _FAR or _whole_months(found, said):
            continue
        if found.relative and _is_length(found, said):
            continue
        if found.period in reported or _denied(text, found):
            continue
        around = f"{text[max(0, found.start - 40) : found.start]} | {text[found.end : found.end + 24]}"
        if not _of_a_paper(around, tongue):
            yield found


_DENIED_BEHIND = re.compile(r"(?:\s+(?:kun|sana|кун|сана)\w*)?\s+(?:emas|эмас)(?!\w)", re.IGNORECASE)
_DENIED_BEFORE = re.compile(r"(?<!\w)(?:не(?:\s+(?:в|с|на))?|not(?:\s+on)?)\s+$", re.IGNORECASE)
_NOT_ONLY = re.compile(r"(?<!\w)(?:na)?faqat\s+$|(?<!\w)(?:на)?фақат\s+$", re.IGNORECASE)


def _denied(text: str, found: Found) -> bool:
    """As in "ertaga emas", "не завтра, а ...", "not tomorrow but ...": the day on which it is not."""
    before = text[max(0, found.start - 24) : found.start]
    behind = _DENIED_BEHIND.match(text, found.end) and not _NOT_ONLY.search(before)
    return bool(behind or _DENIED_BEFORE.search(before))


def _is_length(found: Found, said: str) -> bool:
    """As in "o‘n kun davomida", "in the last week": a length of time, no date."""
    days = (found.period.end - found.period.start).days
    return days > _RELATIVE_DAYS and str(found.period.start.day) not in re.findall(r"\d+", said)


def _of_a_paper(around: str, tongue: Tongue) -> bool:
    """As in "5-maydagi PF-60-son farmon", "Указ от 5 мая": the day belongs to a paper or a birth."""
    before, _, after = around.partition("|")
    bound = {"uz": r"^ ?(?:dagi|даги)? ?\S{0,12} ?", "ru": r"^ ?(?:года )?", "en": r"^ ?"}[tongue]
    history = "|".join(load("days")[tongue]["history"]).replace("*", r"\w*")
    if tongue == "uz":
        dated = re.match(r" ?(?:dagi|даги)", after) or re.match(r" ?\w*(?:dagi|даги)", after)
        return dated is not None and re.search(history, after.replace("’", "").lower()) is not None
    return re.search(rf"(?:{history})[^.]{{0,24}} (?:от|of|dated|on) $", before.lower()) is not None or bool(
        re.match(bound + r"(?:родил|\(no)", after.lower())
    )


def _whole_months(found: Found, said: str) -> bool:
    """As in "May–June", "since March": months without a day."""
    from_the_first = found.granularity != "day" and found.period.start.day == 1
    return from_the_first and not re.search(r"(?<!\d)\d{1,2}(?!\d)", said)


def _widened(
    reading: Reading, period: Period, sentence: Sentence, rule: str, published: date
) -> tuple[Period, Sentence, str]:
    """One day of several: the range that a later sentence states, or the number of days given."""
    if period.start != period.end:
        return period, sentence, rule
    for other in reading.sentences[:_AGAIN]:
        if other is sentence or is_background(other, reading.tongue):
            continue
        for found in _days(other, reading.tongue, published):
            if found.granularity == "range" and found.period.start <= period.start <= found.period.end:
                return found.period, other, "range of days around the day"
            lasting = _words(reading.tongue, "lasts").search(other.key) and _is_end(other, found)
            if lasting and found.period.end > period.start:
                return Period(period.start, found.period.end), other, "until that day"
    told = next((s for s in (sentence, *reading.sentences[:_HEAD]) if _duration(s, reading.tongue)), sentence)
    days = _duration(told, reading.tongue)
    if days and _words(reading.tongue, "ends").search(sentence.key):
        return Period(period.start - timedelta(days - 1), period.end), sentence, "last of several days"
    lasting = told is not sentence and _words(reading.tongue, "lasts").search(told.key) is not None
    if days and (lasting or _words(reading.tongue, "starts").search(sentence.key)):
        return Period(period.start, period.end + timedelta(days - 1)), sentence, "first of several days"
    return period, sentence, rule


def _duration(sentence: Sentence, tongue: Tongue) -> int | None:
    """For how many days, as the sentence says: "uch kun davom etadi", "двухдневный", "three-day"."""
    match = re.search(rf"(?<!\S)(?:{load('days')[tongue]['duration']})(?!\S)", sentence.key)
    if not match:
        return None
    said = next(filter(None, match.groupdict().values()), "")
    for number, words in load("days")["numbers"].items():
        if said in words:
            return int(number)
    return None


def _status(said: Status, period: Period, published: date) -> Status:
    if period.start > published:
        return Status.ANNOUNCED
    if period.end < published:
        return Status.HELD
    if period.end > published or said is Status.ONGOING:
        return Status.ONGOING
    return said
