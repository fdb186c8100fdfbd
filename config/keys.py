"""A client of `POST /releases` and its key, as PUSH_KEYS and the lines of PUSH_KEYS_FILE name them."""

from base64 import b64decode

__all__ = ["client"]

BYTES = 24
"""The shortest key, as Standard Webhooks asks."""


def client(pair: str, number: int) -> tuple[str, bytes]:
    """Name and key of `client=key`, the `number`-th that is told. Raises ValueError, never with a key in
    it."""
    name, _, key = pair.partition("=")
    try:
        decoded = b64decode(key.strip().removeprefix("whsec_"), validate=True)
    except ValueError:
        decoded = b""
    if not name.strip() or len(decoded) < BYTES:
        raise ValueError(
            f"PUSH_KEYS: number {number} must be client=key, the key base64 of at least {BYTES} bytes "
            "(openssl rand -base64 32 makes one)"
        )
    return name.strip(), decoded
