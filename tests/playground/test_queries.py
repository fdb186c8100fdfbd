"""Point 6, second half: a callback query is answered once and grows too old; and inline mode."""

from datetime import timedelta
from typing import Any

import pytest

from playground import READER, Person, Playground
from playground.keyboards import Button
from playground.messages import Message
from tests.playground.conftest import Api

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
ROW = [{"text": "Ha", "callback_data": "yes"}, {"text": "Sayt", "url": "https://a.uz/"}]


@pytest.fixture
async def question(api: Api, reader: Person) -> Message:
    await api.result("sendMessage", chat_id=READER, text="?", reply_markup={"inline_keyboard": [ROW]})
    return reader.chat.from_bot[-1]


async def test_a_press_arrives_with_its_message_and_data(api: Api, reader: Person, question: Message) -> None:
    press = await reader.presses(question, "Ha")
    [update] = await api.result("getUpdates")
    query = update["callback_query"]
    assert (query["id"], query["data"], query["message"]) == (press.id, "yes", question.body)
    assert query["from"]["id"] == READER


async def test_a_press_is_answered_once(api: Api, reader: Person, question: Message) -> None:
    press = await reader.presses(question, "Ha")
    answer = {"callback_query_id": press.id, "text": "Boʻldi", "show_alert": True}
    assert await api.result("answerCallbackQuery", **answer) is True
    assert press.answer == {"text": "Boʻldi", "show_alert": True, "url": ""}
    assert await api.refusal("answerCallbackQuery", **answer) == TOO_OLD


async def test_an_old_press_cannot_be_answered(
    playground: Playground, api: Api, reader: Person, question: Message
) -> None:
    press = await reader.presses(question, "Ha")
    playground.clock.move(timedelta(minutes=2))
    assert await api.refusal("answerCallbackQuery", callback_query_id=press.id) == TOO_OLD
    assert await api.refusal("answerCallbackQuery", callback_query_id="12345") == TOO_OLD


async def test_an_answer_may_have_200_characters(api: Api, reader: Person, question: Message) -> None:
    press = await reader.presses(question, "Ha")
    refusal = await api.refusal("answerCallbackQuery", callback_query_id=press.id, text="ў" * 201)
    assert refusal == "Bad Request: MESSAGE_TOO_LONG"
    refusal = await api.refusal("answerCallbackQuery", callback_query_id=press.id, url="https://a.uz")
    assert refusal == "Bad Request: URL_INVALID"
    await api.result("answerCallbackQuery", callback_query_id=press.id, text="ў" * 200)


async def test_a_button_of_a_deleted_message_comes_with_what_is_left_of_it(
    api: Api, reader: Person, question: Message
) -> None:
    await api.result("deleteMessage", chat_id=READER, message_id=question.message_id)
    await reader.presses(question, "Ha")
    [update] = await api.result("getUpdates")
    assert update["callback_query"]["message"]["date"] == 0


async def test_a_button_is_found_by_its_label_or_said_to_be_missing(
    reader: Person, question: Message
) -> None:
    assert question.buttons == [[Button("Ha", 0, 0, ROW[0]), Button("Sayt", 0, 1, ROW[1])]]
    assert question.button("Say").url == "https://a.uz/"
    with pytest.raises(LookupError, match=r"no button 'Yoʻq'; there are \['Ha', 'Sayt'\]"):
        question.button("Yoʻq")
    with pytest.raises(ValueError, match="'Sayt' is no callback button"):
        await reader.presses(question, "Sayt")


def article(identifier: str = "1", **other: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Xabar</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": identifier, "title": "Xabar", "input_message_content": content, **other}


async def test_an_inline_question_is_answered_and_a_result_chosen(
    playground: Playground, api: Api, reader: Person
) -> None:
    ask = await reader.asks_inline("konferensiya")
    [update] = await api.result("getUpdates")
    query = update["inline_query"]
    assert (query["id"], query["query"], query["offset"]) == (ask.id, "konferensiya", "")
    keyboard = {"inline_keyboard": [[ROW[0]]]}
    results = [article(reply_markup=keyboard), article("2")]
    answer = {"inline_query_id": ask.id, "results": results, "next_offset": "20", "is_personal": True}
    assert await api.result("answerInlineQuery", **answer) is True
    assert await api.refusal("answerInlineQuery", **answer) == TOO_OLD

    group = playground.group("Guruh", reader)
    message = await reader.chooses(ask, "1", group)
    assert (message.text, message.entities[0]["type"]) == ("Xabar", "bold")
    updates = await api.result("getUpdates", offset=update["update_id"] + 1)
    [chosen] = [each["chosen_inline_result"] for each in updates if "chosen_inline_result" in each]
    assert (chosen["result_id"], chosen["query"]) == ("1", "konferensiya")

    inline_message_id = chosen["inline_message_id"]
    assert await api.result("editMessageText", inline_message_id=inline_message_id, text="Yangi") is True
    edited = group.message(message.message_id)
    assert edited is not None
    assert edited.text == "Yangi"


async def test_a_press_under_an_inline_message_carries_its_inline_id(
    playground: Playground, api: Api, reader: Person
) -> None:
    ask = await reader.asks_inline("a")
    results = [article(reply_markup={"inline_keyboard": [[ROW[0]]]})]
    await api.result("answerInlineQuery", inline_query_id=ask.id, results=results)
    message = await reader.chooses(ask, "1", playground.group("Guruh", reader))
    await reader.presses(message, "Ha")
    updates = await api.result("getUpdates")
    query = updates[-1]["callback_query"]
    assert "message" not in query
    assert query["inline_message_id"] == updates[-2]["chosen_inline_result"]["inline_message_id"]


@pytest.mark.parametrize(
    ("results", "description"),
    [
        ([article(str(n)) for n in range(51)], "too many inline query results specified"),
        ({}, "expected an Array of inline query results"),
        ([article(), article()], "RESULT_ID_DUPLICATE"),
        ([article("a" * 65)], "RESULT_ID_INVALID"),
        ([article(title="")], "ARTICLE_TITLE_EMPTY"),
        (
            [{**article(), "type": "gif"}],
            'can\'t parse inline query result: type "gif" is unsupported for the inline query result',
        ),
        (
            [article(input_message_content=None)],
            "can't parse inline query result: Input message content is not specified",
        ),
        ([article(colour="red")], "unknown fields in the inline query result: colour"),
        (["a"], "can't parse inline query result: Inline query result must be an object"),
        ("5", "expected an Array of inline query results"),
        ([article(input_message_content={"message_text": "a" * 4097})], "message is too long"),
    ],
)
async def test_wrong_inline_results_are_refused(
    api: Api, reader: Person, results: object, description: str
) -> None:
    ask = await reader.asks_inline("a")
    refusal = await api.refusal("answerInlineQuery", inline_query_id=ask.id, results=results)
    assert refusal == f"Bad Request: {description}"


async def test_an_inline_question_grows_too_old(playground: Playground, api: Api, reader: Person) -> None:
    ask = await reader.asks_inline("a")
    playground.clock.move(timedelta(minutes=1))
    assert await api.refusal("answerInlineQuery", inline_query_id=ask.id, results=[]) == TOO_OLD


async def test_an_inline_button_must_start_the_bot(api: Api, reader: Person) -> None:
    ask = await reader.asks_inline("a")
    for button, description in (
        (
            {"text": "a"},
            "can't parse inline query results button: "
            "InlineQueryResultsButton must have exactly one optional field",
        ),
        ({"text": "a", "start_parameter": "ў"}, "START_PARAM_INVALID"),
        ([], "can't parse inline query results button: InlineQueryResultsButton must be an Object"),
    ):
        refusal = await api.refusal("answerInlineQuery", inline_query_id=ask.id, results=[], button=button)
        assert refusal == f"Bad Request: {description}"
