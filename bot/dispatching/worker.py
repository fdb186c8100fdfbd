"""A worker: takes jobs from the queue and sends their batches."""

import asyncio
import logging
from math import ceil

from procrastinate import App, BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.app import WorkerOptions
from procrastinate.jobs import DeleteJobCondition, Job

from bot.dispatching.batches import Batches, Unfinished
from storage.database import Database
from storage.queue import QUEUE, TASK, app_of

__all__ = ["Worker"]

SIDE_BY_SIDE = 2
"""Batches at once: while one waits for its last answers, the other goes on at the same pace."""
BEAT_SECONDS = 5.0
STALLED_SECONDS = 30.0
"""A worker that was not heard of for so long is taken for dead, and its jobs are given to others. Its
deliveries are not: those wait for their leases."""
STALLED = "retry_stalled"
LOOK_FOR_STALLED = "* * * * * */15"
"""Every quarter of a minute; the sixth field is that of seconds."""
REST_SECONDS = 2
"""Before a job that failed in the program is tried again; doubled each time, up to the longest."""
LONGEST_REST_SECONDS = 300
AGAIN_SECONDS = 1.0
"""Before a worker begins anew that lost the database."""

log = logging.getLogger(__name__)
# It tells of every job at INFO, with a traceback where a batch goes on later.
logging.getLogger("procrastinate").setLevel(logging.WARNING)

OPTIONS = WorkerOptions(
    queues=[QUEUE],
    name="xabarnoma",
    concurrency=SIDE_BY_SIDE,
    # The database tells of a new job at once; nobody tells of one whose hour has come.
    fetch_job_polling_interval=1.0,
    # Longer than what is on its way may take to end by itself when `Batches` are stopped.
    shutdown_graceful_timeout=25.0,
    delete_jobs=DeleteJobCondition.SUCCESSFUL,
    install_signal_handlers=False,
    update_heartbeat_interval=BEAT_SECONDS,
    stalled_worker_timeout=STALLED_SECONDS,
)


class Worker:
    """Runs in the background, from `start` until `stop`, whatever becomes of the database in between."""

    def __init__(self, database: Database, batches: Batches) -> None:
        self._database = database
        self._batches = batches
        self._loop: asyncio.Task[None] | None = None
        # Those that were given up and end in their own time.
        self._former: set[asyncio.Task[None]] = set()
        self._stopping = False

    def start(self) -> None:
        self._loop = asyncio.create_task(self._run())

    async def waits(self) -> bool:
        """Whether it has anything to do that it has taken. Raises StorageError."""
        return await self._batches.waits()

    def revive(self) -> None:
        """Begin anew, as another worker with connections of its own, whatever the old one hangs on. Batches
        that go on meanwhile may end; what does not end is given back to the queue."""
        if self._loop is None or self._stopping:
            return
        self._former.add(self._loop)
        self._loop.add_done_callback(self._former.discard)
        self._loop.cancel()
        self._batches.begin_anew()
        self.start()

    async def stop(self, grace: float) -> None:
        """Take no more jobs; what is on its way may finish within `grace` seconds. Batches that are not
        done go back to the queue."""
        self._stopping = True
        if self._loop is None:
            return
        self._loop.cancel()
        await asyncio.sleep(0)  # the worker hears of it first: else it would take the jobs that end now anew
        await self._batches.stop(grace)
        # A database that is gone does not hold up the end: others find what was left to it.
        await asyncio.wait({self._loop, *self._former}, timeout=grace)

    async def _run(self) -> None:
        while True:
            try:
                async with self._app().open_async() as app:
                    await app.run_worker_async(**OPTIONS)
            except Exception as error:
                # The cause has the driver's words, which may hold the address of the server, no password.
                log.warning("the queue is out of reach: %s", error.__cause__ or error)
            await asyncio.sleep(AGAIN_SECONDS)

    def _app(self) -> App:
        app = app_of(self._database, self.revive)

        @app.task(name=TASK, queue=QUEUE, retry=Again())
        async def send_batch(batch: int) -> None:
            await self._batches.send(batch)

        @app.periodic(cron=LOOK_FOR_STALLED)
        @app.task(name=STALLED, queue=QUEUE, priority=1, queueing_lock=STALLED, pass_context=True)
        async def retry_stalled(context: JobContext, timestamp: int) -> None:
            await _retry_stalled(context.app)

        return app


class Again(BaseRetryStrategy):
    """A batch is tried until its rows are done: the ledger ends them when the issue is too old."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:
        if isinstance(exception, Unfinished):
            return RetryDecision(retry_in={"seconds": ceil(exception.seconds)})
        if isinstance(exception, asyncio.CancelledError):  # this worker ends; another one goes on at once
            return RetryDecision(retry_in={"seconds": 0})
        log.error("the batch of job %s failed and is tried again", job.id, exc_info=exception)
        return RetryDecision(
            retry_in={"seconds": min(REST_SECONDS * 2 ** min(job.attempts, 10), LONGEST_REST_SECONDS)}
        )


async def _retry_stalled(app: App) -> None:
    """Give jobs whose worker died or was frozen back to the queue; Procrastinate does not by itself."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        log.warning("the worker of job %s is gone; another takes it", job.id)
        await app.job_manager.retry_job(job)
