"""What the bench says of the register and the cards."""

from tests.bench import Time, cost


def test_the_cost_is_a_ratio_of_work() -> None:
    """Seconds on the clock depend on what else the machine does; the ratio goes by the seconds of work."""
    line = cost(Time(wall=30.0, cpu=9.0), Time(wall=2.0, cpu=6.0))
    assert "整站构建是去掉它们以后的 1.50 倍" in line
    assert "2.00 秒（CPU 6.00 秒）" in line
