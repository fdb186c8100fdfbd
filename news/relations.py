"""What a draft is to the releases that stand already: the same again, a new version, a translation."""

from collections.abc import Collection

from news.models import Draft, Reason, Relation, Release, Understood
from news.ports import Index, Releases
from news.search.stories import Compared, Likeness, likeness, telling_of

MOST = 3
_NAMES_SAID = 3


async def relations(
    understood: Understood, index: Index, releases: Releases, without: Collection[int] = ()
) -> tuple[Relation, ...]:
    """The likeliest first, at most three, one of each story, none of the stories `without`. Reads only.

    Raises StorageError.
    """
    draft = Compared(telling_of(understood))
    found: dict[int, tuple[int, Likeness]] = {}
    for other in await index.like(draft.telling):
        if other.story in without:
            continue
        near = likeness(draft, Compared(other))
        if near and (other.story not in found or found[other.story][1].worth < near.worth):
            found[other.story] = other.release, near
    best = dict(sorted(found.values(), key=lambda pair: -pair[1].worth)[:MOST])
    standing = await releases.load(list(best))
    return tuple(
        Relation(
            best[release.id].kind, release, _reasons(best[release.id], understood), best[release.id].sure
        )
        for release in standing
    )


def as_draft(release: Release) -> Understood:
    """A release that stands as a draft, to be compared with the others."""
    draft = Draft(release.title, release.text, release.published, release.reference)
    event, topic = release.event, release.event.topic if release.event else None
    title, text = release.title, release.text
    return Understood(draft, release.language, title, text, event, topic, release.summary)


def _reasons(near: Likeness, understood: Understood) -> tuple[Reason, ...]:
    reasons = []
    if near.kind != "translation":
        reasons.append(Reason("text", f"{near.text:.0%}".rstrip("%")))
    if near.same_days and understood.event and understood.event.start:
        reasons.append(Reason("day", understood.event.start.isoformat()))
    if near.shared_names:
        reasons.append(Reason("names", ", ".join(near.shared_names[:_NAMES_SAID])))
    if near.shared_numbers:
        reasons.append(Reason("numbers", ", ".join(near.shared_numbers[:_NAMES_SAID])))
    if near.kind == "translation":
        reasons.append(Reason("subject", f"{near.subject:.0%}".rstrip("%")))
    return tuple(reasons)
