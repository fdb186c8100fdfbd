"""In whose order an update stands."""

from typing import Any

__all__ = ["whose"]


def whose(update: dict[str, Any]) -> int:
    """The chat in whose order the update stands, else the person, else 0."""
    for content in update.values():
        if not isinstance(content, dict):
            continue
        for place, name in ((content, "chat"), (content.get("message"), "chat"), (content, "from")):
            owner = place.get(name) if isinstance(place, dict) else None
            number = owner.get("id") if isinstance(owner, dict) else None
            if isinstance(number, int) and abs(number) < 2**63:
                return number
    return 0
