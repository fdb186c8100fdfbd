"""What a question is taken apart into."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.dates import Period
from news.models import EventType
from news.search import parse
from news.search.question import LONGEST, MOST_WORDS

TODAY = date(2025, 6, 18)
MAY = Period(date(2025, 5, 1), date(2025, 5, 31))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("uchrashuvlar", EventType.MEETING),
        ("учрашувлари", EventType.MEETING),
        ("muzokaralar", EventType.MEETING),
        ("встречи", EventType.MEETING),
        ("переговорах", EventType.MEETING),
        ("meetings", EventType.MEETING),
        ("konferensiyasida", EventType.CONFERENCE),
        ("konferentsiya", EventType.CONFERENCE),
        ("anjumanlar", EventType.CONFERENCE),
        ("конференций", EventType.CONFERENCE),
        ("conferences", EventType.CONFERENCE),
        ("davra suhbatlari", EventType.ROUNDTABLE),
        ("круглые столы", EventType.ROUNDTABLE),
        ("round tables", EventType.ROUNDTABLE),
        ("seminarlarda", EventType.SEMINAR),
        ("семинаров", EventType.SEMINAR),
        ("forumlari", EventType.FORUM),
        ("форуме", EventType.FORUM),
        ("matbuot anjumanlari", EventType.BRIEFING),
        ("брифинги", EventType.BRIEFING),
        ("press conference", EventType.BRIEFING),
        ("tashriflar", EventType.VISIT),
        ("визиты", EventType.VISIT),
        ("imzolash marosimi", EventType.SIGNING),
        ("подписание", EventType.SIGNING),
        ("treninglar", EventType.TRAINING),
        ("o'quv mashg'ulotlari", EventType.TRAINING),
        ("тренинги", EventType.TRAINING),
        ("taqdimoti", EventType.PRESENTATION),
        ("презентации", EventType.PRESENTATION),
        ("ko‘rgazmalar", EventType.EXHIBITION),
        ("korgazma", EventType.EXHIBITION),
        ("выставки", EventType.EXHIBITION),
        ("tantanali marosimlar", EventType.CEREMONY),
        ("церемонии", EventType.CEREMONY),
    ],
)
def test_a_kind_is_read_in_every_language_script_and_number(text: str, kind: EventType) -> None:
    question = parse(text, TODAY)
    assert (question.type, question.words) == (kind, ())


@pytest.mark.parametrize(
    "text",
    [
        "may oyidagi uchrashuvlar",
        "май ойидаги учрашувлар",
        "встречи в мае",
        "what meetings were held in May?",
    ],
)
def test_a_period_and_a_kind_leave_no_words(text: str) -> None:
    question = parse(text, TODAY)
    assert (question.period, question.type, question.words) == (MAY, EventType.MEETING, ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Karimova haqida nima bor?", ("Karimova",)),
        ("iltimos, Karimovani toping", ("Karimovani",)),
        ("покажи, пожалуйста, что есть про Каримову", ("Каримову",)),
        ("what happened with Karimova, please", ("Karimova",)),
        ("Буюк ипак йўли ҳақида маълумот", ("Буюк", "ипак", "йўли")),
    ],
)
def test_politeness_and_question_words_are_dropped(text: str, words: tuple[str, ...]) -> None:
    assert parse(text, TODAY).words == words


def test_an_abbreviation_is_a_word_even_where_it_looks_like_a_little_one() -> None:
    assert parse("US delegation", TODAY).words == ("US", "delegation")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ('"yashil makon" loyihasi', "yashil makon"),
        ("«зелёный пояс» проект", "зелёный пояс"),
        ("“green belt” project", "green belt"),
    ],
)
def test_what_is_quoted_is_a_phrase(text: str, phrase: str) -> None:
    question = parse(text, TODAY)
    assert question.phrases == (phrase,)
    assert len(question.words) == 1


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("suv anjumani -Buxoro", ("Buxoro",)),
        ("suv anjumani Buxorosiz", ("Buxoro",)),
        ("сув анжумани Бухоросиз", ("Бухоро",)),
        ("suv anjumani Buxorodan tashqari", ("Buxorodan",)),
        ("конференции о воде без Бухары", ("Бухары",)),
        ("conferences on water except Bukhara", ("Bukhara",)),
        ('water conference -"Aral Sea"', ("Aral Sea",)),
    ],
)
def test_what_must_not_be_there_is_excluded(text: str, excluded: tuple[str, ...]) -> None:
    question = parse(text, TODAY)
    assert question.excluded == excluded
    assert (question.type, len(question.words)) == (EventType.CONFERENCE, 1)


def test_a_word_that_only_ends_like_an_exclusion_is_a_word() -> None:
    assert parse("xavfsiz shahar", TODAY).words == ("xavfsiz", "shahar")


def test_a_word_that_only_shares_a_stem_with_a_kind_is_a_word() -> None:
    assert parse("electric trains", TODAY).type is None
    assert parse("who signed it", TODAY).type is None


@pytest.mark.parametrize("text", ["kitob boldi", "kitob bo‘lgan", "китоб булади", "kitob bo‘ladigan"])
def test_what_took_place_excludes_nothing(text: str) -> None:
    question = parse(text, TODAY)
    assert (len(question.words), question.excluded) == (1, ())


@pytest.mark.parametrize("word", ["tok", "qor", "ot", "мост", "ток", "import", "виза", "визы"])
def test_a_word_that_is_noise_in_another_language_is_a_word(word: str) -> None:
    question = parse(f"{word} масаласи" if word[0] > "z" else f"{word} masalasi", TODAY)
    assert (question.words[0], question.type) == (word, None)


@pytest.mark.parametrize(
    "text", ["Каримова хакида", "Каримова буйича булиб утган", "Каримова качон утказилган"]
)
def test_uzbek_on_a_russian_keyboard_is_read_too(text: str) -> None:
    assert parse(text, TODAY).words == ("Каримова",)


def test_days_divided_by_a_hyphen_are_no_exclusion() -> None:
    question = parse("10-15 may", TODAY)
    assert (question.period, question.excluded) == (Period(date(2025, 5, 10), date(2025, 5, 15)), ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("konferensiya oldidan brifing", EventType.BRIEFING),
        ("брифинг перед конференцией", EventType.BRIEFING),
        ("seminar va konferensiyalar", None),
    ],
)
def test_of_two_kinds_the_described_one_counts_and_a_list_names_none(
    text: str, kind: EventType | None
) -> None:
    assert parse(text, TODAY).type == kind


@pytest.mark.parametrize(
    "text", ["so'nggi yangiliklar", "nima yangilik?", "последние новости", "latest news"]
)
def test_a_question_for_news_alone_asks_for_the_last_week(text: str) -> None:
    assert parse(text, TODAY).period == Period(date(2025, 6, 12), TODAY)


def test_each_part_can_be_taken_away() -> None:
    question = parse("Buxoroda may oyidagi uchrashuvlar", TODAY)
    assert {(part.kind, part.rest) for part in question.parts} == {
        ("word", "may oyidagi uchrashuvlar"),
        ("period", "Buxoroda uchrashuvlar"),
        ("type", "Buxoroda may oyidagi"),
    }


@pytest.mark.parametrize("text", ["", "?!.,", "🙂🙂", "   ", "va", "haqida nima bor?", "-", '""', "\0"])
def test_nothing_asked_is_an_empty_question(text: str) -> None:
    assert parse(text, TODAY).empty


def test_a_question_of_ten_thousand_words_is_read_to_its_bounds() -> None:
    question = parse("suvlar " * 10_000, TODAY)
    assert len(question.text) == LONGEST
    assert len(question.words) == MOST_WORDS


@given(st.text(max_size=300), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_text_is_read_without_failing(text: str, today: date) -> None:
    question = parse(text, today)
    assert all(part.text in text for part in question.parts)


@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "-",
                "AND",
                "NEAR(",
                "*",
                "uchrashuv",
                "may",
                "2025",
                "siz",
                "«",
                "tashqari",
                "без",
                "kuni",
                "5",
                "va",
            ]
        ),
        max_size=12,
    )
)
def test_any_mixture_of_what_means_something_is_read_without_failing(pieces: list[str]) -> None:
    for joint in (" ", ""):
        parse(joint.join(pieces), TODAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("O'zbekiston 2040 strategiyasi", ("O'zbekiston", "2040", "strategiyasi")),
        ("yangi yil dam olish kunlari", ("yangi", "yil", "dam", "olish")),
    ],
)
def test_a_far_year_or_the_days_off_of_a_feast_are_no_period(text: str, words: tuple[str, ...]) -> None:
    question = parse(text, date(2026, 6, 20))
    assert question.period is None
    assert question.words[: len(words)] == words


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("кредит без залога", ()),
        ("loans without collateral", ()),
        ("встречи без Самарканда", ("Самарканда",)),
        ("события кроме спорта", ("спорта",)),
        ("news except sport", ("sport",)),
    ],
)
def test_without_leaves_out_names_and_except_leaves_out_anything(
    text: str, excluded: tuple[str, ...]
) -> None:
    assert parse(text, date(2026, 6, 20)).excluded == excluded


def test_a_little_word_stays_where_it_is_part_of_a_thing() -> None:
    assert parse("kun tutilishi", date(2026, 6, 20)).words == ("kun", "tutilishi")


@pytest.mark.parametrize("text", ["30-fevral", "31 апреля", "31 aprel kuni", "32-may"])
def test_a_day_that_does_not_exist_is_asked_for_as_it_stands(text: str) -> None:
    question = parse(text, date(2026, 6, 20))
    assert (question.period, len(question.phrases), question.words) == (None, 1, ())


def test_a_name_that_begins_with_a_kind_is_no_kind() -> None:
    assert parse("Safarli Muhabbatzoda", date(2026, 6, 20)).type is None
    assert parse("safarlar", date(2026, 6, 20)).type is EventType.VISIT
