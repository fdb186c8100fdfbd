"""A request is its client's own, of now, and unchanged; anything else is told apart."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.signing import WINDOW, Forged, sign, verify

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY, OTHER = b"k" * 32, b"o" * 32
KEYS = {"site": KEY, "ministry": OTHER}


def headers(key: bytes, body: bytes, at: datetime = NOW, identity: str = "m1") -> dict[str, str]:
    stamp = int(at.timestamp())
    signature = sign(key, identity, stamp, body)
    return {"webhook-id": identity, "webhook-timestamp": str(stamp), "webhook-signature": signature}


def reason(given: dict[str, str], body: bytes, now: datetime = NOW) -> str:
    with pytest.raises(Forged) as error:
        verify(KEYS, given, body, now)
    return error.value.reason


def test_the_standards_own_example_is_verified() -> None:
    """Standard Webhooks 1.0 gives this key, message and signature."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    given = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    assert verify({"site": key}, given, body, datetime.fromtimestamp(1614265330, UTC)).client == "site"


@given(st.binary(max_size=200), st.sampled_from(sorted(KEYS)))
def test_whoever_holds_a_key_is_told_by_it(body: bytes, client: str) -> None:
    assert verify(KEYS, headers(KEYS[client], body), body, NOW).client == client


@given(st.binary(min_size=1, max_size=200), st.integers(min_value=0), st.integers(1, 255))
def test_no_byte_can_be_changed(body: bytes, place: int, change: int) -> None:
    forged = bytearray(body)
    forged[place % len(forged)] ^= change
    assert reason(headers(KEY, body), bytes(forged)) == "bad-signature"


@given(st.binary(min_size=24, max_size=64).filter(lambda key: key not in KEYS.values()))
def test_no_other_key_will_do(key: bytes) -> None:
    assert reason(headers(key, b"{}"), b"{}") == "bad-signature"


@given(st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400)))
def test_a_request_counts_for_five_minutes_either_way(ago: timedelta) -> None:
    given_headers = headers(KEY, b"{}", NOW.replace(microsecond=0) - ago)
    stamp = datetime.fromtimestamp(int(given_headers["webhook-timestamp"]), UTC)
    if abs(stamp - NOW) <= WINDOW:
        assert verify(KEYS, given_headers, b"{}", NOW).client == "site"
    else:
        assert reason(given_headers, b"{}") == "stale"


NAMES = ("webhook-id", "webhook-timestamp", "webhook-signature")


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=40)))
def test_no_headers_break_it(given_headers: dict[str, str]) -> None:
    assert reason(given_headers, b"{}") in ("unsigned", "bad-signature")


def test_a_time_beyond_all_calendars_is_refused() -> None:
    for stamp in (10**12, 10**30):
        given_headers = {
            "webhook-id": "m1",
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign(KEY, "m1", stamp, b"{}"),
        }
        assert reason(given_headers, b"{}") == "stale"


def test_one_of_several_signatures_is_enough() -> None:
    """A client that changes its key signs with both for a while."""
    given_headers = headers(KEY, b"{}")
    given_headers["webhook-signature"] = f"v1,AAAA v2,x {given_headers['webhook-signature']}"
    assert verify(KEYS, given_headers, b"{}", NOW).client == "site"


def test_each_attempt_has_a_mark_of_its_own() -> None:
    marks = {
        verify(KEYS, headers(KEY, b"{}", at, identity), b"{}", NOW).mark
        for at in (NOW, NOW - timedelta(seconds=1))
        for identity in ("m1", "m2")
    }
    assert len(marks) == 4
