"""Documents are read as people wrote them: what belongs to the text, in its order, and nothing else."""

from collections.abc import Callable
from datetime import date

import pytest

from sources import documents, pages
from sources.text import Unreadable
from tests.sources.made import OLE, blank_pdf, bomb, office, package, paragraph, word

TODAY = date(2026, 3, 2)
TITLE = "Nukusda suv tejash boʻyicha xalqaro anjuman boʻlib oʻtdi"
PARAGRAPHS = [
    "2025-yil 14-may kuni Nukus shahrida suv resurslarini tejash masalalariga bagʻishlangan xalqaro anjuman "
    "boʻlib oʻtdi. Tadbirni Suv xoʻjaligi vazirligi va Orolboʻyi innovatsiyalar markazi tashkil etdi.",
    "Anjumanda oʻn ikki davlatdan yuz ellik nafar mutaxassis qatnashdi. Ular tomchilatib sugʻorish, "
    "shoʻrlangan yerlarni tiklash va kadrlar tayyorlash haqida soʻzladi.",
    "Shoʻba – Raisi",
    "Sugʻorish – Anvar Toʻlaganov",
    "Kadrlar – Gulnora Saidova",
    "Birinchi ustunda qurilish ishlari haqida soʻz yuritiladi: viloyatda uch yuz kilometr kanal taʼmirlandi, "
    "yigirmata nasos stansiyasi yangilandi va besh ming gektar yer qayta foydalanishga topshirildi.",
    "Ikkinchi ustunda xalqaro hamkorlik yoritiladi: hamkor tashkilotlar bilan uchta hujjat imzolandi, "
    "qoʻshma tadqiqotlar dasturi tasdiqlandi va talabalar almashinuvi yoʻlga qoʻyildi.",
]
LAST = (
    "Ikkinchi sahifada yakuniy hujjat haqida aytiladi. Tomonlar navbatdagi anjumanni kelasi yili Urganch "
    "shahrida oʻtkazishga kelishib oldi."
)
NOTE = "Markaz 2018-yilda tashkil etilgan."


def read(name: str, data: bytes) -> tuple[str, list[str]]:
    draft = documents.read(name, data, TODAY)
    return draft.title, draft.text.split("\n\n")


def reason(name: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as error:
        documents.read(name, data, TODAY)
    return error.value.reason


def test_word_gives_paragraphs_tables_and_footnotes_but_no_letterhead() -> None:
    assert read("a.docx", office("anjuman.docx")) == (TITLE, [*PARAGRAPHS, LAST, NOTE])


@pytest.mark.parametrize("name", ["anjuman.pdf", "restricted.pdf"])
def test_a_pdf_gives_the_same_paragraphs_as_the_document_it_was_made_of(name: str) -> None:
    """Lines joined over two columns, letters of another font in their place, the header of each page gone;
    also where the author forbade copying, which is a wish and no password."""
    assert read(name, office(name)) == (TITLE, [*PARAGRAPHS, f"1 {NOTE}", LAST])


def test_narrow_justified_columns_are_prose_and_their_divided_words_whole() -> None:
    """Three columns: gaps as wide as between a table's cells, and a word divided in most lines; the hyphen of
    `социально-экономическое` stays."""
    _, paragraphs = read("a.pdf", office("perenos.pdf"))
    told = next(each for each in paragraphs if "конференция" in each)
    assert "восстановлению засоленных земель. Участники" in told
    assert "совершенствование законодательства, цифровизацию управления" in told
    assert "научно-практическая конференция" in told
    assert "Социально-экономическое развитие" in told


def test_letters_of_one_width_keep_the_turned_comma_within_its_word() -> None:
    """A plain text printed: the comma stands as far from its neighbours as words do elsewhere."""
    _, (text,) = read("a.pdf", office("typewriter.pdf"))
    assert text.startswith("Toshkentda sunʼiy intellekt boʻyicha anjuman boʻlib oʻtdi. Togʻ yoʻli ochildi")


def test_a_page_saved_by_an_office_gives_its_text() -> None:
    _, paragraphs = read("a.html", office("anjuman.html"))
    assert [each for each in PARAGRAPHS[1:] if each in paragraphs] == PARAGRAPHS[1:]


@pytest.mark.parametrize("name", ["a.txt", "a", "a.doc"])
def test_a_document_under_a_wrong_name_is_known_by_its_first_bytes(name: str) -> None:
    assert read(name, office("anjuman.pdf"))[0] == TITLE
    assert read(name, office("anjuman.docx"))[0] == TITLE


def test_what_was_inserted_counts_and_what_was_deleted_does_not() -> None:
    """A document that still has its tracked changes, as it left the desk of the last who corrected it."""
    body = paragraph("Sarlavha") + (
        "<w:p><w:r><w:t>Yigʻilish </w:t></w:r><w:del><w:r><w:delText>kecha</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>bugun</w:t></w:r></w:ins><w:r><w:tab/><w:t>oʻtdi</w:t><w:br/>"
        "<w:t>va tugadi.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert read("a.docx", word(body)) == ("Sarlavha", ["Yigʻilish bugun oʻtdi\nva tugadi."])


def test_content_controls_links_and_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Quti ichida.')}</w:txbxContent>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('Sarlavha')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>Havola</w:t></w:r></w:hyperlink><w:r><mc:AlternateContent><mc:Choice>"
        f"<wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert read("a.docx", word(body)) == ("Sarlavha", ["Havola", "Quti ichida."])


def test_macros_are_passed_over() -> None:
    """A .docm is its text; what would run is not even looked at."""
    data = word(paragraph("Sarlavha") + paragraph("Matn."), vbaProject="Sub AutoOpen()")
    assert read("a.docm", data) == ("Sarlavha", ["Matn."])


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", office("locked.pdf"), "protected"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "protected"),
        ("a.doc", office("anjuman.doc"), "old-word"),
        ("a.docx", office("anjuman.doc"), "old-word"),
        ("a.pdf", blank_pdf(), "scan"),
        ("a.pdf", blank_pdf(301), "too-long"),
        ("a.pdf", office("anjuman.pdf")[:9_000], "broken"),
        ("a.pdf", b"%PDF-1.7\n", "broken"),
        ("a.docx", office("anjuman.docx")[:3_000], "broken"),
        ("a.docx", b"PK\x03\x04", "broken"),
        ("a.docx", word("<w:p>").replace(b"PK", b"QK"), "broken"),
        ("a.docx", lambda: bomb(1, "xl/workbook.xml"), "broken"),
        ("a.docx", lambda: bomb(70), "too-big"),
        ("a.docx", word(""), "no-text"),
        ("a.docx", word(paragraph("soʻz " * 50_000)), "too-long"),
        ("a.docx", word("<w:sdt>" * 2_000 + "</w:sdt>" * 2_000), "broken"),
        ("a.html", b"<html><body></body></html>", "no-text"),
        ("a.html", b"<div>" * 100_000, "no-text"),
        ("a.txt", bytes(range(256)) * 20, "binary"),
        ("a.txt", b" \n", "empty"),
        ("a.exe", b"MZ", "unknown-kind"),
        ("a.odt", b"PK", "unknown-kind"),
        ("a.txt", lambda: b"a" * (20 * 1024 * 1024 + 1), "too-big"),
        ("a.txt", b"a" * 200_001, "too-long"),
    ],
)
def test_what_cannot_be_read_has_its_reason(name: str, data: bytes | Callable[[], bytes], said: str) -> None:
    """What is large is made when its turn comes."""
    assert reason(name, data() if callable(data) else data) == said


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_document_with_entities_is_an_attack(doctype: str) -> None:
    """Billion laughs, and files of ours pulled in: office documents have no DTD."""
    assert reason("a.docx", package(f"{doctype}<w>&a;</w>")) == "broken"


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "iso-8859-5"])
def test_a_page_is_read_in_the_charset_that_it_declares(charset: str) -> None:
    text = "В Нукусе прошла конференция о воде, в ней участвовали сорок учёных из семи стран. " * 4
    head = f"<html><head><meta charset='{charset}'><title>Вода</title></head>"
    page = f"{head}<article><p>{text}</p></article></html>"
    assert "сорок учёных из семи стран" in read("a.html", page.encode(charset))[1][0]


def test_a_page_that_lies_about_its_charset_is_read_all_the_same() -> None:
    text = "Nukusda suv boʻyicha anjuman oʻtdi, unda qirq nafar olim qatnashdi va oʻn hujjat imzolandi. " * 4
    page = f"<meta charset='windows-1251'><title>Suv</title><article><p>{text}</p></article>"
    assert "anjuman oʻtdi" in read("a.html", page.encode())[1][0]


def test_a_package_whose_members_have_names_that_are_no_text_is_damaged() -> None:
    """Found by fuzzing: it took the parser's process with it."""
    torn = office("anjuman.docx").replace(b"docProps/app.xml", b"docP\xd6ops/app.xml")
    with pytest.raises(Unreadable, match="broken"):
        documents.read("a.docx", torn, TODAY)


ANNOUNCED = """<html><head><title>Anjuman 2026</title>
<meta name="description" content="2026-yil 20-noyabr, 2026-11-20">
<meta property="og:image" content="https://example.org/2024/01/05/logo.png">{}</head><body>{}
<article><h1>Anjuman 2026-yil 20-noyabr kuni</h1>
<p>2026-yil 20-noyabr kuni Toshkentda anjuman boʻlib oʻtadi, unda qirq mamlakatdan vakillar qatnashadi.</p>
<p>Bu haqda 2025-yilda eʼlon qilingan edi; dastur 01.12.2025 kuni chiqdi.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("head", "body", "address", "day"),
    [
        ("", "", "/7", None),
        (
            "<meta property='article:published_time' content='2025-11-03T10:00:00+05:00'>",
            "",
            "/7",
            "2025-11-03",
        ),
        ("<meta name='date' content='Mon, 03 Nov 2025 10:00:00 GMT'>", "", "/7", "2025-11-03"),
        (
            '<script type=\'application/ld+json\'>{"datePublished": "2025-11-03"}</script>',
            "",
            "/7",
            "2025-11-03",
        ),
        ("", "<time datetime='2025-11-03'>3-noyabr</time>", "/7", "2025-11-03"),
        ("", "", "/2025/11/03/anjuman", "2025-11-03"),
        ("<script>let made = '2025-11-03'</script>", "", "/7", None),
        ("<meta name='date' content='9999-12-31'>", "", "/7", None),
    ],
)
def test_a_page_is_of_the_day_that_it_states_and_of_none_that_its_text_names(
    head: str, body: str, address: str, day: str | None
) -> None:
    page = pages.read(ANNOUNCED.format(head, body).encode(), url=f"https://example.org{address}")
    assert page["published"] == day
    assert "qirq mamlakatdan" in str(page["text"])
