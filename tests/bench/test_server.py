"""What wrk says is read as it is meant."""

import pytest

from tests.bench.server import Load, need, read

SAID = """Running 10s test @ http://127.0.0.1:8080/
  Latency Distribution
     50%    1.20ms
     99%  980.00us
  10 requests in 10.00s, 1.00MB read
  Socket errors: connect 0, read 3, write 0, timeout 1
  Non-2xx or 3xx responses: 5
Requests/sec:  45678.90
"""


def test_the_figures_are_read() -> None:
    """Rate, the 99th percentile in milliseconds, and every kind of failure."""
    assert Load(45678.9, 0.98, 9) == read(SAID)


def test_a_text_without_figures_is_no_result() -> None:
    """A failed run is not taken for a fast one."""
    with pytest.raises(ValueError, match="看不懂"):
        read("unable to connect")


def test_what_a_day_needs_is_reckoned() -> None:
    """86,400 views a day are one a second: five at the peak, each of four requests."""
    line = need(86_400, 25_000, 4, 1.5)
    assert "流量 2 GB/天" in line
    assert "每秒 20 次请求、1 Mbit/s" in line
