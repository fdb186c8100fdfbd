"""What each answer of Telegram does to a digest: gone, later, refused, not sent, perhaps arrived."""

from datetime import timedelta

import pytest

from digests.delivery import RESEND_AFTER, WINDOW
from news.ports import Gone, Later, Migrated, NotSent, Refused, Unknown
from tests.digests.newsroom import Newsroom

LOST = Unknown("no answer")


async def test_a_chat_that_blocked_the_bot_is_left_alone(newsroom: Newsroom) -> None:
    await newsroom.due(1, releases=5)
    newsroom.telegram.answers[1] = [Gone("bot was blocked by the user")]
    await newsroom.deliver()
    await newsroom.to_the_hour()
    assert len(newsroom.got(1)) == 1
    assert not (await newsroom.reader(1)).active
    assert await newsroom.states() == {"failed": 3}


async def test_what_surely_did_not_leave_is_sent_at_once(newsroom: Newsroom) -> None:
    await newsroom.due(1)
    newsroom.telegram.answers[1] = [NotSent("no connection"), NotSent("no connection")]
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 1}
    assert len(newsroom.got(1)) == 3


async def test_an_outage_burns_no_digest(newsroom: Newsroom) -> None:
    """While nothing answers, single sends try; when Telegram is back, everybody gets theirs."""
    await newsroom.due(*range(1, 101))
    for chat_id in range(1, 101):
        newsroom.telegram.answers[chat_id] = [NotSent("no route to host")]
    for _ in range(20):
        await newsroom.courier.step()
        await newsroom.settle()
    assert len(newsroom.telegram.calls) <= WINDOW
    newsroom.telegram.answers.clear()
    newsroom.clock.advance(timedelta(minutes=2))
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 100}


async def test_a_lost_answer_is_sent_once_more_after_a_while(newsroom: Newsroom) -> None:
    await newsroom.due(1)
    newsroom.telegram.answers[1] = [LOST]
    await newsroom.courier.step()
    await newsroom.settle()
    newsroom.clock.advance(RESEND_AFTER / 2)
    await newsroom.courier.step()
    assert len(newsroom.got(1)) == 1
    await newsroom.deliver()
    assert len(newsroom.got(1)) == 2
    assert await newsroom.states() == {"sent": 1}


async def test_a_second_lost_answer_ends_the_issue_and_the_next_digest_covers_it(newsroom: Newsroom) -> None:
    """Perhaps it arrived, perhaps not: it is not sent a third time, but what it told is told tomorrow."""
    await newsroom.due(1, releases=3)
    newsroom.telegram.answers[1] = [LOST, LOST]
    await newsroom.deliver()
    assert await newsroom.states() == {"unknown": 1, "failed": 1}
    newsroom.releases.publish()
    await newsroom.to_the_hour()
    told = " ".join(html.partition(": ")[2] for html in newsroom.got(1)[2:])
    assert told == "r4 r3 r2 r1"
    assert (await newsroom.reader(1)).cursor == 4


async def test_a_flood_in_a_chat_makes_that_chat_wait(newsroom: Newsroom) -> None:
    await newsroom.due(1, 2)
    newsroom.telegram.answers[1] = [Later(20.0)]
    await newsroom.courier.step()
    await newsroom.settle()
    await newsroom.courier.step()
    await newsroom.settle()
    assert len(newsroom.got(2)) == 1
    newsroom.clock.advance(timedelta(seconds=19))
    await newsroom.courier.step()
    assert len(newsroom.got(1)) == 1
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 2}


async def test_floods_in_several_chats_hold_everybody_also_after_a_restart(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.due(*range(1, 41))
    newsroom.telegram.answers = {1: [Later(5.0)], 2: [Later(30.0)]}
    for _ in range(3):
        await newsroom.courier.step()
        await newsroom.settle()
    calls = len(newsroom.telegram.calls)
    assert calls < 40
    newsroom.dispatcher = newsroom.new_dispatcher()
    newsroom.clock.advance(timedelta(seconds=29))
    assert await newsroom.courier.step() == pytest.approx(1.0, abs=0.1)
    assert len(newsroom.telegram.calls) == calls
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 40}


async def test_a_group_that_moved_gets_its_digest_under_the_new_id(newsroom: Newsroom) -> None:
    await newsroom.due(-1, releases=3)
    newsroom.telegram.answers[-1] = [Migrated(-100)]
    await newsroom.deliver()
    assert len(newsroom.got(-100)) == 2
    assert (await newsroom.reader(-100)).cursor == 3


async def test_a_message_that_telegram_refuses_ends_its_issue_and_is_told_to_the_log(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.due(1, 2, releases=3)
    newsroom.telegram.answers[1] = [Refused("message is too long")]
    await newsroom.deliver()
    assert len(newsroom.got(1)) == 1
    assert len(newsroom.got(2)) == 2
    assert "message is too long" in caplog.text


async def test_a_sender_that_breaks_is_taken_for_a_lost_answer(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.due(1)
    newsroom.telegram.answers[1] = [ZeroDivisionError("an error of the program")]
    await newsroom.deliver()
    assert await newsroom.states() == {"sent": 1}
    assert "ZeroDivisionError" in caplog.text
