"""The press office's own pages: people, the log, a word to all before it goes, files to take away. Pure."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from digests.bulletin import render_word
from digests.logged import Logged
from digests.presses import InOffice
from digests.render import button
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import Entry, Member, Message, Role

__all__ = [
    "render_exports",
    "render_log",
    "render_member",
    "render_paused",
    "render_people",
    "render_word_preview",
]

NAME, CHANGE = 60, 120
"""Longest shown, in UTF-16 units: a name, what stood before or after."""


def render_people(
    members: Sequence[Member], named: Sequence[str], four_eyes: bool, phrases: Phrases
) -> Message:
    """Everybody with their role, a button for each, and for inviting more. `named` are the owners whom the
    settings name: no button takes them off."""
    rows = [
        (
            button(
                f"{cut(member.name, NAME)}: {phrases.plain('role', role=member.role.value)}",
                InOffice("member", member.person_id),
            ),
        )
        for member in members[:40]
    ]
    invite = [
        (button(phrases.plain("invite-button", role=role.value), InOffice("invite", 0, role.value)),)
        for role in (Role.AUTHOR, Role.EDITOR, Role.OWNER)
    ]
    eyes = button(phrases.plain("four-eyes-button", state="on" if four_eyes else "off"), InOffice("eyes"))
    told = [phrases("people", count=len(members) + len(named))]
    if named:
        told.append(phrases("people-named", names=", ".join(cut(each, NAME) for each in named)))
    return Message(Html("\n".join(told)), (*rows, *invite, (eyes,)))


def render_member(member: Member, phrases: Phrases) -> Message:
    """One of them: another role, or none."""
    others = [
        button(phrases.plain("role", role=role.value), InOffice("assign", member.person_id, role.value))
        for role in Role
        if role is not member.role
    ]
    remove = button(phrases.plain("remove-button"), InOffice("remove", member.person_id))
    back = button(phrases.plain("people-button"), InOffice("people"))
    head = f"<b>{escape(cut(member.name, NAME))}</b>\n{phrases('role', role=member.role.value)}"
    return Message(Html(head), (tuple(others), (remove,), (back,)))


def render_log(
    entries: Sequence[Entry],
    names: Mapping[int, str],
    zone: ZoneInfo,
    phrases: Phrases,
    *,
    more: bool,
    newest: bool,
) -> Message:
    """A page of the log, a paragraph for each line of it."""
    told = [_line(entry, names, zone, phrases) for entry in entries]
    turns = []
    if not newest:
        turns.append(button(phrases.plain("log-newest-button"), InOffice("log")))
    if more:
        turns.append(button(phrases.plain("log-older-button"), InOffice("log", entries[-1].id)))
    files = button(phrases.plain("log-file-button"), InOffice("export", 0, "audit-jsonl"))
    body = "\n\n".join([phrases("log-head"), *(told or [phrases("log-empty")])])
    return Message(Html(body), tuple(row for row in (tuple(turns), (files,)) if row))


def _line(entry: Entry, names: Mapping[int, str], zone: ZoneInfo, phrases: Phrases) -> str:
    at = entry.at.astimezone(zone)
    who = names.get(entry.person_id or 0) or phrases.plain("log-house")
    did = phrases("log-action", action=entry.action)
    logged = Logged(phrases, zone, names)
    changes = " → ".join(escape(cut(each, CHANGE)) for each in logged.changes(entry))
    subject = escape(cut(logged.subject(entry.subject), NAME))
    head = f"<b>{at:%d.%m.%Y %H:%M}</b> {escape(cut(who, NAME))}: {did} ({subject})"
    return f"{head}\n{changes}" if changes else head


def render_word_preview(text: str, count: int, token: str, phrases: Phrases) -> Message:
    """A word to all as each of them will see it, under a line that says so."""
    send = button(phrases.plain("to-all-button", count=count), InOffice("word", 0, token))
    return Message(Html(f"{phrases('word-preview')}\n\n{render_word(text).html}"), ((send,),))


def render_exports(phrases: Phrases) -> Message:
    """What can be taken away, and in which form."""
    rows = tuple(
        tuple(
            button(
                f"{phrases.plain('export-what', what=what)} .{ending}",
                InOffice("export", 0, f"{what}-{ending}"),
            )
            for ending in ("jsonl", "csv")
        )
        for what in ("releases", "subscribers", "audit")
    )
    return Message(phrases("export-ask"), rows)


def render_paused(phrases: Phrases) -> Message:
    """The bot came out of a backup and waits for an owner's word."""
    return Message(phrases("paused"), ((button(phrases.plain("resume-button"), InOffice("resume")),),))
