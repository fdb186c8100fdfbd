"""The queue between processes: Procrastinate's tables in our database, a job for each batch of deliveries.

A job says nothing but the number of its batch. What is to be sent, and what was, stands in the ledger alone:
a job that runs twice, late, or beside another one for the same batch sends nothing twice.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engines import ALIVE

if TYPE_CHECKING:
    from procrastinate import App, PsycopgConnector

    from storage.database import Database

QUEUE = "deliveries"
TASK = "send_batch"
CONNECTIONS = 4
"""Most connections of a worker to the queue, beside the one on which it is told of new jobs."""

_NUMBERS = text("SELECT nextval('batches') FROM generate_series(1, :count)")
# A number stands in the job's lock, which has an index; its arguments have none.
_STRANDED = text(
    "SELECT DISTINCT batch FROM deliveries WHERE batch IS NOT NULL AND state IN ('pending', 'sending')"
    " AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS job"
    " WHERE job.lock = 'batch:' || deliveries.batch AND job.status IN ('todo', 'doing')) ORDER BY batch"
)
_WAITS = text(
    "SELECT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE queue_name = :queue AND task_name = :task"
    " AND status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now()))"
)
# Any number that no other program uses on the same server: "xab-tend" in ASCII, as a signed 64-bit integer.
_TENDING = text(f"SELECT pg_try_advisory_xact_lock({int.from_bytes(b'xab-tend', signed=True)})")


def app_of(database: "Database", forgotten: Callable[[], None]) -> "App":
    """Procrastinate on this database, without any task; nothing is opened yet. `forgotten` is called where
    the outcome of a job could not be stored (`storage.jobs`)."""
    from procrastinate import App

    from storage.jobs import Jobs

    app = App(connector=_connector(database.url))
    app.job_manager = Jobs(app.connector, forgotten)
    return app


def _connector(url: URL) -> "PsycopgConnector":
    """With a pool of its own. It is imported only here: a process that sends by itself needs neither it nor
    its memory."""
    import psycopg.conninfo
    from procrastinate import PsycopgConnector

    parts: dict[str, Any] = url.translate_connect_args(username="user", database="dbname")
    given = {name: value for name, value in url.query.items() if isinstance(value, str)}
    named = {"application_name": "xabarnoma queue"}
    return PsycopgConnector(
        conninfo=psycopg.conninfo.make_conninfo(**ALIVE | given | parts | named),
        min_size=1,
        max_size=CONNECTIONS,
        timeout=10.0,
    )


class Queue:
    """Defers jobs on a connection whose transaction is the caller's; opens none itself."""

    def __init__(self, url: URL) -> None:
        from procrastinate.manager import JobManager

        self._jobs = JobManager(_connector(url))

    async def numbers(self, connection: AsyncConnection, count: int) -> Sequence[int]:
        """So many numbers that no batch had before."""
        return (await connection.scalars(_NUMBERS, {"count": count})).all()

    async def defer(self, connection: AsyncConnection, batches: Sequence[int]) -> None:
        """A job for each: there when the transaction commits, with the rows or not at all."""
        from procrastinate.jobs import Job

        if not batches:
            return
        driver = (await connection.get_raw_connection()).driver_connection
        jobs = [
            Job(
                queue=QUEUE,
                task_name=TASK,
                lock=f"batch:{number}",
                queueing_lock=f"batch:{number}",
                task_kwargs={"batch": number},
            )
            for number in batches
        ]
        await self._jobs.batch_defer_jobs_async(jobs, connection=driver)

    async def stranded(self, connection: AsyncConnection) -> Sequence[int]:
        """Batches that hold open deliveries and have no job."""
        return (await connection.scalars(_STRANDED)).all()

    async def waits(self, connection: AsyncConnection) -> bool:
        """Whether a batch could be taken now."""
        return bool(await connection.scalar(_WAITS, {"queue": QUEUE, "task": TASK}))

    async def alone(self, connection: AsyncConnection) -> bool:
        """Whether no other process tends the queue just now; none does until the transaction ends."""
        return bool(await connection.scalar(_TENDING))
