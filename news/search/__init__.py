"""Questions about the releases: read, answered, and the answers ranked."""

from news.search.engine import Search
from news.search.question import parse

__all__ = ["Search", "parse"]
