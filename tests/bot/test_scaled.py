"""The short form of `tests.bot.scaled`, and how it counts."""

import tempfile
from pathlib import Path

import pytest

from tests.bot.scaled import prove
from tests.bot.verdict import Blow, Report, count_arrivals

ONE, TWO = frozenset({"Xabar000"}), frozenset({"Xabar001"})


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_several_processes_lose_nothing_whichever_dies() -> None:
    """Killed, frozen, cut off, the database crashed, all in the time of one lease."""
    # A short path: the address of a socket has at most 107 characters.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        report = await prove(300, seed=1, pace=12, folder=Path(folder), brief=True)
    assert report.faults() == [], report


def test_what_was_lost_came_twice_or_out_of_order_is_counted() -> None:
    report = Report(readers=5, blows=[Blow("frozen", 10.0, 0), Blow("killed", 20.0, 0)])
    count_arrivals(
        report,
        [ONE, TWO],
        {
            1: [(9.0, ONE), (9.5, TWO)],
            2: [(10.0, ONE), (11.0, TWO), (21.0, ONE)],
            3: [(12.0, TWO), (13.0, ONE)],
            4: [(19.0, ONE), (19.5, ONE)],
        },
    )
    assert (report.arrived, report.lost, report.repeats, report.disordered) == (9, 3, 2, 1)
    assert [blow.repeats for blow in report.blows] == [1, 1]
    assert (report.seconds, report.gap) == (12.0, 6.0)


def test_repeats_beyond_what_was_on_its_way_are_a_fault() -> None:
    report = Report(readers=1, repeats=2, resent=2, blows=[Blow("killed", 1.0, 0, on_their_way=1)])
    assert report.faults() == ["1 messages came twice beyond the bound of 1"]
    assert "does not hold" in str(report)
    report.blows[0].on_their_way = 2
    assert report.faults() == []
