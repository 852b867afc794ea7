"""The charter of a team prints on one sheet."""

from __future__ import annotations

import re

import pytest

from teamform.report.charter import charter
from tests.facts import QUARTERS, allocation, person, plan, seat


@pytest.mark.browser
def test_it_prints_on_one_page_of_a4(browser):
    """F17: fourteen people on the largest team fit one sheet."""
    people = [person(f"P{n:03}", "POL", 1.0, display_name=f"Somebody With-A-Long-Name {n}") for n in range(14)]
    facts = plan(people=people, demand=[seat("T1", "POL", 14)], periods=QUARTERS)
    page = browser.new_page()
    page.set_content(charter(facts, allocation(facts, *((f"P{n:03}", "T1/POL", 1.0) for n in range(14))), "T1"))
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4"))) == 1
    page.close()
