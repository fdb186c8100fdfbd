"""Whatever people type, each message gets a reply, Telegram takes it, and nothing fails behind it."""

from datetime import timedelta
from random import Random

import pytest
import structlog

from tests.handlers.stage import Stage

A_QUESTION = timedelta(seconds=10)
"""Between two of them: slow enough not to be asked to wait."""

FRAGMENTS = (
    *("<b>", "</b>", "<a href=", "&amp;", "&#0;", '"', "'", "*", "_", "`", "[x](y)", "\\", "%s", "{x}"),
    *("\u202e", "\u2066", "\u200d", "\ufe0f", "\u0301" * 30, "\u200b", "\xad", "\ufeff", "\ufffd"),
    *("👩\u200d👩\u200d👧", "🇺🇿", "👍🏽", "سلام", "שלום", "中文", "Ўзбекистон", "oʻ", "27-noyabr", "may"),
    *("NEAR(", "AND", "OR", "NOT", "col:", "^", "SELECT 1;--", "../../", "https://x.uz", "@bot", "#tag"),
    *(" ", " ", "\n", "\n\n", "konferensiya", "Toshkent", "2024", "0" * 50, "о" * 60, ".", "-", "−"),
)


def texts(seed: int, count: int) -> list[str]:
    random = Random(seed)  # noqa: S311 repeatable, not secret
    made = ("".join(random.choices(FRAGMENTS, k=random.randint(1, 12))) for _ in range(count))
    return [text for text in made if text.strip(" \n\u200b\ufeff\xad\u202e\u2066\u200d")]


@pytest.mark.parametrize("seed", range(2))
async def test_every_text_gets_a_reply_and_nothing_fails(stage: Stage, seed: int) -> None:
    with structlog.testing.capture_logs() as logs:
        for text in texts(seed, 25):
            stage.playground.clock.move(A_QUESTION)
            await stage.tells(stage.reader, text)
        for text in texts(seed + 100, 25):
            card = await stage.tells(stage.editor, f"Sarlavha {text}\n\nMatn {text}\n" * 3)
            shown, _ = await stage.presses(stage.editor, card, "Eʼlon qilish")
            await stage.told(stage.editor, stage.editor.presses(shown, "Toʻliq matn"))
        await stage.tells(stage.reader, "/week")
        await stage.told(stage.reader, stage.reader.says("/digest"), messages=2)
    assert [entry for entry in logs if entry["log_level"] == "error"] == []


HOSTILE = "<b>\u202eegdak</b> & <a href='javascript:alert(1)'>x</a> {x} %s"
"""As a person, a group or a channel may be called."""
LONGEST = 4096
"""UTF-16 units of a message (Telegram)."""


@pytest.mark.parametrize(
    "text",
    [
        *("😀" * (LONGEST // 2), "x" + "😀" * (LONGEST // 2 - 1) + "y"),
        *("👩\u200d👩\u200d👧" * (LONGEST // 8), "&" * LONGEST, "<" * LONGEST),
        *("a\u0301" * (LONGEST // 2), "oʻ" * (LONGEST // 2), "\u202ea" * (LONGEST // 2)),
    ],
    ids=["emoji", "odd emoji", "joined emoji", "ampersands", "brackets", "marks", "letters", "overrides"],
)
async def test_a_message_of_full_length_is_answered_in_messages_that_telegram_takes(
    stage: Stage, text: str
) -> None:
    """The playground refuses what Telegram would: too many UTF-16 units, half a character, an open tag."""
    with structlog.testing.capture_logs() as logs:
        await stage.tells(stage.reader, text)
        card = await stage.tells(stage.editor, text)
        if card.buttons:
            shown, _ = await stage.presses(stage.editor, card, "Eʼlon qilish")
            await stage.told(stage.editor, stage.editor.presses(shown, "Toʻliq matn"))
    assert [entry for entry in logs if entry["log_level"] == "error"] == []


async def test_whatever_somebody_is_called_stays_their_name(stage: Stage) -> None:
    """In the list of people, the log, the settings of a group."""
    stage.reader.user.update(first_name=HOSTILE, last_name="\u2066\u202e")
    people = await stage.tells(stage.editor, "/people")
    said = await stage.told(stage.editor, stage.editor.presses(people, "+ Muallif taklif qilish"))
    word = said.text.split("start=", 1)[1].split()[0]
    with structlog.testing.capture_logs() as logs:
        await stage.tells(stage.reader, f"/start {word}")
        listed = await stage.tells(stage.editor, "/people")
        logged = await stage.tells(stage.editor, "/audit")
        group = stage.playground.group(HOSTILE, stage.reader)
        await stage.playground.wait_for(lambda: group.from_bot)
        settings = await stage.tells(stage.reader, "/settings")
    assert [entry for entry in logs if entry["log_level"] == "error"] == []
    for message in (listed, logged, settings, *group.from_bot):
        shown = message.text + "".join(b.text for row in message.buttons for b in row)
        assert "\u202e" not in shown
        assert not any(entity.get("type") == "text_link" for entity in message.body.get("entities", []))
    assert any(b.text.startswith("<b>egdak</b> & <a") for row in listed.buttons for b in row)
