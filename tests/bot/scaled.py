"""The bot beyond one machine, on this one: two web, two workers, two schedulers, PostgreSQL, the playground.

Everybody is due, many also ask. Meanwhile a process of each role is killed with SIGKILL and started again, a
worker is frozen for longer than its leases and woken, PostgreSQL crashes and comes back, and the network to
Telegram is cut. What was lost, what came twice, and did the parts of a digest keep their order?

    python -m tests.bot.scaled --readers 20000
"""

import argparse
import asyncio
import json
import os
import re
import signal
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert

from news.ports import StorageError
from storage.releases import Releases
from storage.tables import subscribers
from tests.bot.cluster import Cluster
from tests.bot.killing import FIRST_CHAT, RELEASES, playground, publish
from tests.databases import PostgresqlServer

FROZEN_SECONDS = 95.0
"""Longer than the lease of a delivery (90 s)."""
CUT_SECONDS = 12.0
NAME = re.compile(r"Xabar\d{3}")


@dataclass(slots=True)
class Report:
    """What was counted at the end."""

    readers: int
    parts: int = 0
    """Messages of one digest."""
    seconds: float = 0.0
    """From the first tick until nothing was left to send."""
    on_their_way: int = 0
    """Messages between claim and record at each blow, summed: so many may come twice."""
    repeats: int = 0
    """Messages that came once too often."""
    lost: int = 0
    """(reader, part) that never arrived."""
    disordered: int = 0
    """Readers to whom a later part came before an earlier one."""
    asked: int = 0
    """Questions put while all this happened."""
    unanswered: int = 0
    answered_twice: int = 0
    states: dict[str, int] = field(default_factory=dict)
    blows: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    """Exit codes at the end."""

    def __str__(self) -> str:
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, indent=2)

    @property
    def held(self) -> bool:
        """Nothing lost, repeats within the bound, order kept, everybody answered, all ended in good order."""
        wrong = self.lost + self.disordered + self.unanswered + sum(map(abs, self.codes))
        return not wrong and self.repeats <= self.on_their_way


async def furnish(cluster: Cluster, readers: range, chance: Random) -> None:
    """Readers who are due in a minute, and news for them."""
    await cluster.control("people", ids=list(readers), started=True)
    await cluster.control("limits", unlimited=True)
    await cluster.database.open()
    now = datetime.now(UTC)
    shelf = Releases(cluster.database)
    for number in range(RELEASES):
        await publish(shelf, number, chance, now)
    due = now.replace(second=0, microsecond=0) + timedelta(seconds=1)
    row = {
        "thread_id": 0,
        "language": "uz-Latn",
        "zone": "Asia/Tashkent",
        "hour": due.time(),
        "active": True,
        "cursor": 0,
        "next_due_at": due,
        "last_digest_at": now - timedelta(hours=20),
    }
    async with cluster.database.writing() as connection:
        for start in range(0, len(readers), 1000):
            several = [{"chat_id": chat} | row for chat in readers[start : start + 1000]]
            await connection.execute(insert(subscribers), several)


class Proof:
    def __init__(self, cluster: Cluster, readers: range, chance: Random, report: Report) -> None:
        self.cluster = cluster
        self.readers = readers
        self.chance = chance
        self.report = report
        self.asking: list[int] = []
        self._claims: set[tuple[int, int]] = set()

    async def blow(self, name: str) -> None:
        """Note what was on its way when it came."""
        for _ in range(200):
            try:
                self._claims |= await self.cluster.on_their_way()
                break
            except StorageError:  # the database is what was struck
                await asyncio.sleep(0.1)
        self.report.on_their_way = len(self._claims)
        self.report.blows.append(f"{name} with {await self.cluster.sent()} sent")

    async def ask(self) -> None:
        """Readers ask for help, one after the other, all the while; not while the network is cut, when nobody
        could be answered and a reply is not tried again."""
        for reader in self.readers[:: max(1, len(self.readers) // 200)]:
            while self.cluster.telegram.shut:  # noqa: ASYNC110 # a flag, not an event
                await asyncio.sleep(0.2)
            await self.cluster.control("says", person=reader, text="/help")
            self.asking.append(reader)
            await asyncio.sleep(0.25)

    async def strike(self) -> None:
        """One blow after the other, each while digests go out."""
        total = len(self.readers) * self.report.parts
        cluster = self.cluster
        share = iter(range(1, 20))

        async def further() -> None:
            await cluster.until_sent(total * next(share) // 10)

        await further()
        for role in ("web", "worker", "scheduler"):
            process = self.chance.choice(cluster.of(role))
            process.kill()
            await self.blow(f"{role} killed")
            process.start()
            await cluster.serving()
            await further()
        cluster.telegram.cut()
        await self.blow("network to Telegram cut")
        await asyncio.sleep(CUT_SECONDS)
        cluster.telegram.shut = False
        await further()
        frozen = self.chance.choice(cluster.of("worker"))
        frozen.send(signal.SIGSTOP)
        await self.blow("worker frozen")
        await further()
        await asyncio.to_thread(cluster.server.restart)
        await self.blow("PostgreSQL crashed")
        await asyncio.sleep(FROZEN_SECONDS)
        frozen.send(signal.SIGCONT)
        await self.blow("worker woken")


async def prove(readers: int, seed: int, folder: Path, **settings: str) -> Report:
    """The whole of it. `settings` are those of the bot, beyond what the cluster sets."""
    chance = Random(seed)  # noqa: S311 repeatable, not secret
    everybody = range(FIRST_CHAT, FIRST_CHAT + readers)
    report = Report(readers)
    server = PostgresqlServer(folder)
    for setting in ("fsync = on", "full_page_writes = on"):
        server.run(f"ALTER SYSTEM SET {setting}")
    server.run("SELECT pg_reload_conf()")
    with playground() as where:
        cluster = Cluster(folder, server, where)
        try:
            await furnish(cluster, everybody, chance)
            await cluster.start(web=2, workers=2, schedulers=2, **settings)
            await _run(Proof(cluster, everybody, chance, report))
            report.codes = await cluster.stop()
        finally:
            cluster.abandon()
            server.stop()
    return report


async def _run(proof: Proof) -> None:
    cluster, report = proof.cluster, proof.report
    begun = asyncio.get_running_loop().time()
    await cluster.until_sent(1)
    parts = await cluster.ledger.messages(1)
    report.parts = len(parts)
    asking = asyncio.create_task(proof.ask())
    await proof.strike()
    await cluster.quiet(proof.readers)
    report.seconds = round(asyncio.get_running_loop().time() - begun, 1)
    await asking
    await _answered(proof)
    report.states = {state.value: count for state, count in (await cluster.ledger.counts()).items() if count}
    names = [frozenset(NAME.findall(part.html)) for part in parts]
    for arrived in (await cluster.arrivals()).values():
        count_arrivals(report, names, arrived)
    silent = len(proof.readers) - len((await cluster.arrivals()).keys() & set(proof.readers))
    report.lost += silent * report.parts


async def _answered(proof: Proof) -> None:
    """Until everybody who asked has an answer, a minute at most: longer than an update's lease."""
    for _ in range(60):
        told = await proof.cluster.arrivals()
        answers = Counter(
            {reader: sum(not NAME.search(text) for text in told.get(reader, ())) for reader in proof.asking}
        )
        proof.report.unanswered = sum(not times for times in answers.values())
        if not proof.report.unanswered:
            break
        await asyncio.sleep(1)
    proof.report.asked = len(proof.asking)
    proof.report.answered_twice = sum(times - 1 for times in answers.values() if times > 1)


def count_arrivals(report: Report, parts: list[frozenset[str]], arrived: list[str]) -> None:
    """What one reader got, against the parts of the digest, each known by the releases it names."""
    told = [frozenset(NAME.findall(text)) for text in arrived]
    came = [parts.index(names) for names in told if names in parts]
    times = Counter(came)
    report.lost += sum(number not in times for number in range(len(parts)))
    report.repeats += sum(count - 1 for count in times.values())
    firsts = [came.index(number) for number in range(len(parts)) if number in times]
    report.disordered += firsts != sorted(firsts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--readers", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", default="400", help="messages a second of all workers together")
    arguments = parser.parse_args()
    os.environ.setdefault("CI", "true")
    # A short path: the address of a socket has at most 107 characters.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        paid = {"ALLOW_PAID_BROADCAST": "true", "SEND_PER_SECOND_PAID": arguments.pace}
        report = asyncio.run(prove(arguments.readers, arguments.seed, Path(folder), **paid))
    sys.stdout.write(f"{report}\n")
    sys.exit(not report.held)


if __name__ == "__main__":
    main()
