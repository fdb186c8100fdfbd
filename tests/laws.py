"""How many examples a law is held against: enough for a change in `make test`, more in `make test-slow`."""

from hypothesis import settings

LONG = 2
"""How many times as many, with `--hypothesis-profile long`."""


def examples(number: int) -> int:
    """For `@settings(max_examples=...)`, where an example takes so long that a hundred are too many."""
    return number * (LONG if settings.get_current_profile_name() == "long" else 1)
