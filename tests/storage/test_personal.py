"""Whoever asks gets everything that is held of them, and is forgotten when they say so: nothing names them
then."""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import DBAPIError

import storage
from news.models import Addressee, DeliveryState, Issue, Message, Role, Subscriber, Turn
from news.ports import StorageError
from storage.audit import Audit
from storage.bulletins import Bulletins
from storage.database import Database
from storage.deliveries import Ledger
from storage.desk_tables import audit, drafts, invitations
from storage.drafts import Drafts
from storage.erasure import Erasure
from storage.ledger_tables import deliveries, turns
from storage.personal import ELSEWHERE, HELD
from storage.pseudonyms import CEILING, Pseudonyms
from storage.questions import Questions
from storage.releases import Releases
from storage.retention import Kept, Retention
from storage.staff import Staff
from storage.subscribers import Subscribers
from storage.tables import metadata
from tests.storage.life import DAY, GROUP, HALIMA, NAME, OTHER, WORDS, Life, draft
from tests.storage.samples import NOW

WHOSE = re.compile(r"(chat|person|user|host|author|member|reader|owner)_id$|_by$")


@pytest.fixture
async def life(database: Database) -> Life:
    return await Life(database).lived()


def test_every_column_that_says_whose_a_row_is_is_exported_and_erased_or_says_why_not() -> None:
    for module in pkgutil.iter_modules(storage.__path__):
        importlib.import_module(f"storage.{module.name}")
    columns = {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if WHOSE.search(column.name) and not column.foreign_keys
    }
    known = {(held.table.name, held.column) for held in HELD} | set(ELSEWHERE)
    assert columns - known == set(), "name it in storage.personal.HELD and forget it in storage.erasure"
    assert known - columns == set()


async def test_the_export_has_a_section_for_every_place_where_something_is_held(life: Life) -> None:
    document = await Erasure(life.database).export(HALIMA)
    assert set(document) == {held.section for held in HELD}
    said = str(document)
    assert all(word in said for word in (NAME, *WORDS, "Dayjest 1, 1-qism", "https://feed.example"))
    assert "Boshqa'" not in said
    assert "boshqa-savol" not in said


async def test_of_a_stranger_there_is_nothing_to_export(life: Life) -> None:
    assert await Erasure(life.database).export(4242) == {}


async def test_whoever_was_erased_is_nowhere_in_the_database(life: Life) -> None:
    """Its files to the byte, free pages and journal too; on PostgreSQL every row of every table."""
    assert set(await life.traces()) == set(life.sought())
    assert await Erasure(life.database).erase(HALIMA, NOW, other_owners=True)
    assert await life.traces() == []
    assert await Erasure(life.database).export(HALIMA) == {}


async def test_words_that_the_forgetting_was_at_before_are_nowhere_either(life: Life) -> None:
    """Her draft is long deleted for its age: nothing leads from her to its lines in the log any more."""
    kept = Kept(None, None, None, drafts=90 * DAY, updates=None)
    before = await life.rows(audit)
    assert await Retention(life.database, kept).run(NOW + 200 * DAY) == {"drafts": 1}
    changed = [now for was, now in zip(before, await life.rows(audit), strict=True) if was != now]
    assert {(row["subject"], row["before"], row["after"]) for row in changed} == {("draft 2", None, None)}
    assert await Erasure(life.database).erase(HALIMA, NOW + 201 * DAY, other_owners=True)
    assert await life.traces() == []


async def test_a_draft_that_goes_with_its_group_leaves_no_words_of_its_author(life: Life) -> None:
    opened = await Drafts(life.database).open(GROUP, HALIMA, draft("guruhda-yozilgan", "matn"), 50, NOW)
    assert await Erasure(life.database).erase(GROUP, NOW, other_owners=True)
    assert opened.id not in {row["id"] for row in await life.rows(drafts)}
    assert b"guruhda-yozilgan" not in await life.dump()


async def test_others_keep_everything_and_the_ledger_its_counts(life: Life) -> None:
    counts, others = await Ledger(life.database).counts(), await Erasure(life.database).export(OTHER)
    assert await Erasure(life.database).erase(HALIMA, NOW, other_owners=True)
    assert await Erasure(life.database).export(OTHER) == others
    after = await Ledger(life.database).counts()
    assert sum(after.values()) == sum(counts.values())
    assert after[DeliveryState.SENT] == counts[DeliveryState.SENT]
    rows = await life.rows(deliveries)
    hers = {row["chat_id"] for row in rows} - {OTHER}
    assert len(hers) == 1
    assert hers == {row["chat_id"] for row in await life.rows(turns)} - {OTHER}
    assert hers.pop() < CEILING
    assert await Staff(life.database).role(OTHER) is Role.OWNER


async def test_a_second_word_to_erase_changes_nothing(life: Life) -> None:
    personal = Erasure(life.database)
    assert await personal.erase(HALIMA, NOW, other_owners=True)
    before = {table.name: await life.rows(table) for table in metadata.sorted_tables}
    assert await personal.erase(HALIMA, NOW, other_owners=True)
    assert {table.name: await life.rows(table) for table in metadata.sorted_tables} == before


async def test_what_the_office_has_stays_the_offices_and_names_nobody(life: Life) -> None:
    """Handed in, published, corrected: others decide on it and readers have read it."""
    assert await Erasure(life.database).erase(HALIMA, NOW, other_owners=True)
    left = [(row["title"], row["author_id"]) for row in await life.rows(drafts)]
    assert left == [("idora matni 2", 0), ("Boshqaniki", OTHER)]
    assert (await Releases(life.database).published_between(NOW.date(), NOW.date()))[0].event is None
    assert [row["made_by"] for row in await life.rows(invitations)] == [9001]


async def test_the_log_says_what_was_done_and_no_longer_by_whom(life: Life) -> None:
    before = await life.rows(audit)
    assert await Erasure(life.database).erase(HALIMA, NOW, other_owners=True)
    after = await life.rows(audit)
    kept = ("id", "at", "action")
    assert [[row[name] for name in kept] for row in before] == [[row[name] for name in kept] for row in after]
    (stranger,) = {row["person_id"] for row in after} - {OTHER, 78, 9001}
    assert stranger < CEILING
    joined = [row for row in after if row["action"] == "join" and row["person_id"] == 78]
    assert [(row["subject"], row["after"]) for row in joined] == [("member 78", "author")]
    assert {row["subject"] for row in after} >= {f"member {stranger}"}


@pytest.mark.parametrize(
    "change",
    [
        {"action": "publish"},
        {"at": NOW + timedelta(days=1)},
        {"person_id": 5},
        {"person_id": None},
        {"subject": "release 6"},
        {"subject": "member -5"},
        {"after": "more than it said"},
        {"after": "what it s"},
        {"after": ""},
        {"after": None},
        {"before": None},
        {"before": None, "after": None},
        {"before": None, "after": "", "person_id": CEILING - 1},
        {"before": None, "after": None, "person_id": CEILING - 1},
    ],
    ids=str,
)
async def test_the_log_can_be_changed_in_no_other_way(life: Life, change: dict[str, object]) -> None:
    log = Audit(life.database)
    await log.record(NOW, 7, "withdraw", "release 5", "what it was", "what it said, invited by 78")
    assert await refused(life.database, audit.c.action == "withdraw", change)


async def test_words_go_from_the_log_for_drafts_that_are_the_authors_alone_only(life: Life) -> None:
    """Draft 2 was discarded, 3 is handed in, 4 published; a draft 1000 never was."""
    wiped = {"before": None, "after": None}
    await Audit(life.database).record(NOW, 7, "open", "draft 1000", None, "words")
    for number, refuses in ((1, False), (2, False), (3, True), (4, True), (1000, False)):
        assert await refused(life.database, audit.c.subject == f"draft {number}", wiped) is refuses
    assert await refused(life.database, audit.c.subject == "draft 2", {"after": "other words"})


async def test_a_line_that_somebody_joined_loses_who_invited_them_only(life: Life) -> None:
    joined = (audit.c.action == "join") & (audit.c.person_id == 78)
    for after in ("", "auth", "owner", "author, invited by 5", None):
        assert await refused(life.database, joined, {"after": after})
    assert not await refused(life.database, joined, {"after": "author"})


async def test_a_pseudonym_in_the_log_is_not_changed_for_another_one(life: Life) -> None:
    assert await Erasure(life.database).erase(HALIMA, NOW, other_owners=True)
    theirs = audit.c.person_id < CEILING
    assert await refused(life.database, theirs, {"person_id": CEILING - 1})
    assert await refused(life.database, audit.c.subject.startswith("member -"), {"subject": "member -5"})


async def test_words_like_an_invitation_do_not_stand_in_the_way_of_erasure(life: Life) -> None:
    await Audit(life.database).record(NOW, 7, "withdraw", "release 5", None, f"x, invited by {OTHER}")
    assert await Erasure(life.database).erase(OTHER, NOW, other_owners=True)


async def refused(database: Database, lines: ColumnElement[bool], change: Mapping[str, object]) -> bool:
    """Whether the database refuses that change of these lines of the log."""
    try:
        async with database.writing() as connection:
            assert (await connection.execute(update(audit).where(lines).values(**change))).rowcount
    except (StorageError, DBAPIError):
        return True
    return False


async def test_the_last_owner_is_not_erased(life: Life) -> None:
    personal, staff = Erasure(life.database), Staff(life.database)
    await staff.assign(OTHER, Role.EDITOR, HALIMA, NOW)
    before = await personal.export(HALIMA)
    assert not await personal.erase(HALIMA, NOW, other_owners=False)
    assert await personal.export(HALIMA) == before
    await staff.assign(OTHER, Role.OWNER, HALIMA, NOW)
    assert await personal.erase(HALIMA, NOW, other_owners=False)
    assert not await personal.erase(OTHER, NOW, other_owners=False)


async def test_a_digest_in_flight_ends_and_leaves_no_trace(life: Life) -> None:
    """One message is on its way, its part after it waits: Telegram's answer comes when she is forgotten."""
    ledger, personal = Ledger(life.database), Erasure(life.database)
    issue = await ledger.add_issue(
        Issue("q", 0, 1, NOW, NOW + timedelta(days=2), (Message("1"), Message("2")))
    )
    later = NOW + timedelta(days=1, hours=1)
    turn = Turn(HALIMA, None, NOW, date(2026, 6, 1), later)
    assert await ledger.enqueue({issue: [turn]}, later) == 1
    claimed = await ledger.claim(later, 9, later + timedelta(hours=1))
    (leaving,) = [each for each in claimed if each.issue == issue]
    assert await personal.erase(HALIMA, NOW, other_owners=True)
    await ledger.later(leaving, later + timedelta(hours=1), "Telegram asked to wait")
    assert await life.traces() == []
    hers = [row["state"] for row in await life.rows(deliveries) if row["issue_id"] == issue]
    assert hers == ["failed", "failed"]
    after = later + timedelta(hours=2)
    assert [each.chat_id for each in await ledger.claim(after, 99, after)] in ([], [OTHER], [OTHER, OTHER])


async def test_nobody_who_was_forgotten_meanwhile_comes_back_by_a_digest_that_was_being_made(
    database: Database,
) -> None:
    """The tick read who is due, then she asked to be forgotten, then the tick enqueued."""
    ledger, subscribers = Ledger(database), Subscribers(database)
    await subscribers.save(Subscriber(HALIMA, active=True, next_due_at=NOW))
    issue = await ledger.add_issue(Issue("q", 0, 1, NOW, NOW + timedelta(days=2), (Message("1"),)))
    assert await Erasure(database).erase(HALIMA, NOW, other_owners=True)
    assert await ledger.enqueue({issue: [Turn(HALIMA, None, NOW, NOW.date(), NOW)]}, NOW) == 0
    bulletin = Issue("word x", -1, -1, NOW, NOW + timedelta(days=1), (Message("1"),))
    assert await Bulletins(database, ledger).push(bulletin, [Addressee(HALIMA)], NOW)
    assert await Life(database).traces() == []


async def test_whoever_was_erased_begins_anew_as_a_new_reader(life: Life) -> None:
    personal, ledger = Erasure(life.database), Ledger(life.database)
    assert await personal.erase(HALIMA, NOW, other_owners=True)
    fresh = Subscriber(HALIMA, active=True, next_due_at=NOW)
    await Subscribers(life.database).save(fresh)
    assert await Subscribers(life.database).get(HALIMA) == fresh
    issue = await ledger.find_issue("p0", 0, 1)
    assert issue is not None
    assert await ledger.enqueue({issue: [Turn(HALIMA, None, NOW, NOW.date(), NOW)]}, NOW) == 1
    await Questions(life.database).keep(HALIMA, HALIMA, "yangi savol", NOW, update_id=99)
    assert await personal.erase(HALIMA, NOW, other_owners=True)
    assert await life.traces() == []


async def test_a_group_is_forgotten_by_itself_and_whoever_set_it_up_is_not(life: Life) -> None:
    personal = Erasure(life.database)
    assert await personal.erase(GROUP, NOW, other_owners=False)
    assert await Subscribers(life.database).get(GROUP) is None
    assert "places_set_up" not in await personal.export(HALIMA)
    assert "role" in await personal.export(HALIMA)


@pytest.mark.parametrize("sent", [True, False])
async def test_a_group_that_became_a_supergroup_is_forgotten_under_both_of_its_ids(
    database: Database, sent: bool
) -> None:
    """Somebody had subscribed under the new one, too: each had a digest of its own that day, and one digest
    went to both."""
    subscribers, ledger, old = Subscribers(database), Ledger(database), -4_001_234_567
    for chat in (old, GROUP):
        await subscribers.save(Subscriber(chat, active=True, next_due_at=NOW))
    made = [Issue(name, 0, 1, NOW, NOW + 2 * DAY, (Message(name),)) for name in "abc"]
    first, second, both = [await ledger.add_issue(issue) for issue in made]
    given = {first: [(old, 0)], second: [(GROUP, 0)], both: [(old, 1), (GROUP, 1)]}
    turns_of = {
        issue: [Turn(chat, None, NOW, NOW.date() + day * DAY, NOW + DAY) for chat, day in to]
        for issue, to in given.items()
    }
    assert await ledger.enqueue(turns_of, NOW) == 4
    for delivery in await ledger.claim(NOW, 9, NOW + DAY) if sent else ():
        await ledger.sent(delivery, 100 + delivery.id, NOW, NOW)
    await subscribers.migrate(old, GROUP)
    life = Life(database)
    assert len((await Erasure(database).export(GROUP))["digests"]) == 3
    assert str(old) not in await said(life)
    assert await Erasure(database).erase(GROUP, NOW, other_owners=True)
    assert str(GROUP) not in await said(life)
    assert (len(await life.rows(deliveries)), len(await life.rows(turns))) == (4, 4)
    assert sum((await ledger.counts()).values()) == 4


async def said(life: Life) -> str:
    """Every row of every table."""
    return str([await life.rows(table) for table in metadata.sorted_tables])


async def test_a_correction_is_not_sent_to_a_pseudonym(database: Database) -> None:
    """A message arrived, its reader was forgotten, then the release is withdrawn."""
    life = Life(database)
    await life.reads()
    bulletins = Bulletins(database, Ledger(database))
    await Erasure(database).erase(HALIMA, NOW, other_owners=True)
    reached = {each.to.chat_id for release in range(1, 4) for each in await bulletins.reach(release)}
    assert all(chat > CEILING for chat in reached)


def test_a_pseudonym_is_no_id_of_telegram_and_another_one_each_time() -> None:
    once = Pseudonyms()
    drawn = {once.of(chat) for chat in range(1000)}
    assert len(drawn) == 1000
    assert all(-(2**63) <= each < CEILING for each in drawn)
    assert once.of(5) == once.of(5)
    assert once.of(5) != Pseudonyms().of(5)
