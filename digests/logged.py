"""What a line of the log says, in the words of whoever reads it. The log holds our names of states, kinds and
moments; what people wrote, as titles and reasons, stands as they wrote it. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from language.phrases import Phrases
from news.models import CardField, DraftState, Entry, EventType, Format, Role, Status

__all__ = ["Logged"]

THING = re.compile(r"(draft|release|feed) ([0-9]+)")
THINGS = re.compile(rf"(?:(one|apart|version): )?({THING.pattern}(?:, {THING.pattern})*)")
OUTCOME = re.compile(r"(Added|Duplicate|NewVersion|Revised): (release [0-9]+)")
SENDING = re.compile(r"(urgent|word|correct) \S+")
SENT = re.compile(rf"{SENDING.pattern}: ([0-9]+)(?:: (.*))?", re.DOTALL)
INVITED = re.compile(r"(owner|editor|author)(?: until (\S+)|, invited by ([0-9]+))?")
FILE = re.compile(r"(releases|subscribers|audit)(\.\w+)")
WHYS = ("empty", "too-long", "not stored")
PLACES = ("people", "database", "option four_eyes", "word to all")
SWITCHES = ("on", "off", "draft", "publish", "pause", "resume")


@dataclass(frozen=True, slots=True)
class Logged:
    """A reader of the log."""

    phrases: Phrases
    zone: ZoneInfo
    names: Mapping[int, str]
    """Of people, by id."""

    def subject(self, subject: str) -> str:
        """What something was done to."""
        kind, _, number = subject.partition(" ")
        if kind == "member" and number.isdigit():
            return self._name(number)
        if subject in PLACES:
            return self.phrases.plain("log-place", place=subject.replace(" ", "-"))
        if sending := SENDING.fullmatch(subject):
            return self.phrases.plain("log-sending", kind=sending[1])
        if file := FILE.fullmatch(subject):
            return self.phrases.plain("export-what", what=file[1]) + file[2]
        return self._things(subject)

    def changes(self, entry: Entry) -> list[str]:
        """What stood before and after, as far as the line says it."""
        say = _SAYS.get(entry.action, _as_it_is)
        return [say(self, each) for each in (entry.before, entry.after) if each]

    def _name(self, number: str) -> str:
        return self.names.get(int(number)) or f"№{number}"

    def _things(self, said: str) -> str:
        found = THINGS.fullmatch(said)
        if found is None:
            return said
        things = THING.sub(
            lambda thing: self.phrases.plain("log-subject", kind=thing[1], number=thing[2]), found[2]
        )
        return f"{self.phrases.plain('log-verdict', verdict=found[1])}: {things}" if found[1] else things

    def _moment(self, said: str) -> str:
        try:
            return f"{datetime.fromisoformat(said).astimezone(self.zone):%d.%m.%Y %H:%M}"
        except ValueError:
            return said

    def _state(self, said: str) -> str:
        """`waiting`, perhaps with why: a word of ours, or what somebody typed."""
        state, colon, why = said.partition(": ")
        if state not in set(DraftState):
            return said
        if why in WHYS:
            why = self.phrases.plain("log-why", why=why.replace(" ", "-"))
        return f"{self.phrases.plain('log-state', state=state)}{colon}{why}"

    def _outcome(self, said: str) -> str:
        """What became of a draft; else the source that published by itself."""
        if found := OUTCOME.fullmatch(said):
            return f"{self.phrases.plain('log-outcome', outcome=found[1])}: {self._things(found[2])}"
        if said.startswith("push: "):
            return self.phrases.plain("log-pushed", who=said.removeprefix("push: "))
        return self._state(said)

    def _field(self, said: str) -> str:
        """`type: forum`, `date: 2024-11-27 | 2024-11-28`, `place: Buxoro`."""
        name, colon, value = said.partition(":")
        if name not in set(CardField):
            return said
        told = " · ".join(
            self._value(CardField(name), each) for each in dict.fromkeys(value.strip().split(" | "))
        )
        return f"{self.phrases.plain('card-label', field=name)}{colon} {told}"

    def _value(self, field: CardField, value: str) -> str:
        for name, kinds in (
            (CardField.TYPE, EventType),
            (CardField.STATUS, Status),
            (CardField.FORMAT, Format),
        ):
            if field is name and value in {kind.value for kind in kinds}:
                return self.phrases.plain(f"event-{name.value}", **{name.value: value})
        if not value:
            return self.phrases.plain("card-not-stated")
        try:
            return self.phrases.day(date.fromisoformat(value)) if field in DAYS else value
        except ValueError:
            return value

    def _role(self, said: str) -> str:
        found = INVITED.fullmatch(said)
        if found is None or found[1] not in set(Role):
            return said
        role = self.phrases.plain("role", role=found[1])
        if found[2]:
            return self.phrases.plain("log-until", role=role, when=self._moment(found[2]))
        return self.phrases.plain("log-invited", role=role, who=self._name(found[3])) if found[3] else role

    def _sent(self, said: str) -> str:
        found = SENT.fullmatch(said)
        if found is None:
            return said
        told = self.phrases.plain("log-sent", kind=found[1], count=int(found[2]))
        return f"{told}: {found[3]}" if found[3] else told

    def _switch(self, said: str) -> str:
        return self.phrases.plain("log-switch", to=said) if said in SWITCHES else said


DAYS = (CardField.DATE, CardField.PUBLISHED)


def _as_it_is(_: Logged, said: str) -> str:
    return said


_SAYS: dict[str, Callable[[Logged, str], str]] = {
    "rewrite": Logged._state,
    "move": Logged._state,
    "publish": Logged._outcome,
    "correct": Logged._field,
    "time": Logged._moment,
    "invite": Logged._role,
    "join": Logged._role,
    "assign": Logged._role,
    "remove": Logged._role,
    "push": Logged._sent,
    "set": Logged._switch,
    **dict.fromkeys(("relate", "link", "part", "revert", "merge", "split"), Logged._things),
}
"""By action. Others quote what people wrote."""
