"""A line under a result shows where the release says what was asked for."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.snippet import BOLD, LINE, snippet
from language.markup import plain, units
from news.models import Language, Question, Release
from playground.entities import parse_html
from tests.digests.samples import CONFERENCE, HOSTILE, releases
from tests.laws import examples

FAR = "Kun iliq boʻldi. " * 40


def asked(*words: str, phrases: tuple[str, ...] = ()) -> Question:
    return Question(" ".join(words), "uz-Latn", words=words, phrases=phrases)


def telling(text: str, language: Language = "uz-Latn") -> Release:
    return replace(CONFERENCE, text=text, language=language)


def test_a_word_is_bold_in_whatever_form_and_alphabet_it_was_asked() -> None:
    release = telling(f"{FAR}Majlisda fermerlarning takliflari tinglandi. {FAR}")
    for word in ("fermer", "fermerlarga", "ФЕРМЕРЛАР", "fermmer"):
        assert snippet(release, asked(word)).startswith("Majlisda <b>fermerlarning</b> takliflari")


def test_the_summary_is_shown_where_it_holds_the_word() -> None:
    line = snippet(CONFERENCE, asked("samarqand"))
    assert line == "27-noyabr kuni <b>Samarqandda</b> konferensiya boʻlib oʻtdi."


def test_the_same_thing_in_other_words_is_bold_too() -> None:
    release = telling(f"{FAR}Yigʻilishga Birlashgan Millatlar Tashkiloti vakillari keldi.")
    assert "<b>Birlashgan Millatlar Tashkiloti</b>" in snippet(release, asked("БМТ"))


def test_a_phrase_is_bold_as_a_whole_and_nowhere_else() -> None:
    release = telling(f"{FAR}Xaritasi bor yoʻl. Yangi yoʻl xaritasi tasdiqlandi.")
    shown = snippet(release, asked(phrases=("yo'l xaritasi",)))
    assert shown == "Yangi <b>yoʻl xaritasi</b> tasdiqlandi."


def test_the_place_that_holds_most_of_the_question_is_shown() -> None:
    release = telling(f"Suv keldi. {FAR}Daryo suvi olimlar tomonidan oʻlchandi. {FAR}")
    assert snippet(release, asked("suv", "olimlar")).startswith("Daryo <b>suvi</b> <b>olimlar</b>")


def test_a_line_that_begins_or_ends_within_a_sentence_says_so() -> None:
    release = telling("soʻz " * 100 + "fermer " + "soʻz " * 100)
    shown = snippet(release, asked("fermer"))
    assert shown.startswith("…soʻz")
    assert shown.endswith("…")


def test_what_is_nowhere_leaves_the_summary_as_it_is() -> None:
    assert snippet(CONFERENCE, asked("dinozavr")) == CONFERENCE.summary[0]
    assert snippet(replace(CONFERENCE, summary=()), asked("dinozavr")) == ""


@given(releases(), st.lists(HOSTILE, max_size=6))
@settings(max_examples=examples(40))
def test_no_release_and_no_question_break_the_line(release: Release, words: list[str]) -> None:
    given_words = tuple(filter(str.strip, [*words, *release.text.split()[:3], *release.title.split()[:2]]))
    line = snippet(release, asked(*given_words))
    read = parse_html(f"x{line}")
    assert len(read.entities) <= BOLD
    assert units(plain(line)) <= 2 * LINE
    assert "\n" not in line


def test_a_word_that_was_typed_wrongly_is_bold_as_it_stands_there() -> None:
    release = telling(f"{FAR}Majlisda kiberxavfsizlik masalalari koʻrildi.")
    assert "<b>kiberxavfsizlik</b>" in snippet(release, asked("kiberxavsizlk"))


def test_what_is_merely_near_is_not_bold_beside_the_word_itself() -> None:
    release = telling("Karimov va Karimova keldi. Karimov soʻzladi.")
    assert "<b>Karimova</b>" not in snippet(release, asked("Karimov"))


def test_a_phrase_longer_than_what_is_left_of_the_text_is_not_there() -> None:
    assert snippet(telling("0:0"), asked(phrases=("0:0", "0:0:0"))) == "<b>0:0</b>"


def test_a_sign_that_has_no_key_breaks_nothing() -> None:
    assert snippet(telling("Ь"), asked("Ь")) == snippet(telling("Ь"), asked())
