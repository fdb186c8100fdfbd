"""Messages to many outside their digests: named by an editor, enqueued once, counted, called back."""

import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from digests.bulletin import render_corrected, render_urgent, render_word
from language.phrases import Phrases
from news.following import follows
from news.models import Addressee, Issue, Language, Message, Release, Subscriber, Tally
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
        return await self._bulletins.recall(name, "called back")

    async def tally(self, name: str) -> Tally:
        return await self._bulletins.tally(name)

    async def reached(self, release_id: int) -> int:
        """How many places have a message that tells of the release."""
        reach = await self._bulletins.reach(release_id)
        return len({(each.to.chat_id, each.to.thread_id) for each in reach})

    async def correct(self, release: Release, *, withdrawn: bool) -> Sending:
        """Bring every message that tells of the release up to date: what arrived is edited or answered, what
        still waits is changed before it leaves."""
        await self._rewrite_waiting(release, withdrawn=withdrawn)
        now, name = self._clock.now(), f"correct {release.id}-{secrets.token_hex(4)}"
        groups: dict[tuple[int, int, int, Language], list[Addressee]] = defaultdict(list)
        for each in await self._bulletins.reach(release.id):
            groups[each.issue, each.part, each.release, each.language].append(each.to)
        for (issue, part, was, language), to in groups.items():
            message = (await self._ledger.messages(issue))[part]
            phrases = Phrases(language)
            shown = render_corrected(message, was, release, issue, part, phrases, withdrawn=withdrawn)
            made = Issue(f"{name} {issue}.{part}.{was}", -1, -1, now, now + CORRECTIVE, (shown,), language)
            await self._bulletins.push(made, to, now)
        self._wake()
        return Sending(name, sum(map(len, groups.values())))

    async def _rewrite_waiting(self, release: Release, *, withdrawn: bool) -> None:
        versions = await self._bulletins.versions_of(release.id)
        for issue, part, language in await self._bulletins.unsent_with(release.id):
            messages = list(await self._ledger.messages(issue))
            for was in {each.release for each in messages[part].told} & versions:
                shown = render_corrected(
                    messages[part], was, release, issue, part, Phrases(language), withdrawn=withdrawn
                )
                messages[part] = replace(shown, replaces=messages[part].replaces)
            await self._bulletins.rewrite(issue, messages)
            self._forget(issue)

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
