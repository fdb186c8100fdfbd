"""What Telegram answers to getUpdates, read without harm."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.polling import without_unreadable

GOOD: dict[str, Any] = {
    "update_id": 7,
    "message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}},
}
JSON: st.SearchStrategy[Any] = st.deferred(
    lambda: (
        (st.none() | st.booleans() | st.integers() | st.text(max_size=5))
        | st.lists(JSON, max_size=3)
        | st.dictionaries(
            st.sampled_from(["chat", "from", "message", "callback_query", "id", "date", "text", "entities"]),
            JSON,
            max_size=4,
        )
    )
)


def answer(*updates: Any) -> bytes:
    return json.dumps({"ok": True, "result": updates}).encode()


def test_of_an_update_that_cannot_be_read_the_number_is_left_and_the_others_stay() -> None:
    broken = {"update_id": 6, "message": {"message_id": "not a number"}}
    cleaned = json.loads(without_unreadable(answer(broken, GOOD)))
    assert cleaned == {"ok": True, "result": [{"update_id": 6}, GOOD]}


@given(st.lists(st.fixed_dictionaries({"update_id": st.integers(0, 2**40)}, optional={
    "message": JSON, "callback_query": JSON, "inline_query": JSON, "my_chat_member": JSON,
})))  # fmt: skip
def test_whatever_updates_hold_each_keeps_its_number(updates: list[dict[str, Any]]) -> None:
    cleaned = json.loads(without_unreadable(answer(*updates)))["result"]
    assert [each["update_id"] for each in cleaned] == [each["update_id"] for each in updates]
    assert all(
        after in (before, {"update_id": before["update_id"]})
        for before, after in zip(updates, cleaned, strict=True)
    )


@given(st.binary() | st.from_regex(rb"\A[\[{].{0,30}[\]}]\Z"))
def test_what_is_no_answer_is_left_to_the_library(payload: bytes) -> None:
    assert without_unreadable(payload) == payload
