"""The card of a draft says what was understood, and offers what this person may do."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.correcting_desk import render_field, render_fields, render_lines
from digests.desk import Shown, render_decided, render_draft
from digests.presses import OnDraft, parse
from language.markup import plain
from language.phrases import Phrases
from news.corrections import value_of
from news.models import LANGUAGES, CardField, Draft, DraftState, Language, Pending, Release, Role, Understood
from news.rights import rights
from tests.digests.samples import CONFERENCE, NEWS, long_texts, releases
from tests.digests.taken import assert_telegram_takes
from tests.laws import examples

UZ = Phrases("uz-Latn")
TODAY = date(2024, 11, 28)


def understood(release: Release) -> Understood:
    draft = Draft(release.title, release.text, release.published)
    return Understood(
        draft, release.language, release.title, release.text, release.event, None, release.summary
    )


def shown(read: Understood, role: Role = Role.EDITOR, *, own: bool = True, four_eyes: bool = False) -> Shown:
    pending = Pending(5, 77, 77 if own else 78, read.draft)
    return Shown(pending, read, rights(role, 77, pending, four_eyes=four_eyes), TODAY)


def labels(one: Shown) -> list[list[str]]:
    return [[button.text for button in row] for row in render_draft(one, UZ).buttons]


def test_the_card_of_a_draft_tells_all_that_was_understood() -> None:
    message = render_draft(shown(understood(CONFERENCE)), UZ)
    for line in (
        "Turi: Konferensiya, boʻlib oʻtgan, yuzma-yuz",
        "Sana: 2024-yil 27-noyabr",
        "Joyi: Samarqand",
        "Tashkilotchilar: Suv xoʻjaligi vazirligi",
        "Mavzu: Suvni asraymiz",
        "Natija: Tavsiyalar qabul qilindi.",
        "Chiqqan kuni: 2024-yil 28-noyabr",
    ):
        assert line in plain(message.html)
    assert parse(message.buttons[0][0].data) == OnDraft("publish", 5, 1)


def test_a_value_of_more_lines_than_fit_is_shown_in_part_its_tags_whole() -> None:
    """Old Macintosh ends lines with a carriage return alone."""
    one = shown(understood(CONFERENCE))
    message = render_field(one, CardField.TITLE, ("\r".join(["Suv tejash anjumani"] * 200),), {}, UZ)
    assert_telegram_takes(message)
    assert message.html.count("<code>") == message.html.count("</code>") > 20


def test_an_editor_publishes_and_an_author_hands_in() -> None:
    read = understood(CONFERENCE)
    last = ["Bekor qilish"]
    assert labels(shown(read)) == [["✓ Eʼlon qilish"], ["✎ Tuzatish", "Vaqti"], last]
    assert labels(shown(read, Role.AUTHOR)) == [["→ Tasdiqlashga"], ["✎ Tuzatish", "Vaqti"], last]
    assert labels(shown(read, Role.AUTHOR, own=False)) == []


def test_with_four_eyes_nobody_has_the_last_word_on_a_draft_of_their_own() -> None:
    one = shown(understood(CONFERENCE), four_eyes=True)
    assert labels(one)[0] == ["→ Tasdiqlashga"]
    waiting = replace(one.pending, state=DraftState.WAITING)
    assert not rights(Role.OWNER, 77, waiting, four_eyes=True).publish
    assert rights(Role.EDITOR, 78, waiting, four_eyes=True).publish
    assert not rights(Role.AUTHOR, 78, waiting, four_eyes=True).publish


def test_what_was_set_by_hand_has_a_mark() -> None:
    one = shown(understood(CONFERENCE))
    marked = replace(one, pending=replace(one.pending, corrections={CardField.PLACE: ("Samarqand",)}))
    assert "Joyi: Samarqand ✎" in plain(render_draft(marked, UZ).html)


def test_the_card_says_where_the_text_states_no_day_or_place() -> None:
    assert CONFERENCE.event is not None
    bare = replace(CONFERENCE, event=replace(CONFERENCE.event, start=None, place=None))
    assert render_draft(shown(understood(bare)), UZ).html.count("aytilmagan") == 2


def test_a_decided_card_has_no_buttons() -> None:
    message = render_decided(shown(understood(NEWS)), UZ("discarded"), UZ)
    assert message.buttons == ()
    assert message.html.startswith("<b>Bekor qilindi.</b>")


@given(releases(), long_texts(), st.sampled_from(LANGUAGES))
@settings(max_examples=examples(30))
def test_every_card_and_menu_is_taken_by_telegram(release: Release, topic: str, language: Language) -> None:
    read = replace(understood(release), topic=topic)
    one, phrases = shown(read), Phrases(language)
    one = replace(one, pending=replace(one.pending, id=2**63 - 1, revision=2**31))
    messages = [render_draft(one, phrases), render_fields(one, phrases)]
    messages += [render_field(one, field, value_of(read, field), {}, phrases) for field in CardField]
    messages.append(render_lines(one, [topic or "Gap."] * 20, 1, phrases))
    for message in messages:
        assert_telegram_takes(message)
