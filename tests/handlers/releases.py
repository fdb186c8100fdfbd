"""Texts that editors push in these tests, and a short way to publish them."""

from datetime import date

from news.models import Draft
from tests.handlers.stage import Stage

CONFERENCE = """Toshkentda suv tejash boʻyicha konferensiya boʻlib oʻtdi

2024-yil 27-noyabr kuni Toshkent shahrida "Suvni birga asraymiz" mavzusida xalqaro konferensiya boʻlib oʻtdi.

Tadbir Suv xoʻjaligi vazirligi tomonidan tashkil etildi. Unda olimlar va fermerlar ishtirok etdi.

Yakunda tavsiyalar qabul qilindi."""

NEWS = """Bogʻ xiyobonida yangi kutubxona ochildi

Kutubxonada oʻn ming kitob bor. U har kuni ishlaydi."""


async def publish(stage: Stage, *texts: str, published: date = date(2024, 11, 28)) -> None:
    for text in texts:
        title, _, body = text.partition("\n\n")
        await stage.services.intake.publish(Draft(title, body, published))
