"""What the sender makes of every answer, over real HTTP against the playground."""

import socket
from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.request import AiohttpRequest
from bot.telegram import TelegramSender, outcome_of
from news.models import Button, Message, Replaces
from news.ports import Gone, Later, Migrated, NotSent, Outcome, Refused, Sent, Unknown
from playground.chats import Standing
from playground.faults import Fault, FaultKind
from playground.server import Playground

READER = 1001


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground()
    await playground.start()
    await playground.person(READER).says("/start")
    yield playground
    await playground.stop()


def bot_for(playground: Playground, *, base_url: str | None = None, patience: float = 30.0) -> Bot:
    return Bot(playground.token, base_url or playground.base_url, request=AiohttpRequest(read=patience))


@pytest.fixture
async def bot(playground: Playground) -> AsyncIterator[Bot]:
    bot = bot_for(playground)
    async with bot:
        yield bot


@pytest.fixture
def sender(bot: Bot) -> TelegramSender:
    return TelegramSender(bot)


async def send(sender: TelegramSender, html: str = "<b>Salom</b>", chat_id: int = READER) -> Outcome:
    return await sender.send(chat_id, None, Message(html))


async def test_a_message_arrives_as_html_with_its_buttons(
    playground: Playground, sender: TelegramSender
) -> None:
    buttons = ((Button("To‘liq matn", data="release:1"), Button("Sayt", url="https://example.org/")),)
    outcome = await sender.send(READER, None, Message("<b>Salom</b> &amp; xayr", buttons))
    (message,) = playground.chat(READER).from_bot
    assert outcome == Sent(message.message_id)
    assert message.text == "Salom & xayr"
    assert message.button("To‘liq matn").data == "release:1"


async def test_a_message_for_a_topic_arrives_in_it(playground: Playground, sender: TelegramSender) -> None:
    forum = playground.group("Forum", playground.person(READER), topics={7: "Yangiliklar"})
    assert isinstance(await sender.send(forum.id, 7, Message("Salom")), Sent)
    assert forum.from_bot[-1].body["message_thread_id"] == 7


@pytest.mark.parametrize("kind", ["drop", "drop_before", "bad_gateway", "server_error"])
async def test_what_may_have_arrived_is_unknown(
    playground: Playground, sender: TelegramSender, kind: str
) -> None:
    playground.faults.add(Fault(FaultKind(kind)))
    assert isinstance(await send(sender), Unknown)


async def test_what_has_no_answer_in_time_may_have_arrived(playground: Playground) -> None:
    playground.faults.add(Fault(FaultKind.HANG))
    bot = bot_for(playground, patience=0.1)
    async with bot.request:
        assert isinstance(await send(TelegramSender(bot)), Unknown)


async def test_a_flood_says_how_long_to_wait(playground: Playground, sender: TelegramSender) -> None:
    playground.faults.add(Fault(FaultKind.FLOOD, seconds=7))
    assert await send(sender) == Later(7.0)


async def test_a_token_that_was_taken_back_stops_no_reader(
    playground: Playground, sender: TelegramSender
) -> None:
    playground.faults.add(Fault(FaultKind.UNAUTHORIZED))
    assert isinstance(await send(sender), NotSent)


async def test_where_nobody_listens_nothing_was_sent(playground: Playground) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    bot = bot_for(playground, base_url=f"http://127.0.0.1:{port}/bot")
    # Not the bot itself: it would ask Telegram who it is.
    async with bot.request:
        outcome = await send(TelegramSender(bot))
    assert isinstance(outcome, NotSent)


async def test_whoever_cannot_be_reached_any_more_is_gone(
    playground: Playground, sender: TelegramSender
) -> None:
    assert isinstance(await send(sender, chat_id=4242), Gone)
    await playground.person(1003).says("/start")
    await playground.person(1003).leaves_telegram()
    assert isinstance(await send(sender, chat_id=1003), Gone)
    await playground.person(READER).blocks()
    assert await send(sender) == Gone("Forbidden: bot was blocked by the user")
    group = playground.group("Guruh", playground.person(READER), standing=Standing.KICKED)
    assert isinstance(await send(sender, chat_id=group.id), Gone)
    muted = playground.group("Guruh", playground.person(READER), standing=Standing.RESTRICTED)
    assert isinstance(await send(sender, chat_id=muted.id), Gone)


async def test_a_topic_that_is_gone_is_not_the_whole_chat(
    playground: Playground, sender: TelegramSender
) -> None:
    forum = playground.group("Forum", playground.person(READER), topics={7: "Yangiliklar"})
    outcome = await sender.send(forum.id, 8, Message("Salom"))
    assert outcome == Gone("Message thread not found", topic_only=True)


async def test_a_group_that_moved_tells_its_new_id(playground: Playground, sender: TelegramSender) -> None:
    group = playground.group("Guruh", playground.person(READER), kind="group")
    large = playground.upgrade(group)
    assert await send(sender, chat_id=group.id) == Migrated(large.id)


async def test_html_that_cannot_be_parsed_arrives_as_plain_text(
    playground: Playground, sender: TelegramSender
) -> None:
    outcome = await send(sender, "<b>Ko‘p &lt; oz</i> <blink>bir</blink>")
    assert isinstance(outcome, Sent)
    assert playground.chat(READER).from_bot[-1].text == "Ko‘p < oz bir"


async def test_a_correction_takes_the_messages_place_and_one_that_stands_already_is_done(
    playground: Playground, sender: TelegramSender
) -> None:
    """As when the answer to the first edit was lost: Telegram then says that nothing is modified."""
    sent = await send(sender)
    assert isinstance(sent, Sent)
    corrected = Message("Tuzatildi", replaces=Replaces(1, 0, "Tuzatish", sent.message_id))
    for _ in range(2):
        assert await sender.send(READER, None, corrected) == sent
    assert [message.text for message in playground.chat(READER).from_bot] == ["Tuzatildi"]


@pytest.mark.parametrize("html", ["", "x" * 4097])
async def test_a_message_that_telegram_never_takes_is_refused(sender: TelegramSender, html: str) -> None:
    assert isinstance(await send(sender, html), Refused)


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TimedOut(), Unknown),
        (NetworkError("Bad Gateway"), Unknown),
        (caused(NetworkError("broken"), ConnectionResetError()), Unknown),
        (caused(TimedOut(), aiohttp.SocketTimeoutError()), Unknown),
        (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), NotSent),
        (EndPointNotFound("sendmessage"), NotSent),
        (TelegramError("Invalid server response"), Unknown),
        (InvalidToken(), NotSent),
        (RetryAfter(3), Later),
    ],
)
def test_in_doubt_it_may_have_arrived(error: TelegramError, kind: type[Outcome]) -> None:
    assert isinstance(outcome_of(error), kind)
