"""When an event takes place: the day or days that the text itself states, read against its publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from language.dates import Period, find_periods
from language.tokens import Tongue
from news.models import Status
from news.understanding.kinds import Kind
from news.understanding.reading import Reading, Sentence

_FAR = timedelta(days=300)
"""A day further off than this is history or a plan, not what is reported."""
_LONGEST = 62
_OTHER_MATTER: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"^\S{0,6}\s*(?:kuni\s*)?(?:qaror|farmon|PF|PQ|qonun|ПФ|ПҚ|қарор|фармон|қонун|tug‘il|туғил"
        r"|imzolangan|имзоланган)",
        re.I,
    ),
    "ru": re.compile(r"^\s*(?:года|г\.)?\s*(?:№|N\s*\d|родил|подписан)", re.I),
    "en": re.compile(r"^\s*(?:decree|resolution|\(No)", re.I),
}
_BEFORE_OTHER = {
    "uz": re.compile(r"(?:dan|gacha)\s*$"),
    "ru": re.compile(r"(?:указ\w*|постановлени\w*|закон\w*|соглашени\w*)[^.]{0,40}\sот\s*$", re.I),
    "en": re.compile(r"(?:decree|resolution|agreement|law|born)\s(?:of|on|dated)\s*$", re.I),
}
_AGAIN: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"(?<!\S)(?:tadbir|anjuman|uchrashuv|yigilish|marosim|mashgulot|forum|seminar|konferensiya|trening"
        r"|korgazma|tashrif|safar|kurs|taqdimot|suhbat|muzokara)\w*(?!\S)"
    ),
    "ru": re.compile(
        r"(?<!\S)(?:мероприяти|встреч|заседани|форум|семинар|конференци|тренинг|выставк|визит|переговор"
        r"|церемони|презентаци|курс|саммит|фестивал)\w*(?!\S)"
    ),
    "en": re.compile(
        r"(?<!\S)(?:event|meeting|session|forum|seminar|conference|training|exhibition|visit|talks|ceremony"
        r"|presentation|course|summit|workshop|festival)s?(?!\S)"
    ),
}
_BACKGROUND: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"(?<!\S)(?:eslatib|malumot uchun|malumot ornida|avvalroq|bundan oldin|bundan avval|bundan bir"
        r"|otgan yil\w*|xabar qilganimizdek|shu kungacha|ilgari)(?!\S)"
    ),
    "ru": re.compile(
        r"(?<!\S)(?:напомним|ранее|справка|справочно|в прошлом году|до этого|накануне этого|предыдущ\w+"
        r"|прошлогодн\w+)(?!\S)"
    ),
    "en": re.compile(
        r"(?<!\S)(?:earlier|recall|previously|last year|background|the previous|for reference)(?!\S)"
    ),
}


@dataclass(frozen=True, slots=True)
class When:
    start: date | None
    end: date | None
    status: Status
    sentence: Sentence | None
    rule: str


def when(reading: Reading, kind: Kind, published: date) -> When:
    """The event's days and what has become of it by the day of publication."""
    for sentence, rule in _sentences(reading, kind):
        period = _period(sentence, reading.tongue, published)
        if period:
            status = _status(kind.status, period, published)
            return When(period.start, period.end, status, sentence, rule)
    return When(None, None, kind.status, None, "")


def is_background(sentence: Sentence, tongue: Tongue) -> bool:
    """Whether a sentence looks back at something else: "Eslatib o‘tamiz", "Напомним", "Earlier"."""
    return _BACKGROUND[tongue].search(sentence.key) is not None


def _sentences(reading: Reading, kind: Kind) -> list[tuple[Sentence, str]]:
    """Where its day may stand: in sentences that say it took place, at the head, where it is named again."""
    ordered: list[tuple[Sentence, str]] = []

    def offer(sentence: Sentence, rule: str) -> None:
        known = any(sentence is seen for seen, _ in ordered)
        if not known and (sentence.index <= 0 or not is_background(sentence, reading.tongue)):
            ordered.append((sentence, rule))

    for mention in kind.mentions:
        if mention.factor >= 2 and mention.sentence.index < 4:
            offer(mention.sentence, "day in the event's own sentence")
    offer(reading.title, "day in the title")
    for sentence in reading.sentences[:1]:
        offer(sentence, "day in the first sentence")
    for sentence in reading.sentences[:6]:
        if _AGAIN[reading.tongue].search(sentence.key):
            offer(sentence, "day where the event is named again")
    return ordered


def _period(sentence: Sentence, tongue: Tongue, published: date) -> Period | None:
    text = sentence.tokens.text
    for found in find_periods(text, published):
        period, said = found.period, text[found.start : found.end]
        if (period.end - period.start).days >= _LONGEST or abs(period.start - published) > _FAR:
            continue
        if not _states_days(said, period):
            continue
        if _OTHER_MATTER[tongue].match(text[found.end :]) or _BEFORE_OTHER[tongue].search(
            text[: found.start]
        ):
            continue
        return period
    return None


_WEEK = re.compile(r"hafta|ҳафта|хафта|недел|week|oy\b|ой\b|месяц|month|kunlar\b", re.I)


def _states_days(said: str, period: Period) -> bool:
    """A month, a week or a quarter as such is no day."""
    if period.start == period.end:
        return True
    days = (period.end - period.start).days + 1
    numbers = [int(number) for number in re.findall(r"\d{1,2}(?!\d)", said)]
    if not numbers or (_WEEK.search(said) and days >= 7 and period.start.day not in numbers):
        return False
    return period.start.day in numbers or period.end.day in numbers


def _status(said: Status, period: Period, published: date) -> Status:
    if period.start > published:
        return Status.ANNOUNCED
    if period.end < published:
        return Status.HELD
    if period.end > published or said is Status.ONGOING:
        return Status.ONGOING
    return said
