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
