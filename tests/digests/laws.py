"""Those of the ledger's laws (machine.py) that one sees in its rows."""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import func, select

from news.models import DeliveryState
from storage.database import Database
from storage.ledger_tables import deliveries, issues, turns
from storage.tables import subscribers
from tests.digests.world import World


async def check_rows(database: Database, world: World) -> None:
    """Laws 2 and 3, of what stands in the ledger."""
    async with database.reading() as connection:
        rows = (await connection.execute(select(deliveries).order_by(deliveries.c.part))).all()
        parts = dict(tuple(row) for row in await connection.execute(select(issues.c.id, issues.c.parts)))
        taken = (await connection.execute(select(turns))).all()
    assert len(rows) == sum(len(parts[turn.issue_id]) for turn in taken), "law 2: a row is missing"
    digests = defaultdict(list)
    for row in rows:
        digests[row.issue_id, row.chat_id, row.thread_id].append(row.state)
    for states in digests.values():
        reached = [state for state in states if state != DeliveryState.SENT]
        assert states[len(states) - len(reached) :] == reached or "sent" not in reached[1:], states
        assert all(state in ("pending", "failed", "sent") for state in reached[1:]), states
    unknown = sum(row.state == DeliveryState.UNKNOWN for row in rows)
    assert unknown <= world.unanswered.total(), "law 3: in doubt without a reason"


async def check_cursors(database: Database, begun: Callable[[int, int], set[int]]) -> None:
    """Law 6. `begun` says where a reader's cursor, by chat and thread, may stand from before any issue."""
    unconfirmed = (
        select(func.count())
        .where(
            deliveries.c.issue_id == turns.c.issue_id,
            deliveries.c.chat_id == turns.c.chat_id,
            deliveries.c.thread_id == turns.c.thread_id,
            deliveries.c.state != DeliveryState.SENT.value,
        )
        .scalar_subquery()
    )
    ends = (
        select(turns.c.chat_id, turns.c.thread_id, issues.c.upto_id)
        .join(issues, issues.c.id == turns.c.issue_id)
        .where(unconfirmed == 0)
    )
    async with database.reading() as connection:
        reached = defaultdict(set)
        for chat_id, thread_id, upto in await connection.execute(ends):
            reached[chat_id, thread_id].add(upto)
        for row in (await connection.execute(select(subscribers))).all():
            key = (row.chat_id, row.thread_id)
            allowed = reached[key] | begun(*key)
            assert row.cursor in allowed, f"law 6: {key} stands at {row.cursor}, not in {allowed}"
