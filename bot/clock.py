"""The only reader of the machine's clock."""

from datetime import UTC, datetime


class SystemClock:
    """The present, as the machine tells it."""

    def now(self) -> datetime:
        """Aware, UTC."""
        return datetime.now(UTC)
