"""What the bench says of a run: ratios of work, figures beside their budgets; names of parts."""

import pytest

from tests.bench import __main__ as bench
from tests.bench.data import cost
from tests.bench.run import Time, against, ratio, timed


def test_the_cost_is_a_ratio_of_work() -> None:
    """Seconds on the clock depend on what else the machine does; the ratio goes by the seconds of work."""
    line = cost(Time(wall=30.0, cpu=9.0), Time(wall=2.0, cpu=6.0))
    assert "整站构建是去掉它们以后的 1.50 倍" in line
    assert "2.00 秒（CPU 6.00 秒）" in line


def test_a_figure_says_whether_it_keeps_to_its_budget() -> None:
    """A byte over is over; a ratio is said beside its goal."""
    assert "14000 字节（预算 14000，合格）" == against(14_000, 14_000)
    assert "14001 字节（预算 14000，超出）" == against(14_001, 14_000)
    assert "0.05 倍（目标 ≤ 0.05，合格）" == ratio(5, 100, 0.05)
    assert "0.06 倍（目标 ≤ 0.05，超出）" == ratio(6, 100, 0.05)


def test_a_run_is_measured_by_its_own_usage() -> None:
    """Work and memory of the process that ran, not of all that ran before."""
    took = timed(["this"])
    assert 0 < took.cpu
    assert 1 < took.memory < 1024


def test_a_run_that_fails_ends_with_what_it_said() -> None:
    """A broken build is not a fast build."""
    with pytest.raises(SystemExit, match="No module named"):
        timed(["no_such_module"])


def test_every_part_has_a_title_and_can_be_asked_for() -> None:
    """Titles and parts agree; an unknown name is refused with the list."""
    assert {*bench.PARTS, *bench.BUILDING} == set(bench.TITLES)


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names what can be written instead."""
    assert 2 == bench.main(["page"])
    assert "没有这一部分：page。能写的有：data、" in capsys.readouterr().err
