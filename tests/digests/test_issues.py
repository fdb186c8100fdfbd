"""Who is due gets what came in since, composed once for all who get the same."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from digests.issues import Issues
from news.choices import Choices, OnEmpty, Script
from news.models import LANGUAGES, Digest, Message, Rhythm
from tests.digests.fakes import START, TODAY, render
from tests.digests.newsroom import DAY, Newsroom


async def test_a_reader_gets_what_was_published_since_at_their_hour_and_then_no_more(
    newsroom: Newsroom,
) -> None:
    newsroom.releases.publish()
    await newsroom.subscribe(1)
    newsroom.releases.publish()
    newsroom.releases.publish()
    assert await newsroom.tick() == 0
    await newsroom.to_the_hour()
    assert newsroom.got(1) == ["uz-Latn 2026-05-14 2026-05-14: r3 r2"]
    reader = await newsroom.reader(1)
    assert reader.cursor == 3
    assert reader.last_digest_at == START + timedelta(hours=1)
    assert reader.next_due_at == START + timedelta(hours=25)
    await newsroom.tick()
    await newsroom.deliver()
    assert len(newsroom.got(1)) == 1
    newsroom.releases.publish()
    await newsroom.to_the_hour()
    assert newsroom.got(1)[1:] == ["uz-Latn 2026-05-14 2026-05-15: r4"]


async def test_an_empty_day_is_silent_and_does_not_make_the_next_digest_late(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1)
    for _ in range(5):
        await newsroom.to_the_hour()
    assert newsroom.got(1) == []
    newsroom.releases.publish(TODAY + 5 * DAY)
    await newsroom.to_the_hour()
    assert newsroom.got(1) == ["uz-Latn 2026-05-18 2026-05-19: r1"]


async def test_after_downtime_one_digest_covers_the_gap_and_says_so(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1)
    for _ in range(3):
        newsroom.releases.publish()
    newsroom.clock.advance(4 * DAY)
    await newsroom.to_the_hour()
    assert newsroom.got(1) == [
        "uz-Latn 2026-05-14 2026-05-18 late: r3 r2",
        "uz-Latn 2026-05-14 2026-05-18 late: r1",
    ]
    reader = await newsroom.reader(1)
    assert reader.next_due_at == newsroom.clock.now().replace(minute=0, second=0, microsecond=0) + DAY


async def test_who_comes_back_after_months_gets_the_last_month_and_not_all_of_them(
    newsroom: Newsroom,
) -> None:
    await newsroom.subscribe(1)
    for days in (10, 68, 95):
        newsroom.releases.publish(TODAY + days * DAY)
    newsroom.clock.advance(100 * DAY)
    await newsroom.to_the_hour()
    assert newsroom.got(1) == ["uz-Latn 2026-07-22 2026-08-22 late: r3"]
    assert (await newsroom.reader(1)).cursor == 3


async def test_a_day_of_downtime_is_not_late(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1)
    newsroom.releases.publish()
    newsroom.clock.advance(timedelta(hours=20))
    await newsroom.tick()
    await newsroom.deliver()
    assert newsroom.got(1) == ["uz-Latn 2026-05-14 2026-05-15: r1"]


async def test_readers_of_one_profile_share_an_issue_and_those_of_another_get_their_own(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    for chat_id in range(1, 6):
        await newsroom.subscribe(chat_id, language="ru" if chat_id % 2 else "en")
    newsroom.releases.publish()
    composed: list[Digest] = []

    def counting(digest: Digest) -> tuple[Message, ...]:
        composed.append(digest)
        return render(digest)

    newsroom.issues = Issues(newsroom.ledger, newsroom.releases, counting, newsroom.clock)
    await newsroom.to_the_hour()
    assert sorted(digest.window.language for digest in composed) == ["en", "ru"]
    assert len(newsroom.telegram.calls) == 5


async def test_a_preview_is_what_is_sent_to_the_byte(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1)
    for _ in range(3):
        newsroom.releases.publish()
    newsroom.clock.advance(timedelta(minutes=55))
    promised = await newsroom.issues.preview(await newsroom.reader(1))
    await newsroom.to_the_hour()
    assert newsroom.got(1) == [message.html for message in promised]
    assert await newsroom.issues.preview(await newsroom.reader(1)) == ()


async def test_an_issue_that_fails_delays_its_own_readers_only(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.subscribe(1, language="ru")
    await newsroom.subscribe(2, language="en")
    newsroom.releases.publish()
    broken = True

    def failing(digest: Digest) -> tuple[Message, ...]:
        if broken and digest.window.language == "ru":
            raise RecursionError("a release that nobody foresaw")
        return render(digest)

    newsroom.issues = Issues(newsroom.ledger, newsroom.releases, failing, newsroom.clock)
    with caplog.at_level(logging.ERROR):
        await newsroom.to_the_hour()
    assert newsroom.got(1) == []
    assert len(newsroom.got(2)) == 1
    assert "1 readers wait" in caplog.text
    broken = False
    await newsroom.tick()
    await newsroom.deliver()
    assert len(newsroom.got(1)) == 1


async def test_a_zone_that_vanished_from_the_database_of_zones_skips_nobody(newsroom: Newsroom) -> None:
    reader = await newsroom.subscribe(1)
    await newsroom.subscribers.save(replace(reader, zone="Asia/Atlantis"))
    newsroom.releases.publish()
    await newsroom.to_the_hour()
    assert len(newsroom.got(1)) == 1


async def test_what_was_imported_from_the_archive_is_no_news(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1)
    newsroom.releases.publish(TODAY - 400 * DAY)
    newsroom.releases.publish(TODAY - 3 * DAY)
    await newsroom.to_the_hour()
    assert newsroom.got(1) == ["uz-Latn 2026-05-14 2026-05-14: r2"]


async def test_a_new_reader_gets_the_news_of_yesterday_and_today_and_no_older(newsroom: Newsroom) -> None:
    for days in (0, 1, 2):
        newsroom.releases.publish(TODAY - days * DAY)
    new = replace(await newsroom.subscribe(1), chat_id=2, cursor=0, last_digest_at=None)
    await newsroom.subscribers.save(new)
    await newsroom.to_the_hour()
    assert newsroom.got(2) == ["uz-Latn 2026-05-13 2026-05-14: r1 r2"]
    assert newsroom.got(1) == []


async def test_a_clock_set_back_an_hour_sends_nothing_twice(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1)
    newsroom.releases.publish()
    await newsroom.to_the_hour()
    newsroom.releases.publish()
    newsroom.clock.present -= timedelta(hours=1, minutes=5)
    await newsroom.to_the_hour()
    assert newsroom.got(1) == ["uz-Latn 2026-05-14 2026-05-14: r1"]


async def test_who_changes_the_hour_after_the_digest_of_the_day_gets_the_next_one_tomorrow(
    newsroom: Newsroom,
) -> None:
    await newsroom.subscribe(1)
    newsroom.releases.publish()
    await newsroom.to_the_hour()
    newsroom.releases.publish()
    later = newsroom.clock.now() + timedelta(hours=2)
    await newsroom.subscribers.save(replace(await newsroom.reader(1), next_due_at=later))
    newsroom.clock.advance(timedelta(hours=2))
    await newsroom.tick()
    await newsroom.deliver()
    assert len(newsroom.got(1)) == 1
    await newsroom.to_the_hour()
    assert newsroom.got(1)[1:] == ["uz-Latn 2026-05-14 2026-05-15: r2"]


async def test_a_reader_whom_nothing_concerns_gets_a_sign_of_life_at_once_and_then_once_a_week(
    newsroom: Newsroom,
) -> None:
    reader = replace(await newsroom.subscribe(1), chat_id=2, served_on=None)
    await newsroom.subscribers.save(reader)
    for _ in range(15):
        await newsroom.to_the_hour()
    days = [html.split()[2] for html in newsroom.got(2)]
    assert days == ["2026-05-14:", "2026-05-21:", "2026-05-28:"]
    assert all(html.endswith(": alive") for html in newsroom.got(2))


async def test_a_reader_who_wants_to_hear_that_there_is_nothing_hears_it_each_day(newsroom: Newsroom) -> None:
    await newsroom.subscribe(1, choices=Choices(on_empty=OnEmpty.SAY))
    for _ in range(3):
        await newsroom.to_the_hour()
    assert [html.split(": ")[1] for html in newsroom.got(1)] == ["no news"] * 3


async def test_readers_get_what_they_follow_and_equal_choices_share_an_issue(newsroom: Newsroom) -> None:
    numbered = [Choices(topics=(f"Release {number}",)) for number in (1, 2)]
    await newsroom.subscribe(1, choices=numbered[0])
    await newsroom.subscribe(2, choices=numbered[1])
    await newsroom.subscribe(3, choices=replace(numbered[1], on_empty=OnEmpty.SAY))
    await newsroom.subscribe(4, choices=Choices(excluded=("2",), languages=frozenset(LANGUAGES)))
    await newsroom.subscribe(5, choices=Choices(excluded=("2",), script=Script.LATIN))
    newsroom.releases.publish()
    newsroom.releases.publish()
    composed: list[Digest] = []

    def counting(digest: Digest) -> tuple[Message, ...]:
        composed.append(digest)
        return render(digest)

    newsroom.issues = Issues(newsroom.ledger, newsroom.releases, counting, newsroom.clock)
    await newsroom.to_the_hour()
    told = {chat: [html.split(": ")[1] for html in newsroom.got(chat)] for chat in range(1, 6)}
    assert told == {1: ["r1"], 2: ["r2"], 3: ["r2"], 4: ["r1"], 5: ["r1"]}
    assert len(composed) == 3


async def test_after_a_pause_one_digest_covers_all_of_it_and_says_so(newsroom: Newsroom) -> None:
    reader = await newsroom.subscribe(1)
    paused = Rhythm(paused_until=TODAY + 14 * DAY)
    await newsroom.subscribers.save(replace(reader, rhythm=paused, next_due_at=START + 14 * DAY))
    for days in (1, 13):
        newsroom.releases.publish(TODAY + days * DAY)
    newsroom.clock.advance(14 * DAY - timedelta(hours=1))
    await newsroom.to_the_hour()
    assert newsroom.got(1) == ["uz-Latn 2026-05-14 2026-05-28 late: r2 r1"]
