"""No entry is lost: every rule, fact-check and channel that was recorded is in the data, and the counts say why."""

from pathlib import Path

import pytest
import yaml

from hooks.content import Library

KNOWN: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("known_ids.yaml").read_text("utf-8"))

#: 395 recorded provisions (266 of laws and interpretations, 83 of rules, 46 later ones), of which twelve of the later
#: ones correct an earlier one and are merged into it: the earlier id stays.
RULES = 395 - 12
#: One page for each claim that was collected; none left out.
CLAIMS = 111
#: 33 recorded channels; one correction is merged into `mediation`, the hours of 12378 into 12378; 12356 came on top.
CHANNELS = 33 - 1 - 1 + 1


def data(library: Library) -> dict[str, set[str]]:
    """The ids of the data by the scheme that refers to them."""
    return {"law": set(library.rules), "claim": set(library.claims), "channel": set(library.channels)}


@pytest.mark.parametrize("scheme", ["law", "claim", "channel"])
def test_no_entry_is_lost(scheme: str, real: Library) -> None:
    """An id that was there is there: the message names each one that is missing."""
    assert [] == sorted(set(KNOWN[scheme]) - data(real)[scheme])


@pytest.mark.parametrize("scheme", ["law", "claim", "channel"])
def test_a_new_entry_is_written_down(scheme: str, real: Library) -> None:
    """From then on it cannot get lost either: add its id to known_ids.yaml."""
    assert [] == sorted(data(real)[scheme] - set(KNOWN[scheme]))


def test_the_first_edition_held_all_that_was_recorded() -> None:
    """The counts of what was recorded, less what was merged, are the least that the list of ids holds."""
    for scheme, count in (("law", RULES), ("claim", CLAIMS), ("channel", CHANNELS)):
        assert len(KNOWN[scheme]) >= count, scheme
        assert len(set(KNOWN[scheme])) == len(KNOWN[scheme]), scheme
