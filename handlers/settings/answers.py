"""What a typed value means: a change of the subscriber, or a sentence on how to type it. Pure."""

from dataclasses import replace

from handlers.context import Reader
from handlers.settings.changes import pause_of
from language.phrases import Html
from language.zones import find_zone
from news.choices import LEAST, MOST, PHRASE_LENGTH, PHRASES, PhraseField
from news.preferences import Change, Choose, SetHour, SetQuiet, SetZone
from news.typed import LONGEST_PAUSE, parse_hour, parse_most, parse_pause, parse_phrases, parse_quiet

__all__ = ["TYPED", "understood"]

TYPED = ("hour", "zone", "quiet", "pause", "most", "topics", "excluded", "places")
"""The settings whose value may be typed."""


def understood(setting: str, text: str, reader: Reader) -> Change | Html:
    """The change that the text asks for, else what the person is told. KeyError for a setting that is no
    member of TYPED."""
    phrases = reader.phrases
    match setting:
        case "hour":
            hour = parse_hour(text)
            return phrases("hour-not-understood") if hour is None else SetHour(hour)
        case "zone":
            zone = find_zone(text)
            return phrases("zone-not-understood") if zone is None else SetZone(zone)
        case "quiet":
            quiet = parse_quiet(text)
            return phrases("quiet-not-understood") if quiet is None else SetQuiet(quiet)
        case "pause":
            days = parse_pause(text)
            return (
                phrases("pause-not-understood", most=LONGEST_PAUSE)
                if days is None
                else pause_of(days, reader)
            )
        case "most":
            most = parse_most(text)
            if most is None:
                return phrases("most-not-understood", least=LEAST, most=MOST)
            return Choose(replace(reader.subscriber.choices, most=most))
        case "topics" | "excluded" | "places" as field:
            return _with_phrases(field, text, reader)
        case _:
            raise KeyError(setting)


def _with_phrases(field: PhraseField, text: str, reader: Reader) -> Change | Html:
    found = parse_phrases(text)
    if found == "empty":
        return reader.phrases("phrase-empty")
    if found == "long":
        return reader.phrases("phrase-too-long", limit=PHRASE_LENGTH)
    try:
        return Choose(reader.subscriber.choices.with_phrases(field, found))
    except ValueError:
        return reader.phrases("phrase-too-many", limit=PHRASES)
