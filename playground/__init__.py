"""A strict Telegram server on loopback and a chat page: the bot runs and is tested without a token."""

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
