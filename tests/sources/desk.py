"""A desk that keeps what is laid on it."""

from dataclasses import dataclass, field

from news.models import Draft


@dataclass
class Desk:
    offered: list[tuple[Draft, str, int]] = field(default_factory=list)

    async def offer(self, draft: Draft, source: str, mark: int) -> None:
        self.offered.append((draft, source, mark))
