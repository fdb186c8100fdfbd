"""What somebody may do with a draft. Pure: looked up anew for every press, so that who was taken off the
staff a moment ago can do nothing with the keyboards that are still open on their screen."""

from dataclasses import dataclass

from news.models import CLOSED, DraftState, Pending, Role

__all__ = ["Rights", "concerns", "is_senior", "rights"]


@dataclass(frozen=True, slots=True)
class Rights:
    change: bool = False
    """Set fields and the time by hand."""
    publish: bool = False
    """Decide on it: now or at its time."""
    submit: bool = False
    """Hand it to a second person."""
    reopen: bool = False
    """Take it back from the second person, or from its time."""
    discard: bool = False


def is_senior(role: Role | None) -> bool:
    return role in (Role.OWNER, Role.EDITOR)


def concerns(role: Role | None, person_id: int, pending: Pending) -> bool:
    """Whether somebody may see the draft at all, whatever was on their screen before."""
    return is_senior(role) or (role is not None and pending.author_id == person_id)


def rights(role: Role | None, person_id: int, pending: Pending, *, four_eyes: bool) -> Rights:
    """An author has a say in drafts of their own and never the last one. With `four_eyes` nobody has the last
    word on a draft of their own, and none is said before it was handed in. Their own is, too, what they
    handed in for a source or for somebody else, and what they were the last to correct."""
    own = person_id in (pending.author_id, pending.changed_by)
    senior = is_senior(role)
    decided = pending.state in CLOSED
    if decided or not concerns(role, person_id, pending):
        return Rights()
    if pending.state is DraftState.SCHEDULED:
        return Rights(reopen=True, discard=True)
    waiting = pending.state is DraftState.WAITING
    publish = senior and (not four_eyes or (waiting and not own))
    submit = not publish and not waiting
    return Rights(change=True, publish=publish, submit=submit, reopen=waiting, discard=True)
