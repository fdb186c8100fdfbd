"""A strict Telegram server on loopback and a chat page: the bot runs and is tested without a token.

    playground = Playground()
    await playground.start()
    # a bot at playground.base_url and .base_file_url, with playground.token
    reader = playground.person(READER)
    await reader.says("/start")
    message = await playground.wait_for(lambda: reader.chat.newest)
    press = await reader.presses(message, "Obuna")
    await playground.wait_for(lambda: press.answer)
    playground.clock.move(timedelta(hours=1))
    assert playground.complaints == []
    await playground.stop()

`python -m playground` serves alone, for a bot in another process; /control/ moves it over HTTP.

It imports nothing of the bot, and knows Telegram only by its documentation and its public server. Where it
differs, it differs on purpose:
- stricter: parameters, fields, types and update types that Telegram would let pass are refused and stand in
  `complaints`; text is counted in UTF-16 units; an album has at least two items;
- not there: Markdown, business accounts, polls, payments, games, web apps, answers in the webhook's response,
  the pause that Telegram puts before some 409s, throttling of edits;
- otherwise: webhooks are plain http on loopback, addresses of files are not fetched, and the sizes of bursts
  and the age at which a query is too old, which Telegram does not publish, are settings and constants here.
"""

from playground.chats import Chat, Standing
from playground.clock import Clock
from playground.faults import Fault, FaultKind
from playground.floods import UNLIMITED, Limits
from playground.messages import Message
from playground.people import ADMIN, PERSONAS, READER, SECOND_READER, Person
from playground.server import Playground

__all__ = [
    "ADMIN",
    "PERSONAS",
    "READER",
    "SECOND_READER",
    "UNLIMITED",
    "Chat",
    "Clock",
    "Fault",
    "FaultKind",
    "Limits",
    "Message",
    "Person",
    "Playground",
    "Standing",
]
