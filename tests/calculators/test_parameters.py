from datetime import date, time
from decimal import Decimal

import pytest

from calculators import parameters
from calculators.dated import NotCovered

GOOD = """id: sample
title: 样例
unit: percent_per_year
display: "{value}%"
scope: 只用于测试
basis: [civil-code-670]
open: true
confirmed: 2020-03-01
review_days: 40
values:
  - {from: 2020-01-20, value: 4.50, source: 甲}
  - {from: 2020-02-20, value: 5, source: 乙}
"""


def problems_of(tmp_path, text, name="sample.yaml"):
    """Write one parameter file and give the problems of the folder."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    return parameters.collect(tmp_path)[1]


def test_a_parameter_answers_by_day(tmp_path):
    """A parameter gives the number of a day and prints it without trailing zeros."""
    assert problems_of(tmp_path, GOOD) == []
    sample = parameters.load(tmp_path)["sample"]
    assert sample.number_at(date(2020, 1, 31)) == Decimal("4.5")
    assert sample.shown(sample.last_number()) == "5%"
    assert sample.shown(Decimal("4.50")) == "4.5%"
    with pytest.raises(NotCovered):
        sample.number_at(date(2020, 3, 2))


def test_a_clock_time_is_read_as_one(tmp_path):
    """``22:00`` is a time of day when the unit is clock, and no number."""
    text = (
        GOOD.replace("percent_per_year", "clock").replace("4.50", "22:00").replace("value: 5", "value: 08:30")
    )
    assert problems_of(tmp_path, text) == []
    sample = parameters.load(tmp_path)["sample"]
    assert sample.at(date(2020, 1, 20)) == time(22, 0)
    assert sample.shown(time(8, 30)) == "08:30%"
    with pytest.raises(TypeError):
        sample.last_number()


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("2020-02-20", "2020-01-20", 12, "日期要一条比一条晚"),
        ("confirmed: 2020-03-01\n", "", 7, "要写 confirmed"),
        ("2020-03-01", "2020-02-01", 8, "confirmed 早于最后一条数据"),
        ("open: true\n", "", 7, "只用于 open: true"),
        ("{value}%", "%", 4, "要有 {value}"),
        ("value: 5", "value: 22:00", 12, "value 应是数字"),
        ("value: 5", "value: '5'", 12, "应是数字（不加引号）"),
        ("2020-01-20,", "2020-01-20, until: 2020-02-19,", 11, "until 只能写在最后一条"),
        ("2020-02-20,", "2020-02-20, until: 2020-02-25,", 12, "不能写 until"),
        ("percent_per_year", "percent_per_yaer", 3, "percent_per_year"),
    ],
)
def test_a_mistake_in_a_parameter_lands_on_its_line(tmp_path, old, new, line, words):
    """Each kind of mistake in a parameter file is found where it stands."""
    problems = problems_of(tmp_path, GOOD.replace(old, new))
    assert [problem.line for problem in problems] == [line]
    assert words in problems[0].message + problems[0].hint


def test_an_end_before_the_beginning_is_refused(tmp_path):
    """A closed series cannot end before its last value begins."""
    closed = GOOD.replace("open: true\nconfirmed: 2020-03-01\nreview_days: 40\n", "")
    assert problems_of(tmp_path, closed.replace("2020-02-20,", "2020-02-20, until: 2020-02-25,")) == []
    problems = problems_of(tmp_path, closed.replace("2020-02-20,", "2020-02-20, until: 2020-02-19,"))
    assert "until 早于 from" in problems[0].message


def test_the_id_is_the_name_of_the_file(tmp_path):
    """A file whose id is not its name is refused; all files are reported together."""
    (tmp_path / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    problems = problems_of(tmp_path, GOOD, "other.yaml")
    assert {problem.rule for problem in problems} == {"missing-key", "parameter-id"}
    with pytest.raises(ValueError, match="两者要一样"):
        parameters.load(tmp_path)


def test_an_unknown_parameter_names_its_neighbour():
    """Asking for a parameter that does not exist suggests the nearest id."""
    with pytest.raises(KeyError, match="lpr-1y"):
        parameters.load()["lpr-1"]


def test_the_lpr_is_complete_and_dated():
    """The one-year LPR holds every monthly publication since 2019-08-20 and says how far it is confirmed."""
    lpr = parameters.load()["lpr-1y"]
    assert len(lpr.values) == 86
    assert lpr.confirmed == date(2026, 9, 20)
    assert lpr.number_at(date(2020, 8, 20)) == Decimal("3.85")
    assert lpr.number_at(date(2025, 5, 19)) == Decimal("3.10")
    assert lpr.number_at(date(2025, 5, 20)) == Decimal("3.00")
