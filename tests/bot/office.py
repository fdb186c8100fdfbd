"""An editor and a site at work in the pressroom, and what readers may therefore see."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from playground import Message, Person
from tests.bot.pressroom import Pressroom
from tests.bot.releases import Text, place_of, text_of

EDITED, PUSHED = ("anor", "behi"), "sayt"
"""Releases of the editor, and the one of the site."""


@dataclass
class Told:
    """One text of a release, and where it stands."""

    text: Text
    chain: int
    """Texts that replace one another have the same."""
    state: str = "open"
    """open, waiting, scheduled, out, replaced, withdrawn or discarded."""
    at: datetime | None = None
    words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.words = self.words or self.text.words


@dataclass
class Story:
    """One release on its way, and what the editor has of it on the screen."""

    name: str
    texts: list[Told] = field(default_factory=list)
    said: Message | None = None
    card: Message | None = None
    """Of a draft that is not decided."""
    place: tuple[str, ...] = ()
    """Typed on the card of a release that is out: readers may see it once that is published."""
    release: int = 0

    @property
    def newest(self) -> Told:
        return self.texts[-1]

    @property
    def stands(self) -> Told | None:
        return next((told for told in self.texts if told.state == "out"), None)

    def goes_out(self, told: Told) -> None:
        for other in self.texts:
            if other.chain == told.chain and other.state == "out":
                other.state = "replaced"
        told.state = "out"


class Office:
    def __init__(self, room: Pressroom) -> None:
        self.room = room
        self.stories = {name: Story(name) for name in (*EDITED, PUSHED)}
        self._tokens = 0

    @property
    def _texts(self) -> list[Told]:
        return [told for story in self.stories.values() for told in story.texts]

    @property
    def hidden(self) -> frozenset[str]:
        """Words that no reader may see."""
        places = {word for story in self.stories.values() for word in story.place}
        secret = {
            word for told in self._texts if told.state not in ("out", "replaced") for word in told.words
        }
        return frozenset(secret | places) - {
            word for told in self._texts if told.state == "out" for word in told.words
        }

    @property
    def out(self) -> frozenset[str]:
        """The first word of each release that stands."""
        return frozenset(told.text.words[0] for told in self._texts if told.state == "out")

    @property
    def headlines(self) -> frozenset[str]:
        """Of what was withdrawn: who received it is told so by its title."""
        return frozenset(
            word for told in self._texts if told.state == "withdrawn" for word in told.text.words[:1]
        )

    @property
    def misspelt(self) -> list[str]:
        return [story.newest.text.misspelt for story in self.stories.values() if story.texts]

    def ticked(self) -> None:
        """The time of what was scheduled may have come."""
        for story in self.stories.values():
            for told in story.texts:
                if told.state == "scheduled" and told.at is not None and told.at <= self.room.now:
                    story.goes_out(told)
                    story.card = None

    async def step(self, name: str, act: str) -> None:
        """Do that, and first what it needs: who publishes has pasted a text before."""
        acts: dict[str, Callable[[Story], Awaitable[None]]] = {
            "paste": self._paste,
            "again": self._again,
            "publish": self._publish,
            "embargo": self._embargo,
            "submit": self._submit,
            "correct": self._correct,
            "fix": self._fix,
            "discard": self._discard,
            "withdraw": self._withdraw,
            "tell": self._tell,
            "urgent": self._urgent,
            "push": self._push,
            "unpush": self._unpush,
            "lift": self._lift,
            "digest": self._digest,
        }
        await acts[act](self.stories[name])
        await self.room.quiet()
        self.ticked()

    async def _paste(self, story: Story) -> None:
        """A new text; an edit of the one before, where that is out."""
        if story.card is not None:
            return
        text = text_of(story.name, len(story.texts) + 1)
        stood = story.stands
        if story.said is not None:
            said = self._editor.edits(story.said, text.whole)
        else:
            said = self._editor.says(text.whole)
        story.card = await self.room.told(self._editor, self._kept(story, said))
        chain = stood.chain if stood else len(story.texts)
        inherited = tuple(word for word in stood.words if word not in stood.text.words) if stood else ()
        story.texts.append(Told(text, chain, words=(*text.words, *inherited)))

    async def _again(self, story: Story) -> None:
        """What was withdrawn is pasted and published once more: a person wants it so."""
        if story.card is not None or not story.texts or story.newest.state != "withdrawn":
            return
        said = self._editor.says(story.newest.text.whole)
        story.card = await self.room.told(self._editor, self._kept(story, said))
        await self._press(story, "publish")
        story.card = None
        for told in story.texts:
            if told.chain == story.newest.chain and told.state == "withdrawn":
                told.state = "replaced"
        story.goes_out(story.newest)

    async def _publish(self, story: Story) -> None:
        await self._paste(story)
        if story.newest.state == "waiting":
            await self._press(story, "reopen")
        elif not story.place and story.newest.state != "open":
            return
        await self._press(story, "publish")
        story.card = None
        if story.place:
            story.newest.words += story.place
            story.place = ()
        story.goes_out(story.newest)

    async def _submit(self, story: Story) -> None:
        """It waits for a second person."""
        await self._paste(story)
        if story.place or story.newest.state != "open":
            return
        staff = self.room.house.staff
        await staff.set_option("four_eyes", "on", self._editor.id, self.room.now)
        draft, revision = self._on_card(story)[0].split(":")[2:4]
        assert story.card is not None
        await self.room.presses(self._editor, story.card, f"k1:submit:{draft}:{revision}:-")
        await staff.set_option("four_eyes", "off", self._editor.id, self.room.now)
        story.newest.state = "waiting"

    async def _embargo(self, story: Story) -> None:
        await self._paste(story)
        if story.place or story.newest.state != "open":
            return
        await self._press(story, "times")
        at = next(data for data in self._on_card(story) if data.startswith("k1:at:"))
        await self._press(story, "at")
        await self._press(story, "publish")
        story.newest.state = "scheduled"
        story.newest.at = datetime.fromtimestamp(int(at.split(":")[4]) * 60, UTC)

    async def _correct(self, story: Story) -> None:
        """By an answer to the card of a new text."""
        await self._paste(story)
        if story.place or story.newest.state != "open":
            return
        story.newest.words += (await self._typed_place(story),)

    async def _fix(self, story: Story) -> None:
        """A place is typed on the card of what is out; nobody sees it before that is published."""
        await self._put_out(story)
        if story.card is not None or not story.texts or story.stands is not story.newest:
            return
        fixing = self.room.presses(self._editor, self._anchor, f"l1:fix:{await self._id(story)}:-")
        story.card = await self.room.told(self._editor, fixing)
        story.place = (await self._typed_place(story),)

    async def _typed_place(self, story: Story) -> str:
        word = place_of(story.name, self._next())
        assert story.card is not None
        said = self._editor.says(f"Joyi: {word.capitalize()}", reply_to=story.card)
        story.card = await self.room.told(self._editor, said)
        return word

    async def _discard(self, story: Story) -> None:
        if story.card is None:
            return
        if not story.place and story.newest.state == "scheduled":
            await self._press(story, "reopen")
        await self._press(story, "discard")
        if story.place:
            # Nobody ever sees it: it stays among what is hidden, with a text of its own that is so too.
            story.texts.insert(0, Told(story.newest.text, -1, "discarded", words=story.place))
            story.place = ()
        else:
            story.newest.state = "discarded"
            story.said = None
        story.card = None

    async def _put_out(self, story: Story) -> None:
        if story.stands is None:
            await self._publish(story)

    async def _withdraw(self, story: Story) -> None:
        await self._put_out(story)
        stands = story.stands
        if stands is None:
            return
        assert await self._on_release("gone", await self._id(story)) == "Qaytarib olindi"
        for told in story.texts:
            if told.chain == stands.chain and told.state in ("out", "replaced"):
                told.state = "withdrawn"
        if story.card is None:
            story.said = None

    async def _tell(self, story: Story) -> None:
        if story.stands is not None:
            await self._on_release("tell", await self._id(story))

    async def _urgent(self, story: Story) -> None:
        """It leaves when the clock has moved on by ten seconds."""
        await self._put_out(story)
        if story.stands is not None:
            number = await self._id(story)
            await self._on_release("send", number, f"all-{self._next():012x}")

    async def _push(self, _: Story) -> None:
        story = self.stories[PUSHED]
        stays_hidden = bool(story.texts) and story.stands is None
        text = text_of(story.name, len(story.texts) + 1)
        answer = await self.room.push(story.name, text.title, text.body, withdrawn=stays_hidden)
        assert not any(word in answer for word in text.words)
        told = Told(text, 0)
        story.texts.append(told)
        if stays_hidden:
            told.state = "withdrawn"
        else:
            story.goes_out(told)

    async def _unpush(self, _: Story) -> None:
        """What the site pushes under its reference from then on stays hidden: a person may bring it back."""
        if self.stories[PUSHED].stands is not None:
            await self._withdraw(self.stories[PUSHED])

    async def _lift(self, _: Story) -> None:
        """To less than a minute after the next time of publication."""
        waiting = [told.at for told in self._texts if told.state == "scheduled" and told.at is not None]
        if waiting:
            await self.room.move(min(waiting) - self.room.now + timedelta(seconds=59))

    async def _digest(self, _: Story) -> None:
        await self.room.to_the_hour()

    @property
    def _editor(self) -> Person:
        return self.room.editor

    @property
    def _anchor(self) -> Message:
        """Some message of the bot in the editor's chat."""
        return self._editor.chat.from_bot[0]

    async def _kept(self, story: Story, said: Awaitable[Message]) -> None:
        story.said = await said

    async def _id(self, story: Story) -> int:
        """Of the release that stands."""
        title = story.stands.text.title if story.stands else ""
        releases = self.room.house.releases
        for number in range(await releases.newest_id(), 0, -1):
            release = await releases.get(number)
            if release is not None and release.current and release.title == title:
                return number
        raise AssertionError(f"{title} does not stand, though it was published")

    def _on_card(self, story: Story) -> list[str]:
        assert story.card is not None
        shown = self._editor.chat.message(story.card.message_id)
        assert shown is not None
        return [button.data for row in shown.buttons for button in row if button.data]

    async def _press(self, story: Story, action: str) -> None:
        """The first button of that action on the card as it stands."""
        assert story.card is not None
        data = next(data for data in self._on_card(story) if data.startswith(f"k1:{action}:"))
        await self.room.presses(self._editor, story.card, data)

    async def _on_release(self, action: str, number: int, value: str = "-") -> str:
        return await self.room.presses(self._editor, self._anchor, f"l1:{action}:{number}:{value}")

    def _next(self) -> int:
        self._tokens += 1
        return self._tokens


def found(words: Iterable[str], seen: str) -> list[str]:
    """Which of the words stand there."""
    return [word for word in words if word in seen]
