"""A digest is valid, within Telegram's limits, and shows what it holds in the right place."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from digests.compose import compose
from digests.digest import render_digest
from digests.presses import OpenRelease, SeeRest, parse
from digests.rest import render_rest, window_of
from news.choices import ALL, Choices, Density, Script
from news.models import LANGUAGES, Digest, DigestItem, Release, Status
from tests.digests.samples import CONFERENCE, DAY, NEWS, digest, digests, window
from tests.digests.taken import assert_telegram_takes, texts
from tests.laws import examples


@given(digests(LANGUAGES))
@settings(max_examples=examples(30))
def test_every_part_of_a_digest_is_taken_by_telegram(given_digest: Digest) -> None:
    messages = render_digest(given_digest)
    assert messages
    for message in messages:
        assert_telegram_takes(message)


@given(digests(("en",)))
@settings(max_examples=examples(20))
def test_no_item_is_lost_or_shown_twice_when_a_digest_is_cut(given_digest: Digest) -> None:
    pressed = [
        parse(button.data or "")
        for message in render_digest(given_digest)
        for row in message.buttons
        for button in row
    ]
    shown: list[object] = [OpenRelease(item.release.id) for item in given_digest.items]
    assert [press for press in pressed if not isinstance(press, SeeRest)] == shown
    assert sum(isinstance(press, SeeRest) for press in pressed) == bool(given_digest.rest)


def test_events_stand_under_their_kind_with_title_day_place_and_summary_before_the_titles_of_news() -> None:
    (message,) = render_digest(digest((CONFERENCE,), (NEWS,)))
    assert message.html == (
        "<b>Dayjest</b> · 27–28-noyabr\n\n"
        "🎤 <b><u>Konferensiyalar</u></b>\n"
        "<b>1. Samarqandda suv tejash konferensiyasi boʻlib oʻtdi</b>\n"
        "<i>27-noyabr · Samarqand</i>\n"
        "<blockquote expandable>27-noyabr kuni Samarqandda konferensiya boʻlib oʻtdi.\n"
        "Tavsiyalar qabul qilindi.</blockquote>\n\n"
        "📰 <b><u>Boshqa xabarlar</u></b>\n"
        "<b>2.</b> Suv narxi oʻzgarmadi\n\n"
        "<i>Toʻliq matnni oʻqish uchun raqamini bosing.</i>"
    )
    assert [button.text for row in message.buttons for button in row] == ["1", "2"]


def test_parts_are_numbered_and_a_section_is_named_in_each() -> None:
    long = replace(CONFERENCE, summary=("Soʻz " * 120,) * 3)
    messages = render_digest(digest((long,) * 6))
    assert len(messages) > 1
    for number, message in enumerate(messages, start=1):
        assert f"({number}/{len(messages)})" in message.html
        assert "Konferensiyalar" in message.html


def test_an_empty_digest_says_so() -> None:
    (message,) = render_digest(digest())
    assert "yangi xabar chiqmadi" in message.html


def test_a_digest_over_several_days_says_so() -> None:
    assert "qamraydi" in render_digest(digest((CONFERENCE,), late=True))[0].html
    assert "qamraydi" not in render_digest(digest((CONFERENCE,)))[0].html


def ahead(days: int, **fields: object) -> Release:
    assert CONFERENCE.event is not None
    day = DAY + timedelta(days)
    event = replace(CONFERENCE.event, status=Status.ANNOUNCED, start=day, end=day)
    return replace(CONFERENCE, event=event, title=f"{day.day} kuni konferensiya", **fields)  # type: ignore[arg-type] # passed on


def coming(*items: DigestItem, choices: Choices = ALL) -> str:
    return render_digest(Digest(window(choices=choices), coming=items))[0].html


def test_what_is_ahead_stands_under_its_day_which_is_not_said_again() -> None:
    html = coming(*(DigestItem(ahead(days)) for days in (0, 1, 5)))
    for heading, title, under in (
        ("Bugun, 28-noyabr", "1. 28 kuni konferensiya", "Konferensiya · Samarqand"),
        ("Ertaga, 29-noyabr", "2. 29 kuni konferensiya", "Konferensiya · Samarqand"),
        ("Keyinroq", "3. 3 kuni konferensiya", "Konferensiya · 3-dekabr · Samarqand"),
    ):
        assert f"📅 <b><u>{heading}</u></b>\n<b>{title}</b>\n<i>{under}</i>" in html


def test_what_is_ahead_on_no_stated_day_comes_last_and_claims_none() -> None:
    undated = ahead(0)
    assert undated.event is not None
    undated = replace(undated, event=replace(undated.event, start=None, end=None))
    assert "<u>Keyinroq</u></b>\n<b>1. 28 kuni konferensiya</b>\n<i>Konferensiya · Samarqand</i>" in coming(
        DigestItem(undated)
    )


def test_a_reminder_and_a_compact_digest_have_no_summary() -> None:
    assert "blockquote" in coming(DigestItem(ahead(1)))
    assert "blockquote" not in coming(DigestItem(ahead(1), reminder=True))
    compact = coming(DigestItem(ahead(1)), choices=Choices(density=Density.COMPACT))
    assert "blockquote" not in compact
    assert "<b>1.</b> 29 kuni konferensiya\n<i>Konferensiya · Samarqand</i>" in compact


def test_a_follow_up_names_what_was_released_before_and_its_day() -> None:
    announced = replace(ahead(-1), id=3, published=DAY - timedelta(9), title="Konferensiya <boʻladi>")
    (message,) = render_digest(Digest(window(), events=(DigestItem(CONFERENCE, earlier=announced),)))
    assert "<i>Avvalgi xabar, 19-noyabr: Konferensiya &lt;boʻladi&gt;</i>" in message.html
    brief = window(choices=Choices(density=Density.COMPACT))
    (message,) = render_digest(Digest(brief, events=(DigestItem(CONFERENCE, earlier=announced),)))
    assert "Avvalgi" not in message.html


def test_news_of_another_day_says_its_day_and_never_passes_for_todays() -> None:
    old = replace(NEWS, published=DAY - timedelta(2))
    html = render_digest(digest((), (NEWS, old)))[0].html
    assert "<b>1.</b> Suv narxi oʻzgarmadi\n" in html
    assert "<b>2.</b> Suv narxi oʻzgarmadi · <i>26-noyabr</i>" in html


def test_what_is_in_other_letters_than_the_readers_is_turned_into_theirs_and_says_so() -> None:
    cyrillic = replace(NEWS, language="uz-Cyrl", title="Сув нархи ўзгармади")
    html = render_digest(digest((), (cyrillic, NEWS)))[0].html
    assert "<b>1.</b> Suv narxi oʻzgarmadi\N{NO-BREAK SPACE}⇄\n<b>2.</b> Suv narxi oʻzgarmadi\n" in html
    assert html.count("avtomatik oʻgirildi") == 1
    written = Digest(window(choices=Choices(script=Script.WRITTEN)), news=(DigestItem(cyrillic),))
    assert "Сув нархи ўзгармади" in render_digest(written)[0].html
    assert "⇄" not in render_digest(written)[0].html


def test_a_release_that_stands_alone_has_a_button_with_words_and_several_have_numbers() -> None:
    assert texts(render_digest(digest((CONFERENCE,)))[0]) == [["Toʻliq matn"]]
    assert texts(render_digest(digest((CONFERENCE, CONFERENCE)))[0]) == [["1", "2"]]
    assert [len(row) for row in texts(render_digest(digest((), (NEWS,) * 14))[0])] == [7, 7]


def test_what_is_left_out_is_counted_and_has_a_button() -> None:
    limited = Digest(window(), news=(DigestItem(NEWS),), rest=(DigestItem(NEWS),) * 12)
    (message,) = render_digest(limited)
    assert "Yana 12 ta xabar bor." in message.html
    assert texts(message)[-1] == ["Yana 12 ta ›"]
    press = parse(message.buttons[-1][0].data or "")
    assert isinstance(press, SeeRest)
    present = replace(window("ru"), after=7, upto=8)
    assert window_of(press, present, DAY) == window("ru")


def test_the_rest_is_read_page_by_page_with_the_numbers_going_on() -> None:
    several = tuple(DigestItem(replace(NEWS, id=number)) for number in range(2, 22))
    limited = Digest(window(), news=(DigestItem(NEWS),), rest=several)
    press = parse(render_digest(limited)[-1].buttons[-1][0].data or "")
    assert isinstance(press, SeeRest)
    opened: list[object] = []
    while True:
        page = render_rest(limited, press)
        assert page is not None
        assert_telegram_takes(page)
        presses = [parse(button.data or "") for row in page.buttons for button in row]
        opened += [each for each in presses if isinstance(each, OpenRelease)]
        assert f"<b>{len(opened) + 1}.</b>" in page.html
        following = [each for each in presses if isinstance(each, SeeRest) and each.page > max(press.page, 1)]
        if not following:
            break
        press = following[0]
    assert opened == [OpenRelease(item.release.id) for item in several]
    assert "Qolganlari: 20 tadan 17–20" in page.html


@given(digests(LANGUAGES), st.integers(0, 100))
@settings(max_examples=examples(20))
def test_every_page_of_the_rest_is_taken_by_telegram(given_digest: Digest, page: int) -> None:
    left_out = Digest(given_digest.window, rest=given_digest.items)
    press = SeeRest(0, 100, DAY.toordinal(), 1, 7, 1, page)
    shown = render_rest(left_out, press)
    assert (shown is None) == (not left_out.rest)
    if shown is not None:
        assert_telegram_takes(shown)


@given(st.builds(SeeRest, *(st.integers(0, 2**63 - 1) | st.integers(0, 40),) * 7))
def test_a_forged_press_asks_for_no_more_than_a_digest_may_hold(press: SeeRest) -> None:
    """The end of a digest may lie a month back, its beginning a month before that."""
    for asked in (press, replace(press, end=DAY.toordinal() - press.end % 40)):
        found = window_of(asked, window(), DAY)
        if found is not None:
            assert (
                DAY - timedelta(31 + 31 + 7) <= found.since <= found.period.start <= found.period.end <= DAY
            )
            assert found.ahead <= found.period.end + timedelta(7)


def test_a_digest_that_reaches_not_far_enough_back_does_not_say_that_it_covers_everything() -> None:
    cut = replace(window(late=True), since=window().period.start)
    html = render_digest(Digest(cut, news=(DigestItem(NEWS),)))[0].html
    assert "qamraydi. Eskiroqlarini" in html
    assert "hammasini" not in html


def test_three_hundred_items_with_endless_titles_full_of_markup_and_without_texts_come_out_right() -> None:
    endless = replace(NEWS, title="<b>&" * 1000, text="", summary=())
    several = [replace(endless, id=number, story=number) for number in range(1, 301)]
    messages = render_digest(compose(window(), several))
    pressed = [parse(button.data or "") for each in messages for row in each.buttons for button in row]
    assert pressed == [OpenRelease(number) for number in range(300, 0, -1)]
    for number, message in enumerate(messages, start=1):
        assert_telegram_takes(message)
        assert f"({number}/{len(messages)})" in message.html
