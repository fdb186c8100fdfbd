"""Callback data comes back as it was sent, and nothing else is taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.presses import (
    AskAgain,
    AskNearest,
    Choose,
    Close,
    Forget,
    ForgetAll,
    InOffice,
    OnDraft,
    OnRelease,
    OpenRelease,
    PickDay,
    PickMonth,
    Press,
    ReadPart,
    ShowMonth,
    ShowSetting,
    Subscribe,
    TakeAway,
    TurnPage,
    data,
    parse,
)

IDS = st.integers(0, 2**63 - 1)
PAGES = st.integers(0, 99_999)
SETTINGS = st.from_regex(r"\A[a-z]{1,8}\Z")
CHATS = st.integers(-(10**15), 0)
"""Telegram's ids have at most 52 bits."""
THREADS = st.integers(0, 2**31 - 1)
REVISIONS = st.integers(0, 2**31)
ACTIONS = st.from_regex(r"\A[a-z]{1,8}\Z")
VALUES = st.from_regex(r"\A[A-Za-z0-9_/+-]{1,20}\Z")


@given(
    st.one_of(
        st.builds(TurnPage, IDS, PAGES),
        st.builds(TakeAway, IDS, PAGES),
        st.builds(AskNearest, IDS, PAGES),
        st.builds(AskAgain, IDS),
        st.builds(Forget, IDS),
        st.builds(ShowMonth, IDS, IDS),
        st.builds(PickMonth, IDS, IDS),
        st.builds(PickDay, PAGES, PAGES, PAGES),
        st.builds(OpenRelease, IDS),
        st.builds(ReadPart, IDS, PAGES, IDS, PAGES, st.integers(0, 1)),
        st.builds(ShowSetting, SETTINGS, CHATS, THREADS),
        st.builds(Choose, SETTINGS, st.from_regex(r"\A[A-Za-z_/+-]{1,16}\Z"), CHATS, THREADS),
        st.builds(OnDraft, ACTIONS, IDS, REVISIONS, VALUES),
        st.builds(OnRelease, ACTIONS, IDS, VALUES),
        st.builds(InOffice, ACTIONS, IDS, VALUES),
        st.sampled_from((Close(), Subscribe(), ForgetAll())),
    )
)
def test_a_press_comes_back_from_its_data(press: Press) -> None:
    assert len(data(press).encode()) <= 64
    assert parse(data(press)) == press


@given(st.text() | st.binary() | st.none() | st.from_regex(r"\A[a-z]1(:[^:]*){0,4}\Z"))
def test_any_other_data_is_read_without_harm(text: object) -> None:
    press = parse(text)
    assert press is None or data(press) == text


@pytest.mark.parametrize(
    "text",
    [
        "a1:1",
        "a1:1:2:3",
        "a1:-1:0",
        "a1:01:0",
        "a1:١:0",
        "a1:9223372036854775808:0",
        "a0:1:2",
        "s2:hour::0:0",
        "v2:hour:0:-1",
        "v2:hour:-9223372036854775808:0",
        "s1:hour:1800",
        "x1:",
    ],
)
def test_forms_that_are_nearly_right_are_refused(text: str) -> None:
    assert parse(text) is None
