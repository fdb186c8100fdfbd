"""The real system over a corpus: `news.understanding` reads, `storage` keeps, `news.search` finds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from evaluation.corpus import LabelledQuestion, LabelledRelease
from evaluation.scoring import Answers
from news.models import Period, Understood
from news.search import Search
from news.understanding import understand
from storage.database import Database
from storage.index import Index
from storage.releases import Releases

SHOWN = 20
"""Results that are asked for: more than any figure looks at, some of which are taken out before."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood, by the releases' ids."""

    understood: Mapping[str, Understood]
    seconds: float


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered and as what period it was understood, by the questions' ids."""

    answers: Mapping[str, Answers]
    periods: Mapping[str, Period | None]
    seconds: float
    stories: Mapping[str, int]
    """By the releases' ids: equal where storage holds two for tellings of the same story."""


def read(releases: Sequence[LabelledRelease]) -> Read:
    """Understand every release."""
    start = perf_counter()
    understood = {release.id: understand(release.draft) for release in releases}
    return Read(understood, perf_counter() - start)


async def ask(understood: Sequence[Understood], questions: Sequence[LabelledQuestion]) -> Answered:
    """Keep what was understood in a new database, and ask it every question on the question's own day."""
    with TemporaryDirectory() as folder:
        database = await Database(f"sqlite+aiosqlite:///{Path(folder) / 'evaluation.db'}").open()
        try:
            releases = Releases(database)
            for each in sorted(understood, key=lambda one: one.draft.published):
                await releases.add(each, datetime.combine(each.draft.published, time(12), UTC))
            return await _answers(
                Search(Index(database), releases), questions, await _stories(releases, understood)
            )
        finally:
            await database.close()


async def _stories(releases: Releases, understood: Sequence[Understood]) -> dict[str, int]:
    references = [each.draft.reference or "" for each in understood]
    found = {reference: await releases.by_reference(reference) for reference in references}
    return {reference: release.story for reference, release in found.items() if release}


async def _answers(
    search: Search, questions: Sequence[LabelledQuestion], stories: Mapping[str, int]
) -> Answered:
    answers: dict[str, Answers] = {}
    periods: dict[str, Period | None] = {}
    start = perf_counter()
    for question in questions:
        answer = await search.ask(question.text, question.now.date(), limit=SHOWN)
        answers[question.id] = [(hit.release.reference, *hit.copies) for hit in answer.hits]
        periods[question.id] = answer.question.period
    return Answered(answers, periods, perf_counter() - start, stories)
