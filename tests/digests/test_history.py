"""A history is taken by Telegram whatever was asked."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.history import render_history
from digests.presses import AskAgain, Forget, parse
from language.phrases import Phrases
from news.models import LANGUAGES, Asked, Language
from playground.entities import parse_html
from playground.formatting import finished, utf16_length
from tests.digests.samples import long_texts
from tests.laws import examples

NOW = datetime(2024, 11, 28, 9, 0, tzinfo=UTC)


@given(st.lists(long_texts(), max_size=10), st.sampled_from(LANGUAGES))
@settings(max_examples=examples(60))
def test_each_question_has_its_number_and_two_buttons(texts: list[str], language: Language) -> None:
    questions = [Asked(2**62 + number, 1, 1, text, NOW) for number, text in enumerate(texts)]
    message = render_history(questions, Phrases(language))
    read = parse_html(message.html)
    assert finished(read).text.strip()
    assert utf16_length(read.text) <= 4096
    presses = [parse(button.data or "") for row in message.buttons for button in row]
    again = {press.question for press in presses if isinstance(press, AskAgain)}
    assert again == {press.question for press in presses if isinstance(press, Forget)}
    assert again <= {asked.id for asked in questions}
