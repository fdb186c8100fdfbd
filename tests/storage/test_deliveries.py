"""What becomes of each part, on both databases: what the ledger's port promises of deliveries."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from news.models import DeliveryState, Quiet, Rhythm
from news.rhythm import DAILY
from tests.storage.desk import DAY, LEASE, NOW, Desk, issue, reader, turn


async def test_what_is_claimed_is_claimed_by_one(desk: Desk) -> None:
    await desk.send_out(1, 2, 3)
    first = await desk.claim(limit=2)
    second = await desk.claim()
    assert sorted(claimed.chat_id for claimed in [*first, *second]) == [1, 2, 3]
    assert await desk.claim() == []
    assert await desk.states() == {"sending": 3}


async def test_a_claim_brings_the_readers_quiet_time_and_pause(desk: Desk) -> None:
    rhythm = Rhythm(frozenset({0, 3}), Quiet(time(23), time(7)), date(2026, 5, 20))
    await desk.subscribers.save(replace(reader(1), zone="Europe/Berlin", rhythm=rhythm))
    await desk.subscribers.save(reader(2))
    issue_id = await desk.ledger.add_issue(issue())
    await desk.ledger.enqueue({issue_id: [turn(reader(1)), turn(reader(2))]}, NOW)
    first, second = await desk.claim()
    assert (first.zone, first.rhythm) == ("Europe/Berlin", rhythm)
    assert (second.zone, second.rhythm) == ("Asia/Tashkent", DAILY)


async def test_a_part_waits_for_the_part_before_it(desk: Desk) -> None:
    await desk.send_out(1, parts=3)
    for part in range(3):
        claimed = await desk.claim_one(NOW + timedelta(seconds=part))
        assert claimed.part == part
        assert await desk.claim(NOW + DAY) == []
        assert await desk.cursor(1) == 10
        await desk.ledger.sent(claimed, part, NOW, NOW + timedelta(seconds=part + 1))
        assert await desk.claim(NOW + timedelta(seconds=part)) == []
    assert await desk.states() == {"sent": 3}


async def test_the_cursor_moves_when_the_last_part_is_confirmed(desk: Desk) -> None:
    await desk.send_out(1)
    await desk.ledger.sent(await desk.claim_one(), 7, NOW, NOW)
    found = await desk.subscribers.get(1)
    assert found is not None
    assert (found.cursor, found.last_digest_at, found.next_due_at) == (20, NOW, NOW + DAY)


@pytest.mark.parametrize("state", [DeliveryState.FAILED, DeliveryState.UNKNOWN])
async def test_a_part_that_ends_otherwise_takes_the_later_parts_with_it(
    desk: Desk, state: DeliveryState
) -> None:
    await desk.send_out(1, parts=3)
    await desk.ledger.sent(await desk.claim_one(), 1, NOW, NOW)
    assert await desk.ledger.close(await desk.claim_one(), state, "refused")
    assert await desk.claim(NOW + DAY) == []
    assert (await desk.ledger.counts())[DeliveryState.SENT] == 1
    assert (await desk.ledger.counts())[state] >= 1
    assert await desk.cursor(1) == 10


async def test_what_is_put_back_waits_for_its_time_and_counts_lost_answers(desk: Desk) -> None:
    await desk.send_out(1)
    claimed = await desk.claim_one()
    assert await desk.ledger.again(claimed, NOW + LEASE, "no answer", lost=True)
    assert await desk.claim(NOW + LEASE / 2) == []
    assert await desk.ledger.ready_at() == NOW + LEASE
    second = await desk.claim_one(NOW + LEASE)
    assert (second.attempt, second.lost) == (2, 1)


async def test_a_flood_in_a_chat_holds_all_its_topics_and_no_other_chat(desk: Desk) -> None:
    await desk.subscribers.save(reader(1, 77))
    issue_id = await desk.send_out(1, 2)
    await desk.ledger.enqueue({issue_id: [turn(reader(1, 77))]}, NOW)
    (first,) = await desk.claim(limit=1)
    assert await desk.ledger.later(first, NOW + LEASE, "flood")
    assert [claimed.chat_id for claimed in await desk.claim(NOW + LEASE / 2)] == [2]
    assert [claimed.chat_id for claimed in await desk.claim(NOW + LEASE)] == [1, 1]


async def test_a_hold_on_all_is_kept_where_it_is_longer(desk: Desk) -> None:
    await desk.send_out(1)
    assert await desk.ledger.held_until(NOW) is None
    await desk.ledger.hold(NOW + LEASE)
    await desk.ledger.hold(NOW + LEASE / 2)
    assert await desk.ledger.held_until(NOW) == NOW + LEASE
    assert await desk.claim(NOW + LEASE / 2) == []
    assert await desk.ledger.held_until(NOW + LEASE) is None
    assert len(await desk.claim(NOW + LEASE)) == 1


async def test_a_chat_that_is_gone_gets_nothing_more(desk: Desk) -> None:
    await desk.subscribers.save(reader(1, 77))
    issue_id = await desk.send_out(1, 2, parts=2)
    await desk.ledger.enqueue({issue_id: [turn(reader(1, 77))]}, NOW)
    (first,) = await desk.claim(limit=1)
    assert await desk.ledger.gone(first, "blocked")
    assert [claimed.chat_id for claimed in await desk.claim()] == [2]
    stopped = await desk.subscribers.get(1, 77)
    assert stopped is not None
    assert not stopped.active
    assert stopped.next_due_at is None


async def test_a_topic_that_is_gone_leaves_the_rest_of_the_chat(desk: Desk) -> None:
    await desk.subscribers.save(reader(1, 77))
    issue_id = await desk.send_out(1)
    await desk.ledger.enqueue({issue_id: [turn(reader(1, 77))]}, NOW)
    plain, topic = await desk.claim()
    assert await desk.ledger.gone(topic, "no such topic", topic_only=True)
    assert await desk.ledger.sent(plain, 1, NOW, NOW)
    rest = await desk.subscribers.get(1)
    assert rest is not None
    assert rest.active


async def test_a_reader_who_stopped_gets_nothing_more(desk: Desk) -> None:
    await desk.send_out(1, 2, 3)
    await desk.subscribers.stop(1)
    await desk.subscribers.save(replace(reader(2), active=False))
    assert [claimed.chat_id for claimed in await desk.claim()] == [3]
    assert await desk.states() == {"failed": 2, "sending": 1}


async def test_a_group_that_becomes_a_supergroup_gets_the_rest_under_its_new_id(desk: Desk) -> None:
    await desk.send_out(-1, parts=2)
    await desk.ledger.sent(await desk.claim_one(), 1, NOW, NOW)
    assert await desk.ledger.migrated(await desk.claim_one(), -100, NOW)
    second = await desk.claim_one()
    assert (second.chat_id, second.part) == (-100, 1)
    await desk.ledger.sent(second, 2, NOW, NOW)
    assert await desk.subscribers.get(-1) is None
    assert await desk.cursor(-100) == 20


async def test_a_supergroup_that_subscribed_itself_keeps_its_own(desk: Desk) -> None:
    await desk.send_out(-1, -100, parts=2)
    old = next(claimed for claimed in await desk.claim() if claimed.chat_id == -1)
    assert await desk.ledger.migrated(old, -100, NOW)
    assert await desk.states() == {"failed": 2, "sending": 1, "pending": 1}


async def test_a_supergroup_is_not_given_what_it_got_as_a_group(desk: Desk) -> None:
    """It had subscribed itself, for a later hour. The others who have their turn with it get their digest."""
    issue_id = await desk.send_out(-1)
    await desk.ledger.sent(await desk.claim_one(), 1, NOW, NOW)
    for chat in (-100, 5):
        await desk.subscribers.save(reader(chat))
    await desk.subscribers.migrate(-1, -100)
    tomorrow = [turn(reader(chat), NOW.date() + DAY) for chat in (-100, 5)]
    assert await desk.ledger.enqueue({issue_id: tomorrow}, NOW) == 2
    assert [claimed.chat_id for claimed in await desk.claim()] == [5]


async def test_one_transaction_of_migration_serves_an_update_of_telegram_too(desk: Desk) -> None:
    await desk.send_out(-1)
    await desk.subscribers.migrate(-1, -100)
    await desk.subscribers.migrate(-1, -100)
    assert (await desk.claim_one()).chat_id == -100


async def test_a_slow_sender_whose_row_was_taken_over_is_not_heard(desk: Desk) -> None:
    """Its lease ran out and another sent the row: nothing but a confirmation still counts."""
    await desk.send_out(1)
    frozen = await desk.claim_one()
    assert list(await desk.ledger.abandoned(NOW + LEASE / 2, 10)) == []
    (abandoned,) = await desk.ledger.abandoned(NOW + LEASE, 10)
    assert (abandoned.id, abandoned.attempt) == (frozen.id, frozen.attempt)
    await desk.ledger.again(frozen, NOW + LEASE, "lease", lost=True)
    other = await desk.claim_one(NOW + LEASE)
    assert not await desk.ledger.again(frozen, NOW, "late")
    assert not await desk.ledger.later(frozen, NOW + DAY, "late")
    assert not await desk.ledger.close(frozen, DeliveryState.FAILED, "late")
    assert not await desk.ledger.gone(frozen, "late")
    assert not await desk.ledger.migrated(frozen, 2, NOW)
    assert await desk.ledger.sent(frozen, 9, NOW, NOW)
    assert not await desk.ledger.again(other, NOW, "lost")
    assert not await desk.ledger.sent(other, 10, NOW, NOW)
    assert await desk.states() == {"sent": 1}
    assert await desk.cursor(1) == 20


async def test_a_confirmation_counts_whatever_became_of_the_row(desk: Desk) -> None:
    """It was given up for lost, and then the answer came after all: it must not go out again."""
    await desk.send_out(1, parts=2)
    slow = await desk.claim_one()
    await desk.ledger.again(slow, NOW + LEASE, "no answer", lost=True)
    assert await desk.ledger.sent(slow, 9, NOW, NOW)
    second = await desk.claim_one(NOW + LEASE)
    assert second.part == 1
    assert await desk.ledger.close(second, DeliveryState.UNKNOWN, "no answer")
    assert await desk.ledger.sent(second, 10, NOW, NOW)
    assert await desk.states() == {"sent": 2}
    assert await desk.cursor(1) == 20


async def test_what_is_put_back_for_a_reader_who_has_stopped_is_not_sent(desk: Desk) -> None:
    await desk.send_out(1)
    claimed = await desk.claim_one()
    await desk.subscribers.stop(1)
    await desk.ledger.again(claimed, NOW, "no connection")
    assert await desk.claim() == []


async def test_a_late_confirmation_does_not_revive_the_parts_after_it(desk: Desk) -> None:
    """They failed with it: the reader's next digest tells what they told."""
    await desk.send_out(1, parts=2)
    slow = await desk.claim_one()
    await desk.ledger.close(slow, DeliveryState.UNKNOWN, "no answer")
    assert await desk.ledger.sent(slow, 9, NOW, NOW)
    assert await desk.claim(NOW + LEASE) == []
    assert await desk.states() == {"sent": 1, "failed": 1}


async def test_a_cursor_never_goes_back(desk: Desk) -> None:
    await desk.send_out(1)
    claimed = await desk.claim_one()
    await desk.ledger.cover([replace(turn(reader(1)), due_at=NOW + DAY)], 30, NOW)
    assert await desk.cursor(1) == 30
    await desk.ledger.sent(claimed, 9, NOW, NOW)
    assert await desk.cursor(1) == 30


async def test_what_has_expired_is_not_sent(desk: Desk) -> None:
    await desk.send_out(1)
    assert await desk.claim(NOW + 2 * DAY) == []
    assert await desk.ledger.expire(NOW + DAY) == 0
    assert await desk.ledger.expire(NOW + 2 * DAY) == 1
    assert await desk.states() == {"failed": 1}
    assert await desk.cursor(1) == 10


async def test_what_is_done_is_counted_from_a_moment_on(desk: Desk) -> None:
    """What is under way always: it may be stuck for long."""
    await desk.send_out(1, 2, 3)
    await desk.ledger.sent((await desk.claim(limit=1))[0], 1, NOW, NOW)
    open_ = {"pending": 2}
    assert await desk.states() == {"sent": 1, **open_}
    assert await desk.states(NOW) == {"sent": 1, **open_}
    assert await desk.states(NOW + timedelta(seconds=1)) == open_


async def test_who_waits_longest_for_a_digest_is_known(desk: Desk) -> None:
    assert await desk.ledger.due_at() is None
    await desk.subscribers.save(reader(1))
    await desk.subscribers.save(replace(reader(2), next_due_at=NOW - DAY))
    await desk.subscribers.save(replace(reader(3), active=False, next_due_at=None))
    assert await desk.ledger.due_at() == NOW - DAY
