"""Point 2: getUpdates with a real long poll, confirmation by offset, redelivery, allowed_updates, 409s."""

import asyncio
from datetime import timedelta

from playground import READER, Fault, FaultKind, Person, Playground
from tests.playground.conftest import Api

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def waiting_poll(
    playground: Playground, api: Api, **parameters: object
) -> asyncio.Task[dict[str, object]]:
    """A getUpdates that already waits at the server."""
    task = asyncio.create_task(api.answer("getUpdates", **{"timeout": 30, **parameters}))
    await playground.wait_for(lambda: playground.world.polling.waiting)
    return task


async def test_a_poll_waits_until_something_happens(playground: Playground, api: Api, reader: Person) -> None:
    poll = await waiting_poll(playground, api)
    said = await reader.says("salom")
    answer = await poll
    assert answer["result"] == [{"update_id": playground.world.updates.pending[0].id, "message": said.body}]


async def test_a_poll_without_timeout_comes_back_at_once(api: Api, reader: Person) -> None:
    assert await api.result("getUpdates") == []


async def test_updates_come_again_until_an_offset_confirms_them(api: Api, reader: Person) -> None:
    await reader.says("bir")
    await reader.says("ikki")
    first = await api.result("getUpdates")
    assert [update["message"]["text"] for update in first] == ["bir", "ikki"]
    assert await api.result("getUpdates") == first
    assert await api.result("getUpdates", offset=first[1]["update_id"]) == first[1:]
    assert await api.result("getUpdates", offset=first[1]["update_id"] + 1) == []
    assert await api.result("getUpdates") == []


async def test_a_limit_holds_back_the_rest(api: Api, reader: Person) -> None:
    for text in ("bir", "ikki", "uch"):
        await reader.says(text)
    assert [u["message"]["text"] for u in await api.result("getUpdates", limit=2)] == ["bir", "ikki"]


async def test_a_negative_offset_forgets_all_but_the_newest(api: Api, reader: Person) -> None:
    for text in ("bir", "ikki", "uch"):
        await reader.says(text)
    assert [u["message"]["text"] for u in await api.result("getUpdates", offset=-1)] == ["uch"]
    assert len(await api.result("getUpdates")) == 1


async def test_ids_rise_by_one(api: Api, reader: Person) -> None:
    await reader.says("bir")
    await reader.says("ikki")
    first, second = await api.result("getUpdates")
    assert second["update_id"] == first["update_id"] + 1


async def test_allowed_updates_persist_when_left_out(api: Api, reader: Person) -> None:
    await api.result("getUpdates", allowed_updates=["callback_query"])
    await reader.says("eshitilmaydi")
    await api.result("getUpdates")
    await reader.says("bu ham")
    assert await api.result("getUpdates", allowed_updates=["message"]) == []
    await reader.says("bunisi eshitiladi")
    assert len(await api.result("getUpdates")) == 1


async def test_an_empty_list_of_allowed_updates_means_the_default(api: Api, reader: Person) -> None:
    await api.result("getUpdates", allowed_updates=["callback_query"])
    await api.result("getUpdates", allowed_updates=[])
    await reader.says("salom")
    assert len(await api.result("getUpdates")) == 1


async def test_an_update_type_that_does_not_exist_is_refused(api: Api) -> None:
    assert await api.refusal("getUpdates", allowed_updates=["messages"]) == (
        "Bad Request: unknown update types in allowed_updates: messages"
    )


async def test_a_second_poll_ends_the_first_with_a_conflict(playground: Playground, api: Api) -> None:
    first = await waiting_poll(playground, api)
    second = await waiting_poll(playground, api)
    assert await first == {"ok": False, "error_code": 409, "description": OTHER}
    await waiting_poll(playground, api, timeout=0)
    assert (await second)["description"] == OTHER


async def test_setting_a_webhook_ends_the_poll_and_forbids_others(playground: Playground, api: Api) -> None:
    poll = await waiting_poll(playground, api)
    await api.result("setWebhook", url="http://127.0.0.1:1/")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    assert await api.refusal("getUpdates") == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await api.result("deleteWebhook")
    assert await api.result("getUpdates") == []


async def test_updates_older_than_a_day_are_forgotten(
    playground: Playground, api: Api, reader: Person
) -> None:
    await reader.says("eski")
    playground.clock.move(timedelta(hours=25))
    await reader.says("yangi")
    assert [u["message"]["text"] for u in await api.result("getUpdates")] == ["yangi"]


async def test_pending_updates_can_be_dropped(api: Api, reader: Person) -> None:
    await reader.says("salom")
    await api.result("deleteWebhook", drop_pending_updates=True)
    assert await api.result("getUpdates") == []


async def test_an_update_can_come_twice_on_request(playground: Playground, api: Api, reader: Person) -> None:
    playground.faults.add(Fault(FaultKind.DUPLICATE_UPDATE))
    await reader.says("salom")
    first, again = await api.result("getUpdates")
    assert first == again
    assert len(await api.result("getUpdates")) == 1


async def test_a_malformed_update_stands_in_the_queue_until_confirmed(
    playground: Playground, api: Api, reader: Person
) -> None:
    broken = playground.malform()
    await reader.says("salom")
    first, second = await api.result("getUpdates")
    assert (first["update_id"], second["message"]["text"]) == (broken.id, "salom")
    assert "date" not in first["message"]
    assert playground.complaints  # aiogram cannot read it either
    playground.complaints.clear()


async def test_a_killed_bot_loses_no_update_it_had_not_confirmed(
    playground: Playground, api: Api, reader: Person
) -> None:
    poll = await waiting_poll(playground, api)
    poll.cancel()
    await reader.says("salom")
    assert [u["message"]["text"] for u in await api.result("getUpdates", timeout=5)] == ["salom"]


async def test_an_edit_of_a_person_arrives_as_an_edited_message(api: Api, reader: Person) -> None:
    edited = await reader.edits(await reader.says("bir"), "ikki")
    updates = await api.result("getUpdates")
    assert updates[1]["edited_message"]["text"] == "ikki"
    assert edited.message_id == updates[0]["message"]["message_id"]
    assert edited.chat_id == READER
