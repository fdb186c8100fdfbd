"""Messages to many outside their digests: named by an editor, enqueued once, counted, called back."""

from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from digests.bulletin import render_corrected, render_unseen, render_urgent, render_word
from language.phrases import Phrases
from news.following import follows
from news.models import RECALLED, Addressee, Issue, Language, Message, Release, Subscriber, Tally
from news.ports import Bulletins, Clock, Ledger

__all__ = ["UNDO", "Publicity", "Sending"]

UNDO = timedelta(seconds=10)
"""How long nothing leaves after the confirmation."""
FRESH = timedelta(hours=24)
"""How long an urgent release or a word to all may be sent."""
CORRECTIVE = timedelta(days=7)
"""How long a correction may be."""
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Sending:
    """A message to many on its way."""

    name: str
    to: int
    """How many places it goes to."""


class Publicity:
    def __init__(
        self,
        bulletins: Bulletins,
        ledger: Ledger,
        clock: Clock,
        wake: Callable[[], None],
        forget: Callable[[int], None],
    ) -> None:
        """`wake` tells the dispatcher of new deliveries, `forget` that an issue was rewritten."""
        self._bulletins = bulletins
        self._ledger = ledger
        self._clock = clock
        self._wake = wake
        self._forget = forget

    async def audience(self, release: Release | None = None) -> int:
        """How many subscribers a message would go to; with a release, those alone who follow what it is."""
        count = 0
        async for page in self._subscribers():
            count += sum(release is None or follows(each.choices, release) for each in page)
        return count

    async def urgent(self, release: Release, token: str, *, followers: bool) -> Sending:
        """A release at once: to all, or to those who follow what it is about. The same token sends once."""
        readers: dict[Language, list[Addressee]] = defaultdict(list)
        async for page in self._subscribers():
            for each in page:
                if not followers or follows(each.choices, release):
                    readers[each.language].append(Addressee(each.chat_id, each.thread_id))
        today = self._clock.now().date()
        messages = {language: render_urgent(release, today, Phrases(language)) for language in readers}
        return await self._send(f"urgent {token}", messages, readers)

    async def word(self, text: str, token: str) -> Sending:
        """A word from the office to every subscriber. The same token sends once."""
        readers: dict[Language, list[Addressee]] = defaultdict(list)
        async for page in self._subscribers():
            for each in page:
                readers[each.language].append(Addressee(each.chat_id, each.thread_id))
        return await self._send(f"word {token}", dict.fromkeys(readers, render_word(text)), readers)

    async def undo(self, name: str) -> int:
        """Call back what has not left yet; how many it spares."""
        return await self._bulletins.recall(name, RECALLED)

    async def tally(self, name: str) -> Tally:
        """How far all of that name have come; what a correction is to follow waits with it."""
        tally = await self._bulletins.tally(name)
        owed = [release.id for release, _ in await self._bulletins.owed()]
        followed = [each for each in owed if name.startswith(f"correct {each}-")]
        left = [await self._bulletins.on_their_way(each, name) for each in followed]
        return replace(tally, waiting=tally.waiting + sum(left))

    async def reached(self, release_id: int) -> int:
        """How many places have a message that tells of the release."""
        reach = await self._bulletins.reach(release_id)
        return len({(each.to.chat_id, each.to.thread_id) for each in reach})

    async def settle(self) -> None:
        """Tell those who received what was withdrawn or changed, and were not told: the bot died in between,
        or the message was on its way just then. It is over when none is on its way. Raises StorageError."""
        for release, withdrawn in await self._bulletins.owed():
            name = await self._name(release, withdrawn=withdrawn)
            left = await self._bulletins.on_their_way(release.id, name)
            if withdrawn or release.current:
                await self.correct(release, withdrawn=withdrawn)
            if not left:
                await self._bulletins.settled(release.id)

    async def correct(self, release: Release, *, withdrawn: bool) -> Sending:
        """Bring every message that tells of the release up to date: what arrived is edited or answered, what
        still waits is changed before it leaves, what is on its way is corrected when it has arrived
        (`settle`). Done again for the same change it reaches only those whom it did not reach."""
        withdrawal = await self._bulletins.withdrawal(release.id) if withdrawn else None
        now, name = self._clock.now(), await self._name(release, withdrawn=withdrawn)
        await self._bulletins.owe(release.id)
        pushed = await self._bulletins.pushed(name)
        known: dict[str, set[tuple[int, int | None]]] = defaultdict(set)
        for profile, places in pushed.values():
            known[profile.partition("+")[0]] |= places
        groups: dict[tuple[int, int, int, Language], list[Addressee]] = defaultdict(list)
        for each in await self._bulletins.reach(release.id):
            if each.issue not in pushed:
                groups[each.issue, each.part, each.release, each.language].append(each.to)
        arrived = {issue: await self._ledger.messages(issue) for issue, *_ in groups}
        await self._rewrite_waiting(release, pushed, withdrawn=withdrawn)
        for (issue, part, was, language), to in groups.items():
            profile = f"{name} {issue}.{part}.{was}"
            further = [each for each in to if (each.chat_id, each.thread_id) not in known[profile]]
            if not further:
                continue
            own = f"{profile}+{len(known[profile])}" if known[profile] else profile
            known[profile] |= {(each.chat_id, each.thread_id) for each in further}
            phrases = Phrases(language)
            why = withdrawal[1] if withdrawal else ""
            shown = render_corrected(
                arrived[issue][part], was, release, issue, part, phrases, withdrawn=withdrawn, why=why
            )
            made = Issue(own, -1, -1, now, now + CORRECTIVE, (shown,), language)
            await self._bulletins.push(made, further, now)
        self._wake()
        return Sending(
            name, sum(map(len, known.values())) + await self._bulletins.on_their_way(release.id, name)
        )

    async def _name(self, release: Release, *, withdrawn: bool) -> str:
        """Of the release's present change: a press that comes twice corrects once."""
        withdrawal = await self._bulletins.withdrawal(release.id) if withdrawn else None
        at = withdrawal[0] if withdrawal else release.changed_at
        moment = int((at or release.added_at).timestamp() * 1000)
        return f"correct {release.id}-{'w' if withdrawn else 'c'}{moment}"

    async def _rewrite_waiting(self, release: Release, own: Collection[int], *, withdrawn: bool) -> None:
        """`own` are the issues of this very correction."""
        versions = await self._bulletins.versions_of(release.id)
        for each in await self._bulletins.unsent_with(release.id):
            messages = list(await self._ledger.messages(each.issue))
            replaces = messages[each.part].replaces
            if each.issue in own:
                continue
            if withdrawn and not each.is_digest and replaces is None:
                await self._bulletins.drop(each.issue, "withdrawn before it left")
                continue
            phrases, before = Phrases(each.language), messages[each.part]
            for was in {piece.release for piece in before.told} & versions:
                message = messages[each.part]
                if withdrawn and replaces is None:
                    messages[each.part] = render_unseen(message, was, phrases)
                else:
                    shown = render_corrected(
                        message, was, release, each.issue, each.part, phrases, withdrawn=withdrawn
                    )
                    messages[each.part] = replace(shown, replaces=replaces)
            if messages[each.part] != before:
                await self._bulletins.rewrite(each.issue, messages)
                self._forget(each.issue)

    async def _send(
        self, name: str, messages: Mapping[Language, Message], readers: Mapping[Language, Sequence[Addressee]]
    ) -> Sending:
        now = self._clock.now()
        for language, to in readers.items():
            issue = Issue(f"{name} {language}", -1, -1, now, now + FRESH, (messages[language],), language)
            await self._bulletins.push(issue, to, now + UNDO)
        self._wake()
        return Sending(name, sum(map(len, readers.values())))

    async def _subscribers(self) -> AsyncIterator[Sequence[Subscriber]]:
        last: Subscriber | None = None
        while page := await self._bulletins.active(last, PAGE):
            last = page[-1]
            yield page
