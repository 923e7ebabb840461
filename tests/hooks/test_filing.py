"""Filing numbers are printed where real ones are given, and nowhere else."""

import pytest

from hooks import filing
from hooks.view import Nav

#: Made up, in the form of real ones.
ICP, GONGAN = "京ICP备12345678号-1", "京公网安备 11010500000001号"


def test_without_numbers_nothing_is_printed() -> None:
    """Unset and empty alike: no invented number stands on any page."""
    assert () == filing.filings({})
    assert () == filing.filings({"ICP": "", "GONGAN": "  "})


def test_each_number_leads_to_the_register_where_it_can_be_looked_up() -> None:
    """The public register of the ministry, and that of the police with the number's code."""
    assert (
        Nav(ICP, "https://beian.miit.gov.cn/"),
        Nav(GONGAN, "https://beian.mps.gov.cn/#/query/webSearch?code=11010500000001"),
    ) == filing.filings({"ICP": ICP, "GONGAN": GONGAN})


@pytest.mark.parametrize(
    "environ",
    [
        {"ICP": "备案中"},
        {"ICP": "ICP备12345678号"},
        {"ICP": "京ICP备１２３４５６７８号"},
        {"ICP": f"{ICP}<script>"},
        {"GONGAN": "11010500000001"},
        {"GONGAN": "京公网安备号"},
    ],
)
def test_what_is_no_number_is_refused(environ: dict[str, str]) -> None:
    """The message names the setting, what stands there and what to do without one."""
    ((name, value),) = environ.items()
    with pytest.raises(ValueError, match=f"^{name} 要写完整的.*不要设$") as refused:
        filing.filings(environ)
    assert f"“{value}”" in str(refused.value)
