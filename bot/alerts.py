"""What went wrong, told to the admins in one message and not in a hundred."""

import logging
from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from config.redaction import redact
from language.markup import Html, cut, escape
from language.phrases import Phrases
from news.models import Message
from news.ports import Clock, Later, Notices, NotSent, Sender, StorageError, Subscribers, Unknown

__all__ = ["Alerts"]

ROOMS = ("bot", "handlers", "digests", "sources", "storage", "news")
"""Whose errors are told. What a library logs is in the log alone."""
QUIET = timedelta(hours=1)
"""The shortest time between two messages; what happens meanwhile stands in the second."""
KIND = "errors"
SHOWN, LENGTH = 5, 200
"""How many different errors a message shows, and how much of each, in UTF-16 units."""

log = logging.getLogger(__name__)


class Alerts(logging.Handler):
    """Collects errors from the log, from `attach` until `detach`; `tell` sends what there is."""

    def __init__(
        self,
        sender: Sender,
        subscribers: Subscribers,
        notices: Notices,
        clock: Clock,
        admin_ids: Collection[int],
    ) -> None:
        super().__init__(logging.ERROR)
        self._sender = sender
        self._subscribers = subscribers
        self._notices = notices
        self._clock = clock
        self._admin_ids = admin_ids
        # By what the program says before it is filled in: a thousand refusals are one error.
        self._errors: Counter[str] = Counter()
        self._latest: dict[str, str] = {}
        self._told_at: datetime | None = None

    def attach(self) -> None:
        for room in ROOMS:
            logging.getLogger(room).addHandler(self)

    def detach(self) -> None:
        for room in ROOMS:
            logging.getLogger(room).removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.msg, dict):  # an event of structlog; its other fields may be a person's
            kind = latest = str(record.msg.get("event", ""))
        else:
            kind, latest = str(record.msg), redact(record.getMessage())
        self._errors[kind] += 1
        self._latest[kind] = latest

    async def tell(self) -> None:
        """One message to every admin, if there are errors and the last message is old enough, be it that of
        an earlier run. What could not be sent is told later."""
        now = self._clock.now()
        if not self._errors or not self._admin_ids or await self._is_too_soon(now):
            return
        errors, self._errors = self._errors, Counter()
        self._told_at = now
        try:
            await self._notices.tell(KIND, now)
        except StorageError as error:
            log.info("when the admins were told could not be stored: %s", error)
        outcomes = [
            await self._sender.send(admin_id, None, await self._message(admin_id, errors))
            for admin_id in self._admin_ids
        ]
        if any(isinstance(outcome, Later | NotSent | Unknown) for outcome in outcomes):
            self._errors.update(errors)

    async def _is_too_soon(self, now: datetime) -> bool:
        if self._told_at is None:
            try:
                self._told_at = await self._notices.told_at(KIND)
            except StorageError as error:
                log.info("when the admins were last told is not known: %s", error)
        # A time to come was told by a clock that has been set back since.
        return self._told_at is not None and timedelta(0) <= now - self._told_at < QUIET

    async def _message(self, admin_id: int, errors: Counter[str]) -> Message:
        try:
            admin = await self._subscribers.get(admin_id)
        except StorageError:
            admin = None
        phrases = Phrases(admin.language if admin else "uz-Latn")
        lines = [
            Html(f"{times} × <code>{escape(cut(self._latest[kind], LENGTH))}</code>")
            for kind, times in errors.most_common(SHOWN)
        ]
        return Message("\n".join([phrases("admin-errors", count=errors.total()), *lines]))
