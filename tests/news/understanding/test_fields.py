"""Single fields of a card, each by the constructions in which press services write of it."""

from datetime import date

import pytest

from news.models import Draft, Event, EventType, Format, Status
from news.understanding import understand

PUBLISHED = date(2025, 5, 20)


def event(text: str, title: str = "") -> Event:
    found = understand(Draft(title, text, PUBLISHED)).event
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Bugun Toshkentda seminar bo‘lib o‘tdi.", (5, 20), (5, 20)),
        ("Kecha Toshkentda seminar bo‘lib o‘tdi.", (5, 19), (5, 19)),
        ("12–14-may kunlari Toshkentda seminar bo‘lib o‘tdi.", (5, 12), (5, 14)),
        ("Toshkentda seminar 12-mayda boshlandi va 14-mayda yakunlandi.", (5, 12), (5, 14)),
        ("Bugun Toshkentda ko‘rgazma ochildi, u 25-maygacha davom etadi.", (5, 20), (5, 25)),
        ("Bugun Toshkentda ko‘rgazma ochildi. Ko‘rgazma uch kun davom etadi.", (5, 20), (5, 22)),
        ("Bugun, 20-may kuni ma’lum qilinishicha, kecha Toshkentda seminar bo‘lib o‘tdi.", (5, 19), (5, 19)),
        ("18 мая в Ташкенте открылась выставка. Она продлится до 25 мая.", (5, 18), (5, 25)),
        ("Брифинг, намеченный на 21 мая, переносится на 23 мая.", (5, 23), (5, 23)),
        ("A three-day seminar concluded in Tashkent on 16 May.", (5, 14), (5, 16)),
        ("A seminar was held in Tashkent from 12 to 14 May.", (5, 12), (5, 14)),
    ],
)
def test_the_days_of_an_event_are_those_its_text_states(
    text: str, start: tuple[int, int], end: tuple[int, int]
) -> None:
    found = event(text)
    assert (found.start, found.end) == (date(2025, *start), date(2025, *end))


@pytest.mark.parametrize(
    "text",
    [
        "May oyida Toshkentda seminar bo‘lib o‘tadi.",
        "Shu hafta Toshkentda seminar bo‘lib o‘tdi.",
        "В мае в Ташкенте пройдёт семинар.",
        "“Kecha va bugun” mavzusida Toshkentda seminar bo‘lib o‘tdi.",
        "A seminar was held in Tashkent last month.",
    ],
)
def test_a_month_a_week_or_a_theme_is_no_day(text: str) -> None:
    assert event(text).start is None


@pytest.mark.parametrize(
    ("text", "year", "status"),
    [
        ("13-iyun kuni Toshkentda konferensiya bo‘lib o‘tdi.", 2024, Status.HELD),
        ("13-iyun kuni Toshkentda konferensiya bo‘lib o‘tadi.", 2025, Status.ANNOUNCED),
        ("13 июня в Ташкенте состоялась конференция.", 2024, Status.HELD),
        ("13 июня в Ташкенте состоится конференция.", 2025, Status.ANNOUNCED),
        ("A conference was held in Tashkent on 13 June.", 2024, Status.HELD),
        ("A conference will be held in Tashkent on 13 June.", 2025, Status.ANNOUNCED),
    ],
)
def test_the_tense_says_which_year_a_day_without_a_year_belongs_to(
    text: str, year: int, status: Status
) -> None:
    found = event(text)
    assert (found.start, found.status) == (date(year, 6, 13), status)


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("Kecha Buxoro shahridagi kutubxonada seminar bo‘lib o‘tdi.", "Buxoro", "UZ"),
        ("Кеча Бишкекда семинар бўлиб ўтди.", "Бишкек", "KG"),
        ("Вчера в Душанбе прошёл семинар.", "Душанбе", "TJ"),
        ("Астана примет форум министров 5 июня.", "Астана", "KZ"),
        ("A seminar was held in New York yesterday.", "New York", "US"),
        ("Dushanbe hosted a seminar on water yesterday.", "Dushanbe", "TJ"),
        ("Delegatsiya kecha Xivaga tashrif buyurdi.", "Xiva", "UZ"),
        ("Kecha Qashqadaryo viloyatida seminar bo‘lib o‘tdi.", None, "UZ"),
        ("Вчера в Ферганской области прошёл семинар.", None, "UZ"),
        ("Kecha Qarshi davlat universitetida seminar bo‘lib o‘tdi.", None, "UZ"),
        (
            "Kecha vazirlikda seminar bo‘lib o‘tdi. Keyingi seminar Parijda o‘tkazishga kelishildi.",
            None,
            None,
        ),
        ("TOSHKENT, 20-may. /“Dunyo” AA/. Kecha vazirlikda seminar bo‘lib o‘tdi.", None, None),
    ],
)
def test_the_place_is_the_city_where_the_text_says_it_was(
    text: str, place: str | None, country: str | None
) -> None:
    found = event(text)
    assert (found.place, found.country) == (place, country)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kecha seminar onlayn shaklda bo‘lib o‘tdi.", Format.ONLINE),
        ("Вчера состоялся вебинар по налогам.", Format.ONLINE),
        ("A meeting was held via video conference yesterday.", Format.ONLINE),
        ("Kecha Toshkentda seminar gibrid shaklda bo‘lib o‘tdi.", Format.HYBRID),
        ("A seminar was held in Osh yesterday. Another fifty people followed it online.", Format.HYBRID),
        ("Kecha Toshkentda onlayn savdo bo‘yicha seminar bo‘lib o‘tdi.", Format.OFFLINE),
    ],
)
def test_the_format_tells_a_room_from_the_network(text: str, expected: Format) -> None:
    assert event(text).format is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kecha forum bo‘lib o‘tdi. Tashkilotchilar: Adliya vazirligi va YUNISEF.",
            ["Adliya vazirligi", "YUNISEF"],
        ),
        (
            "Kecha Adliya vazirligi Jahon banki bilan hamkorlikda seminar o‘tkazdi.",
            ["Adliya vazirligi", "Jahon banki"],
        ),
        ("Вчера прошёл семинар. Организаторами выступили Минюст и ЮНИСЕФ.", ["Минюст", "ЮНИСЕФ"]),
        ("Вчера Академия наук совместно с ЮНЕСКО провела семинар.", ["Академия наук", "ЮНЕСКО"]),
        (
            "A seminar was organised yesterday by the Ministry of Justice and UNICEF.",
            ["Ministry of Justice", "UNICEF"],
        ),
        (
            "Kecha konferensiya bo‘lib o‘tdi. Xalqaro konferensiya Buxoro davlat universiteti tomonidan "
            "tashkil etildi.",
            ["Buxoro davlat universiteti"],
        ),
        ("Кеча форум бўлиб ўтди. Форум Адлия вазирлиги томонидан ташкил этилди.", ["Адлия вазирлиги"]),
        (
            "Kecha davra suhbati o‘tkazildi. Davra suhbati Adliya vazirligi tomonidan tashkil etildi.",
            ["Adliya vazirligi"],
        ),
        ("Kecha vazir elchi bilan uchrashdi. Unda Adliya vazirligi vakillari qatnashdi.", []),
    ],
)
def test_organisers_are_those_the_text_names_as_such(text: str, expected: list[str]) -> None:
    assert list(event(text).organisers) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Forum oldidan bugun matbuot anjumani o‘tkazildi.", EventType.BRIEFING),
        ("Kecha tomonlar memorandum imzoladi.", EventType.SIGNING),
        ("Вчера посол вручил верительные грамоты.", EventType.CEREMONY),
        ("Ministers met in Osh yesterday for the Second Regional Conference on Water.", EventType.CONFERENCE),
        ("Kecha “Meros” kitobi taqdim etildi.", EventType.PRESENTATION),
        ("20 мая делегация прибыла с визитом в Бишкек.", EventType.VISIT),
    ],
)
def test_the_kind_is_that_of_the_event_which_is_reported(text: str, kind: EventType) -> None:
    assert event(text).type is kind


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Yangi rahbar tayinlandi", "Kecha Aziz Karimov vazir lavozimiga tayinlandi."),
        ("Prezident qonunni imzoladi", "Prezident kecha yangi qonunni imzoladi."),
        ("Цены выросли", "Инфляция в мае составила 0,5 процента."),
        ("Почему растёт рынок?", "Автор считает, что рынок будет расти."),
        ("Phone call", "The presidents spoke by phone yesterday and discussed trade."),
        ("Condolences", "The President sent a message of condolences to his counterpart."),
        ("YTH", "Kecha ikki avtomobil to‘qnashib ketdi."),
    ],
)
def test_what_is_no_event_has_no_card(title: str, text: str) -> None:
    assert understand(Draft(title, text, PUBLISHED)).event is None


@pytest.mark.parametrize(
    "text",
    [
        "19-may kuni vazirlikda videokonferensiya shaklida yig‘ilish o‘tkazildi.",
        "Kecha videokonferensiya orqali ekspertlar uchrashuvi bo‘lib o‘tdi.",
        "19-майда видеоанжуман тарзида йиғилиш ўтказилди.",
        "19 мая состоялось заседание рабочей группы в формате видеоконференции.",
        "19 мая посредством видеоконференции прошла встреча министров.",
        "On 19 May the ministers held talks by video conference.",
    ],
)
def test_a_video_conference_by_which_they_met_is_the_way_and_not_the_kind(text: str) -> None:
    found = event(text)
    assert (found.type, found.format) == (EventType.MEETING, Format.ONLINE)


def test_a_video_conference_that_was_held_is_a_conference() -> None:
    assert event("19 мая состоялась видеоконференция «Новая школа».").type is EventType.CONFERENCE


@pytest.mark.parametrize(
    "text",
    [
        "19-mayda Toshkent shahrida davra suhbati bo‘lib o‘tdi. Vazir o‘rinbosari tadbirga onlayn qo‘shildi.",
        "19-mayda Toshkentda seminar bo‘lib o‘tdi. Ikki ekspert seminarda onlayn qatnashdi.",
        "19 мая в Ташкенте прошёл семинар. Двое участников подключились к семинару онлайн.",
        "A seminar was held in Tashkent on 19 May. Two speakers joined the seminar online.",
    ],
)
def test_who_joins_over_the_network_does_not_take_the_city_away(text: str) -> None:
    found = event(text)
    assert found.format is Format.HYBRID
    assert found.country == "UZ"


@pytest.mark.parametrize(
    "text",
    [
        "Ertaga emas, 25-may kuni Toshkentda konferensiya bo‘lib o‘tadi.",
        "Konferensiya ertaga emas, balki 25-may kuni Toshkentda bo‘lib o‘tadi.",
        "Конференция эртага эмас, 25 май куни Тошкентда бўлиб ўтади.",
        "Конференция пройдёт не завтра, а 25 мая в Ташкенте.",
        "The conference will be held not tomorrow but on 25 May in Tashkent.",
    ],
)
def test_the_day_on_which_it_is_not_held_is_not_its_day(text: str) -> None:
    assert event(text).start == date(2025, 5, 25)


def test_not_only_today_is_also_today() -> None:
    assert event("Nafaqat bugun, 20-may kuni ham Toshkentda seminar o‘tadi.").start == PUBLISHED
