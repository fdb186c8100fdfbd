"""Are tellings of one story joined, and other releases not? Through the real storage, pair by pair.

`stories.jsonl` holds scenes: a few stories of the same days, places and people, each told several times.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation.corpus import LabelledRelease
from evaluation.figures import Figures
from evaluation.variants import variants
from news.models import Draft
from news.relations import relations
from news.understanding import understand
from storage.database import Database
from storage.index import Index
from storage.releases import Releases


@dataclass(frozen=True, slots=True)
class Scene:
    """A telling of one of its stories."""

    id: str
    scene: str
    story: str
    part: str
    """`made` while the rules were made, `kept` apart until they were."""
    draft: Draft


def scenes(folder: Path) -> Sequence[Scene]:
    """The folder's scenes; none where it has no such file."""
    path = folder / "stories.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [_scene(line) for line in lines if line.strip()]


def _scene(line: str) -> Scene:
    record = json.loads(line)
    published = date.fromisoformat(record["published"])
    draft = Draft(record["title"], record["text"], published, reference=record["id"])
    return Scene(record["id"], record["scene"], record["story"], record["part"], draft)


async def score_scenes(figures: Figures, told: Sequence[Scene]) -> None:
    """Pairs of each scene, joined of themselves or offered to an editor."""
    with TemporaryDirectory() as folder:
        database = await Database(f"sqlite+aiosqlite:///{Path(folder) / 'scenes.db'}").open()
        try:
            offered = {each.id: await _publish(database, each.draft) for each in told}
            releases = Releases(database)
            found = [(each, await releases.by_reference(each.id)) for each in told]
        finally:
            await database.close()
    stories = {each.id: release.story for each, release in found if release}
    for one, other in combinations(told, 2):
        if one.scene == other.scene:
            joined = stories[one.id] == stories[other.id]
            told_to = joined or other.id in offered[one.id] or one.id in offered[other.id]
            _note(figures, "scenes", one, other, joined=joined, offered=told_to)


def _note(figures: Figures, name: str, one: Scene, other: Scene, *, joined: bool, offered: bool) -> None:
    same = one.story == other.story
    groups = (one.part,)
    if joined:
        figures.note(f"{name} joined: precision", same, *groups)
    if offered:
        figures.note(f"{name} offered: precision", same, *groups)
    if same:
        figures.note(f"{name} joined: recall", joined, *groups)
        figures.note(f"{name} offered: recall", offered, *groups)
    elif joined:
        figures.miss(f"{one.id}/{other.id}", name, "two stories", "one")
    if same and not joined:
        figures.miss(f"{one.id}/{other.id}", name, "one story", "two, offered" if offered else "two")


async def _publish(database: Database, draft: Draft) -> set[str]:
    """Publish it; the references of the releases to which an editor would have been told it is related."""
    understood = understand(draft)
    releases = Releases(database)
    related = await relations(understood, Index(database), releases)
    await releases.add(understood, datetime.combine(draft.published, time(12), UTC))
    references = await releases.references_of([each.release.story for each in related])
    return {reference for several in references.values() for reference in several}


async def score_near_duplicates(figures: Figures, releases: Sequence[LabelledRelease]) -> None:
    """Each release, then what other desks make of it: is it known for the same again?"""
    with TemporaryDirectory() as folder:
        database = await Database(f"sqlite+aiosqlite:///{Path(folder) / 'duplicates.db'}").open()
        try:
            storage = Releases(database)
            made = [variant for release in releases for variant in variants(release)]
            await storage.add_many([understand(each.draft) for each in releases], _NOON)
            await storage.add_many([understand(each.release.draft) for each in made], _NOON)
            stories = await _stories(storage, [each.id for each in releases])
            of_made = await _stories(storage, [each.release.id for each in made])
        finally:
            await database.close()
    holders = {story: reference for reference, story in stories.items()}
    for variant in made:
        source = variant.release.id.removesuffix(f" {variant.kind}")
        joined = holders.get(of_made[variant.release.id])
        right = variant.same and stories[source] == of_made[variant.release.id]
        if joined is not None:
            figures.note("near-duplicates: precision", right)
        if variant.same and not figures.note("near-duplicates: recall", right, variant.kind):
            figures.miss(variant.release.id, "near-duplicates", source, joined)
        if joined is not None and not right:
            figures.miss(variant.release.id, "near-duplicates", "another story", joined)


_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


async def _stories(storage: Releases, references: Iterable[str]) -> dict[str, int]:
    found = [(reference, await storage.by_reference(reference)) for reference in references]
    return {reference: release.story for reference, release in found if release}
