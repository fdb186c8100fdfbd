"""Which part of which issue told which release, and the words it did so with; in the caller's transaction."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Issue
from storage.database import insert
from storage.ledger_tables import issue_releases
from storage.tables import releases


async def keep(connection: AsyncConnection, issue_id: int, issue: Issue) -> None:
    """Remember what an issue that was just stored tells."""
    pairs = {(each.release, part) for part, message in enumerate(issue.messages) for each in message.told}
    rows = [
        {"release_id": release, "issue_id": issue_id, "part": part, "language": issue.language}
        for release, part in sorted(pairs)
    ]
    if pairs:
        await connection.execute(insert(connection, issue_releases), rows)


def is_version_of(release_id: int) -> ColumnElement[bool]:
    """Of `issue_releases`: it tells the release that stands there or one that it replaced."""
    versions = select(releases.c.id).where(
        (releases.c.id == release_id) | (releases.c.replaced_by == release_id)
    )
    return issue_releases.c.release_id.in_(versions)
