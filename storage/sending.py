"""The statements that run for every message. Built once: building them took longer than running them."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    bindparam,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from news.models import DeliveryState
from storage.ledger_tables import EVERYBODY, deliveries, holds, is_pending, is_sending, issues
from storage.subscribers import RHYTHM
from storage.tables import Instant, subscribers

SENDING, SENT = DeliveryState.SENDING.value, DeliveryState.SENT.value

_now = bindparam("now", type_=Instant)
_theirs = and_(
    subscribers.c.chat_id == deliveries.c.chat_id, subscribers.c.thread_id == deliveries.c.thread_id
)
LISTENS = select(subscribers.c.chat_id).where(_theirs, subscribers.c.active).exists()
"""Whether the reader of a delivery still wants digests."""
_held = (
    select(holds.c.chat_id)
    .where(holds.c.chat_id.in_([EVERYBODY, deliveries.c.chat_id]), holds.c.until > _now)
    .exists()
)


_mine = deliveries.c.batch == bindparam("number")
_may_go = and_(is_pending, deliveries.c.not_before <= _now, deliveries.c.expires_at > _now, LISTENS, ~_held)


def _claim(*conditions: ColumnElement[bool]) -> ReturningUpdate[Any]:
    ready = (
        select(deliveries.c.id)
        .where(_may_go, *conditions)
        .order_by(deliveries.c.not_before, deliveries.c.id)
        .limit(bindparam("most"))
        # A CTE, since a subquery that locks might be run more than once. SKIP LOCKED: what another process is
        # just claiming is left to it. SQLite has one writer and needs neither.
        .with_for_update(skip_locked=True, of=deliveries)
        .cte("ready")
    )
    return (
        update(deliveries)
        .where(deliveries.c.id.in_(select(ready.c.id)), is_pending)
        .values(
            state=SENDING,
            attempts=deliveries.c.attempts + 1,
            lease_until=bindparam("lease"),
            not_before=None,
        )
        .returning(deliveries)
    )


CLAIM = _claim()
"""Takes what may go out at `now`, the longest ready first, `most` rows at most, until `lease`."""
CLAIM_OF_BATCH = _claim(_mine)
"""The same within the batch `number`."""

_orphaned = and_(is_sending, deliveries.c.lease_until <= _now)


def _waits(*conditions: ColumnElement[bool]) -> Select[tuple[bool]]:
    return select(
        or_(
            select(deliveries.c.id).where(_may_go, *conditions).exists(),
            select(deliveries.c.id).where(_orphaned, *conditions).exists(),
        )
    )


WAITS = _waits()
"""Whether there is anything to do at `now`."""
WAITS_IN_BATCH = _waits(_mine)
"""The same within the batch `number`."""

RHYTHMS = (
    select(deliveries.c.id, subscribers.c.zone, *(subscribers.c[name] for name in RHYTHM))
    .join(subscribers, _theirs)
    .where(deliveries.c.id.in_(bindparam("claimed", expanding=True)))
)
"""When the readers of the rows `claimed` want no messages."""
RHYTHMS_AND_WORDINGS = RHYTHMS.add_columns(
    # PostgreSQL's number of the transaction that wrote the row last: whoever changes an issue changes it.
    literal_column("issues.xmin::text::bigint", BigInteger).label("wording")
).join(issues, issues.c.id == deliveries.c.issue_id)
"""The same, and which wording of its issue each is to be sent in."""

CONFIRM = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("row"), deliveries.c.state != SENT)
    .values(state=SENT, message_id=bindparam("message"), not_before=None, lease_until=None, error=None)
    .returning(deliveries.c.issue_id, deliveries.c.chat_id, deliveries.c.thread_id, deliveries.c.part)
)
"""Marks `row` as sent, whatever it was before."""

_of_the_reader = and_(
    deliveries.c.issue_id == bindparam("issue"),
    deliveries.c.chat_id == bindparam("chat"),
    deliveries.c.thread_id == bindparam("thread"),
)
_upto = select(issues.c.upto_id).where(issues.c.id == bindparam("issue")).scalar_subquery()
_composed_at = select(issues.c.composed_at).where(issues.c.id == bindparam("issue")).scalar_subquery()
_unconfirmed = select(deliveries.c.id).where(_of_the_reader, deliveries.c.state != SENT).exists()

COVER = (
    update(subscribers)
    .where(
        subscribers.c.chat_id == bindparam("chat"),
        subscribers.c.thread_id == bindparam("thread"),
        subscribers.c.cursor <= _upto,
        ~_unconfirmed,
    )
    .values(cursor=_upto, last_digest_at=_composed_at)
)
"""Moves the reader's cursor to where the issue reaches, if every part of it was confirmed."""

RELEASE = (
    update(deliveries)
    .where(_of_the_reader, deliveries.c.part == bindparam("following"), is_pending)
    .values(not_before=bindparam("ready"))
)
"""Lets the next part of the reader's issue go out from `ready` on."""
