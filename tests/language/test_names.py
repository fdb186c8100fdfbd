"""Names of people and bodies, in the nominative, out of sentences in four languages."""

import pytest

from language.bodies import alias_of, named
from language.tokens import Tongue, tokenise


def people(text: str, tongue: Tongue) -> list[str]:
    return [person.name for person in named(tokenise(text, tongue)).people]


def bodies(text: str, tongue: Tongue) -> list[str]:
    return [body.name for body in named(tokenise(text, tongue)).bodies]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Direktor Eldor Aripovning nutqi tinglandi.", ["Eldor Aripov"]),
        ("Suhbatni matbuot kotibi A.Xo‘jayev va Sh. Karimova boshqardi.", ["A.Xo‘jayev", "Sh. Karimova"]),
        ("Вазир Бахтиёр Саидовга савол берилди.", ["Бахтиёр Саидов"]),
        (
            "Unda Ursula fon der Lyayen va Qohir Usmonzoda qatnashdi.",
            ["Ursula fon der Lyayen", "Qohir Usmonzoda"],
        ),
        ("Vazir Fransiya elchisi Jan Dyupon bilan uchrashdi.", ["Jan Dyupon"]),
        ("Markaziy Osiyo davlatlari Yangi O‘zbekiston yo‘lida.", []),
        ("“Amir Temur va Temuriylar” kitobi taqdim etildi.", []),
    ],
)
def test_uzbek_names_lose_their_titles_and_endings(text: str, expected: list[str]) -> None:
    assert people(text, "uz") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Встречу с директором Элдором Ариповым провели вчера.", ["Элдор Арипов"]),
        ("Слово дали заместителю министра Гульноре Каримовой.", ["Гульнора Каримова"]),
        ("Посол принял сенатора Марата Ибраимова.", ["Марат Ибраимов"]),
        ("Доклад Елены Нурпеисовой слушали все.", ["Елена Нурпеисова"]),
        ("Участвовал Далер Курбонзода.", ["Далер Курбонзода"]),
        ("Делегацию возглавлял профессор Джованни Беллуччи.", ["Джованни Беллуччи"]),
        ("Министр Азиза Нурпеисова открыла форум.", ["Азиза Нурпеисова"]),
    ],
)
def test_russian_names_return_to_the_nominative(text: str, expected: list[str]) -> None:
    assert people(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Minister Bakhtiyor Saidov met U.S. Ambassador Jonathan Henick.",
            ["Bakhtiyor Saidov", "Jonathan Henick"],
        ),
        ("Papers were read by Faisal al-Marri and Wim Riepma.", ["Faisal al-Marri", "Wim Riepma"]),
        ("The Ministry of Foreign Affairs of Tajikistan hosted New Silk Road Week.", []),
    ],
)
def test_english_names_stand_apart_from_institutions(text: str, expected: list[str]) -> None:
    assert people(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Abdulla Valiyev va Strategik va qiyosiy tadqiqotlar instituti (SQTI) xodimlari keldi.",
            ["Strategik va qiyosiy tadqiqotlar instituti"],
        ),
        (
            "SMTI va BMTning Terrorizmga qarshi kurash boshqarmasi hamkorlik qiladi.",
            ["SMTI", "BMTning Terrorizmga qarshi kurash boshqarmasi"],
        ),
        (
            "Unda Oliy ta’lim, fan va innovatsiyalar vazirligi, Jahon banki vakillari bor edi.",
            ["Oliy ta’lim, fan va innovatsiyalar vazirligi", "Jahon banki"],
        ),
        (
            "Ўзбекистон Ёзувчилар уюшмаси ҳамда Адабиёт уйи ташкил қилди.",
            ["Ўзбекистон Ёзувчилар уюшмаси", "Адабиёт уйи"],
        ),
        (
            "“Taraqqiyot” markazida “Bulan” instituti bilan uchrashildi.",
            ["“Taraqqiyot” markazi", "“Bulan” instituti"],
        ),
        ("AQSH va OAV vakillari keldi.", []),
    ],
)
def test_an_uzbek_body_is_one_span_in_the_nominative(text: str, expected: list[str]) -> None:
    found = named(tokenise(text, "uz")).bodies
    assert [body.name for body in found] == expected


def test_an_abbreviation_in_brackets_belongs_to_the_name_before_it() -> None:
    body = named(tokenise("Xalqaro mehnat tashkiloti (XMT) vakili keldi.", "uz")).bodies[0]
    assert (body.name, body.short) == ("Xalqaro mehnat tashkiloti", "XMT")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Форум организован Министерством транспорта и Международным институтом дорог.",
            ["Министерство транспорта", "Международный институт дорог"],
        ),
        (
            "Встреча прошла в Институте экономики при Президенте Республики Узбекистан с участием гостей.",
            ["Институт экономики при Президенте Республики Узбекистан"],
        ),
        ("Семинар провела Академия наук совместно с РАТС ШОС.", ["Академия наук", "РАТС ШОС"]),
        ("Министерство юстиции проведёт пресс-конференцию.", ["Министерство юстиции"]),
        ("В городе работают институты и центры.", []),
    ],
)
def test_a_russian_body_returns_to_the_nominative(text: str, expected: list[str]) -> None:
    assert bodies(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Ministry of Digital Development of Kazakhstan and AzerCable signed it.",
            ["Ministry of Digital Development of Kazakhstan", "AzerCable"],
        ),
        ("The European Union and Tajikistan held a dialogue.", ["European Union"]),
        (
            "The United Nations Development Programme and the Jogorku Kenesh of the Kyrgyz Republic agreed.",
            ["United Nations Development Programme", "Jogorku Kenesh of the Kyrgyz Republic"],
        ),
    ],
)
def test_english_bodies_end_where_the_next_begins(text: str, expected: list[str]) -> None:
    assert bodies(text, "en") == expected


def test_the_names_of_one_body_have_one_key() -> None:
    assert alias_of("BMT", "uz") == alias_of("Birlashgan Millatlar Tashkiloti", "uz")
    assert alias_of("ООН", "ru") == alias_of("Организация Объединённых Наций", "ru")
