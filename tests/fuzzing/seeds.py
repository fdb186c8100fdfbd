"""Inputs that lead into the parsers."""

import json
from pathlib import Path

FILES = Path(__file__).parents[1] / "sources" / "files"


def files(*names: str) -> tuple[bytes, ...]:
    return tuple((FILES / name).read_bytes() for name in names)


RELEASE = (
    "Toshkentda suv tejash boʻyicha konferensiya boʻlib oʻtdi\n\n2026-yil 14-may kuni Toshkent shahrida "
    "xalqaro konferensiya boʻlib oʻtdi. Tadbir Suv xoʻjaligi vazirligi tomonidan tashkil etildi."
).encode()
QUESTIONS = tuple(
    each.encode()
    for each in (
        "suv konferensiyasi o‘tgan hafta",
        "форум в Самарканде за май 2026 года",
        "meetings in Nukus between 3 and 9 May",
        "“yashil iqtisodiyot” Toshkentsiz 12.05.2026 dan 14.05.2026 gacha",
        "−may NEAR(a b) 31-fevral",
    )
)
MESSAGE = json.dumps(
    {
        "update_id": 7,
        "message": {
            "message_id": 1,
            "date": 0,
            "chat": {"id": 5, "type": "private"},
            "from": {"id": 5, "is_bot": False, "first_name": "A"},
            "text": "/start x",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        },
    }
).encode()
PRESSED = (
    b'{"update_id": 8, "callback_query": {"id": "1", "from": {"id": 5}, "chat_instance": "1", '
    b'"data": "a1:1:0"}}'
)
PUSH = (
    b'{"reference": "2026/17", "title": "T", "text": "Nukusda kutubxona ochildi.", "published": "2026-03-02"}'
)
RSS = (
    b"<rss version='2.0'><channel><title>T</title><item><title>A</title><link>https://e.org/a</link>"
    b"<description>&lt;p&gt;B&lt;/p&gt;</description>"
    b"<pubDate>Thu, 14 May 2026 09:00:00 +0500</pubDate></item></channel></rss>"
)
ATOM = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><entry><id>1</id><title>A</title>"
    b"<updated>2026-05-14T09:00:00Z</updated><content type='xhtml'><div>B</div></content></entry></feed>"
)
