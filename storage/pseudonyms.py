"""Numbers that stand in a chat's place where a row must stay and must not say whose it was.

A keyed hash (HMAC-SHA-256) of the id: rows that had one id keep one, so counts and "at most once" hold. The
key is made for one occasion and kept nowhere, so nobody, the operator included, finds the chat by hashing
every id there is; a key beside the hashes would fall into the same hands as they.
"""

import hmac
import secrets

from sqlalchemy import ColumnElement

__all__ = ["CEILING", "Pseudonyms", "is_known"]

CEILING = -(2**62)
"""Pseudonyms are lower. Ids of Telegram have 52 bits at the most (Bot API, `Chat.id`): none is ever one of
these."""


class Pseudonyms:
    """Of one occasion: the same chat has the same one, until the object is gone."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, chat_id: int) -> int:
        digest = hmac.digest(self._key, str(chat_id).encode(), "sha256")
        return CEILING - 1 - (int.from_bytes(digest[:8]) >> 2)


def is_known(chat: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a column still holds an id of Telegram."""
    return chat > CEILING
