"""The laws of the ledger, on both databases (see machine.py)."""

import shutil
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from storage.database import Database
from tests.digests.machine import LedgerMachine
from tests.postgresql import PostgresqlServer

QUIET = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def run_on_sqlite(folder: Path, migrated: Path, examples: int, steps: int) -> None:
    async def open_database() -> Database:
        path = folder / f"{uuid4()}.db"
        shutil.copyfile(migrated, path)
        return await Database(f"sqlite+aiosqlite:///{path}").open()

    class OnSqlite(LedgerMachine):
        pass

    OnSqlite.open_database = staticmethod(open_database)
    run_state_machine_as_test(
        OnSqlite, settings=settings(QUIET, max_examples=examples, stateful_step_count=steps)
    )


def run_on_postgresql(server: PostgresqlServer, examples: int, steps: int) -> None:
    async def open_database() -> Database:
        return await Database(server.url(server.create_migrated())).open()

    class OnPostgresql(LedgerMachine):
        pass

    OnPostgresql.open_database = staticmethod(open_database)
    run_state_machine_as_test(
        OnPostgresql, settings=settings(QUIET, max_examples=examples, stateful_step_count=steps)
    )


def test_the_ledger_keeps_its_laws_on_sqlite(tmp_path: Path, migrated_file: Path) -> None:
    run_on_sqlite(tmp_path, migrated_file, examples=5, steps=30)


def test_the_ledger_keeps_its_laws_on_postgresql(postgresql_server: PostgresqlServer) -> None:
    run_on_postgresql(postgresql_server, examples=3, steps=30)


@pytest.mark.slow
def test_the_ledger_keeps_its_laws_on_sqlite_for_long(tmp_path: Path, migrated_file: Path) -> None:
    run_on_sqlite(tmp_path, migrated_file, examples=60, steps=60)


@pytest.mark.slow
def test_the_ledger_keeps_its_laws_on_postgresql_for_long(postgresql_server: PostgresqlServer) -> None:
    run_on_postgresql(postgresql_server, examples=60, steps=60)
