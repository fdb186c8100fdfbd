"""What is owed to those who received a release that was withdrawn or changed."""

from datetime import timedelta

from news.models import Issue, Message, Subscriber, Told, Turn
from storage.bulletins import Bulletins
from storage.database import Database
from storage.deliveries import Ledger
from storage.releases import Releases
from storage.subscribers import Subscribers
from tests.storage.samples import NOW, understood

CHAT, DAY, MINUTE = 5, timedelta(days=1), timedelta(minutes=1)
TOLD = Message("Daryolar", told=(Told(1, "Daryolar"),))


async def test_a_withdrawal_is_owed_with_its_reason_until_it_is_settled(database: Database) -> None:
    bulletins, releases = Bulletins(database, Ledger(database)), Releases(database)
    added = await releases.add(understood("Matn."), NOW)
    assert await bulletins.withdrawal(1) is None
    await releases.withdraw(1, 77, "Sana notoʻgʻri", NOW)
    assert [(release.id, withdrawn) for release, withdrawn in await bulletins.owed()] == [(1, True)]
    assert await bulletins.withdrawal(1) == (NOW, "Sana notoʻgʻri")
    await bulletins.settled(added.release.id)
    assert await bulletins.owed() == []


async def test_a_change_is_owed_once_however_often_it_is_said(database: Database) -> None:
    bulletins = Bulletins(database, Ledger(database))
    await Releases(database).add(understood("Matn."), NOW)
    for _ in range(2):
        await bulletins.owe(1)
    assert [(release.id, withdrawn) for release, withdrawn in await bulletins.owed()] == [(1, False)]


async def test_what_has_left_and_has_no_outcome_yet_is_on_its_way(database: Database) -> None:
    """Corrections of the name that is asked about are not: they are counted by themselves."""
    ledger = Ledger(database)
    bulletins = Bulletins(database, ledger)
    await Releases(database).add(understood("Matn."), NOW)
    await Subscribers(database).save(Subscriber(CHAT, active=True, next_due_at=NOW))
    issue = await ledger.add_issue(Issue("p", 0, 1, NOW, NOW + DAY, (TOLD,)))
    await ledger.enqueue({issue: [Turn(CHAT, None, NOW, NOW.date(), NOW + DAY)]}, NOW)
    assert await bulletins.on_their_way(1, "correct 1-c1") == 0
    (delivery,) = await ledger.claim(NOW, 9, NOW + MINUTE)
    assert await bulletins.on_their_way(1, "correct 1-c1") == 1
    await ledger.sent(delivery, 700, NOW, NOW)
    assert await bulletins.on_their_way(1, "correct 1-c1") == 0
    (reach,) = await bulletins.reach(1)
    await bulletins.push(Issue("correct 1-c1 1.0.1", -1, -1, NOW, NOW + DAY, (TOLD,)), [reach.to], NOW)
    assert len(await ledger.claim(NOW, 9, NOW + MINUTE)) == 1
    assert await bulletins.on_their_way(1, "correct 1-c1") == 0
    assert await bulletins.on_their_way(1, "correct 1-c2") == 1
