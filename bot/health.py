"""/livez, /readyz and /metrics, on a port of their own. Imported only where that is set."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import get_args

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.disk import Disk
from bot.hearing import Said
from bot.measures import BOUNDS, Measures, Timing
from bot.vitals import Vitals
from news.models import DeliveryState, Feed
from news.ports import Feeds, Ledger, Outcome, StorageError

__all__ = ["application"]

SECONDS = 5.0
"""For the database to answer."""
AGAIN, DAY = timedelta(seconds=50), timedelta(days=1)
"""What was counted is told again for so long; of what was composed within a day what is done is counted."""


def application(vitals: Vitals, measures: Measures, ledger: Ledger, feeds: Feeds, disk: Disk) -> Starlette:
    """What an orchestrator and Prometheus ask. It tells numbers and states, nothing that a person wrote."""

    async def livez(_: Request) -> Response:
        """Whether starting the process anew would help: 200 or 503."""
        return _said(vitals.alive())

    async def readyz(_: Request) -> Response:
        """Whether it does its work: database, tick, Telegram. 200 or 503."""
        return _said(vitals.ready() | {"database": await _database(ledger)})

    told = _Ledger(ledger, vitals)

    async def metrics(_: Request) -> Response:
        registry = CollectorRegistry(auto_describe=False)
        numbers = await _numbers(vitals, measures, told, feeds)
        registry.register(_Collected([*numbers, *_of_disk(disk)]))
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    paths = (("/livez", livez), ("/readyz", readyz), ("/metrics", metrics))
    return Starlette(routes=[Route(path, page, methods=["GET"]) for path, page in paths])


@dataclass(frozen=True, slots=True, eq=False)
class _Collected:
    families: list[Metric]

    def collect(self) -> Iterator[Metric]:
        return iter(self.families)


def _said(parts: dict[str, str]) -> JSONResponse:
    well = all(state == "ok" for state in parts.values())
    return JSONResponse({"status": "ok" if well else "failing", **parts}, 200 if well else 503)


async def _database(ledger: Ledger) -> str:
    try:
        async with asyncio.timeout(SECONDS):
            await ledger.ready_at()
    except StorageError as error:
        return str(error)
    except TimeoutError:
        return "it does not answer"
    return "ok"


async def _numbers(vitals: Vitals, measures: Measures, ledger: "_Ledger", feeds: Feeds) -> list[Metric]:
    families = [*_of_process(vitals, measures)]
    up = GaugeMetricFamily("xabarnoma_database_up", "Whether the database answers")
    families.append(up)
    try:
        async with asyncio.timeout(SECONDS):
            of_ledger, followed = await ledger.families(), await feeds.all()
    except (StorageError, TimeoutError):
        up.add_metric([], 0)
        return families
    up.add_metric([], 1)
    return [*families, *of_ledger, _feeds(followed)]


class _Ledger:
    """What stands in the ledger. Counting a million rows takes half a second: once a minute at the most."""

    def __init__(self, ledger: Ledger, vitals: Vitals) -> None:
        self._ledger = ledger
        self._vitals = vitals
        self._counted: tuple[datetime, Mapping[DeliveryState, int]] | None = None

    async def families(self) -> list[Metric]:
        """Raises `StorageError`."""
        now = self._vitals.now()
        deliveries = GaugeMetricFamily(
            "xabarnoma_deliveries",
            "Messages of digests that are under way, and those done of what was composed in a day",
            labels=["state"],
        )
        for state, number in (await self._counts(now)).items():
            deliveries.add_metric([state.value], number)
        waiting = []
        for name, words, since in (
            ("oldest_pending", "How long the first that may go has waited", await self._ledger.ready_at()),
            ("oldest_due", "How long the first reader waits for a digest", await self._ledger.due_at()),
        ):
            seconds = max((now - since).total_seconds(), 0.0) if since else 0.0
            waiting.append(GaugeMetricFamily(f"xabarnoma_{name}_seconds", words, seconds))
        return [deliveries, *waiting]

    async def _counts(self, now: datetime) -> Mapping[DeliveryState, int]:
        if self._counted is None or not timedelta(0) <= now - self._counted[0] < AGAIN:
            self._counted = now, await self._ledger.counts(now - DAY)
        return self._counted[1]


def _feeds(followed: Sequence[Feed]) -> Metric:
    failing = sum(not feed.paused and feed.failures > 0 for feed in followed)
    paused = sum(feed.paused for feed in followed)
    family = GaugeMetricFamily("xabarnoma_feeds", "Feeds and channels that are followed", labels=["state"])
    for state, number in (
        ("well", len(followed) - failing - paused),
        ("failing", failing),
        ("paused", paused),
    ):
        family.add_metric([state], number)
    return family


def _of_disk(disk: Disk) -> Iterator[Metric]:
    if (free := disk.free()) is not None:
        yield GaugeMetricFamily("xabarnoma_disk_free_bytes", "Free where the database stands", free)
        low = float(disk.is_low())
        yield GaugeMetricFamily("xabarnoma_disk_low", "Whether imports, files and feeds wait for space", low)


def _of_process(vitals: Vitals, measures: Measures) -> Iterator[Metric]:
    for name, words, seconds in (
        ("xabarnoma_tick_lag_seconds", "Since the last tick that did all its work", vitals.tick_lag()),
        ("xabarnoma_poll_lag_seconds", "Since Telegram last answered a poll", vitals.poll_lag()),
        ("xabarnoma_webhook_lag_seconds", "Since the last update was posted here", vitals.update_lag()),
    ):
        if seconds is not None:
            yield GaugeMetricFamily(name, words, seconds)
    if vitals.hearing is not None and vitals.hearing.said is not None:
        yield from _of_webhook(vitals.hearing.said)
    yield CounterMetricFamily("xabarnoma_floods", "Refusals for floods (429)", measures.floods)
    outcomes = CounterMetricFamily(
        "xabarnoma_outcomes", "What became of messages of digests", labels=["outcome"]
    )
    # Also those that never came about: a rate begins where there is a number.
    for outcome in sorted(each.__name__ for each in get_args(Outcome)):
        outcomes.add_metric([outcome.lower()], measures.outcomes[outcome])
    yield outcomes
    yield _timings("xabarnoma_question_seconds", "From a question to its answer", {"": measures.questions})
    handled = "From taking an update up to having answered it"
    yield _timings("xabarnoma_update_seconds", handled, measures.updates, "kind")


def _of_webhook(said: Said) -> Iterator[Metric]:
    failed_at = said.failed_at.timestamp() if said.failed_at else 0.0
    for name, words, value in (
        ("ours", "Whether Telegram posts to our address", said.is_ours),
        ("pending", "Updates that wait with Telegram", said.pending),
        ("last_error_timestamp_seconds", "When it last could not post one; 0: never", failed_at),
    ):
        yield GaugeMetricFamily(f"xabarnoma_webhook_{name}", words, float(value))


def _timings(name: str, words: str, timings: Mapping[str, Timing], *labels: str) -> Metric:
    family = HistogramMetricFamily(name, words, labels=labels)
    for value, timing in sorted(timings.items()):
        buckets = [(str(bound), float(within)) for bound, within in zip(BOUNDS, timing.within, strict=True)]
        buckets.append(("+Inf", float(timing.number)))
        family.add_metric([value] if labels else [], buckets, timing.seconds)
    return family
