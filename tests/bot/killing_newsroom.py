"""Editors at work while the bot is killed again and again: is a text lost, a decision forgotten, a reader
untold?

The real bot (`xabarnoma run`) in a process of its own serves the playground in another. Editors paste,
correct, discard, publish, set times, send urgent releases and withdraw them; the bot is killed with SIGKILL
at random moments. Then it finishes, and database, screens and what arrived are held against each other.

    python -m tests.bot.killing_newsroom --kills 120
"""

import argparse
import asyncio
import json
import signal
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from news.models import DraftState, Subscriber
from storage.desk_tables import audit, drafts
from storage.subscribers import Subscribers
from storage.tables import releases
from tests.bot.editors import Done, Editor, data_of
from tests.bot.killing import FIRST_CHAT, Stage, playground

EDITORS = (501, 502, 503, 504, 505)
READERS = 30
PUBLISHED, DISCARDED = DraftState.PUBLISHED.value, DraftState.DISCARDED.value
UNSEEN = "Bekor qilindi. Bu matn hech kimga"
URGENT, WITHDRAWN = "Shoshilinch xabar", "qaytarib olindi"


@dataclass(frozen=True, slots=True)
class Report:
    """What was counted at the end. The first seven must be zero."""

    lost: int
    """Texts that editors said of which there is no draft."""
    doubled: int
    """Texts of which there are two drafts, releases that were published twice, and times lifted twice."""
    forgotten: int
    """Decisions that an editor was shown and the database does not have."""
    lies: int
    """Cards that say "discarded", seen by nobody, of a release that stands."""
    untold: int
    """Messages of urgent releases that were withdrawn and still show them, beyond those that came twice: of
    the first of two nobody knows."""
    late: int
    """Embargoes lifted more than a minute after their time and after the bot was there again."""
    unlogged: int
    """What was done and stands in no line of the log; lines on one thing out of their order."""
    given_up: int
    """Presses whose effect no editor saw within a minute."""
    repeats: int
    """Urgent messages and words of a withdrawal that came to a reader once too often."""
    on_their_way: int
    """Messages between claim and record when the bot was killed: so many may come twice."""
    stale: int
    """Cards left behind by a death that still offer what was decided: a press shows what stands."""
    kills: int
    said: int
    published: int
    scheduled: int
    urgent: int
    withdrawn: int
    discarded: int

    @property
    def holds(self) -> bool:
        zero = fields(self)[:7]
        return not any(getattr(self, each.name) for each in zero) and self.repeats <= self.on_their_way

    def __str__(self) -> str:
        return json.dumps({each.name: getattr(self, each.name) for each in fields(self)}, indent=2)


async def prove(kills: int, seed: int, folder: Path) -> Report:
    chance = Random(seed)  # noqa: S311 repeatable, not secret
    with playground() as where:
        stage = Stage(folder, where, settings={"ADMIN_IDS": ",".join(map(str, EDITORS))})
        try:
            await _furnish(stage)
            editors = [Editor(stage.http, person, Random(f"{seed} {person}")) for person in EDITORS]  # noqa: S311
            killing = asyncio.create_task(_kill(stage, kills, chance))
            work = [asyncio.create_task(editor.work(lambda: not killing.done())) for editor in editors]
            on_their_way, last_start = await killing
            await asyncio.gather(*work)
            await _settle(stage)
            assert stage.end_bot(signal.SIGTERM) == 0, "the bot did not stop in good order"
            return await _report(stage, [editor.done for editor in editors], kills, on_their_way, last_start)
        finally:
            if stage.bot is not None and stage.bot.poll() is None:
                stage.end_bot(signal.SIGKILL)
            await stage.database.close()
            await stage.http.aclose()


async def _furnish(stage: Stage) -> None:
    chats = range(FIRST_CHAT, FIRST_CHAT + READERS)
    await stage.control("people", ids=[*chats, *EDITORS], started=True)
    await stage.database.open()
    for chat_id in chats:
        await Subscribers(stage.database).save(Subscriber(chat_id, active=True))


async def _kill(stage: Stage, kills: int, chance: Random) -> tuple[int, datetime]:
    """How many messages were on their way at all those kills, and when the bot began for good."""
    claims: set[tuple[int, int]] = set()
    for _ in range(kills):
        stage.start_bot()
        if chance.random() < 0.2:  # before or while it starts
            await asyncio.sleep(chance.uniform(0.0, 2.5))
        else:
            await stage.serves()
            await asyncio.sleep(chance.uniform(0.0, 4.0))
        stage.end_bot(signal.SIGKILL)
        claims |= await stage.on_their_way()
    stage.start_bot()
    return len(claims), datetime.now(UTC)


async def _settle(stage: Stage) -> None:
    """Wait until nothing is to come: updates, times of publication, messages, ticks that see to it."""
    bot = stage.bot
    assert bot is not None
    waiting = select(drafts.c.id).where(drafts.c.state == DraftState.SCHEDULED.value)
    async with asyncio.timeout(400):
        while True:
            await stage.quiet(lambda: bot.poll() is None)
            async with stage.database.reading() as connection:
                scheduled = list(await connection.scalars(waiting))
            pending = (await stage.http.get("state")).json()["pending_updates"]
            if not scheduled and not pending:
                break
            await asyncio.sleep(1)
        await asyncio.sleep(65)  # a tick, and what it sends
        await stage.quiet(lambda: bot.poll() is None)


async def _report(
    stage: Stage, done: list[Done], kills: int, on_their_way: int, last_start: datetime
) -> Report:
    async with stage.database.reading() as connection:
        held = [row._mapping for row in await connection.execute(select(drafts))]
        out = [row._mapping for row in await connection.execute(select(releases))]
        log = [row._mapping for row in await connection.execute(select(audit).order_by(audit.c.id))]
    by_name: dict[str, list[Any]] = {}
    for row in held:
        by_name.setdefault(_name(row["title"]), []).append(row)
    stands = Counter(_name(row["title"]) for row in out)
    gone = {_name(row["title"]) for row in out if row["withdrawn_at"]}
    said, published, discarded, urgent, withdrawn = (
        {name for each in done for name in getattr(each, kind)}
        for kind in ("said", "published", "discarded", "urgent", "withdrawn")
    )
    scheduled = {name: at for each in done for name, at in each.scheduled.items()}
    forgotten = [name for name in {*published, *scheduled} if name not in stands]
    forgotten += [name for name in withdrawn if name not in gone]
    forgotten += [name for name in discarded if by_name[name][0]["state"] != DISCARDED]
    forgotten += [
        name
        for each in done
        for name in each.corrected
        if (by_name[name][0]["corrections"] or {}).get("type") != ["forum"]
    ]
    late = [
        name
        for name, at in scheduled.items()
        for row in out
        if _name(row["title"]) == name and (row["added_at"] - max(at, last_start)).total_seconds() > 60
    ]
    arrivals = await stage.arrivals()
    repeated = sum(
        times - 1
        for chat, texts in arrivals.items()
        if chat >= FIRST_CHAT
        for times in Counter(texts).values()
    )
    lies, stale = await _cards(stage, {name: rows[0]["state"] for name, rows in by_name.items()})
    return Report(
        lost=len(said - by_name.keys()),
        doubled=sum(len(rows) > 1 for rows in by_name.values())
        + sum(times > 1 for times in stands.values())
        + _logged_twice(log),
        forgotten=len(forgotten),
        lies=lies,
        untold=max(0, await _untold(stage, gone) - repeated),
        late=len(late),
        unlogged=_unlogged(log, held, out, urgent),
        given_up=sum(len(each.given_up) for each in done),
        repeats=repeated,
        on_their_way=on_their_way,
        stale=stale,
        kills=kills,
        said=len(said),
        published=len(published),
        scheduled=len(scheduled),
        urgent=len(urgent),
        withdrawn=len(withdrawn),
        discarded=len(discarded),
    )


def _name(title: str) -> str:
    return title.partition(" ")[0]


def _logged_twice(log: list[Any]) -> int:
    """Decisions on a draft, and withdrawals, that the log tells twice."""
    once = ("publish", "withdraw")
    decided = Counter((row["action"], row["subject"]) for row in log if row["action"] in once)
    return sum(times > 1 for times in decided.values())


def _unlogged(log: list[Any], held: list[Any], out: list[Any], urgent: set[str]) -> int:
    lines = {(row["action"], row["subject"]) for row in log}
    ended = {PUBLISHED: "publish", DISCARDED: "move"}
    wanted = {("open", f"draft {row['id']}") for row in held}
    wanted |= {(ended[row["state"]], f"draft {row['id']}") for row in held if row["state"] in ended}
    wanted |= {("correct", f"draft {row['id']}") for row in held if row["corrections"]}
    wanted |= {("withdraw", f"release {row['id']}") for row in out if row["withdrawn_at"]}
    wanted |= {("push", f"release {row['id']}") for row in out if _name(row["title"]) in urgent}
    told: dict[str, list[datetime]] = {}
    for row in log:
        told.setdefault(row["subject"], []).append(row["at"])
    backwards = [later for moments in told.values() for before, later in pairwise(moments) if later < before]
    return len(wanted - lines) + len(backwards)


async def _cards(stage: Stage, states: dict[str, str]) -> tuple[int, int]:
    """Cards that call a release unseen which is published, and those that still offer a decision."""
    lies = stale = 0
    for person in EDITORS:
        for message in await _from_bot(stage, person):
            text = str(message.get("text", ""))
            state = next((states[word] for word in text.split() if word in states), None)
            undecided = any(data.startswith("k1:") for data in data_of(message))
            lies += int(state == PUBLISHED and UNSEEN in text)
            stale += int(undecided and state in (PUBLISHED, DISCARDED))
    return lies, stale


async def _from_bot(stage: Stage, chat: int) -> list[Any]:
    messages = (await stage.http.get(f"messages/{chat}")).json()
    return [each["message"] for each in messages if each["by_bot"]]


async def _untold(stage: Stage, gone: set[str]) -> int:
    untold = 0
    for chat in range(FIRST_CHAT, FIRST_CHAT + READERS):
        for message in await _from_bot(stage, chat):
            text = str(message.get("text", ""))
            if URGENT in text and WITHDRAWN not in text:
                untold += any(name in text for name in gone)
    return untold


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = asyncio.run(prove(arguments.kills, arguments.seed, Path(folder)))
    sys.stdout.write(f"{report}\n")
    sys.exit(not report.holds)


if __name__ == "__main__":
    main()
