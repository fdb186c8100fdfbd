"""Which part of the bot a process is."""

import asyncio
from pathlib import Path

import pytest

from bot.app import build
from bot.clock import SystemClock
from bot.house import opened
from bot.problem import Problem
from bot.roles import ALL, Role, limits_of, roles_of
from bot.run import _until
from config.settings import SettingsError, load
from tests.bot.program import SETTINGS, Terminal

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"
POSTGRESQL = "postgresql+psycopg://x@localhost/x"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_one_process_does_everything_unless_it_is_told_otherwise() -> None:
    assert roles_of(load()) == ALL
    assert roles_of(load(roles="all, web")) == ALL


def test_a_part_alone_needs_postgresql_and_a_token() -> None:
    with pytest.raises(Problem, match="Worker alone needs PostgreSQL"):
        roles_of(load(roles="worker", telegram_token=TOKEN))
    with pytest.raises(Problem, match="The playground runs in one process"):
        roles_of(load(roles="web", database_url=POSTGRESQL))
    given = {"telegram_token": TOKEN, "database_url": POSTGRESQL}
    assert roles_of(load(roles="web scheduler", **given)) == {Role.WEB, Role.SCHEDULER}


def test_workers_share_the_pace_and_one_process_has_it_whole() -> None:
    settings = load(workers=4, send_per_second=24)
    assert limits_of(settings, frozenset({Role.WORKER})).overall == 6
    assert limits_of(settings, ALL).overall == 24


def test_paid_messages_have_a_pace_of_their_own() -> None:
    settings = load(allow_paid_broadcast=True, workers=2, send_per_second_paid=900)
    assert limits_of(settings, frozenset({Role.WORKER})).overall == 450


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"roles": "sender"}, "ROLES: it must hold web, worker, scheduler or all"),
        ({"webhook_url": "https://example.org/hook"}, "WEBHOOK_SECRET: WEBHOOK_URL needs one"),
        ({"webhook_secret": "short"}, "WEBHOOK_SECRET: it must have 16 to 256"),
        ({"webhook_url": "http://example.org/hook"}, "WEBHOOK_URL: it must begin with https://"),
        ({"webhook_url": f"https://example.org/{TOKEN}"}, "WEBHOOK_URL: it must not hold the bot's token"),
    ],
)
def test_a_setting_that_cannot_be_is_told_with_its_mend(given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        load(**given)


@pytest.mark.parametrize("roles", [frozenset({Role.WORKER}), ALL])
async def test_a_worker_that_nothing_helps_ends_for_another_to_begin(
    tmp_path: Path, roles: frozenset[Role]
) -> None:
    """One process that does everything goes on: its replies still go out."""
    settings = load(database_url=f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
    async with opened(settings, SystemClock()) as house:
        bot = build(house, settings, TOKEN, "http://127.0.0.1:1", roles)
        bot.watchdog.beyond_help.set()
        stop = asyncio.Event()
        ending = asyncio.create_task(_until(stop, bot))
        if roles == ALL:
            for _ in range(5):
                await asyncio.sleep(0)
            assert not ending.done()
            stop.set()
            await ending
        else:
            with pytest.raises(Problem, match="this worker sent none"):
                await ending


def test_a_role_that_does_not_exist_is_told_at_the_terminal(terminal: Terminal) -> None:
    done = terminal.types("run", "--role", "cook")
    assert done.code == 1
    assert "web, worker, scheduler or all" in done.err
