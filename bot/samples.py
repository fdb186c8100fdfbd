"""The playground's sample releases: always fresh, since their dates are counted from today."""

import json
import re
from datetime import date, timedelta
from importlib.resources import files

from babel.dates import format_date

from bot.house import House
from news.models import Draft

PREFIX = "sample-"
"""How every reference of a sample begins."""
DAY = re.compile(r"\{(uz|cyrl|ru|en):(-?\d+)\}")
"""A day so many days before today, in the words of a language."""
PATTERNS = {
    "uz": ("uz_Latn", "d-MMMM"),
    "cyrl": ("uz_Cyrl", "d MMMM"),
    "ru": ("ru", "d MMMM"),
    "en": ("en", "d MMMM"),
}


async def bring(house: House, today: date) -> None:
    """Publish them, where the database holds no release at all."""
    if await house.releases.newest_id() == 0:
        await house.intake.publish_many(drafts(today))


def drafts(today: date) -> list[Draft]:
    """The samples, the oldest first."""
    lines = files("playground").joinpath("samples.jsonl").read_text("utf-8").splitlines()
    records = sorted((json.loads(line) for line in lines), key=lambda record: -record["days_ago"])
    return [
        Draft(
            record["title"],
            DAY.sub(lambda found: _spoken(found[1], today - timedelta(days=int(found[2]))), record["text"]),
            today - timedelta(days=record["days_ago"]),
            record["id"],
        )
        for record in records
    ]


def _spoken(language: str, day: date) -> str:
    locale, pattern = PATTERNS[language]
    return (
        format_date(day, pattern, locale=locale).casefold()
        if language != "en"
        else format_date(day, pattern, locale)
    )
