"""Point 1 (form, JSON, multipart; statuses) and point 10 (unknown parameters are failures)."""

import asyncio
from urllib.parse import urlsplit

import httpx
import pytest

from playground import READER, Person, Playground
from tests.playground.conftest import Api


async def test_a_request_may_come_as_query_form_json_or_multipart(
    playground: Playground, api: Api, reader: Person
) -> None:
    url = f"{api.url}/sendMessage"
    markup = '{"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}'
    plain = {"chat_id": str(READER), "text": "salom", "reply_markup": markup}
    sent = [
        await api.client.get(url, params=plain),
        await api.client.post(url, data=plain),
        await api.client.post(url, files={name: (None, value) for name, value in plain.items()}),
        await api.client.post(url, json=plain),
        await api.client.post(
            url,
            json={
                "chat_id": READER,
                "text": "salom",
                "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
            },
        ),
    ]
    results = [response.json()["result"] for response in sent]
    assert len({result["message_id"] for result in results}) == 5
    for result in results:
        assert result["text"] == "salom"
        assert result["reply_markup"] == {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}


async def test_a_method_may_be_written_in_any_case(api: Api) -> None:
    assert (await api.result("GETME"))["is_bot"] is True


async def test_a_wrong_token_is_unauthorized(playground: Playground, api: Api) -> None:
    response = await api.client.post(f"{playground.base_url}123:wrong/getMe")
    assert response.status_code == 401
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_a_token_without_a_colon_is_not_found(playground: Playground, api: Api) -> None:
    response = await api.client.post(f"{playground.base_url}nonsense/getMe")
    assert response.status_code == 404
    assert response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_an_unknown_method_is_not_found(api: Api) -> None:
    assert await api.answer("sendPigeon") == {
        "ok": False,
        "error_code": 404,
        "description": "Not Found: method not found",
    }


async def test_an_unknown_parameter_is_a_failure_and_a_complaint(
    playground: Playground, api: Api, reader: Person
) -> None:
    unknown = 'Bad Request: parameter "colour" of sendMessage is unknown to the playground'
    answer = await api.answer("sendMessage", chat_id=READER, text="salom", colour="blue")
    assert answer["description"] == unknown
    await api.answer("sendMessage", chat_id=READER, text="salom", reply_parameters={"colour": "blue"})
    await api.answer("getUpdates", allowed_updates=["messages"])
    assert not reader.chat.from_bot
    assert playground.complaints == [
        f"sendMessage: {unknown}",
        "sendMessage: Bad Request: unknown fields in reply parameters: colour",
        "getUpdates: Bad Request: unknown update types in allowed_updates: messages",
    ]
    playground.complaints.clear()


async def test_a_file_that_nobody_asked_for_is_a_failure(
    playground: Playground, api: Api, reader: Person
) -> None:
    response = await api.client.post(
        f"{api.url}/sendMessage", data={"chat_id": READER, "text": "a"}, files={"stray": b"x"}
    )
    assert response.json()["description"] == (
        'Bad Request: file "stray" of sendMessage is unknown to the playground'
    )
    playground.complaints.clear()


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"chat_id": READER, "text": 5}, 'parameter "text" must be of type text'),
        (
            {"chat_id": READER, "text": "a", "protect_content": "maybe"},
            'parameter "protect_content" must be of type flag',
        ),
        (
            {"chat_id": READER, "text": "a", "message_thread_id": "x"},
            'parameter "message_thread_id" must be of type integer',
        ),
        (
            {"chat_id": READER, "text": "a", "reply_markup": "{"},
            "can't parse reply keyboard markup JSON object",
        ),
        ({"chat_id": READER, "text": "a", "reply_markup": []}, "object expected as reply markup"),
        (
            {"chat_id": READER, "text": "a", "reply_parameters": "["},
            "can't parse reply parameters JSON object",
        ),
        (
            {"chat_id": READER, "text": "a", "link_preview_options": []},
            "object expected as link preview options",
        ),
        ({"chat_id": "", "text": "a"}, "chat_id is empty"),
        ({"text": "a"}, "chat_id is empty"),
        ({"chat_id": "abc", "text": "a"}, "chat not found"),
    ],
)
async def test_a_value_of_the_wrong_kind_is_refused(
    api: Api, reader: Person, parameters: dict[str, object], description: str
) -> None:
    assert await api.refusal("sendMessage", **parameters) == f"Bad Request: {description}"


@pytest.mark.parametrize(
    "field", ['"text": "\\ud800"', '"text": "a", "reply_parameters": {"quote": "\\ud800"}']
)
async def test_a_lone_surrogate_is_refused(
    playground: Playground, api: Api, reader: Person, field: str
) -> None:
    response = await api.client.post(
        f"{api.url}/sendMessage",
        content=f'{{"chat_id": {READER}, {field}}}',
        headers={"Content-Type": "application/json"},
    )
    assert response.json()["description"] == "Bad Request: strings must be encoded in UTF-8"
    playground.complaints.clear()


async def test_a_body_that_is_no_json_object_is_refused(api: Api) -> None:
    for body in (b"{", b"[]"):
        response = await api.client.post(
            f"{api.url}/getMe", content=body, headers={"Content-Type": "application/json"}
        )
        assert response.status_code == 400
        assert response.json()["description"] == "Bad Request: can't parse JSON encoded request"


async def test_a_request_beyond_the_size_limit_is_refused_unread(playground: Playground) -> None:
    url = urlsplit(playground.base_url)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    request = f"POST /bot{playground.token}/sendDocument HTTP/1.1"
    writer.write(f"{request}\r\nHost: {url.netloc}\r\nContent-Length: 1000000000\r\n\r\n".encode())
    assert b" 413 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_a_refusal_with_a_time_to_wait_says_it_in_the_header_too(
    playground: Playground, reader: Person, api: Api
) -> None:
    playground.world.floods.limits = type(playground.world.floods.limits)(burst=1)
    await api.result("sendMessage", chat_id=READER, text="a")
    response = await api.client.post(f"{api.url}/sendMessage", json={"chat_id": READER, "text": "b"})
    assert (response.status_code, response.headers["Retry-After"]) == (429, "1")


async def test_the_playground_listens_on_loopback_alone() -> None:
    with pytest.raises(ValueError, match="loopback alone"):
        await Playground().start(host="0.0.0.0")  # noqa: S104 the very thing that is refused


async def test_a_stopped_playground_lets_go_of_its_port_and_starts_again() -> None:
    playground = Playground()
    await playground.start()
    await playground.stop()
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(playground.page_url)
        await playground.start()
        assert (await client.get(playground.page_url)).status_code == 200
    await playground.stop()
