"""Whose turn it is and what they get, on both databases: what the ledger's port promises of issues."""

from dataclasses import replace
from datetime import timedelta

from news.models import Button, Message
from tests.storage.desk import DAY, NOW, TODAY, Desk, issue, reader, turn


async def test_the_day_of_the_last_digest_is_kept_whatever_the_reader_changes_meanwhile(desk: Desk) -> None:
    await desk.subscribers.save(reader(1))
    issue_id = await desk.ledger.add_issue(issue())
    await desk.subscribers.save(replace(reader(1), next_due_at=NOW + timedelta(hours=3)))
    await desk.ledger.enqueue({issue_id: [turn(reader(1))]}, NOW)
    served = await desk.subscribers.get(1)
    assert served is not None
    assert served.served_on == TODAY
    assert served.next_due_at == NOW + timedelta(hours=3)
    await desk.ledger.cover([turn(reader(1), TODAY + DAY)], 20, NOW)
    silent = await desk.subscribers.get(1)
    assert silent is not None
    assert silent.served_on == TODAY


async def test_due_are_active_readers_whose_hour_has_come_the_longest_waiting_first(desk: Desk) -> None:
    for chat_id, minutes in ((1, 0), (2, -5), (3, 1)):
        due_at = NOW + timedelta(minutes=minutes)
        await desk.subscribers.save(replace(reader(chat_id), next_due_at=due_at))
    await desk.subscribers.save(replace(reader(4), active=False))
    assert [found.chat_id for found in await desk.ledger.due(NOW, 10)] == [2, 1]


async def test_those_who_are_due_come_in_pages_also_where_none_of_them_was_served(desk: Desk) -> None:
    for chat_id in (5, 3, 8):
        await desk.subscribers.save(reader(chat_id))
    await desk.subscribers.save(reader(3, 77))
    seen, last = [], None
    while page := await desk.ledger.due(NOW, 1, last):
        last = page[-1]
        seen.append((last.chat_id, last.thread_id))
    assert seen == [(3, None), (3, 77), (5, None), (8, None)]


async def test_a_reader_whose_last_digest_is_under_way_is_not_due(desk: Desk) -> None:
    await desk.send_out(1)
    assert not await desk.ledger.due(NOW + DAY, 10)
    claimed = await desk.claim_one()
    assert not await desk.ledger.due(NOW + DAY, 10)
    await desk.ledger.sent(claimed, 5, NOW, NOW)
    assert [found.chat_id for found in await desk.ledger.due(NOW + DAY, 10)] == [1]


async def test_an_issue_is_frozen_once_for_a_profile_and_window(desk: Desk) -> None:
    buttons = ((Button("Read", data="release:1"), Button("Site", url="https://example.org/?a=1&b=2")),)
    first = replace(issue(), messages=(Message("<b>Ўзбек & co</b>", buttons), Message("two")))
    issue_id = await desk.ledger.add_issue(first)
    assert await desk.ledger.add_issue(replace(first, messages=(Message("other"),))) == issue_id
    assert await desk.ledger.messages(issue_id) == first.messages
    assert await desk.ledger.find_issue("ru", 10, 20) == issue_id
    assert await desk.ledger.find_issue("en", 10, 20) is None
    assert await desk.ledger.add_issue(issue(upto=21)) != issue_id


async def test_a_turn_is_served_once_whoever_asks_again(desk: Desk) -> None:
    issue_id = await desk.send_out(1, 2, parts=2)
    both = [turn(reader(1)), turn(reader(2))]
    assert await desk.ledger.enqueue({issue_id: both}, NOW) == 0
    other = await desk.ledger.add_issue(issue(upto=30))
    assert await desk.ledger.enqueue({other: both}, NOW) == 0
    assert await desk.ledger.enqueue({other: [replace(both[0], day=TODAY + DAY)]}, NOW) == 1
    assert await desk.states() == {"pending": 5}


async def test_enqueuing_moves_the_reader_to_the_next_day_unless_they_changed_it(desk: Desk) -> None:
    changed = replace(reader(2), next_due_at=NOW + timedelta(hours=3))
    await desk.subscribers.save(changed)
    issue_id = await desk.send_out(1)
    await desk.ledger.enqueue({issue_id: [turn(reader(2))]}, NOW)
    first, second = await desk.subscribers.get(1), await desk.subscribers.get(2)
    assert first is not None
    assert first.next_due_at == NOW + DAY
    assert second == replace(changed, served_on=TODAY)


async def test_an_empty_day_covers_its_readers_in_silence(desk: Desk) -> None:
    await desk.subscribers.save(reader(1))
    await desk.ledger.cover([turn(reader(1))], 20, NOW)
    await desk.ledger.cover([turn(reader(1))], 15, NOW)
    expected = replace(reader(1), next_due_at=NOW + DAY, cursor=20, last_digest_at=NOW)
    assert await desk.subscribers.get(1) == expected
    assert await desk.states() == {}
