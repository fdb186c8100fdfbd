"""By what something that came in is known again."""

from hashlib import blake2b

__all__ = ["mark"]


def mark(*told: str) -> int:
    """63 bits: the same for the same words in the same order, and for no others."""
    words = "\0".join(told).encode("utf-8", "replace")
    return int.from_bytes(blake2b(words, digest_size=8).digest()) >> 1
