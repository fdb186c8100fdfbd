"""What the proof of several processes found, counted at the playground, and whether that holds."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

__all__ = ["Blow", "Report", "count_arrivals"]


Arrival = tuple[float, frozenset[str]]
"""When something came, and the releases that it names."""


@dataclass(slots=True)
class Blow:
    """Something that happened to the bot."""

    name: str
    at: float
    """Seconds since the epoch."""
    sent: int
    """Messages that were confirmed before."""
    on_their_way: int = 0
    """Messages whose fate it may have left unknown, and no blow before it."""
    repeats: int = 0
    """Messages that came twice, the first time about now."""
    gap: float = 0.0
    """The longest time without any message from then on until the next blow, in seconds."""


@dataclass(slots=True)
class Report:
    """Everything that was counted."""

    readers: int
    parts: int = 0
    """Messages of one digest."""
    begun_at: float = 0.0
    seconds: float = 0.0
    """From the first message to the last."""
    gap: float = 0.0
    """The longest time without any message between those two."""
    arrived: int = 0
    resent: int = 0
    """Messages that the ledger sent again because it could not know whether they had arrived."""
    repeats: int = 0
    """Messages that came once too often."""
    lost: int = 0
    """(reader, part) that never arrived."""
    disordered: int = 0
    """Readers to whom a later part came before an earlier one."""
    asked: int = 0
    """Questions put while all this happened."""
    unanswered: int = 0
    told_to_ask_again: int = 0
    """Questions whose answer failed and whose asker was told so."""
    answered_twice: int = 0
    taken_anew: int = 0
    """Questions that a second process answered, since the first had died over them."""
    states: dict[str, int] = field(default_factory=dict)
    blows: list[Blow] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    """Telegram's refusals, by text."""
    used: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Process -> seconds of processor, peak megabytes."""
    codes: list[int] = field(default_factory=list)
    """Exit codes at the end."""

    @property
    def on_their_way(self) -> int:
        return sum(blow.on_their_way for blow in self.blows)

    @property
    def bound(self) -> int:
        """So many messages may come twice: what was on its way at a blow, and of that what was sent again."""
        return min(self.on_their_way, self.resent)

    def faults(self) -> list[str]:
        """In what it did not hold."""
        unfinished = sum(count for state, count in self.states.items() if state != "sent")
        wrong = {
            "messages were lost": self.lost,
            "readers got parts out of order": self.disordered,
            f"messages came twice beyond the bound of {self.bound}": max(self.repeats - self.bound, 0),
            "questions have no answer": self.unanswered,
            "answers came twice without a reason": max(
                self.answered_twice - self.taken_anew - self.told_to_ask_again, 0
            ),
            "deliveries did not end as sent": unfinished,
            "processes did not end in good order": sum(map(bool, self.codes)),
        }
        return [f"{number} {what}" for what, number in wrong.items() if number]

    def __str__(self) -> str:
        return "\n".join([*self._messages(), "", *self._blows(), "", *self._used(), "", self.verdict])

    @property
    def verdict(self) -> str:
        faults = self.faults()
        return f"VERDICT: it does not hold: {'; '.join(faults)}" if faults else "VERDICT: it holds"

    def _messages(self) -> Iterator[str]:
        yield (
            f"{self.readers:,} readers, a digest of {self.parts} messages: {self.arrived:,} came in "
            f"{self.seconds:.0f} s, {self.arrived / max(self.seconds, 1):.1f} messages/s"
        )
        yield f"lost {self.lost}, out of order {self.disordered}, twice {self.repeats}; bound {self.bound}:"
        yield (
            f"  on their way at the blows that reach them {self.on_their_way}; "
            f"of these sent again in doubt {self.resent}"
        )
        yield f"longest time without any message {self.gap:.1f} s"
        yield (
            f"{self.asked} asked meanwhile: {self.unanswered} without an answer, "
            f"{self.told_to_ask_again} told to ask again, {self.answered_twice} answered twice, "
            f"{self.taken_anew} taken over from the dead"
        )
        yield f"the ledger: {self.states}; Telegram refused: {self.refused or 'nothing'}"
        yield f"exit codes: {self.codes}"

    def _blows(self) -> Iterator[str]:
        yield f"{'second':>6}  {'sent':>7}  {'on way':>6}  {'twice':>5}  {'longest gap after':>17}"
        for blow in self.blows:
            yield (
                f"{blow.at - self.begun_at:>6.0f}  {blow.sent:>7,}  {blow.on_their_way:>6}  {blow.repeats:>5}"
                f"  {blow.gap:>15.1f} s  {blow.name}"
            )

    def _used(self) -> Iterator[str]:
        yield f"{'processor':>10}  {'a message':>9}  {'memory':>7}"
        for name, (seconds, megabytes) in self.used.items():
            each = seconds / max(self.arrived, 1) * 1000
            yield f"{seconds:>8.1f} s  {each:>6.2f} ms  {megabytes:>4.0f} MB  {name}"


def count_arrivals(
    report: Report, parts: Sequence[frozenset[str]], chats: Mapping[int, Sequence[Arrival]]
) -> None:
    """What came to each reader against the parts of the digest."""
    moments: list[float] = []
    for arrived in chats.values():
        came = [(at, parts.index(names)) for at, names in arrived if names in parts]
        times = Counter(part for _, part in came)
        report.lost += sum(part not in times for part in range(len(parts)))
        order = list(dict.fromkeys(part for _, part in came))
        report.disordered += order != sorted(order)
        for at, part in came:
            moments.append(at)
            times[part] -= 1
            if times[part]:  # it will come again
                report.repeats += 1
                _blamed(report, at).repeats += 1
    report.lost += (report.readers - len(chats)) * len(parts)
    report.arrived = len(moments)
    _gaps(report, sorted(moments))


def _blamed(report: Report, at: float) -> Blow:
    """What came first at that time was on its way when the nearest blow struck."""
    return min(report.blows, key=lambda blow: abs(blow.at - at), default=Blow("nothing", at, 0))


def _gaps(report: Report, moments: Sequence[float]) -> None:
    if not moments:
        return
    report.seconds = moments[-1] - moments[0]
    report.begun_at = moments[0]
    for earlier, later in pairwise(moments):
        report.gap = max(report.gap, later - earlier)
        for blow, following in pairwise([*report.blows, Blow("the end", moments[-1], 0)]):
            if earlier < following.at and later > blow.at:
                blow.gap = max(blow.gap, later - earlier)
