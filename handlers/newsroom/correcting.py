"""What was read is corrected by hand: a field at a press or as typed, the summary sentence by sentence."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from telegram import Update

from digests.correcting_desk import SENTENCES, render_field, render_fields, render_lines
from handlers.context import Awaited, Context, Reader
from handlers.newsroom import cards, incoming
from handlers.newsroom.pressing import Act, At, again
from handlers.screen import say
from language import sentences
from language.alphabet import canonical
from language.dates import find_period
from language.detect import LANGUAGES
from language.markup import Html, clean
from language.phrases import Phrases
from news.corrections import value_of
from news.intake import FIRST_YEAR, YEARS_AHEAD
from news.models import CardField, EventType, Format, Pending, Status, Understood
from news.summary import LINES, stands_in

__all__ = ["ACTS", "by_label", "set_typed", "typed_field"]

LONGEST = 1000
"""Characters of a field that is typed."""
MOST_NAMES = 40
YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
TYPED = {
    CardField.TITLE,
    CardField.DATE,
    CardField.PLACE,
    CardField.ORGANISERS,
    CardField.PARTICIPANTS,
    CardField.TOPIC,
    CardField.OUTCOME,
    CardField.SUMMARY,
    CardField.PUBLISHED,
}


async def fields(at: At) -> str:
    return await at.put(render_fields(at.shown, at.reader.phrases))


async def field(at: At) -> str:
    """One field's menu; what is typed next is its value."""
    name = _field(at.value)
    if name is None:
        return at.reader.phrases.plain("stale-press")
    if name is CardField.SUMMARY:
        return await lines(at)
    if name in TYPED:
        at.context.chat.expects = "field"
        at.context.chat.awaited = Awaited(at.pending.id, at.pending.revision, name)
    value = _in_words(name, value_of(at.shown.understood, name), at.reader)
    return await at.put(render_field(at.shown, name, value, _offered(name, at), at.reader.phrases))


def _in_words(name: CardField, value: tuple[str, ...], reader: Reader) -> tuple[str, ...]:
    if name in (CardField.DATE, CardField.PUBLISHED):
        return tuple(reader.phrases.day(date.fromisoformat(day)) for day in dict.fromkeys(value))
    if name is CardField.TYPE:
        kind = reader.phrases.plain("event-type", type=value[0]) if value else ""
        return (kind or reader.phrases.plain("card-plain-news"),)
    return value


def _offered(name: CardField, at: At) -> Mapping[str, str]:
    """Days that are likely."""
    if name not in (CardField.DATE, CardField.PUBLISHED):
        return {}
    today, out = at.reader.today, at.shown.understood.draft.published
    likely = [today, today - timedelta(days=1), out]
    if name is CardField.DATE:
        likely += [out - timedelta(days=1), out + timedelta(days=1)]
    return {day.isoformat(): at.reader.phrases.day(day, today) for day in sorted(set(likely))}


async def choose(at: At) -> str:
    """A value that was offered."""
    given, _, value = at.value.partition("-")
    name = _field(given)
    if name is None or not _is_value(name, value, at.reader.today):
        return at.reader.phrases.plain("stale-press")
    return await _set(at, name, (value, value) if name is CardField.DATE else (value,))


def _is_value(name: CardField, value: str, today: date) -> bool:
    known: dict[CardField, type[EventType] | type[Status] | type[Format]] = {
        CardField.TYPE: EventType,
        CardField.STATUS: Status,
        CardField.FORMAT: Format,
    }
    try:
        if name in known:
            known[name](value)
        elif name in (CardField.DATE, CardField.PUBLISHED):
            return _is_near(date.fromisoformat(value).isoformat(), today)
        else:
            return False
    except ValueError:
        return False
    return True


async def clear(at: At) -> str:
    """The text does not state it."""
    name = _field(at.value)
    return at.reader.phrases.plain("stale-press") if name is None else await _set(at, name, ())


async def unset(at: At) -> str:
    """As it was read."""
    name = _field(at.value)
    return at.reader.phrases.plain("stale-press") if name is None else await _set(at, name, None)


async def lines(at: At) -> str:
    """The sentences from which the summary is chosen, page by page."""
    page = int(at.value) if at.value.isdigit() else 0
    every = _sentences(at.shown.understood)
    at.context.chat.expects = None
    page = min(page, max(len(every) - 1, 0) // SENTENCES)
    return await at.put(render_lines(at.shown, every, page, at.reader.phrases))


async def line(at: At) -> str:
    """Take a sentence into the summary, or out of it."""
    every = _sentences(at.shown.understood)
    number = int(at.value) if at.value.isdigit() else len(every)
    if number >= len(every):
        return at.reader.phrases.plain("stale-press")
    chosen, pressed = list(at.shown.understood.summary), every[number]
    if pressed in chosen:
        chosen.remove(pressed)
    else:
        chosen.append(pressed)
    if len(chosen) > LINES:
        return at.reader.phrases.plain("lines-full", count=LINES)
    if not chosen:
        return at.reader.phrases.plain("lines-none")
    order = {sentence: place for place, sentence in enumerate(every)}
    kept = sorted(chosen, key=lambda sentence: order.get(sentence, -1))
    changed = await _stored(at, CardField.SUMMARY, tuple(kept))
    if changed is None:
        return await _beaten(at)
    shown = await cards.shown_to(at.context.services, at.reader, changed)
    await at.put(render_lines(shown, every, number // SENTENCES, at.reader.phrases))
    await cards.refresh(at.context.services, at.context.bot, changed, beside=at.reader.chat_id)
    return ""


def _sentences(understood: Understood) -> list[str]:
    found = dict.fromkeys(" ".join(each.split()) for each in sentences.split(understood.text))
    return [each for each in found if any(map(str.isalpha, each))]


async def typed_field(update: Update, context: Context, reader: Reader, text: str) -> None:
    """The value of the field whose menu was open last."""
    awaited = context.chat.awaited
    pending = await context.services.drafts.get(awaited.draft) if awaited else None
    if awaited is None or awaited.field is None or pending is None:
        context.chat.expects = None
        return
    await set_typed(update, context, reader, pending, awaited.field, text, awaited.revision)


async def set_typed(
    update: Update,
    context: Context,
    reader: Reader,
    pending: Pending,
    name: CardField,
    text: str,
    revision: int | None = None,
) -> None:
    """Set a field to what somebody typed, and show the card below it."""
    services = context.services
    shown = await cards.shown_to(services, reader, pending)
    if not shown.rights.change:
        await say(update, context, reader.phrases("draft-not-yours"))
        return
    value = parsed(name, text, shown.understood, reader)
    if value is None:
        await say(update, context, _not_taken(name, text, reader))
        return
    context.chat.expects, context.chat.awaited = None, None
    was, changed = value_of(shown.understood, name), None
    if revision in (None, pending.revision):
        changed = await services.drafts.correct(pending, name, value, was, reader.person_id, reader.now)
    if changed is None:
        stands = await services.drafts.get(pending.id) or pending
        await incoming.show(context, reader, stands, reader.phrases("draft-changed-meanwhile"))
        return
    await incoming.show(context, reader, changed)
    await cards.refresh(services, context.bot, changed, beside=reader.chat_id)


def parsed(name: CardField, text: str, understood: Understood, reader: Reader) -> tuple[str, ...] | None:
    """What was typed as the field's value; None where it cannot be one."""
    text = clean(text).strip()
    if not text or len(text) > LONGEST:
        return None
    if name in (CardField.DATE, CardField.PUBLISHED):
        return _day(name, text, reader)
    if name in (CardField.ORGANISERS, CardField.PARTICIPANTS):
        names = [" ".join(each.split()) for each in text.replace("\n", ";").split(";")]
        return tuple(each for each in names if each)[:MOST_NAMES] or None
    if name is CardField.SUMMARY:
        told = [" ".join(each.split()) for each in text.split("\n") if each.strip()]
        source = f"{understood.title}\n{understood.text}"
        return tuple(told) if len(told) <= LINES and all(stands_in(each, source) for each in told) else None
    return (" ".join(text.split()),)


def _not_taken(name: CardField, text: str, reader: Reader) -> Html:
    """Why it cannot be the field's value."""
    if name in (CardField.DATE, CardField.PUBLISHED) and not _is_near(text, reader.today):
        return reader.phrases("day-too-far", first=str(FIRST_YEAR), last=str(reader.today.year + YEARS_AHEAD))
    return reader.phrases("field-not-understood", field=name.value)


def _is_near(text: str, today: date) -> bool:
    """Whether every year that is named is one that a press office writes about. `find_period` passes over a
    year that it does not know, and would take the day for one of this year."""
    return all(FIRST_YEAR <= int(year) <= today.year + YEARS_AHEAD for year in YEAR.findall(text))


def _day(name: CardField, text: str, reader: Reader) -> tuple[str, ...] | None:
    found = find_period(text, reader.today)
    if found is None or (found.end - found.start).days > 62 or not _is_near(text, reader.today):
        return None
    if name is CardField.PUBLISHED:
        return (found.start.isoformat(),) if found.start == found.end else None
    return found.start.isoformat(), found.end.isoformat()


def by_label(text: str) -> tuple[CardField, str] | None:
    """`Sana: 28-noyabr`, in answer to a card: the field of that label, and what is said of it."""
    label, colon, rest = text.partition(":")
    if not colon or not rest.strip() or "\n" in label:
        return None
    name = _labels().get(_key(label))
    return None if name is None else (name, rest.strip())


@cache
def _labels() -> Mapping[str, CardField]:
    """Every label of every language: an editor answers a card in the words that they have at hand."""
    return {
        _key(Phrases(language).plain("card-label", field=name.value)): name
        for language in LANGUAGES
        for name in CardField
        if name in TYPED
    }


def _key(label: str) -> str:
    """The same in both alphabets of Uzbek and with any apostrophe."""
    return canonical(" ".join(label.split()))


async def _set(at: At, name: CardField, value: tuple[str, ...] | None) -> str:
    at.context.chat.expects = None
    changed = await _stored(at, name, value)
    if changed is None:
        return await _beaten(at)
    services = at.context.services
    await at.put(await cards.card_for(services, at.reader, changed))
    await cards.refresh(services, at.context.bot, changed, beside=at.reader.chat_id)
    return at.reader.phrases.plain("settings-saved")


async def _stored(at: At, name: CardField, value: tuple[str, ...] | None) -> Pending | None:
    was, now = value_of(at.shown.understood, name), at.reader.now
    return await at.context.services.drafts.correct(at.pending, name, value, was, at.reader.person_id, now)


async def _beaten(at: At) -> str:
    stands = await at.context.services.drafts.get(at.pending.id)
    return await again(at.update, at.context, at.reader, stands or at.pending)


def _field(value: str) -> CardField | None:
    return CardField(value) if value in {name.value for name in CardField} else None


ACTS: dict[str, tuple[str, Act]] = {
    "fix": ("change", fields),
    "field": ("change", field),
    "set": ("change", choose),
    "clear": ("change", clear),
    "unset": ("change", unset),
    "lines": ("change", lines),
    "line": ("change", line),
}
"""By action: the right that it needs, and what does it."""
