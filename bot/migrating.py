"""`xabarnoma migrate-database SOURCE TARGET`: from one file into PostgreSQL, to the row."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from storage.database import Database
from storage.moving import Moved, move

__all__ = ["as_text", "migrate"]


async def migrate(source: str, target: str) -> Sequence[Moved]:
    """Move everything, with a progress bar on standard error. Raises StorageError."""
    one, other = Database(source), Database(target)
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} rows")
    try:
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("", total=None)
            return await move(
                one, other, lambda table, rows: progress.update(bar, description=table, completed=rows)
            )
    finally:
        await one.close()
        await other.close()


def as_text(moved: Sequence[Moved]) -> str:
    """A line for each table that holds anything, and what to do next."""
    lines = [f"{each.rows:>9}  {each.name}  {each.checksum[:12]}\n" for each in moved if each.rows]
    rows = sum(each.rows for each in moved)
    return (
        f"{''.join(lines)}{rows:>9}  rows in all, the same on both sides, counted and hashed.\n"
        "Set DATABASE_URL to the target and start the bot; keep the old file until you are content.\n"
    )
