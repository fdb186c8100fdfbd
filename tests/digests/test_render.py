"""What a reader sees is valid, within Telegram's limits, and says what the releases say."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.answer import HITS, render_answer
from digests.fulltext import is_link, render_text
from digests.presses import AskNearest, OpenRelease, ReadPart, TakeAway, TurnPage, mark_of, parse
from digests.render import kicker
from language.markup import clean, plain
from language.phrases import Phrases
from news.models import (
    LANGUAGES,
    Answer,
    EventType,
    Hit,
    Language,
    Message,
    Part,
    Period,
    Question,
    Release,
    Suggestion,
)
from tests.digests.samples import CONFERENCE, DAY, HOSTILE, NEWS, releases
from tests.digests.taken import assert_telegram_takes, texts
from tests.laws import examples

UZ = Phrases("uz-Latn")
PERIOD = Period(date(2024, 11, 27), DAY)
ASKED = Question("may oyidagi uchrashuvlar", "uz-Latn", period=PERIOD, type=EventType.MEETING)


def answer(hits: int, total: int, more: bool = False) -> Answer:
    return Answer(ASKED, (Hit(CONFERENCE, 1.0),) * hits, total, more)


def test_an_answer_says_how_it_read_the_question() -> None:
    message = render_answer(answer(1, 1), 3, 0, date(2025, 1, 5), UZ)
    assert message.html.startswith("<i>2024-yil 27–28-noyabr · uchrashuv · 1 ta topildi</i>\n\n")
    assert "Konferensiya · 2024-yil 27-noyabr · Samarqand" in message.html
    assert texts(message) == [["Toʻliq matn"]]


def test_a_place_is_called_as_the_readers_language_calls_it_or_shown_in_an_uzbek_readers_letters() -> None:
    places = {language: kicker(CONFERENCE, DAY, Phrases(language)).split(" · ")[-1] for language in LANGUAGES}
    assert places == {"uz-Latn": "Samarqand", "uz-Cyrl": "Самарқанд", "ru": "Самарканд", "en": "Samarkand"}
    assert CONFERENCE.event is not None
    village = replace(CONFERENCE, event=replace(CONFERENCE.event, place="Oqtepa"))
    places = {language: kicker(village, DAY, Phrases(language)).split(" · ")[-1] for language in LANGUAGES}
    assert places == {"uz-Latn": "Oqtepa", "uz-Cyrl": "Оқтепа", "ru": "Oqtepa", "en": "Oqtepa"}


def test_words_phrases_and_exclusions_are_repeated_as_they_were_read() -> None:
    question = Question("x", "uz-Latn", words=("suv",), phrases=("yo'l xaritasi",), excluded=("Buxoro",))
    message = render_answer(Answer(question, (Hit(NEWS, 1.0),), 1), 3, 0, DAY, UZ)
    assert plain(message.html).startswith("suv “yo'l xaritasi” −Buxoro · 1 ta topildi")


def test_pages_can_be_turned_where_there_are_more() -> None:
    first, middle, last = (
        render_answer(answer(hits, 12), 3, page, DAY, UZ) for page, hits in enumerate((HITS, HITS, 2))
    )
    assert texts(first) == [["1", "2", "3", "4", "5"], ["Keyingi ›"]]
    assert texts(middle) == [["6", "7", "8", "9", "10"], ["‹ Oldingi", "Keyingi ›"]]
    assert texts(last) == [["11", "12"], ["‹ Oldingi"]]
    assert "12 ta topildi (6–10)" in middle.html
    assert parse(middle.buttons[1][0].data or "") == TurnPage(3, 0)
    assert parse(middle.buttons[0][0].data or "") == ReadPart(7, 0, 3, 1)


def test_an_uncounted_answer_says_more_than() -> None:
    message = render_answer(answer(HITS, 1000, more=True), 3, 0, DAY, UZ)
    assert "1000 tadan ortiq" in message.html.replace("\xa0", "")
    assert texts(message)[-1] == ["Keyingi ›"]


def test_each_part_of_a_question_can_be_taken_away() -> None:
    parts = (Part("period", "27-28-noyabr", "x"), Part("type", "uchrashuv", "x"), Part("word", "suv", "x"))
    asked = replace(ASKED, words=("suv",), parts=parts)
    message = render_answer(Answer(asked, (Hit(NEWS, 1.0),), 1), 3, 0, DAY, UZ)
    assert texts(message)[1:] == [["✕ 27–28-noyabr", "✕ uchrashuv"], ["✕ suv"]]
    assert parse(message.buttons[1][1].data or "") == TakeAway(3, 1)


def test_the_last_thing_that_is_asked_for_cannot_be_taken_away() -> None:
    parts = (Part("word", "suv", ""), Part("excluded", "-Buxoro", "suv"))
    asked = Question("suv -Buxoro", "uz-Latn", words=("suv",), excluded=("Buxoro",), parts=parts)
    assert texts(render_answer(Answer(asked, (Hit(NEWS, 1.0),), 1), 3, 0, DAY, UZ))[1:] == [["✕ -Buxoro"]]


def test_copies_of_a_result_are_counted() -> None:
    message = render_answer(Answer(ASKED, (Hit(NEWS, 1.0, ("a", "b")),), 1), 3, 0, DAY, UZ)
    assert message.html.endswith("<i>yana 2 nusxa</i>")


def test_nothing_found_says_so_and_offers_the_nearest() -> None:
    nearest = (Suggestion("spelling", "Voronkov <x>"),)
    message = render_answer(Answer(ASKED, (), 0, suggestions=nearest), 3, 0, DAY, UZ)
    assert "Hech narsa topilmadi" in message.html
    assert "uchrashuv" in message.html
    assert texts(message) == [["“Voronkov <x>” demoqchimisiz?"]]
    assert parse(message.buttons[0][0].data or "") == AskNearest(3, mark_of("Voronkov <x>"))


@given(st.lists(releases(), max_size=HITS), st.lists(HOSTILE, max_size=40), st.sampled_from(LANGUAGES))
@settings(max_examples=examples(30))
def test_every_answer_is_taken_by_telegram(
    found: list[Release], words: list[str], language: Language
) -> None:
    parts = tuple(Part("word", word, "x") for word in words)
    question = Question(" ".join(words), language, None, None, tuple(words), tuple(words), (), parts)
    nearest = tuple(Suggestion("less", word) for word in words[:3])
    hits = tuple(Hit(release, 1.0, ("a", "b")) for release in found)
    shown = Answer(question, hits, 2**60, more=True, suggestions=nearest)
    assert_telegram_takes(render_answer(shown, 2**63 - 1, 2**40, DAY, Phrases(language)))


@given(releases(), st.sampled_from((None, TurnPage(2**63 - 1, 2**40))))
@settings(max_examples=examples(40))
def test_a_full_text_is_whole_and_each_part_is_taken_by_telegram(
    release: Release, back: TurnPage | None
) -> None:
    release = replace(release, text=release.text[:12_000])
    messages = whole(release, back)
    turned = render_text(release, DAY, UZ, ReadPart(release.id, 0, other=1), back)
    for message in [*messages, turned]:
        assert_telegram_takes(message)
    shown = "".join(plain(message.html) for message in messages)
    for word in clean(release.text).strip("\u2068\u2069").split():
        assert word[:1] in shown


def whole(release: Release, back: TurnPage | None = None, other: int = 0) -> list[Message]:
    """All parts of its text, turned by their own buttons."""
    at = ReadPart(release.id, 0, *((back.question, back.page) if back else (0, 0)), other)
    messages = [render_text(release, DAY, UZ, at, back)]
    while (at := replace(at, part=len(messages))) in presses(messages[-1]):
        messages.append(render_text(release, DAY, UZ, at, back))
    return messages


def presses(message: Message) -> list[ReadPart]:
    parsed = (parse(button.data or "") for row in message.buttons for button in row)
    return [press for press in parsed if isinstance(press, ReadPart)]


def test_a_long_text_is_read_part_by_part_without_losing_a_word() -> None:
    words = [f"soʻz{number}." for number in range(3000)]
    messages = whole(replace(CONFERENCE, text=" ".join(words)), TurnPage(3, 1))
    assert re.findall(r"soʻz\d+\.", " ".join(message.html for message in messages)) == words
    below = [["Kirill alifbosida oʻqish"], ["‹ Roʻyxatga", "Manbada oʻqish"]]
    assert texts(messages[0]) == [["Keyingi ›"], *below]
    assert texts(messages[1])[0] == ["‹ Oldingi", "Keyingi ›"]
    assert f"{len(messages)} qismdan 2-qism" in messages[1].html
    assert parse(messages[0].buttons[0][0].data or "") == ReadPart(7, 1, 3, 1)


def test_a_text_opened_from_no_list_can_be_closed() -> None:
    (message,) = whole(replace(CONFERENCE, url=None, language="en"))
    assert texts(message) == [["Yopish"]]


def test_a_card_of_the_event_stands_above_its_full_text_and_nowhere_else() -> None:
    first, *rest = whole(replace(CONFERENCE, text="Soʻz. " * 2000))
    assert plain(first.html).startswith(
        "Konferensiya\nSamarqandda suv tejash konferensiyasi boʻlib oʻtdi\n"
        "Sana: 2024-yil 27-noyabr\nJoyi: Samarqand\nTashkilotchilar: Suv xoʻjaligi vazirligi\n"
        "Natija: Tavsiyalar qabul qilindi.\n\nSoʻz."
    )
    assert rest
    assert not any("Tashkilotchilar" in message.html for message in rest)
    assert "<blockquote>" not in whole(NEWS)[0].html


def test_an_uzbek_text_is_shown_in_the_other_alphabet_and_says_so() -> None:
    message = whole(replace(CONFERENCE, text="Oʻzbekiston sanʼati: www.press.example"), other=1)[0]
    assert "Самарқандда сув тежаш" in message.html
    assert "Ўзбекистон санъати: www.press.example" in message.html
    assert "kirill alifbosiga avtomatik oʻgirildi" in message.html
    assert parse(message.buttons[0][0].data or "") == ReadPart(7, 0)
    assert texts(message)[0] == ["Lotin alifbosida oʻqish"]
    cyrillic = replace(CONFERENCE, language="uz-Cyrl", title="Ўзбекистон санъати")
    assert "<b>Oʻzbekiston sanʼati</b>" in whole(cyrillic, other=1)[0].html


def test_no_other_language_is_transliterated() -> None:
    for language in ("ru", "en"):
        release = replace(CONFERENCE, language=language)
        assert whole(release, other=1)[0].html == whole(release)[0].html


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://",
        "http://a b.uz",
        "https://x.uz/\u202e",
        "ftp://x.uz",
        "",
        "http://[.uz",
    ],
)
def test_what_is_no_web_address_becomes_no_button(url: str) -> None:
    assert not is_link(url)


def test_a_text_leads_to_what_was_released_of_its_event_before() -> None:
    announced = replace(CONFERENCE, id=3, published=date(2024, 11, 19))
    message = render_text(CONFERENCE, DAY, UZ, ReadPart(7, 0), earlier=announced)
    assert texts(message)[-2] == ["‹ Avvalgi xabar, 19-noyabr"]
    assert parse(message.buttons[-2][0].data or "") == OpenRelease(3)
