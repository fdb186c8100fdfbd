"""Whatever a bot sends, the playground answers as Telegram would: it never falls over."""

import asyncio
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from playground import READER, UNLIMITED, Playground, Standing
from playground.methods import METHODS
from playground.parameters import decode
from playground.refusals import Refusal
from tests.laws import examples

NAMES = sorted(
    {
        "inline_keyboard",
        "keyboard",
        "text",
        "callback_data",
        "url",
        "copy_text",
        "message_id",
        "chat_id",
        "quote",
        "type",
        "media",
        "caption",
        "id",
        "title",
        "input_message_content",
        "message_text",
        "command",
        "description",
        "user_id",
        "style",
        "switch_inline_query_chosen_chat",
        "start_parameter",
        "offset",
        "length",
        "photo_file_id",
        "parse_mode",
        "entities",
        "is_disabled",
    }
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from(
        [READER, 1e9, "", "a", "HTML", "<b>", "article", "photo", "chat", "attach://x", "@a", "--5"]
    )
)
JSON: st.SearchStrategy[Any] = st.deferred(
    lambda: SCALARS | st.lists(JSON, max_size=3) | st.dictionaries(st.sampled_from(NAMES), JSON, max_size=4)
)
SYNCHRONOUS = sorted(METHODS.keys() - {"getupdates", "setwebhook", "deletewebhook"})


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A method with parameters it takes, holding anything."""
    method = METHODS[draw(st.sampled_from(SYNCHRONOUS))]
    names = draw(st.lists(st.sampled_from(sorted(method.signature) or ["none"]), unique=True))
    lawful = {"chat_id": READER, "message_id": 1, "text": "a", "from_chat_id": READER}
    return method.name, {name: draw(st.just(lawful.get(name)) | JSON) for name in names}


@settings(max_examples=examples(200))
@given(requests())
def test_whatever_is_sent_is_done_or_refused(request: tuple[str, dict[str, Any]]) -> None:
    name, parameters = request
    method = METHODS[name.lower()]
    playground = Playground(limits=UNLIMITED)
    playground.person(READER).chat.standing = Standing.MEMBER
    asyncio.run(playground.person(READER).says("salom"))
    with suppress(Refusal):
        method.call(playground.world, decode(name, method.signature, parameters, {}))
