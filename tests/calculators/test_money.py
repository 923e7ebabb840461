from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import money


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12000", "12000"),
        ("12,000.50", "12000.50"),
        ("１２，０００．５０", "12000.50"),
        (" 1 200 元", "1200"),
        ("¥1.2万", "12000.0"),
        ("１万元", "10000"),
        ("0.5亿", "50000000.0"),
        ("1,2345", "12345"),
        ("-3", "-3"),
        ("88块", "88"),
    ],
)
def test_amounts_are_read_as_people_write_them(text, amount):
    """Full-width digits, separators, 万, 元 and spaces do not matter."""
    assert money.parse_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "要填数字"),
        ("一万", "要填数字"),
        ("3万5", "要填数字"),
        ("1e5", "要填数字"),
        ("1.2.3", "要填数字"),
        ("1,23", "逗号位置不对"),
        ("1.005", "最多精确到分"),
    ],
)
def test_an_unreadable_amount_is_refused(text, words):
    """What is ambiguous or finer than a fen is refused with the reason."""
    with pytest.raises(ValueError, match=words):
        money.parse_amount(text)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("24", "24"),
        ("24%", "24"),
        ("２４．５％", "24.5"),
        ("0.5‰", "0.05"),
        ("万分之5", "0.05"),
        ("1,200%", "1200"),
    ],
)
def test_rates_are_read_as_people_write_them(text, percent):
    """A bare number is a percentage; ‰ and 万分之 are understood."""
    assert money.parse_percent(text) == Decimal(percent)


@pytest.mark.parametrize(
    ("amount", "fen"),
    [
        (1.005, "1.01"),
        (2.675, "2.68"),
        (0.125, "0.13"),
        (-1.005, "-1.01"),
        (0.004999, "0.00"),
        (99999999.995, "100000000.00"),
        (100000000000.0, "100000000000.00"),
        (999999999999.99, "999999999999.99"),
    ],
)
def test_ties_round_up_however_floats_store_them(amount, fen):
    """Rounding is half up in decimal, also where the float lies a hair below the tie."""
    assert money.fen(amount) == Decimal(fen)


def test_what_has_no_size_is_refused():
    """Infinity and not-a-number never become an amount."""
    for endless in (float("inf"), float("nan")):
        with pytest.raises(ValueError, match="大到无法计算"):
            money.fen(endless)


@given(st.decimals(min_value=0, max_value=10**8, places=2, allow_nan=False))
def test_reading_what_was_printed_gives_it_back(amount):
    """parse(print(x)) = x for every amount."""
    assert money.parse_amount(money.show_amount(amount)) == amount


@given(st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False))
def test_reading_a_printed_rate_gives_it_back(percent):
    """parse(print(x)) = x for every rate with two decimals."""
    assert money.parse_percent(money.show_percent(float(percent) / 100)) == percent
