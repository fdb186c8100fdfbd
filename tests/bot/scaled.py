"""The bot beyond one machine, on this one: two web, two workers, two schedulers, PostgreSQL, the playground.

Everybody is due, many also ask. Meanwhile a process of each role is killed with SIGKILL and started again,
the network to Telegram is cut, a worker is frozen until others have taken over what it held and then woken,
and PostgreSQL crashes and comes back. What was lost, what came twice, did the parts of a digest keep their
order?

    python -m tests.bot.scaled --readers 20000 --pace 70
"""

import argparse
import asyncio
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert

from language.phrases import Phrases
from storage.releases import Releases
from storage.tables import subscribers
from tests.bot.cluster import PATIENCE, Cluster, Process
from tests.bot.killing import FIRST_CHAT, RELEASES, playground, publish
from tests.bot.verdict import Blow, Report, count_arrivals
from tests.postgresql import PostgresqlServer

CUT_SECONDS = 8.0
"""Less than a reply is tried again for."""
STEP = 0.08
"""Of all messages, so many go out between two blows."""
ASK_SECONDS = 0.5
"""Between two questions."""
SPARE = 1.5
"""The playground takes so many times our pace before it answers with 429."""
NAME = re.compile(r"Xabar\d{3}")
APOLOGIES = {Phrases("uz-Latn").plain(key) for key in ("error-unexpected", "error-storage")}


async def furnish(cluster: Cluster, readers: range, chance: Random) -> None:
    """Readers who are due, and news for them."""
    await cluster.control("people", ids=list(readers), started=True)
    await cluster.database.open()
    now = datetime.now(UTC)
    shelf = Releases(cluster.database)
    for number in range(RELEASES):
        await publish(shelf, number, chance, now)
    due = now.replace(second=0, microsecond=0)
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
        self.asked: list[int] = []
        self._claims: set[tuple[int, int]] = set()

    async def blow(self, name: str, strike: Callable[[], object], *, reaches_messages: bool = True) -> None:
        """Strike, and note what was on its way just before and just after."""
        sent = await self.cluster.sent()
        claims = await self.cluster.claims() if reaches_messages else set()
        blow = Blow(name, time.time(), sent)
        await asyncio.to_thread(strike)
        if reaches_messages:
            claims |= await self.cluster.claims()
        blow.on_their_way = len(claims - self._claims)
        self._claims |= claims
        self.report.blows.append(blow)
        sys.stderr.write(f"{time.strftime('%T')} {name} with {sent} sent\n")

    async def further(self) -> None:
        """Let some more go out."""
        step = int(len(self.readers) * self.report.parts * STEP)
        await self.cluster.until_sent(await self.cluster.sent() + step)

    async def kill(self, process: Process) -> None:
        await self.blow(f"a {process.role} killed", process.kill, reaches_messages=process.role == "worker")
        process.start()
        await self.cluster.serving()
        await self.further()

    async def cut(self) -> None:
        loop, gate = asyncio.get_running_loop(), self.cluster.telegram
        # Connections belong to the loop that opened them.
        await self.blow("the network to Telegram cut", lambda: loop.call_soon_threadsafe(gate.cut))
        await asyncio.sleep(CUT_SECONDS)
        await gate.open()
        await self.further()

    async def crash(self) -> None:
        await self.blow("PostgreSQL crashed", self.cluster.restart_postgresql)
        await self.further()

    async def freeze(self, worker: Process) -> set[tuple[int, int]]:
        """What it held."""
        await self.blow("a worker frozen", lambda: worker.send(signal.SIGSTOP))
        await self.further()
        return await self.cluster.held()

    async def wake(self, worker: Process, held: set[tuple[int, int]]) -> None:
        """Once others have sent what it held: longer than its leases."""
        deadline = time.monotonic() + PATIENCE
        while left := held & await self.cluster.held():
            if time.monotonic() > deadline:
                raise TimeoutError(await self.cluster.stuck([row for row, _ in left]))
            await asyncio.sleep(1)
        await self.blow("the worker woken", lambda: worker.send(signal.SIGCONT))

    async def strike_in_turn(self) -> None:
        """One blow after the other, each while digests go out."""
        await self.further()
        for role in ("web", "worker", "scheduler"):
            await self.kill(self.chance.choice(self.cluster.of(role)))
        await self.cut()
        frozen = self.chance.choice(self.cluster.of("worker"))
        await self.wake(frozen, await self.freeze(frozen))
        await self.further()
        await self.crash()

    async def strike_at_once(self) -> None:
        """All of it while one worker is frozen: that takes the time of a lease."""
        await self.further()
        frozen, other = self.chance.sample(self.cluster.of("worker"), 2)
        held = await self.freeze(frozen)
        await self.kill(other)
        for role in ("web", "scheduler"):
            await self.kill(self.chance.choice(self.cluster.of(role)))
        await self.cut()
        await self.crash()
        await self.wake(frozen, held)

    async def ask(self) -> None:
        """Readers ask for help, one after the other, all the while."""
        for reader in self.readers:
            await self.cluster.control("says", person=reader, text="/help")
            self.asked.append(reader)
            await asyncio.sleep(ASK_SECONDS)

    async def answered(self) -> None:
        """Until everybody who asked has heard something, or nothing comes any more."""
        report, known = self.report, -1
        deadline = time.monotonic() + PATIENCE
        while True:
            told = {reader: await self._answers(reader) for reader in self.asked}
            report.unanswered = sum(not texts for texts in told.values())
            number = sum(map(len, told.values()))
            if not report.unanswered or (number == known and time.monotonic() > deadline):
                break
            known = number
            await asyncio.sleep(2)
        texts = Counter(text in APOLOGIES for texts in told.values() for text in texts)
        report.asked, report.told_to_ask_again = len(self.asked), texts[True]
        report.answered_twice = sum(len(texts) - 1 for texts in told.values() if texts)
        report.taken_anew = await self.cluster.count("SELECT count(*) FROM inbox WHERE attempts > 1")

    async def _answers(self, reader: int) -> list[str]:
        shown = (await self.cluster.http.get(f"messages/{reader}")).json()
        texts = [it["message"].get("text", "") for it in shown if it["by_bot"]]
        return [text for text in texts if not NAME.search(text)]


async def prove(readers: int, seed: int, pace: float, folder: Path, *, brief: bool = False) -> Report:
    """The whole of it, at `pace` messages a second of all workers together; `brief`: in the time of one
    lease."""
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
            most = int(pace * SPARE) + 2
            await cluster.control("limits", per_second=most, paid_per_second=most)
            paid = {"ALLOW_PAID_BROADCAST": "true", "SEND_PER_SECOND_PAID": str(pace)}
            await cluster.start(web=2, workers=2, schedulers=2, **paid)
            await _run(Proof(cluster, everybody, chance, report), brief=brief)
            report.codes = await cluster.stop()
            if any(report.codes):
                sys.stderr.write(cluster.last_words())
        finally:
            await cluster.close()
            server.stop()
    return report


async def _run(proof: Proof, *, brief: bool) -> None:
    cluster, report = proof.cluster, proof.report
    await cluster.until_sent(1)
    parts = await cluster.ledger.messages(1)
    report.parts = len(parts)
    asking = asyncio.create_task(proof.ask())
    await (proof.strike_at_once() if brief else proof.strike_in_turn())
    await cluster.quiet(len(proof.readers))
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    await proof.answered()
    report.resent = await cluster.resent()
    report.states = {state.value: count for state, count in (await cluster.ledger.counts()).items() if count}
    report.used = cluster.used()
    body = await cluster.heard()
    report.refused = {f"{it['code']} {it['description']}": it["times"] for it in body["refused"]}
    names = [frozenset(NAME.findall(part.html)) for part in parts]
    came = {
        int(chat): [(it["at"], frozenset(NAME.findall(it["text"]))) for it in arrivals]
        for chat, arrivals in body["chats"].items()
    }
    count_arrivals(report, names, {chat: came[chat] for chat in came.keys() & set(proof.readers)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--readers", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=70, help="messages a second of all workers together")
    parser.add_argument("--brief", action="store_true", help="all blows in the time of one lease")
    arguments = parser.parse_args()
    os.environ.setdefault("CI", "true")
    sys.stderr.write(f"load before: {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores\n")
    # A short path: the address of a socket has at most 107 characters.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        begun = time.monotonic()
        given = arguments.readers, arguments.seed, arguments.pace, Path(folder)
        report = asyncio.run(prove(*given, brief=arguments.brief))
    sys.stdout.write(f"{report}\nall in all {time.monotonic() - begun:.0f} s\n")
    sys.exit(bool(report.faults()))


if __name__ == "__main__":
    main()
