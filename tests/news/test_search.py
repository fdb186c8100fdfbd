"""Questions answered over real databases."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from language.alphabet import to_cyrillic
from news.models import Answer, Event, EventType, Language, Status, Suggestion, Understood
from news.search import Search
from storage.database import Database
from storage.index import Index
from storage.releases import Releases
from tests.laws import examples
from tests.storage.samples import NOW, understood

TODAY = date(2026, 6, 20)


def release(
    reference: str,
    title: str,
    text: str,
    *,
    language: Language = "uz-Latn",
    published: date = date(2026, 6, 1),
    event: Event | None = None,
) -> Understood:
    base = understood(text, reference, title=title, published=published, event=event)
    return Understood(base.draft, language, title, text, event, None, ())


def event(kind: EventType, day: date, place: str | None = None, *people: str) -> Event:
    return Event(kind, Status.HELD, day, day, place, participants=people)


RELEASES = [
    release(
        "water",
        "Buxoroda suv tejash anjumani",
        "Buxoroda suv tejash texnologiyalari muhokama qilindi. Unda Jamila Ergasheva ma’ruza qildi.",
        event=event(EventType.CONFERENCE, date(2026, 5, 20), "Buxoro", "Jamila Ergasheva"),
    ),
    release(
        "water-ru",
        "В Самарканде обсудили водные ресурсы",
        "Эксперты обсудили управление водными ресурсами и борьбу с засухой.",
        language="ru",
        event=event(EventType.MEETING, date(2026, 5, 28), "Самарканд"),
    ),
    release(
        "ergasheva",
        "Жамила Эргашева янги лавозимда",
        "Жамила Эргашева қўмита раиси этиб тайинланди.",
        language="uz-Cyrl",
        published=date(2026, 4, 2),
    ),
    release(
        "silk",
        "Xivada ipak mahsulotlari ko‘rgazmasi",
        "Ko‘rgazmada yigirma korxona ipak matolarini namoyish etdi. Yashil makon loyihasi ham tanishtirildi.",
        event=event(EventType.EXHIBITION, date(2026, 6, 3), "Xiva"),
    ),
    release(
        "trains",
        "New trains for the Khiva line",
        "Two electric trains were put on the line to Khiva. The makon yashil works continue.",
        language="en",
        published=date(2026, 5, 6),
    ),
]


async def ask(database: Database, *texts: str, limit: int = 10, offset: int = 0) -> list[Answer]:
    releases = Releases(database)
    if await releases.by_reference("water") is None:
        await releases.add_many(RELEASES, NOW)
    search = Search(Index(database), releases)
    return [await search.ask(text, TODAY, limit, offset) for text in texts]


def references(answer: Answer) -> list[str]:
    return [hit.release.reference for hit in answer.hits]


async def test_both_alphabets_of_a_question_find_the_same(database: Database) -> None:
    for text in ("Jamila Ergasheva", "suv tejash", "ipak matolari"):
        latin, cyrillic = await ask(database, text, to_cyrillic(text))
        assert references(latin) == references(cyrillic) != []


@pytest.mark.parametrize("which", RELEASES, ids=lambda each: str(each.draft.reference))
async def test_a_title_finds_its_release_first(database: Database, which: Understood) -> None:
    (answer,) = await ask(database, which.title)
    assert references(answer)[0] == which.draft.reference


async def test_a_pasted_paragraph_finds_its_release(database: Database) -> None:
    words = [f"{letter}anor{number}" for number in "123456" for letter in "abcdef"]
    await Releases(database).add(release("long", "Uzun matn", " ".join(words)), NOW)
    (answer,) = await ask(database, " ".join(words[:24]))
    assert references(answer) == ["long"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Эргашева", ["ergasheva", "water"]),
        ("suv resurslari", ["water-ru"]),
        ("water resources in Samarkand", ["water-ru"]),
        ("konferensiyalar", ["water"]),
        ("may oyidagi uchrashuvlar", ["water-ru"]),
        ("3-iyun", ["silk"]),
        ("aprelda", ["ergasheva"]),
        ("korgazma ipakk", ["silk"]),
        ("suv -Samarqand", ["water"]),
        ("suv Samarqandsiz", ["water"]),
        ("вода без Самарканда", ["water"]),
        ('"yashil makon"', ["silk"]),
        ('"makon yashil"', ["trains"]),
        ("поезда Хива", ["trains"]),
    ],
)
async def test_a_question_finds(database: Database, question: str, expected: list[str]) -> None:
    (answer,) = await ask(database, question)
    assert references(answer) == expected


@pytest.mark.parametrize(
    "question",
    ["shaxmat turniri natijasi", "Buxoroda shaxmat turniri", "кинофестиваль", "football cup final"],
)
async def test_what_only_shares_a_common_word_is_no_answer(database: Database, question: str) -> None:
    (answer,) = await ask(database, question)
    assert (answer.hits, answer.total) == ((), 0)


@pytest.mark.parametrize(
    "question", ["Fransiyada suv tejash", "suv tejash Qatar", "посольство Бразилии в Самарканде"]
)
async def test_a_place_or_people_that_no_release_holds_has_no_answer(
    database: Database, question: str
) -> None:
    (answer,) = await ask(database, question)
    assert answer.hits == ()


async def test_of_two_words_both_must_be_there_of_three_one_may_be_missing(database: Database) -> None:
    """`sandiq` (a chest) stands in no release and in no table."""
    two, three, elsewhere = await ask(
        database, "ipak sandiqlari", "Xivadagi ipak sandiqlari", "korxona loyihasi sandiqlari"
    )
    assert references(two) == []
    assert references(three) == ["silk"]
    assert references(elsewhere) == []  # the two stand there, but it is not about them


async def test_without_an_answer_the_question_less_a_word_is_offered(database: Database) -> None:
    (answer,) = await ask(database, "ipak sandiqlari")
    assert Suggestion("less", "ipak") in answer.suggestions


async def test_no_question_of_weak_words_alone_is_offered(database: Database) -> None:
    (answer,) = await ask(database, "uran narxi natijasi")
    assert answer.suggestions == ()


async def test_the_kind_alone_is_offered_where_nothing_else_is_near(database: Database) -> None:
    (answer,) = await ask(database, "uran ko‘rgazmasi")
    assert [suggestion.text for suggestion in answer.suggestions] == ["ko‘rgazmasi"]


async def test_of_two_alphabets_the_readers_own_is_shown(database: Database) -> None:
    text = "3-mayda Nukusda Aziza Olimova va Botir Saidov ko‘prik loyihasini taqdim etdi, narxi 45 million."
    told = [
        release("own", "Nukusda ko‘prik", text, event=event(EventType.PRESENTATION, date(2026, 5, 3))),
        release(
            "other",
            "Нукусда кўприк",
            f"{to_cyrillic(text)} Қурилиш бошланди.",
            language="uz-Cyrl",
            event=event(EventType.PRESENTATION, date(2026, 5, 3)),
        ),
    ]
    await Releases(database).add_many(told, NOW)
    latin, cyrillic = await ask(database, "ko‘prik loyihasi", "кўприк лойиҳаси")
    assert (references(latin), references(cyrillic)) == (["own"], ["other"])


async def test_another_office_of_the_same_country_is_no_answer(database: Database) -> None:
    envoys = [
        release("envoy", "Yaponiya elchisi qabul qilindi", "Vazir Yaponiya elchisini qabul qildi."),
        release("doctors", "Yaponiyalik shifokorlar", "Yaponiyalik shifokorlar Nukusga keldi."),
    ]
    await Releases(database).add_many(envoys, NOW)
    found, missing = await ask(database, "посол Японии", "премьер-министр Японии")
    assert references(found) == ["envoy"]
    assert references(missing) == []


async def test_a_persons_first_name_may_be_spelt_otherwise(database: Database) -> None:
    (answer,) = await ask(database, "Djamilya Ergasheva")
    assert "ergasheva" in references(answer)


async def test_words_of_a_phrase_far_apart_are_not_the_thing_it_means(database: Database) -> None:
    far = release(
        "far", "Quyosh nuri", "Quyosh chiqdi. " + "So‘z ketidan so‘z keldi. " * 20 + "Baliq tutildi."
    )
    await Releases(database).add(far, NOW)
    eclipse, sun = await ask(database, "quyosh tutilishi", "quyosh nuri")
    assert references(eclipse) == []
    assert references(sun) == ["far"]


async def test_a_kind_that_was_not_read_is_found_by_its_noun_and_all_the_words(database: Database) -> None:
    unread = release(
        "unread", "Metrologiya seminari e’lon qilindi", "Seminar Toshkentda metrologlar uchun bo‘ladi."
    )
    await Releases(database).add(unread, NOW)
    assert [
        references(each) for each in await ask(database, "metrologiya seminari", "семинар по метрологии")
    ] == [
        ["unread"],
        ["unread"],
    ]
    assert [references(each) for each in await ask(database, "seminarlar", "iyundagi seminarlar")] == [[], []]


async def test_the_asker_s_language_comes_first_of_equals(database: Database) -> None:
    uzbek, russian = await ask(database, "may oyidagi xabarlar", "новости за май 2026 года")
    assert references(uzbek) == ["water", "water-ru", "trains"]
    assert references(russian) == ["water-ru", "water", "trains"]


async def test_pages_follow_each_other(database: Database) -> None:
    (whole,) = await ask(database, "2026-yil")
    pages = [(await ask(database, "2026-yil", limit=2, offset=offset))[0] for offset in (0, 2, 4, 6)]
    assert [reference for page in pages for reference in references(page)] == references(whole)
    assert {page.total for page in pages} == {len(RELEASES)}


async def test_two_tellings_are_one_result_with_copies(database: Database) -> None:
    text = RELEASES[0].text + " Anjumanda qirqdan ortiq mutaxassis va o‘n ikki tashkilot vakili qatnashdi."
    story = [
        release(name, "Suv anjumani haqida", f"{text} {name}.", event=RELEASES[0].event) for name in "ab"
    ]
    releases = Releases(database)
    await releases.add_many(story, NOW)
    (hit,) = (await Search(Index(database), releases).ask("suv anjumani", TODAY)).hits
    assert {hit.release.reference, *hit.copies} == {"a", "b"}


@pytest.mark.parametrize(
    ("question", "suggestion"),
    [
        ("uchrashuvlar 2019-yil", Suggestion("period", "uchrashuvlar")),
        ("ipak seminarlari", Suggestion("less", "ipak")),
        ("ipak shaxmat turniri", Suggestion("less", "ipak")),
    ],
)
async def test_where_nothing_answers_the_nearest_that_does_is_offered(
    database: Database, question: str, suggestion: Suggestion
) -> None:
    (answer,) = await ask(database, question)
    assert answer.hits == ()
    assert suggestion in answer.suggestions
    for other in await ask(database, *(each.text for each in answer.suggestions)):
        assert other.hits


async def test_nothing_asked_has_no_answer_and_no_suggestion(database: Database) -> None:
    for answer in await ask(database, "", "???", "haqida nima bor", "-Buxoro", "'; DROP TABLE entries; --"):
        assert not answer.hits
        assert not answer.suggestions


@given(text=st.text(max_size=200))
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_text_is_answered(database: Database, text: str) -> None:
    (answer,) = await ask(database, text)
    assert len(answer.hits) <= answer.total or answer.more


@pytest.mark.parametrize(
    "text",
    [
        "suv " * 10_000,
        " ".join(f"so‘z{at}" for at in range(2000)),
        '"' * 4000,
        "NEAR(a b, 3) AND *" * 50,
        "сув suv" * 600,
    ],
    ids=["one word", "many words", "quotes", "syntax", "both alphabets"],
)
async def test_a_huge_question_is_answered_in_bounded_work(database: Database, text: str) -> None:
    await ask(database, text)


async def test_a_near_kind_answers_where_it_holds_two_words_and_the_kind_itself_has_nothing(
    database: Database,
) -> None:
    near, one_word, other = await ask(
        database, "suv texnologiyalari seminari", "Ergasheva seminari", "suv texnologiyalari ko‘rgazmasi"
    )
    assert references(near) == ["water"]
    assert references(one_word) == []
    assert references(other) == []


async def test_against_something_is_no_town_and_a_town_is(database: Database) -> None:
    several = [
        release(
            "against", "Семинар о противодействии коррупции", "Обсудили борьбу с коррупцией.", language="ru"
        ),
        release("town", "Qarshida paxta seminari", "Qarshi shahrida paxtachilar yig‘ildi."),
    ]
    await Releases(database).add_many(several, NOW)
    against, town = await ask(database, "korrupsyaga qarshi kurash", "qarshida paxta")
    assert references(against) == ["against"]
    assert references(town) == ["town"]
