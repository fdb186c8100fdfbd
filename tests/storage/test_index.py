"""The search index on both databases: it holds what the releases hold, and only current ones."""

import asyncio
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from language.dates import Period
from news.models import Event, EventType, Status, Understood
from news.ports import Look, Sought
from storage import matching
from storage.database import Database
from storage.index import Index
from storage.releases import Releases
from tests.laws import examples
from tests.storage.samples import NOW, understood

_NUMBERS = count()
"""The examples of one test share a database: no text may come twice."""
SEMINAR = Event(EventType.SEMINAR, Status.HELD, date(2026, 5, 4), date(2026, 5, 8), "Nukus")


def ways(*groups: tuple[str, ...]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return (groups,)


async def found(database: Database, sought: Sought) -> list[str]:
    releases = Releases(database)
    candidates = await Index(database).find(sought, 50)
    return [release.reference for release in await releases.load([each.release for each in candidates])]


async def frequencies(database: Database, *keys: str) -> Mapping[str, int]:
    return (await Index(database).vocabulary()).frequencies(keys)


async def add(database: Database, *several: Understood) -> None:
    await Releases(database).add_many(several, NOW)


async def test_all_groups_must_be_held_and_of_a_group_any_key(database: Database) -> None:
    await add(
        database,
        understood("Paxta terimi boshlandi.", "a"),
        understood("Paxta narxi oshdi.", "b"),
        understood("Bugʻdoy narxi oshdi.", "c"),
    )
    assert await found(database, Sought(ways(("paxta",), ("narx", "terim")))) == ["b", "a"]
    assert await found(database, Sought(ways(("narx", "terim")), without=("paxta",))) == ["c"]
    assert await found(database, Sought((*ways(("terim",)), *ways(("bug'doy",))))) == ["c", "a"]


@pytest.mark.parametrize("day", [date.min, date.max])
async def test_an_event_at_the_calendars_end_is_stored_and_found(database: Database, day: date) -> None:
    event = Event(EventType.SEMINAR, Status.ANNOUNCED, day, day, "Nukus")
    await add(database, understood("Seminar.", "a", event=event), understood("Suv.", "b", published=day))
    await add(database, understood("Paxta seminari.", "c", event=event))
    assert sorted(await found(database, Sought(period=Period(day, day)))) == ["a", "b", "c"]


async def test_there_are_no_more_looks_than_it_takes_to_find_enough(database: Database) -> None:
    await add(
        database,
        understood("Suv haqida.", "title", title="Paxta"),
        understood("Suv va paxta.", "both"),
        understood("Suv.", "one"),
    )
    index = Index(database)
    strict, wider, widest = (
        Sought(ways(("paxta",)), titles_only=True),
        Sought(ways(("paxta",))),
        Sought(ways(("suv",))),
    )
    ids = {}
    for enough in (1, 2, 3):
        looks = [Look(each, enough) for each in (strict, wider, widest)]
        ids[enough] = [each.release for each in await index.look(looks, 50)]
    assert ids == {1: [1], 2: [2, 1], 3: [3, 2, 1]}
    assert [each.release for each in await index.look([Look(strict, 9), Look(widest, 9)], 1)] == [3, 1]


_KEYS = ("suv", "paxta", "gaz", "sport")
_TEXTS = st.tuples(
    st.sets(st.sampled_from(_KEYS)), st.sets(st.sampled_from(_KEYS)), st.integers(1, 9), st.booleans()
)


@given(
    told=st.lists(_TEXTS, max_size=8),
    groups=st.lists(st.sets(st.sampled_from(_KEYS), min_size=1), min_size=1, max_size=3),
    without=st.sets(st.sampled_from(_KEYS), max_size=1),
    titles_only=st.booleans(),
    days=st.none() | st.tuples(st.integers(1, 9), st.integers(0, 4)),
    seminars=st.booleans(),
    limit=st.integers(1, 9),
)
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_is_found_is_what_reading_every_release_would_find(
    database: Database,
    told: list[tuple[set[str], set[str], int, bool]],
    groups: list[set[str]],
    without: set[str],
    titles_only: bool,
    days: tuple[int, int] | None,
    seminars: bool,
    limit: int,
) -> None:
    """Each release is (keys of the title, keys of the text, day of May, whether it tells of a seminar)."""
    batch = next(_NUMBERS)
    await add(
        database,
        *(
            understood(
                f"{' '.join(sorted(body))} {batch} {number}.",
                f"{batch}-{number}",
                title=f"m{batch} {' '.join(sorted(title))}",
                published=date(2026, 5, day),
                event=Event(EventType.SEMINAR, Status.HELD) if seminar else None,
            )
            for number, (title, body, day, seminar) in enumerate(told)
        ),
    )
    sought = Sought(
        ways(*(tuple(group) for group in groups), (f"m{batch}",)),
        tuple(without),
        titles_only,
        Period(date(2026, 5, days[0]), date(2026, 5, days[0] + days[1])) if days else None,
        EventType.SEMINAR if seminars else None,
    )

    def holds(title: set[str], body: set[str], day: int, seminar: bool) -> bool:
        within = days is None or days[0] <= day <= days[0] + days[1]
        keys = title if titles_only else title | body
        return (
            all(group & keys for group in groups)
            and not without & (title | body)
            and within
            and (seminar or not seminars)
        )

    expected = [number for number, each in enumerate(told) if holds(*each)]
    expected.sort(key=lambda number: (told[number][2], number), reverse=True)
    found_now = [reference.partition("-")[2] for reference in await found(database, sought)]
    assert [int(number) for number in found_now] == expected
    assert len(await Index(database).find(sought, limit)) == min(limit, len(expected))


async def test_a_phrase_asks_for_all_of_its_words(database: Database) -> None:
    await add(database, understood("Yashil makon loyihasi.", "a"), understood("Yashil vodiy.", "b"))
    assert await found(database, Sought(ways(("yashil makon", "yo'q")))) == ["a"]


async def test_titles_and_names_can_be_asked_for_alone(database: Database) -> None:
    event = Event(EventType.VISIT, Status.HELD, place="Xiva", participants=("Lola Saidova",))
    await add(
        database,
        understood("Matn suv haqida.", "body"),
        understood("Boshqa matn.", "title", title="Suv kuni"),
        understood("Uchinchi matn.", "names", event=event),
    )
    assert await found(database, Sought(ways(("suv",)), titles_only=True)) == ["title"]
    assert await found(database, Sought(ways(("xiva",)), titles_only=True)) == ["names"]


@pytest.mark.parametrize("asked_by", [(), (("nukus", "matn"),)], ids=["days alone", "words"])
async def test_a_period_means_the_days_of_the_event_else_the_day_of_publication(
    database: Database, asked_by: tuple[tuple[str, ...], ...]
) -> None:
    """Days alone mean both: what happened on them, and what came out on them."""
    await add(
        database,
        understood("Matn.", "event", published=date(2026, 5, 20), event=SEMINAR),
        understood("Boshqa matn.", "news", published=date(2026, 5, 8)),
        understood("Kech matn.", "later", published=date(2026, 5, 20)),
    )
    by_words = (asked_by,) if asked_by else ()
    published = ["later"] if asked_by else ["later", "event"]
    for day, expected in [(3, []), (4, ["event"]), (8, ["news", "event"]), (9, []), (20, published)]:
        period = Period(date(2026, 5, day), date(2026, 5, day))
        assert await found(database, Sought(by_words, period=period)) == expected


async def test_what_was_published_in_a_period_is_found_without_what_is_excluded(database: Database) -> None:
    await add(
        database,
        understood("Matn.", "event", published=date(2026, 5, 20), event=SEMINAR),
        understood("Kech matn.", "later", published=date(2026, 5, 20)),
    )
    period = Period(date(2026, 5, 20), date(2026, 5, 20))
    assert await found(database, Sought(period=period, without=("nukus",))) == ["later"]


@given(
    days=st.lists(
        st.tuples(st.integers(1, 40), st.none() | st.tuples(st.integers(0, 40), st.integers(0, 9))),
        max_size=6,
    )
)
@settings(max_examples=examples(8), suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_each_day_counts_what_is_found_for_it(
    database: Database, days: list[tuple[int, tuple[int, int] | None]]
) -> None:
    """(published, (days from the month's first to the event's, its length)), in days."""
    first = date(2026, 5, 1)
    for number, (published, event) in enumerate(days):
        start = first + timedelta(event[0]) if event else None
        end = start + timedelta(event[1]) if start and event else None
        held = Event(EventType.SEMINAR, Status.HELD, start, end) if event else None
        text = f"Matn {number} {published} {event} {next(_NUMBERS)}."
        await add(database, understood(text, published=first + timedelta(published), event=held))
    month = Period(first, first + timedelta(30))
    index = Index(database)
    counted = await index.days(month)
    for number in range(31):
        day = first + timedelta(number)
        candidates = await index.find(Sought(period=Period(day, day)), 1000)
        assert counted.get(day, 0) == len({each.story for each in candidates})
    assert all(counted.values())


async def test_a_kind_is_strict_with_words_and_without(database: Database) -> None:
    await add(database, understood("Nukus haqida.", "a"), understood("Nukus.", "b", event=SEMINAR))
    for by_words in ((), ways(("nukus",))):
        assert await found(database, Sought(by_words, type=EventType.SEMINAR)) == ["b"]
        assert await found(database, Sought(by_words, type=EventType.FORUM)) == []


async def test_the_newest_day_comes_first_whenever_it_was_imported(database: Database) -> None:
    days = [date(2026, 5, 2), date(2026, 5, 9), date(2026, 5, 1)]
    await add(database, *(understood(f"Suv matni {day}.", str(day), published=day) for day in days))
    assert await found(database, Sought(ways(("suv",)))) == ["2026-05-09", "2026-05-02", "2026-05-01"]


async def test_a_version_takes_the_place_of_the_one_before(database: Database) -> None:
    await add(database, understood("Eski paxta matni.", "a"))
    await add(database, understood("Yangi gʻalla matni.", "a"))
    assert await found(database, Sought(ways(("paxta",)))) == []
    assert await found(database, Sought(ways(("g'alla",)))) == ["a"]
    assert await frequencies(database, "", "paxta", "g'alla", "matn") == {
        "": 1,
        "g'alla": 1,
        "matn": 1,
    }


async def test_keys_are_counted_once_a_release(database: Database) -> None:
    await add(database, understood("Suv, suv va suv.", "a"), understood("Bir tomchi suv.", "b"))
    assert await frequencies(database, "suv", "yo'q") == {"suv": 2}


async def test_words_that_came_since_are_known_to_the_next_question(database: Database) -> None:
    index = Index(database)
    assert list((await index.vocabulary()).relatives([frozenset({"metralogiya"})])) == [[]]
    await add(database, understood("Metrologiya kuni.", "a"))
    ((nearest, *_),) = (await index.vocabulary()).relatives([frozenset({"metralogiya"})])
    assert (nearest.key, nearest.misspelt) == ("metrologiya", True)


async def test_all_who_ask_at_once_know_what_was_committed_before(database: Database) -> None:
    index = Index(database)

    async def asked(word: str) -> bool:
        return bool((await index.vocabulary()).frequencies([word]))

    for number in range(3):
        early = [asyncio.create_task(asked("suv")) for _ in range(5)]
        await asyncio.sleep(0)
        await add(database, understood(f"Zarbdor{number} so‘z.", f"a{number}"))
        assert await asyncio.gather(*(asked(f"zarbdor{number}") for _ in range(5))) == [True] * 5
        assert await asyncio.gather(*early) == [False] * 5


@pytest.mark.parametrize(
    "key", ['"', "'", "\\", "a'b", 'a"b', "AND", "NEAR(", "*", ":", "a:*", "\\'", "=meeting", "~", "a b"]
)
@pytest.mark.parametrize("titles_only", [False, True])
async def test_nothing_in_a_key_is_syntax(database: Database, key: str, titles_only: bool) -> None:
    await add(database, understood("Suv.", "a"))
    index = Index(database)
    for sought in (
        Sought(ways((key, "suv")), without=(key,), titles_only=titles_only),
        Sought(without=(key,)),
    ):
        assert len(await index.find(sought, 5)) <= 1


@given(
    st.lists(st.text(min_size=1, max_size=8).filter(lambda key: not key.isspace()), min_size=1, max_size=4)
)
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_key_can_be_sought(database: Database, keys: list[str]) -> None:
    safe = [key.replace("\0", "") or "x" for key in keys]
    await Index(database).find(Sought(ways(tuple(safe)), without=tuple(safe)), 5)


def test_a_key_is_quoted_for_each_engine() -> None:
    sought = Sought(ways(('a"b', "c'd")), without=("e",))
    assert matching.fts5(sought) == '((("a\ufffdb" OR "c\'d"))) NOT ("e")'
    assert matching.tsquery(sought) == "((('a\"b' | 'c''d'))) & !'e'"


async def test_a_near_duplicate_joins_the_story_that_stands(database: Database) -> None:
    text = (
        "Nukusda 40 nafar shifokor ishtirokida o‘quv kursi o‘tdi. Kursda kasalliklarni erta aniqlash, "
        "emlash va ovqatlanish haqida 12 ta dars berildi. Ishtirokchilarga sertifikat topshirildi."
    )
    releases = Releases(database)
    first = await releases.add(understood(text, "a"), NOW)
    again = await releases.add(understood(f"{text} Foto: matbuot xizmati.", "b"), NOW)
    other = await releases.add(understood(text.replace("40", "55").replace("12", "30"), "c"), NOW)
    assert again.release.story == first.release.story
    assert other.release.story == other.release.id
    assert await releases.references_of([first.release.story]) == {first.release.story: ("a", "b")}
