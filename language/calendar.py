"""Days and periods in words, as each language writes them."""

from calendar import monthrange
from datetime import date

from babel.dates import format_date, format_skeleton, get_month_names

from language.dates import Period
from language.detect import Language

__all__ = ["day_in_short", "day_in_words", "period_in_words"]

# CLDR's Uzbek gives "27-noyabr, 2024" and its Cyrillic "27 ноябр, 2024": nobody writes so. A press office
# writes the year first, with -yil; in Cyrillic it keeps the soft sign and puts no hyphen after a number.
_LATIN = [name.lower() for name in get_month_names("wide", "stand-alone", "uz_Latn").values()]
_CYRILLIC = [
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
]
_LOCALES = {"uz-Latn": "uz_Latn", "uz-Cyrl": "uz_Cyrl", "ru": "ru", "en": "en_GB"}


def day_in_words(day: date, language: Language, today: date | None = None) -> str:
    """`2024-yil 27-noyabr`, `2024 йил 27 ноябрь`, `27 ноября 2024 г.`, `27 November 2024`.

    Given `today`, the year is left out where it is today's.
    """
    if today is not None and day.year == today.year:
        return _day(day, language)
    return _with_year(_day(day, language), day.year, language)


def day_in_short(day: date, language: Language) -> str:
    """`27-noy`, `27 ноя`, `27 нояб.`, `27 Nov`: for places where there is no more room."""
    return format_skeleton("MMMd", day, locale=_LOCALES[language])


def period_in_words(period: Period, language: Language, today: date | None = None) -> str:
    """An inclusive period: a day, a whole month or year by its name, else from-to with nothing said twice."""
    start, end = period.start, period.end
    if start == end:
        return day_in_words(start, language, today)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return _years(start.year, end.year, language)
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and _is_last(end):
        return _month(start, language)
    if start.year != end.year:
        return f"{day_in_words(start, language)} – {day_in_words(end, language)}"
    return _within_a_year(start, end, language, today)


def _within_a_year(start: date, end: date, language: Language, today: date | None) -> str:
    if start.month == end.month:
        last = _day(end, language)
        span = f"{start.day}–{last}" if language != "en" else f"{start.day}–{end.day} {last.split(' ', 1)[1]}"
    else:
        span = f"{_day(start, language)} – {_day(end, language)}"
    if today is not None and end.year == today.year:
        return span
    return _with_year(span, end.year, language)


def _is_last(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]


def _day(day: date, language: Language) -> str:
    if language == "uz-Latn":
        return f"{day.day}-{_LATIN[day.month - 1]}"
    if language == "uz-Cyrl":
        return f"{day.day} {_CYRILLIC[day.month - 1]}"
    return format_date(day, "d MMMM", locale=_LOCALES[language])


def _with_year(text: str, year: int, language: Language) -> str:
    match language:
        case "uz-Latn":
            return f"{year}-yil {text}"
        case "uz-Cyrl":
            return f"{year} йил {text}"
        case "ru":
            return f"{text} {year} г."
        case "en":
            return f"{text} {year}"


def _month(day: date, language: Language) -> str:
    match language:
        case "uz-Latn":
            return f"{day.year}-yil {_LATIN[day.month - 1]}"
        case "uz-Cyrl":
            return f"{day.year} йил {_CYRILLIC[day.month - 1]}"
        case _:
            return _with_year(format_date(day, "LLLL", locale=_LOCALES[language]), day.year, language)


def _years(first: int, last: int, language: Language) -> str:
    years = str(first) if first == last else f"{first}–{last}"
    match language:
        case "uz-Latn":
            return f"{years}-yil" if first == last else f"{years}-yillar"
        case "uz-Cyrl":
            return f"{years} йил" if first == last else f"{years} йиллар"
        case "ru":
            return f"{years} г." if first == last else f"{years} гг."
        case "en":
            return years
