"""A site hands releases in over HTTP: signed, once, and never by accident over another."""

import asyncio
import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from bot.openapi import document
from sources.pushing import BYTES, parse
from tests.bot.pushing import KEY, NOW, RELEASE, Page, kind


async def test_a_signed_release_is_published(push: Page) -> None:
    status, told = await push.pushes(RELEASE)
    assert (status, told) == (
        201,
        {"outcome": "published", "reference": "2026/17", "release": 1, "version": 1},
    )
    release = await push.pushing.releases.by_reference("2026/17")
    assert release is not None
    assert release.title == RELEASE["title"]


async def test_the_same_release_again_gets_the_same_answer(push: Page) -> None:
    _, first = await push.pushes(RELEASE)
    status, again = await push.pushes({**RELEASE, "new_version": True})
    assert (status, again) == (200, first)
    assert await push.pushing.releases.newest_id() == 1


async def test_another_text_under_the_same_reference_is_a_conflict_unless_it_is_meant(push: Page) -> None:
    await push.pushes(RELEASE)
    changed = {**RELEASE, "text": "Nukusda yangi kutubxona 5-mart kuni ochiladi."}
    status, told = await push.pushes(changed)
    assert (status, kind(told)) == (409, "conflict")
    assert await push.pushing.releases.newest_id() == 1
    status, told = await push.pushes({**changed, "new_version": True})
    assert (status, told["version"]) == (201, 2)


async def test_the_very_same_request_is_taken_once(push: Page) -> None:
    request = push.signed(RELEASE, KEY, {})
    assert (await push.sends(*request))[0] == 201
    status, told = await push.sends(*request)
    assert (status, kind(told)) == (409, "replayed")


async def test_the_very_same_request_is_taken_by_one_process(two_pushes: tuple[Page, Page]) -> None:
    request = two_pushes[0].signed(RELEASE, KEY, {})
    answers = await asyncio.gather(*(page.sends(*request) for page in two_pushes))
    assert sorted(status for status, _ in answers) == [201, 409]
    assert await two_pushes[0].pushing.releases.newest_id() == 1


async def test_of_two_texts_for_one_reference_at_once_one_is_a_conflict(
    two_pushes: tuple[Page, Page],
) -> None:
    texts = [{**RELEASE, "text": f"Nukusda {number}-kutubxona ochildi."} for number in range(2)]
    answers = await asyncio.gather(
        *(
            page.pushes(body, name=f"of {at}")
            for at, (page, body) in enumerate(zip(two_pushes, texts, strict=True))
        )
    )
    assert sorted((status, kind(told) if status == 409 else "") for status, told in answers) == [
        (201, ""),
        (409, "conflict"),
    ]
    assert await two_pushes[0].pushing.releases.newest_id() == 1


async def test_a_replay_after_the_window_is_too_old(push: Page) -> None:
    request = push.signed(RELEASE, KEY, {})
    await push.sends(*request)
    push.clock.move(timedelta(minutes=20))
    await push.pushes({**RELEASE, "reference": "other"})  # what is older is forgotten now
    status, told = await push.sends(*request)
    assert (status, kind(told)) == (401, "stale")


async def test_a_forged_signature_is_refused_before_anything_is_read(push: Page) -> None:
    assert await push.pushes(b"no json", key=b"x" * 32) == (
        401,
        {
            "type": "urn:xabarnoma:bad-signature",
            "title": "no client's key made this signature",
            "status": 401,
        },
    )
    raw, headers = push.signed(RELEASE, KEY, {})
    assert (await push.sends(raw + b" ", headers))[0] == 401
    del headers["webhook-signature"]
    status, told = await push.sends(raw, headers)
    assert (status, kind(told)) == (401, "unsigned")
    assert await push.pushing.releases.newest_id() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reference": ""}, "reference"),
        ({"reference": "x" * 201}, "reference"),
        ({"reference": 7}, "reference"),
        ({"text": ""}, "text"),
        ({"text": "a" * 200_001}, "text"),
        ({"published": "2026-02-30"}, "published"),
        ({"published": 1772409600}, "published"),
        ({"published": "9999-12-31"}, "published"),
        ({"published": "1899-12-31"}, "published"),
        ({"published": "2037-01-01"}, "published"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"new_version": "yes"}, "new_version"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_what_the_schema_does_not_know_is_refused_by_its_field(
    push: Page, change: dict[str, object], said: str
) -> None:
    status, told = await push.pushes({**RELEASE, **change})
    assert (status, kind(told)) == (422, "malformed")
    assert [error.partition(":")[0] for error in told["errors"]] == [said]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"text": "\\ud800"}'])
async def test_a_body_that_is_no_release_is_refused(push: Page, body: bytes) -> None:
    status, told = await push.pushes(body)
    assert (status, kind(told)) == (422, "malformed")


async def test_a_text_of_signs_alone_is_no_release(push: Page) -> None:
    status, told = await push.pushes({**RELEASE, "title": "", "text": "!!! ..."})
    assert (status, kind(told)) == (422, "empty")


async def test_a_body_beyond_the_cap_or_packed_is_refused(push: Page) -> None:
    status, told = await push.pushes(b" " * (BYTES + 1))
    assert (status, kind(told)) == (413, "too-big")
    status, told = await push.pushes(RELEASE, headers={"Content-Encoding": "gzip"})
    assert (status, kind(told)) == (415, "not-json")
    status, told = await push.pushes(RELEASE, headers={"Content-Type": "text/plain"})
    assert (status, kind(told)) == (415, "not-json")


async def test_other_pages_and_methods_are_problems_too(push: Page) -> None:
    for path, status in (("/", 404), ("/releases", 405), ("/../etc/passwd", 404)):
        async with push.session.get(f"http://127.0.0.1:{push.port}{path}") as answer:
            assert (answer.status, answer.content_type) == (status, "application/problem+json")


async def test_in_draft_mode_it_waits_for_an_editor(push_drafts: Page) -> None:
    first = await push_drafts.pushes(RELEASE)
    assert first == (202, {"outcome": "draft", "reference": "2026/17", "release": None, "version": None})
    assert await push_drafts.pushes(RELEASE) == first
    (draft, source, mark), again = push_drafts.desk.offered
    assert (draft.title, source) == (RELEASE["title"], "site")
    assert again[2] == mark
    assert await push_drafts.pushing.releases.newest_id() == 0


async def test_another_text_does_not_take_the_place_of_a_draft_that_waits(push_drafts: Page) -> None:
    draft, _ = parse(json.dumps(RELEASE).encode(), NOW.date())
    await push_drafts.pushing.drafts.open(1, 1, draft, 1, NOW, source="site")
    changed = {**RELEASE, "text": "Nukusda yangi kutubxona 5-mart kuni ochiladi."}
    status, told = await push_drafts.pushes(changed)
    assert (status, kind(told)) == (409, "conflict")
    assert push_drafts.desk.offered == []
    assert (await push_drafts.pushes(RELEASE))[0] == 202
    assert (await push_drafts.pushes({**changed, "new_version": True}))[0] == 202


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"reference": "other"},
        {"new_version": True},
        {"text": "Nukusda yangi kutubxona 5-mart kuni ochiladi."},
        {"text": "Nukusda yangi kutubxona 5-mart kuni ochiladi.", "new_version": True},
    ],
)
async def test_what_was_withdrawn_is_never_said_to_be_published(
    push: Page, change: dict[str, object]
) -> None:
    _, first = await push.pushes(RELEASE)
    await push.pushing.releases.withdraw(first["release"], 1, "", NOW)
    for _ in range(2):
        status, told = await push.pushes({**RELEASE, **change})
        assert (status, kind(told)) == (409, "withdrawn")
    assert await push.pushing.releases.published_between(date(2026, 1, 1), date(2026, 12, 31)) == []


async def test_the_served_description_is_the_one_in_docs_and_valid(push: Page) -> None:
    async with push.session.get(f"http://127.0.0.1:{push.port}/openapi.json") as answer:
        served = await answer.json()
    kept = json.loads((Path(__file__).parents[2] / "docs/openapi.json").read_text("utf-8"))
    assert served == kept == document()
    validate(served)


async def test_every_answer_is_one_that_the_description_knows(push: Page) -> None:
    described = document()["paths"]["/releases"]["post"]["responses"]
    bodies: list[object] = [RELEASE, RELEASE, {**RELEASE, "text": "Boshqa."}, {}, b""]
    answers = [await push.pushes(body) for body in bodies]
    answers.append(await push.pushes(RELEASE, key=os.urandom(32)))
    for status, told in answers:
        (kind_of,) = described[str(status)]["content"].values()
        name = kind_of["schema"]["$ref"].rpartition("/")[2]
        schema = document()["components"]["schemas"][name]
        assert set(schema.get("required", ())) <= set(told) <= set(schema["properties"])


async def test_while_the_disk_is_nearly_full_a_release_is_asked_for_again_later(push: Page) -> None:
    """Whoever cannot sign learns nothing of the disk."""
    push.free.bytes = 0
    assert (await push.pushes(RELEASE, key=b"x" * 32))[0] == 401
    status, told = await push.pushes(RELEASE)
    assert (status, kind(told)) == (503, "storage")
    push.free.bytes = 1 << 30
    assert (await push.pushes(RELEASE))[0] == 201
