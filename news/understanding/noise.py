"""The page around a release: dateline, view counter, credits, buttons, other texts. Cut, never content.

Whole lines go where they carry a known mark and no sentence; at the head of the first paragraph a dateline
goes, and a run of page furniture before the first real sentence.
"""

import re

from language.gazetteer import spots
from language.tokens import tokenise

__all__ = ["cut"]

_DIGITS = re.compile(r"^[\s\d:./,|+()%$€°–—-]*(?:UZS|USD|EUR|RUB)?[\s\d:./,|+()%$€°–—-]*$")
_CREDIT = re.compile(
    r"^\W*(?:surat|foto|rasm|photo|фото|сурат|расм|photos?|image|muallif surati|фотосурат|фотограф|suratlar"
    r"|видео|video)"
    r"(?:lar|lavha)?\s*(?:by|:|©|/|muallif|манба|manba|из|-|—)",
    re.I,
)
_MARK = re.compile(
    r"mavzuga oid|мавзуга оид|ishonch telefoni|ишонч телефони|телефон доверия|ctrl\s*\+\s*enter"
    r"|text to speech"
    r"|telegram kanal|телеграм[ -]?канал|xato topdingizmi|хато топдингизми|нашли ошибку|сообщить об опечатке"
    r"|so.nggi yangiliklar|сўнгги янгиликлар|последние новости|latest news|read more|читайте также|o.qing:"
    r"|ўқинг:"
    r"|поделиться|ulashish|улашиш|bo.lishing|share (?:this|on)|follow us|подписывайтесь|подпишитесь"
    r"|obuna bo.ling"
    r"|обуна бўлинг|хабардор бўлинг|xabardor bo.ling|поддержите нас|донат|barcha huquqlar|все права защищены"
    r"|all rights reserved|cookie|просмотр(?:ов|ы)|ko.rishlar|кўришлар|views?\s*:?\s*\d|o.qildi\s*:?\s*\d"
    r"|subscribe"
    r"|только подписчикам|целиком документ|bosh sahifa|бош саҳифа|главная страница|версия для печати"
    r"|chop etish"
    r"|print version|kechasi \d|reklama|реклама|advertisement|izohlar|комментарии \(|comments? \(|теги\s*:"
    r"|tags?\s*:"
    r"|teglar|тэглар|ctrl|по теме:|related (?:news|articles)|источник:|manba:|манба:|source:|kanalimiz",
    re.I,
)
_PHONE = re.compile(r"(?:\+?998|\+7|\(\d{2,3}\))[\s()\d-]{7,}")
_SIGNATURE = re.compile(
    r"^\W*(?:.{0,60}\s)?(?:axborot xizmati|ахборот хизмати|matbuot xizmati|матбуот хизмати|пресс-служба"
    r"|press service|press office"
    r"|axborot agentligi|ахборот агентлиги|muxbiri|мухбири)\W*$",
    re.I,
)
_STAMP = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}T")
_ENDS = re.compile(r"[.!?…:;»”\"](?:[)\]»”\"']*)\s*$")
_AGENCY = (
    r"uzdaily|dunyo|дунё|uza\b|ўза\b|уза\b|o.za\b|o.ztag|ўзтаг|узтаг|sputnik|спутник|kabar|кабар|kazinform"
    r"|казинформ|qazinform|"
    r"trend|menafn|xovar|khovar|ховар|avesta|авеста|tass|тасс|azertac|азертадж|podrobno|подробно|gazeta"
    r"|газета|kun\.uz|"
    r"interfax|интерфакс|reuters|рейтер|риа|ria|xinhua|синьхуа|anadolu|анадолу|ИА|AA\b|АА\b|tdh|тдх|24\.kg"
    r"|akipress|акипресс|"
    r"isrs|исми|smti|смти|newsweek|uznews|darakchi|zamin|daryo|дарё|nuz\.uz|belta|белта|irna|uzreport"
    r"|узрепорт|asia-?plus"
)
_DATELINE = re.compile(
    rf"^\s*(?:\([^()]{{2,60}}\)\s*)?(?P<city>[^\W\d_][\w‘’'ʻʼ-]+(?:[ -][^\W\d_][\w‘’'ʻʼ-]+)?)"
    rf"(?:,\s*[^\W\d_][\w‘’'ʻʼ]+)?"
    rf"(?P<rest>[\s.,]*(?:\d{{1,2}}[ -]?[^\W\d_]+\.?"
    rf"|[^\W\d_]{{3,9}}\.? \d{{1,2}})?(?:[,\s]*\d{{4}})?[\s.,/]*)"
    rf"(?P<agency>[(/«“\"]*\s*(?:[-–—/]\s*)?[(/«“\"]*(?:{_AGENCY})[^.–—/)]{{0,30}}(?:\.(?:uz|com|ru|kz|kg"
    rf"|tj))?[»”\")/]*)?"
    rf"\s*(?P<sign>[-–—:.]+|/)?\s*",
    re.I,
)
_LONE_AGENCY = re.compile(rf"^\s*[/(«“\"]\s*(?:{_AGENCY})[^/)]{{0,30}}[/)»”\"]+\s*[.:–—-]*\s*", re.I)


def cut(title: str, text: str) -> str:
    """The text without the page's noise, paragraphs as they were. An all-noise text stays as it is."""
    kept: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            kept.append("")
        elif not _is_noise(
            bare, title, first=not any(kept), last=not any(rest.strip() for rest in lines[number + 1 :][:3])
        ):
            kept.append(bare)
    whole = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return _without_dateline(whole) or text.strip()


def _is_noise(line: str, title: str, *, first: bool, last: bool) -> bool:
    """Whether a line belongs to the page. Long lines and lines that end as sentences do are content."""
    if _DIGITS.match(line):
        return True
    if len(line) > 200:
        return False
    if (_CREDIT.match(line) and len(line) < 120) or line.casefold() == title.strip().casefold():
        return True
    if (
        _MARK.search(line)
        and (len(line) < 100 or not _ENDS.search(line))
        and not re.search(r"[.!?]\s+\S+.*[.!?]$", line)
    ):
        return True
    ended = _ENDS.search(line) is not None
    if ended:
        return False
    if _PHONE.search(line) or _SIGNATURE.match(line) or (len(_STAMP.findall(line)) and len(line) < 80):
        return True
    if first and len(line) < 60 and (_only_dateline(line) or (line.isupper() and len(line.split()) < 4)):
        return True
    return (
        last
        and len(line) < 90
        and not any(letter.isupper() for letter in line)
        and len(line.split()) >= 3
        and "," not in line
    )


def _only_dateline(line: str) -> bool:
    match = _DATELINE.match(line)
    return bool(
        match and match.end() >= len(line) and (match["agency"] or match["sign"]) and _is_city(match["city"])
    )


def _without_dateline(text: str) -> str:
    """TOSHKENT, 4-fevral. /“Dunyo” AA/. Тошкент. 26 апрель. ЎзТАГ –  Tashkent, Uzbekistan (UzDaily.com) -"""
    head, gap, rest = text.partition("\n")
    head = _LONE_AGENCY.sub("", head, count=1)
    match = _DATELINE.match(head)
    if (
        match
        and (match["agency"] or (match["sign"] and match["rest"].strip(" .,")))
        and _is_city(match["city"])
    ):
        left = re.sub(r"^\s*\d{4}-\d{2}-\d{2}T\S*", "", head[match.end() :]).strip(" .–—-/")
        if match["sign"] or match["agency"] or not left:
            head = head[match.end() :] if left and head[match.end() :].strip(" .–—-/") == left else left
            head = head.strip().lstrip(".–—-/ ").strip()
    return f"{head}{gap}{rest}".strip()


def _is_city(word: str) -> bool:
    for tongue in ("uz", "ru", "en"):
        found = spots(tokenise(word[:1].upper() + word[1:], tongue))
        if found and found[0].kind == "city":
            return True
    return False
