"""Who sent a request: HMAC-SHA256 over its id, its time and its body, as Standard Webhooks 1.0 has it.

Ready-made senders exist for most languages. Signed is `id.timestamp.body`; the header `webhook-signature`
holds one or more of `v1,<base64>` divided by spaces.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

__all__ = ["WINDOW", "Forged", "Signed", "sign", "verify"]

WINDOW = timedelta(minutes=5)
"""How far a request's time may be from ours, either way."""
LONGEST_ID = 200


class Forged(Exception):
    """The request is not one of a client's. `reason`: unsigned, bad-signature, stale."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Signed:
    client: str
    mark: bytes
    """32 bytes, the same for the very same request alone: by it a replay is known."""


def sign(key: bytes, identity: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    return "v1," + base64.b64encode(_digest(key, identity, str(timestamp), body)).decode()


def verify(keys: Mapping[str, bytes], headers: Mapping[str, str], body: bytes, now: datetime) -> Signed:
    """Whose key signed it. Every key and every signature is tried, none given up early. Raises `Forged`."""
    identity, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "").split()[:8]
    if not (0 < len(identity) <= LONGEST_ID and timestamp.isascii() and timestamp.isdigit() and given):
        raise Forged("unsigned")
    found: str | None = None
    digest = b""
    for client, key in keys.items():
        right = _digest(key, identity, timestamp, body)
        for signature in given:
            if hmac.compare_digest(b"v1," + base64.b64encode(right), signature.encode()):
                found, digest = client, right
    if found is None:
        raise Forged("bad-signature")
    if len(timestamp) > 12 or abs(datetime.fromtimestamp(int(timestamp), UTC) - now) > WINDOW:
        raise Forged("stale")
    return Signed(found, digest)


def _digest(key: bytes, identity: str, timestamp: str, body: bytes) -> bytes:
    signed = f"{identity}.{timestamp}.".encode("utf-8", "surrogatepass") + body
    return hmac.new(key, signed, hashlib.sha256).digest()
