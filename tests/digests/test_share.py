"""A card to share is taken by Telegram whatever the release holds."""

from dataclasses import replace

from hypothesis import given, settings

from digests.share import render_shared
from language.markup import plain
from language.phrases import Phrases
from news.models import Release
from playground.entities import parse_html
from playground.formatting import finished, utf16_length
from tests.digests.samples import CONFERENCE, DAY, releases
from tests.laws import examples

UZ = Phrases("uz-Latn")


def test_a_card_tells_what_when_where_and_leads_to_the_source() -> None:
    shared = render_shared(CONFERENCE, DAY, UZ)
    assert shared.title == CONFERENCE.title
    assert shared.description.startswith("Konferensiya · 27-noyabr · Samarqand · 27-noyabr kuni")
    assert plain(shared.message.html).splitlines() == [
        "Konferensiya · 27-noyabr · Samarqand",
        CONFERENCE.title,
        *CONFERENCE.summary,
    ]
    assert [button.url for row in shared.message.buttons for button in row] == [CONFERENCE.url]
    assert render_shared(replace(CONFERENCE, url=None), DAY, UZ).message.buttons == ()


@given(releases())
@settings(max_examples=examples(30))
def test_every_card_is_taken_by_telegram(release: Release) -> None:
    shared = render_shared(release, DAY, UZ)
    read = parse_html(shared.message.html)
    assert finished(read).text.strip()
    assert utf16_length(read.text) <= 4096
    assert shared.title.strip()
    assert utf16_length(shared.description) <= 200
