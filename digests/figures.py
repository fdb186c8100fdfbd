"""How the bot is used, for the press office: figures as text, and what a picture of them shows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from digests.presses import InOffice
from digests.render import button
from language.alphabet import to_cyrillic
from language.calendar import day_in_short
from language.markup import Html, cut, escape, visible_units
from language.phrases import Phrases
from news.models import Button, DayFigures, Language, Message, Period, Popular, Term
from news.popular import PEOPLE

__all__ = ["DAYS", "Panel", "Picture", "Series", "picture", "render_figures"]

DAYS = (7, 30, 90, 365)
"""Periods that have a button."""
TERM, MOST, LONGEST = 40, 5, 1024
"""UTF-16 units of a question that are shown, questions in a list, UTF-16 units below a picture (Telegram)."""
BLUE, RED, GREY, TEAL, ORANGE = "#2b6cb0", "#c53030", "#a0aec0", "#2c7a7b", "#dd6b20"
TICKS, FEW = 4, 12
"""Days that are named below a panel, at most; of so few days one less."""


@dataclass(frozen=True, slots=True)
class Series:
    """A number for each day, None where nobody counted."""

    label: str
    color: str
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing of the picture: a line, or bars upon each other."""

    title: str
    kind: str
    """`line` or `bars`."""
    series: tuple[Series, ...]
    marks: tuple[tuple[int, str], ...]
    """Heights with their labels, from 0 to above the highest."""


@dataclass(frozen=True, slots=True)
class Picture:
    """All that is drawn, in words and numbers."""

    title: str
    panels: tuple[Panel, ...]
    days: tuple[tuple[int, str], ...]
    """Places of days that are named, with their names."""
    empty: str
    """What a panel says where there is nothing to draw."""


def render_figures(
    days: Sequence[DayFigures], popular: Popular, period: Period, today: date, phrases: Phrases
) -> Message:
    """The figures of the period as a text that fits below a picture, with buttons for other periods."""
    asked, in_vain = sum(each.asked for each in days), sum(each.unanswered for each in days)
    told = [
        phrases("figures-head", period=phrases.period(period, today)),
        _subscribers(days, phrases),
        phrases(
            "figures-messages",
            delivered=sum(each.delivered for each in days),
            failed=sum(each.failed for each in days),
            unknown=sum(each.unknown for each in days),
        ),
    ]
    if waiting := sum(each.waiting for each in days):
        told.append(phrases("figures-waiting", count=waiting))
    told.append(phrases("figures-questions", asked=asked, unanswered=in_vain))
    how = [phrases("figures-privacy", people=PEOPLE)]
    if asked > popular.looked_at:
        how.append(phrases("figures-looked-at", count=popular.looked_at))
    said = f"<i>{' '.join(how)}</i>"
    whole = (
        "\n\n".join(["\n".join(told), *_lists(popular, most, phrases), said]) for most in range(MOST, -1, -1)
    )
    shown = next(text for text in whole if visible_units(text) <= LONGEST)
    return Message(Html(shown), _periods(period, today, phrases))


def _lists(popular: Popular, most: int, phrases: Phrases) -> list[str]:
    """What was asked, at most so many lines of each kind."""
    lists = [
        _listed(phrases("figures-asked"), popular.questions[:most], phrases),
        _in_a_row(phrases("figures-words"), popular.words if most else ()),
        _listed(phrases("figures-in-vain"), popular.unanswered[:most], phrases),
    ]
    return [each for each in lists if each]


def picture(days: Sequence[DayFigures], period: Period, today: date, phrases: Phrases) -> Picture:
    """What a picture of the period shows: subscribers, messages, questions, a place for each day of it."""
    counted = {each.day: each for each in days}
    whole = [period.start + timedelta(days=number) for number in range(_length(period))]
    found = [counted.get(day, DayFigures(day, None)) for day in whole]
    subscribers = Series("", BLUE, tuple(each.subscribers for each in found))
    messages = (
        Series(phrases.plain("figure-delivered"), BLUE, tuple(each.delivered for each in found)),
        Series(phrases.plain("figure-failed"), RED, tuple(each.failed for each in found)),
        Series(phrases.plain("figure-unknown"), GREY, tuple(each.unknown for each in found)),
    )
    questions = (
        Series(phrases.plain("figure-answered"), TEAL, tuple(each.asked - each.unanswered for each in found)),
        Series(phrases.plain("figure-unanswered"), ORANGE, tuple(each.unanswered for each in found)),
    )
    language = phrases.language
    return Picture(
        phrases.period(period, today),
        (
            _panel(phrases.plain("figure-subscribers"), "line", (subscribers,), language),
            _panel(phrases.plain("figure-messages"), "bars", messages, language),
            _panel(phrases.plain("figure-questions"), "bars", questions, language),
        ),
        tuple((place, day_in_short(whole[place], language)) for place in _spread(len(whole))),
        phrases.plain("figure-empty"),
    )


def _subscribers(days: Sequence[DayFigures], phrases: Phrases) -> Html:
    """How many there are at the end of the period, and how many more than after its first day."""
    known = [each.subscribers for each in days if each.subscribers is not None] or [0]
    by = known[-1] - known[0]
    change = "more" if by > 0 else "less" if by < 0 else "same"
    return phrases("figures-subscribers", count=known[-1], change=change, by=abs(by))


def _listed(head: Html, terms: Sequence[Term], phrases: Phrases) -> str:
    lines = [phrases("figures-term", text=cut(term.text, TERM), people=term.people) for term in terms]
    return "\n".join([head, *lines]) if lines else ""


def _in_a_row(head: Html, terms: Sequence[Term]) -> str:
    words = ", ".join(f"{escape(cut(term.text, TERM // 2))} {term.people}" for term in terms)
    return f"{head} {words}" if words else ""


def _periods(period: Period, today: date, phrases: Phrases) -> tuple[tuple[Button, ...], ...]:
    """A button for each, in two rows: four beside each other wrap on a phone."""
    length = _length(period) if period.end == today else 0
    buttons = [
        button(
            phrases.plain("figures-days-button", days=days, here="yes" if days == length else "no"),
            InOffice("figures", days),
        )
        for days in DAYS
    ]
    return tuple(buttons[:2]), tuple(buttons[2:])


def _length(period: Period) -> int:
    return (period.end - period.start).days + 1


def _panel(title: str, kind: str, series: tuple[Series, ...], language: Language) -> Panel:
    heights = [
        sum(value or 0 for value in day) for day in zip(*(each.values for each in series), strict=True)
    ]
    return Panel(title, kind, series, _marks(max(heights, default=0), language))


def _marks(highest: int, language: Language) -> tuple[tuple[int, str], ...]:
    """0 and two to four round numbers above it, the last of them no less than the highest."""
    sizes = (size * 10**power for power in count() for size in (1, 2, 5))
    step = next(size for size in sizes if size * 4 >= highest)
    last = max(-(-highest // step), 1)
    return tuple((step * number, _short(step * number, language)) for number in range(last + 1))


def _short(number: int, language: Language) -> str:
    """`500`, `2,5 ming`, `1 mln` as the language writes it."""
    from babel.numbers import format_compact_decimal

    locale = {"uz-Latn": "uz_Latn", "uz-Cyrl": "uz_Latn", "ru": "ru", "en": "en_GB"}[language]
    said = format_compact_decimal(number, locale=locale, fraction_digits=1)
    # CLDR's own Cyrillic has no space: 250минг.
    return to_cyrillic(said) if language == "uz-Cyrl" else said


def _spread(number: int) -> list[int]:
    """Places from the first to the last, evenly far from each other."""
    few = min(number, TICKS if number > FEW else TICKS - 1)
    return [round(place * (number - 1) / (few - 1)) for place in range(few)] if few > 1 else [0]
