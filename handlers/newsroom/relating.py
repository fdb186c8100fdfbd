"""What a draft is to the releases that stand: a new version, the same story, or something of its own."""

from collections.abc import Awaitable, Callable

from handlers.newsroom.deciding import show_changed
from handlers.newsroom.pressing import Act, At
from news.models import Verdict

__all__ = ["ACTS"]


def _as(verdict: Verdict) -> Callable[[At], Awaitable[str]]:
    async def relate(at: At) -> str:
        releases = at.context.services.releases
        release = await releases.newest_version(int(at.value) if at.value.isdigit() else 0)
        if release is None:
            return at.reader.phrases.plain("release-gone")
        return await _said(at, release.id, verdict)

    return relate


async def unsay(at: At) -> str:
    """The last decision is taken back, and the question comes again."""
    return await _said(at, int(at.value) if at.value.isdigit() else 0, None)


async def _said(at: At, release_id: int, verdict: Verdict | None) -> str:
    drafts, reader = at.context.services.drafts, at.reader
    changed = await drafts.relate(at.pending, release_id, verdict, reader.person_id, reader.now)
    return await show_changed(at, changed, "settings-saved")


ACTS: dict[str, tuple[str, Act]] = {
    "version": ("change", _as(Verdict.VERSION)),
    "link": ("change", _as(Verdict.ONE)),
    "apart": ("change", _as(Verdict.APART)),
    "unsay": ("change", unsay),
}
"""By action: the right that it needs, and what does it."""
