"""An import notes how far it came in the transaction that stores a batch: never more, never less."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest

from news.models import Draft, Understood
from news.ports import StorageError
from news.understanding import understand
from storage.database import Database
from storage.imports import Imports, Progress, Refusal
from storage.releases import Releases

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
A, B, C = (sha256(name).digest() for name in (b"a", b"b", b"c"))
EMPTY = Refusal("x:1", "it is empty")
LATE = Refusal("r7", "'published' is \0 no date", "a.csv:7")


def release(number: int, words: str = "", reference: str | None = None) -> Understood:
    text = f"Vazirlik {number}-hududda yangi maktab ochdi.{words}"
    return understand(Draft(f"{number}-maktab", text, date(2025, 1, 2), reference or f"r{number}"))


@pytest.fixture
def imports(database: Database) -> Imports:
    return Imports(database)


async def test_an_import_goes_on_where_it_was_cut_off(imports: Imports) -> None:
    assert await imports.progress(A) == Progress()
    half = await imports.take(A, Progress(), [release(1), EMPTY, release(2), release(2)], NOW)
    assert half == Progress(done=4, added=2, duplicates=1, refused=1)
    assert await imports.progress(A) == half
    whole = await imports.take(A, half, [release(1, " Tuzatildi."), LATE], NOW)
    assert whole == Progress(done=6, added=2, duplicates=1, versions=1, refused=2)
    assert await imports.progress(A) == whole
    first, second = await imports.refused(A)
    assert first == EMPTY
    assert (second.item, second.place) == ("r7", "a.csv:7")
    assert await imports.progress(B) == Progress()
    assert list(await imports.refused(B)) == []


async def test_what_cannot_be_stored_is_not_noted_either(
    imports: Imports, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the process dies between the two: the same items come again, and none is there yet."""

    async def fails(*_: object) -> None:
        raise StorageError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("storage.imports._note", fails)
        with pytest.raises(StorageError, match="disk is full"):
            await imports.take(A, Progress(), [release(1)], NOW)
    assert await imports.progress(A) == Progress()
    assert await Releases(database).newest_id() == 0
    assert await imports.take(A, Progress(), [release(1)], NOW) == Progress(done=1, added=1)


async def test_of_two_that_import_the_same_one_stops(imports: Imports, database: Database) -> None:
    """Else each would count what the other stored as known already."""
    done = await imports.take(A, Progress(), [release(1)], NOW)
    with pytest.raises(StorageError, match="another process"):
        await imports.take(A, Progress(), [release(1), release(2)], NOW)
    assert await imports.progress(A) == done
    assert await Releases(database).newest_id() == 1
    await imports.forget(A, NOW)
    with pytest.raises(StorageError, match="another process"):
        await imports.take(A, done, [release(2)], NOW)


async def test_a_finished_import_begins_anew_and_an_old_one_is_forgotten(imports: Imports) -> None:
    for key in (A, B, C):
        assert await imports.take(key, Progress(), [EMPTY], NOW) == Progress(done=1, refused=1)
    later = await imports.take(C, Progress(done=1, refused=1), [LATE], NOW + timedelta(days=20))
    await imports.forget(A, NOW + timedelta(days=31))
    assert await imports.progress(A) == Progress()
    assert await imports.progress(B) == Progress()
    assert list(await imports.refused(B)) == []
    assert await imports.progress(C) == later
