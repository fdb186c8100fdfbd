"""/livez, /readyz and /metrics, on a port of their own. Imported only where that is set."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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

from bot.measures import BOUNDS, Measures
from bot.vitals import Vitals
from news.models import DeliveryState, Feed
from news.ports import Feeds, Ledger, StorageError

__all__ = ["application"]

SECONDS = 5.0
"""For the database to answer."""


def application(vitals: Vitals, measures: Measures, ledger: Ledger, feeds: Feeds) -> Starlette:
    """What an orchestrator and Prometheus ask. It tells numbers and states, nothing that a person wrote."""

    async def livez(_: Request) -> Response:
        """Whether starting the process anew would help: 200 or 503."""
        return _said(vitals.alive())

    async def readyz(_: Request) -> Response:
        """Whether it does its work: database, tick, Telegram. 200 or 503."""
        return _said(vitals.alive() | {"database": await _database(ledger)})

    async def metrics(_: Request) -> Response:
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Collected(await _numbers(vitals, measures, ledger, feeds)))
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


async def _numbers(vitals: Vitals, measures: Measures, ledger: Ledger, feeds: Feeds) -> list[Metric]:
    families = [*_of_process(vitals, measures)]
    up = GaugeMetricFamily("xabarnoma_database_up", "Whether the database answers")
    families.append(up)
    try:
        async with asyncio.timeout(SECONDS):
            counts, ready_at = await ledger.counts(), await ledger.ready_at()
            followed = await feeds.all()
    except (StorageError, TimeoutError):
        up.add_metric([], 0)
        return families
    up.add_metric([], 1)
    deliveries = GaugeMetricFamily(
        "xabarnoma_deliveries", "Messages of digests in the ledger", labels=["state"]
    )
    for state in DeliveryState:
        deliveries.add_metric([state.value], counts[state])
    waiting = max((vitals.now() - ready_at).total_seconds(), 0.0) if ready_at else 0.0
    oldest = GaugeMetricFamily(
        "xabarnoma_oldest_pending_seconds", "How long the first that may go has waited", waiting
    )
    return [*families, deliveries, oldest, _feeds(followed)]


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


def _of_process(vitals: Vitals, measures: Measures) -> Iterator[Metric]:
    for name, words, seconds in (
        ("xabarnoma_tick_lag_seconds", "Since the last tick that did all its work", vitals.tick_lag()),
        ("xabarnoma_poll_lag_seconds", "Since Telegram last answered a poll", vitals.poll_lag()),
    ):
        if seconds is not None:
            yield GaugeMetricFamily(name, words, seconds)
    yield CounterMetricFamily("xabarnoma_floods", "Refusals for floods (429)", measures.floods)
    outcomes = CounterMetricFamily(
        "xabarnoma_outcomes", "What became of messages of digests", labels=["outcome"]
    )
    for outcome, times in sorted(measures.outcomes.items()):
        outcomes.add_metric([outcome.lower()], times)
    yield outcomes
    yield _updates(measures)


def _updates(measures: Measures) -> Metric:
    updates = HistogramMetricFamily(
        "xabarnoma_update_seconds", "From taking an update up to having answered it", labels=["kind"]
    )
    for kind, timing in sorted(measures.updates.items()):
        buckets = [(str(bound), float(within)) for bound, within in zip(BOUNDS, timing.within, strict=True)]
        updates.add_metric([kind], [*buckets, ("+Inf", float(timing.number))], timing.seconds)
    return updates
