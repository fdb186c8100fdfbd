"""What stands around a release goes, what it says stays."""

import pytest

from news.understanding.noise import cut

BODY = "Kecha Toshkentda uchrashuv bo‘lib o‘tdi. Unda hamkorlik masalalari ko‘rib chiqildi."


@pytest.mark.parametrize(
    "line",
    [
        "12:45 / 03.02.2025",
        "3 412",
        "Foto: Matbuot xizmati",
        "Mavzuga oid 10:15 / 05.03.2025",
        "Ishonch telefoni +998 71 200 00 00",
        "Ulashish: Facebook Telegram",
        "Читайте также: другие новости дня",
        "Подписывайтесь на наш канал!",
        "Share this: Facebook | Print",
        "Axborot xizmati",
    ],
)
def test_a_line_of_the_page_is_cut(line: str) -> None:
    assert cut("Uchrashuv", f"{line}\n\n{BODY}") == BODY
    assert cut("Uchrashuv", f"{BODY}\n\n{line}") == BODY


@pytest.mark.parametrize(
    "dateline",
    [
        "TOSHKENT, 4-fevral. /“Dunyo” AA/. ",
        "Тошкент. 26 апрель. ЎзА – ",
        "Tashkent, Uzbekistan (UzDaily.com) - ",
        "АСТАНА, 3 марта — Казинформ. ",
        "DUSHANBE, 13 February 2025 – ",
        "(Trend News Agency) TASHKENT, January 2. ",
    ],
)
def test_a_dateline_is_cut_off_the_first_paragraph(dateline: str) -> None:
    assert cut("Uchrashuv", dateline + BODY) == BODY


@pytest.mark.parametrize(
    "line",
    [
        "Toshkent shahrida 5-may kuni konferensiya bo‘lib o‘tdi.",
        "Ранее несколько телеграм-каналов написали об этом, но ведомство сообщило другое.",
        "Hujjatlar saytga yuklanadi. Savollar uchun: +998 71 200 00 00",
        "Samarqandda “Dunyo” muzeyi ochildi.",
    ],
)
def test_a_sentence_is_never_cut(line: str) -> None:
    assert line in cut("Sarlavha", f"{line}\n\n{BODY}")
    assert line in cut("Sarlavha", f"{BODY}\n\n{line}")


def test_the_title_repeated_in_the_text_stands_once() -> None:
    assert cut("Uchrashuv bo‘ldi", f"Uchrashuv bo‘ldi\n\n{BODY}") == BODY


def test_a_page_of_nothing_but_noise_stays_as_it_is() -> None:
    assert cut("Sarlavha", "12:45 / 03.02.2025") == "12:45 / 03.02.2025"
