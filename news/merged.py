"""Two drafts that belong together, made one. Pure."""

from dataclasses import replace

from language.detect import label_of
from news.models import CardField, Draft, DraftState, Pending

__all__ = ["merged", "together", "whole"]

_OF_ONE = (CardField.TITLE, CardField.SUMMARY, CardField.PUBLISHED)
"""What was set by hand in the second holds for the whole, save these: they are said of a text's beginning."""


def together(one: Pending, other: Pending) -> bool:
    """Whether they may be made one: both open, of one author, and not two versions of different releases.
    Else a draft would come to be decided on by its own author, under somebody else's name. A text in another
    language is a release of its own."""
    return (
        one.id != other.id
        and one.state is other.state is DraftState.OPEN
        and (one.author_id, one.chat_id, one.source) == (other.author_id, other.chat_id, other.source)
        and (one.revises is None or other.revises is None or one.revises == other.revises)
        and _language(one.draft) == _language(other.draft)
    )


def _language(draft: Draft) -> str:
    """The same for Uzbek in both its scripts."""
    return label_of(f"{draft.title}\n{draft.text}").partition("-")[0]


def merged(one: Pending, other: Pending) -> Pending:
    """The words of the one, then those of the other, under the number of the one; what was decided on either
    holds, and it waits for the later of two hours."""
    kept = {field: value for field, value in other.corrections.items() if field not in _OF_ONE}
    hours = [each.publish_at for each in (one, other) if each.publish_at is not None]
    return replace(
        one,
        draft=whole(one.draft, other.draft),
        corrections={**kept, **one.corrections},
        verdicts={**other.verdicts, **one.verdicts},
        publish_at=max(hours, default=None),
        revises=other.revises if one.revises is None else one.revises,
    )


def whole(one: Draft, other: Draft) -> Draft:
    """The one draft's text and pictures with the other's after them."""
    text = "\n\n".join(filter(None, (one.text, other.title, other.text)))
    return replace(
        one,
        text=text,
        reference=one.reference or other.reference,
        url=one.url or other.url,
        media=(*one.media, *(each for each in other.media if each not in one.media)),
    )
