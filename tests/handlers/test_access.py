"""Who may do what: every command and every kind of press that there is, tried by everybody who may not.

They are taken from the running application and from the forms of callback data, so that one which is added
later is tried too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import timedelta

import pytest
import sqlalchemy
from telegram.ext import CommandHandler

from digests import presses
from digests.presses import InOffice, OnDraft, OnFeed, OnRelease, Press
from handlers.newsroom import DRAFT_ACTS, office, published
from news.models import Pending, Role, Subscriber
from playground import Message, Person
from storage.tables import metadata
from tests.handlers.releases import CONFERENCE, publish
from tests.handlers.stage import Stage

HIDDEN = "Yashirin anjuman boʻlib oʻtadi\n\nErtaga Nukusda yashirin anjuman boʻlib oʻtadi. Unda behi ekiladi."
SECRETS = ("yashirin", "behi", "Sardor", "Hamkasb", "taklif qildi", "№")
"""What nobody outside of the press office is shown: the draft, the people, the log."""
REFUSED = ("faqat muharrirlar", "faqat boshliqlar", "boshqa hamkasbniki", "eskirgan", "boshliqlar")
READERS_OWN = {"subscribers", "questions"}
"""Tables that a reader's own doing changes."""
TWO_MINUTES = timedelta(minutes=2)
"""Between two tries: this is not about how much somebody may do."""

SENIOR = {
    OnRelease: tuple(published.ACTS),
    OnDraft: tuple(DRAFT_ACTS),
    OnFeed: ("list", "open", "check", "pause", "resume", "publish", "draft", "remove"),
    InOffice: (*office.OWNERS, *office.SENIORS),
}
"""Presses of the press office, by form: its actions."""


@dataclass
class Tried:
    """A stage with a published release, a draft that is not, a feed, people, a log; and who tries."""

    stage: Stage
    person: Person
    message: Message
    """One of the bot's in their chat: presses come from it."""
    pending: Pending

    async def newsroom(self) -> dict[str, list[tuple[object, ...]]]:
        """All that stands in the database but what readers leave there."""
        async with self.stage.house.database.reading() as connection:
            return {
                table.name: sorted(map(tuple, await connection.execute(sqlalchemy.select(table))), key=repr)
                for table in metadata.sorted_tables
                if table.name not in READERS_OWN
            }

    async def press(self, press: Press) -> str:
        self.stage.playground.clock.move(TWO_MINUTES)
        return await self.stage.forges(self.person, self.message, presses.data(press))

    def shown(self) -> str:
        """All that the bot has shown to them, buttons too."""
        return "\n".join(
            f"{message.text} {[b.text for row in message.buttons for b in row]}"
            for message in self.person.chat.from_bot
        )


@pytest.fixture
async def newsroom(stage: Stage) -> Stage:
    await publish(stage, CONFERENCE)
    await stage.tells(stage.editor, HIDDEN)
    return stage


async def stranger(stage: Stage) -> Person:
    return stage.reader


async def reader(stage: Stage) -> Person:
    await stage.services.subscribers.save(Subscriber(stage.reader.id, active=True))
    return stage.reader


async def author(stage: Stage) -> Person:
    await stage.hire(stage.reader, Role.AUTHOR)
    return stage.reader


async def removed(stage: Stage) -> Person:
    await stage.hire(stage.reader, Role.EDITOR)
    await stage.services.staff.assign(stage.reader.id, None, stage.editor.id, stage.services.clock.now())
    return stage.reader


async def demoted(stage: Stage) -> Person:
    """Was an editor a moment ago and is an author now."""
    await stage.hire(stage.reader, Role.EDITOR)
    now = stage.services.clock.now()
    await stage.services.staff.assign(stage.reader.id, Role.AUTHOR, stage.editor.id, now)
    return stage.reader


JUNIORS = (stranger, reader, removed, author, demoted)


@pytest.fixture
async def tried(newsroom: Stage, request: pytest.FixtureRequest) -> Tried:
    person = await request.param(newsroom)
    message = await newsroom.tells(person, "/help")
    pending = await newsroom.services.drafts.get(1)
    assert pending is not None
    return Tried(newsroom, person, message, pending)


def commands(stage: Stage) -> list[str]:
    """Every command that any handler takes."""
    handlers = [each for group in stage.application.handlers.values() for each in group]
    return sorted({name for each in handlers if isinstance(each, CommandHandler) for name in each.commands})


def values(kind: type[Press], name: str) -> tuple[str, ...]:
    """What may stand in a field of words."""
    if name == "action":
        return SENIOR[kind]
    return ("menu", "on", "preview") if name == "setting" else ("-",)


def built(kind: type[Press], given: dict[str, object]) -> Press:
    """The press, with what is given of its fields."""
    make: Callable[..., Press] = kind
    names = {field.name for field in fields(kind)}
    return make(**{name: value for name, value in given.items() if name in names})


def made(kind: type[Press], pending: Pending) -> Iterator[Press]:
    """Presses of that form on what is not theirs: numbers are those of the draft, the release, the feed, the
    question that there are, and the draft's own revision."""
    given: dict[str, object] = {
        field.name: pending.revision if field.name == "revision" else 1
        for field in fields(kind)
        if field.type in (int, "int")
    }
    words = [field.name for field in fields(kind) if field.name not in given]
    for first in values(kind, words[0]) if words else ("",):
        yield built(kind, {**given, **dict.fromkeys(words, "-"), **({words[0]: first} if words else {})})


def test_every_action_of_the_press_office_is_named_here() -> None:
    """A form of callback data that has actions is one of the newsroom's."""
    with_actions = {kind for kind in presses._FORMS.values() if "action" in {f.name for f in fields(kind)}}
    assert with_actions == set(SENIOR)


@pytest.mark.parametrize("tried", [stranger, removed], indirect=True, ids=lambda who: who.__name__)
async def test_no_command_shows_or_changes_the_newsroom_to_who_is_not_of_it(tried: Tried) -> None:
    before = await tried.newsroom()
    every = commands(tried.stage)
    assert {"people", "audit", "drafts", "export", "feeds"} <= set(every)
    for command in every:
        for text in (f"/{command}", f"/{command} 1"):
            tried.stage.playground.clock.move(TWO_MINUTES)
            await tried.stage.tells(tried.person, text)
            assert not any(secret in tried.shown() for secret in SECRETS), text
            assert await tried.newsroom() == before, text


@pytest.mark.parametrize("tried", JUNIORS, indirect=True, ids=lambda who: who.__name__)
@pytest.mark.parametrize("command", ["people", "audit", "export", "broadcast", "feeds"])
async def test_the_offices_own_commands_are_refused_with_a_sentence(tried: Tried, command: str) -> None:
    before = await tried.newsroom()
    said = await tried.stage.tells(tried.person, f"/{command}")
    assert any(words in said.text for words in REFUSED), said.text
    assert await tried.newsroom() == before


@pytest.mark.parametrize("tried", JUNIORS, indirect=True, ids=lambda who: who.__name__)
@pytest.mark.parametrize("kind", SENIOR, ids=lambda kind: kind.__name__)
async def test_no_press_of_the_newsroom_works_for_who_may_not(tried: Tried, kind: type[Press]) -> None:
    before = await tried.newsroom()
    for press in made(kind, tried.pending):
        notice = await tried.press(press)
        assert any(words in notice for words in REFUSED), (press, notice)
        assert not any(secret in tried.shown() for secret in SECRETS), press
    assert await tried.newsroom() == before


@pytest.mark.parametrize("tried", [stranger], indirect=True, ids=lambda who: who.__name__)
async def test_no_other_press_shows_what_is_not_out_or_another_persons_questions(tried: Tried) -> None:
    """Every form of callback data that is for readers, with the numbers of what is not theirs."""
    await tried.stage.tells(tried.stage.russian, "sabzavotlar haqida konferensiya")
    before = await tried.newsroom()
    for kind in set(presses._FORMS.values()) - set(SENIOR):
        for press in made(kind, tried.pending):
            notice = await tried.press(press)
            assert "sabzavot" not in notice + tried.shown(), press
            assert not any(secret in tried.shown() for secret in SECRETS), press
            assert await tried.newsroom() == before, press
    assert await tried.stage.services.questions.recent(tried.stage.russian.id, tried.stage.russian.id, 9)


@pytest.mark.parametrize("tried", [author], indirect=True, ids=lambda who: who.__name__)
async def test_an_author_publishes_nothing_not_even_their_own(tried: Tried) -> None:
    card = await tried.stage.tells(tried.person, CONFERENCE.replace("suv", "yer"))
    own = await tried.stage.services.drafts.latest(tried.person.id, tried.person.id)
    assert own is not None
    newest = await tried.stage.services.releases.newest_id()
    notice = await tried.stage.forges(tried.person, card, f"k1:publish:{own.id}:{own.revision}:-")
    assert notice == "Bu qarorga huquqingiz yetmaydi."
    assert await tried.stage.services.releases.newest_id() == newest


@pytest.mark.parametrize("kind", SENIOR, ids=lambda kind: kind.__name__)
async def test_who_may_is_refused_none_of_them(newsroom: Stage, kind: type[Press]) -> None:
    """So that what is tried above would work, were it not refused."""
    message = await newsroom.tells(newsroom.editor, "/help")
    for action in SENIOR[kind]:
        newsroom.playground.clock.move(TWO_MINUTES)
        await newsroom.tells(newsroom.editor, HIDDEN.replace("behi", f"behi {action}"))
        pending = await newsroom.services.drafts.latest(newsroom.editor.id, newsroom.editor.id)
        assert pending is not None
        numbers = {"draft": pending.id, "revision": pending.revision, "release": 1, "feed": 1, "number": 0}
        press = built(kind, {"action": action, **numbers})
        notice = await newsroom.forges(newsroom.editor, message, presses.data(press))
        refusals = ("faqat muharrirlar", "faqat boshliqlar", "boshqa hamkasbniki")
        assert not any(words in notice for words in refusals), (press, notice)


@pytest.mark.parametrize("after", [None, Role.AUTHOR], ids=["removed", "made an author"])
async def test_a_draft_leaves_the_screen_of_whoever_it_concerns_no_more(
    stage: Stage, after: Role | None
) -> None:
    """And no press on the card that stood there brings it back, also where the draft has changed since."""
    await stage.hire(stage.reader, Role.EDITOR)
    await stage.tells(stage.editor, HIDDEN)
    card = await stage.tells(stage.reader, "/drafts")
    assert "ashirin anjuman" in card.text
    people = await stage.tells(stage.editor, "/people")
    for label in ("Hamkasb: muharrir", "muallif" if after else "Roʻyxatdan chiqarish"):
        people, _ = await stage.presses(stage.editor, people, label)
    assert await stage.services.staff.role(stage.reader.id) is after
    assert "ashirin" not in stage.seen(card).text
    assert stage.seen(card).buttons == []
    own = await stage.tells(stage.editor, "/drafts")
    for label in ("✎ Tuzatish", "Turi", "Forum"):
        own, _ = await stage.presses(stage.editor, own, label)
    assert "ashirin" not in stage.seen(card).text
    for data in (each.data for row in card.buttons for each in row if each.data):
        assert await stage.forges(stage.reader, card, data)
        assert "ashirin" not in stage.seen(card).text


@pytest.mark.parametrize("label", ["Sarlavha", "Vaqti"], ids=["a field", "its time"])
async def test_what_the_newsroom_asked_for_is_a_question_once_they_have_left_it(
    stage: Stage, label: str
) -> None:
    """The prompt was open on their screen; what they type changes nothing and is answered as a reader's."""
    await stage.hire(stage.reader, Role.EDITOR)
    card = await stage.tells(stage.reader, HIDDEN)
    if label == "Sarlavha":
        card, _ = await stage.presses(stage.reader, card, "✎ Tuzatish")
    await stage.presses(stage.reader, card, label)
    await stage.services.staff.assign(stage.reader.id, None, stage.editor.id, stage.services.clock.now())
    before = await stage.services.drafts.get(1)
    said = await stage.tells(stage.reader, "ertaga 10:00")
    assert "topilmadi" in said.text
    assert await stage.services.drafts.get(1) == before
