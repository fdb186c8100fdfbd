"""Every parser of what comes from outside, for a moment: torn, spliced and scrambled inputs break none."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzzing.targets import TARGETS

HEAVY = {"pdf", "docx", "html", "page", "releases", "zip", "backup", "toml", "environment", "feed"}
CHANGES = st.lists(st.tuples(st.integers(0, 2**16), st.binary(max_size=12)), max_size=8)


@pytest.mark.parametrize("name", TARGETS)
def test_what_leads_into_a_parser_comes_out_of_it(name: str) -> None:
    for seed in TARGETS[name].seeds:
        TARGETS[name].run(seed)
        TARGETS[name].run(seed[: len(seed) // 2])
    TARGETS[name].run(b"")


@pytest.mark.parametrize("name", sorted(set(TARGETS) - HEAVY))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(pick=st.integers(0, 10), changes=CHANGES, length=st.integers(0, 2**12), noise=st.binary(max_size=40))
def test_torn_and_scrambled_inputs_break_none(
    name: str, pick: int, changes: list[tuple[int, bytes]], length: int, noise: bytes
) -> None:
    """The heavy ones have tests of their own (tests/sources/test_fuzz.py) and the command."""
    seeds = TARGETS[name].seeds
    data = bytearray(seeds[pick % len(seeds)])
    for place, change in changes:
        start = place % (len(data) + 1)
        data[start : start + len(change)] = change
    TARGETS[name].run(bytes(data[:length]) + noise)
