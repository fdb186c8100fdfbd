"""What people set by hand stays: beside what was read, through a new version, when the text is read anew."""

from dataclasses import replace
from datetime import date

from news.corrections import corrected
from news.models import CardField, Draft, Release, Understood
from storage.database import Database
from storage.drafts import Drafts
from storage.releases import Releases
from tests.storage.samples import NOW, ROUNDTABLE, understood

READ = understood("Matn bir.", "r-1", event=ROUNDTABLE)
MADE = {CardField.PLACE: ("Xiva",), CardField.DATE: ("2026-05-20", "2026-05-20")}


async def published(database: Database, read: Understood = READ) -> Release:
    drafts = Drafts(database)
    pending = await drafts.open(1, 77, read.draft, 5, NOW, corrections=MADE)
    result = await drafts.publish(pending, read, 77, NOW)
    assert result is not None
    return result.release


async def test_a_correction_shows_and_what_was_read_is_kept_beside_it(database: Database) -> None:
    release = await published(database)
    assert release.event is not None
    assert (release.event.place, release.event.start) == ("Xiva", date(2026, 5, 20))
    assert release.event.country is None
    assert await Releases(database).corrections_of(release.id) == MADE


async def test_a_new_version_keeps_what_was_set_by_hand(database: Database) -> None:
    await published(database)
    again = replace(READ, text="Matn ikki.", draft=replace(READ.draft, text="Matn ikki."))
    result = await Releases(database).add(again, NOW)
    assert result.release.version == 2
    assert result.release.event is not None
    assert result.release.event.place == "Xiva"
    assert await Releases(database).corrections_of(result.release.id) == MADE


async def test_a_text_that_is_read_anew_keeps_what_was_set_by_hand(database: Database) -> None:
    release = await published(database)

    def better(draft: Draft) -> Understood:
        topic = replace(ROUNDTABLE, topic="Yangi mavzu")
        return understood(draft.text, draft.reference, title=draft.title, event=topic)

    anew = await Releases(database).reread(release.id, better)
    assert anew is not None
    assert anew.event is not None
    assert (anew.event.topic, anew.event.place) == ("Yangi mavzu", "Xiva")
    assert anew.changed_at is None


def test_a_line_of_the_summary_stays_only_where_the_text_says_it() -> None:
    kept = corrected(READ, {CardField.SUMMARY: ("Matn bir.", "Boshqa gap.")})
    assert kept.summary == ("Matn bir.",)
    assert corrected(READ, {CardField.SUMMARY: ("Yoʻq gap.",)}).summary == READ.summary


def test_what_is_no_event_has_neither_day_nor_place() -> None:
    assert corrected(READ, {CardField.TYPE: (), CardField.PLACE: ("Xiva",)}).event is None
