"""The log speaks the language of whoever reads it, and changes no word that a person wrote."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from digests.logged import Logged
from digests.office import render_log
from language.phrases import Phrases
from news.models import Entry

NOW = datetime(2024, 11, 28, 9, 0, tzinfo=UTC)
TASHKENT = ZoneInfo("Asia/Tashkent")
LATIN = re.compile("[A-Za-z]")

LINES = [
    ("move", "draft 5", "open", "discarded: empty", "в работе → отменено: нет текста"),
    ("move", "draft 5", "scheduled", "open: not stored", "время назначено → в работе: не удалось сохранить"),
    ("move", "draft 5", "waiting", "open: Open day", "ждёт утверждения → в работе: Open day"),
    ("rewrite", "draft 5", "scheduled", "waiting", "время назначено → ждёт утверждения"),
    ("publish", "draft 5", "open", "Added: release 20", "в работе → новое: сообщение №20"),
    ("publish", "release 20", None, "push: portal", "прислал сайт (portal)"),
    ("publish", "release 20", None, "@vazirlik", "@vazirlik"),
    ("correct", "draft 5", "type: meeting", "type: forum", "Вид: встреча → Вид: форум"),
    (
        "correct",
        "draft 5",
        "date: ",
        "date: 2024-11-27 | 2024-11-27",
        "Дата: не указано → Дата: 27 ноября 2024 г.",
    ),
    ("time", "draft 5", None, "2024-11-28T10:00:00+00:00", "28.11.2024 15:00"),
    (
        "relate",
        "draft 5",
        "apart: release 7",
        "one: release 7",
        "отдельно: сообщение №7 → связано: сообщение №7",
    ),
    ("push", "release 7", None, "urgent 6087c6a46ad9: 1", "срочное сообщение, адресов: 1"),
    (
        "push",
        "word to all",
        None,
        "word 6087c6a46ad9: 3: open: a\nb",
        "сообщение всем, адресов: 3: open: a\nb",
    ),
    ("set", "feed 1", None, "publish", "публикует сразу"),
    ("set", "option four_eyes", "off", "on", "выключено → включено"),
    ("assign", "member 8", "author", "editor", "автор → редактор"),
    ("join", "member 8", None, "editor, invited by 9", "редактор, пригласил(а) Malika"),
    (
        "invite",
        "people",
        None,
        "editor until 2024-11-28T10:00:00+00:00",
        "редактор, действует до 28.11.2024 15:00",
    ),
    ("open", "draft 5", None, "open", "open"),
    ("withdraw", "release 7", "Added: release 20", "waiting", "Added: release 20 → waiting"),
]


@pytest.mark.parametrize(("action", "subject", "before", "after", "said"), LINES)
def test_a_line_says_our_words_in_the_readers_language_and_theirs_as_they_are(
    action: str, subject: str, before: str | None, after: str | None, said: str
) -> None:
    logged = Logged(Phrases("ru"), TASHKENT, {9: "Malika"})
    assert " → ".join(logged.changes(Entry(1, NOW, 9, action, subject, before, after))) == said


@pytest.mark.parametrize(
    "subject",
    [
        *("draft 5", "release 12", "feed 1", "member 777", "people", "database", "option four_eyes"),
        *("word to all", "urgent 6087c6a46ad9", "word 6087c6a46ad9", "correct 12-w5"),
    ],
)
def test_every_subject_is_said_in_the_readers_language(subject: str) -> None:
    assert not LATIN.search(Logged(Phrases("ru"), TASHKENT, {}).subject(subject))


def test_a_page_of_the_log_has_a_paragraph_for_each_line() -> None:
    entry = Entry(1, NOW, None, "restore", "database")
    page = render_log([entry], {}, TASHKENT, Phrases("ru"), more=False, newest=True)
    assert "бот: восстановил из резервной копии (база данных)" in page.html
