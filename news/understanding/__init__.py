"""From a release to an event card and a summary: pure, deterministic, offline.

`understand` reads a draft through the modules of this package, one for each question: is it an event and of
what kind (kinds), when, where, who (parties), on what (topic), with what result (outcome). Every answer keeps
the sentence and the rule that it came from.
"""

from dataclasses import dataclass

from language.detect import label_of
from news.models import Draft, Event, Evidence, Understood
from news.summary import summarise
from news.understanding import noise
from news.understanding.kinds import Kind, kind_of
from news.understanding.outcome import outcome
from news.understanding.parties import Parties, parties
from news.understanding.reading import HEADINGS, Reading, Sentence, read
from news.understanding.topic import Topic, topic
from news.understanding.when import When, when
from news.understanding.where import Where, format_of, where

__all__ = ["understand"]

_TITLE_CHARACTERS = 300
_HEAD = 3


def understand(draft: Draft) -> Understood:
    """Read a draft. Never raises for what it holds; what the text does not say stays None or empty."""
    title, text = _title_and_text(draft)
    language = label_of(f"{title}\n{text[:4000]}")
    text = noise.cut(title, text)
    reading = read("" if text.startswith(title) else title, text, language)
    kind = kind_of(reading) if reading.sentences or title else None
    found = _event(reading, kind, draft) if kind else None
    sentences = [sentence.text for sentence in reading.sentences] or [title]
    summary = summarise(sentences, _wanted(reading, found), f"{title}\n{text}")
    event = found.event if found else None
    return Understood(draft, language, title, text, event, event.topic if event else None, summary)


def _title_and_text(draft: Draft) -> tuple[str, str]:
    """The draft's own, or the text's first line as title where it had none."""
    title, text = " ".join(draft.title.split()), draft.text.replace("\r\n", "\n").strip()
    if title:
        return title, text
    head, _, rest = text.partition("\n")
    head = " ".join(head.split())
    if len(head) > _TITLE_CHARACTERS or not rest.strip():
        return head[:_TITLE_CHARACTERS], text
    return head, rest.strip()


@dataclass(frozen=True, slots=True)
class _Found:
    """An event and the sentences that a summary goes by."""

    event: Event
    kind: Kind
    result: Sentence | None
    held_in: Sentence | None


def _event(reading: Reading, kind: Kind, draft: Draft) -> _Found:
    time = when(reading, kind, draft.published)
    place = where(reading, kind)
    form, form_in = format_of(reading, kind, housed=place.sentence if place.place else None)
    who = parties(reading, kind)
    about = topic(reading, kind)
    result = outcome(reading, kind, time.status)
    online = form.value == "online"
    event = Event(
        type=kind.type,
        status=time.status,
        start=time.start,
        end=time.end,
        place=None if online else place.place,
        country=None if online else place.country,
        format=form,
        organisers=who.organisers,
        participants=who.participants,
        topic=about.text if about else None,
        outcome=" ".join(result[0].text.split()) if result else None,
        evidence=_evidence(kind, time, place, form_in, who, about, result),
    )
    return _Found(event, kind, result[0] if result else None, who.organisers_in)


def _evidence(
    kind: Kind,
    time: When,
    place: Where,
    form_in: Sentence | None,
    who: Parties,
    about: Topic | None,
    result: tuple[Sentence, str] | None,
) -> tuple[Evidence, ...]:
    """For each field that says something, the sentence and the rule it came from."""
    rows: list[tuple[str, Sentence | None, str]] = [
        ("type", kind.best.sentence, kind.best.rule),
        ("status", time.sentence or kind.best.sentence, f"{time.status} by its verb and its day"),
        ("start", time.sentence, time.rule),
        ("place", place.sentence if place.place else None, place.rule),
        ("country", place.sentence, place.rule),
        ("format", form_in, "words for a meeting over the network"),
        ("organisers", who.organisers_in, who.organisers_rule),
        ("participants", who.participants_in, "people and bodies that the text names"),
        ("topic", about.sentence if about else None, about.rule if about else ""),
        ("outcome", result[0] if result else None, result[1] if result else ""),
    ]
    return tuple(
        Evidence(field, sentence.text, rule) for field, sentence, rule in rows if sentence is not None
    )


def _last_of_all(sentence: Sentence, number: int) -> tuple[bool, bool, int]:
    """Order by place in the text, headings and questions behind."""
    return sentence.index >= HEADINGS, sentence.text.rstrip().endswith("?"), number


def _wanted(reading: Reading, found: _Found | None) -> list[int]:
    """Positions of the sentences that a summary needs, the most needed first: what happened; what came of it;
    who held it; then what stands next. Where nothing happened: the claim, then what stands next."""
    places = {sentence.index: number for number, sentence in enumerate(reading.sentences)}
    rest = sorted(range(len(places)), key=lambda number: _last_of_all(reading.sentences[number], number))
    if not places or found is None:
        return rest or [0]
    own = [m.sentence.index for m in found.kind.mentions if m.sentence.index in places and m.factor >= 2]
    wanted = [places[min(own)] if own and min(own) < _HEAD else rest[0]]
    if found.result is not None:
        wanted.append(places[found.result.index])
    if found.held_in is not None and found.held_in.index in places:
        wanted.append(places[found.held_in.index])
    return wanted + rest
