"""What tests of first plans have in common."""

from __future__ import annotations

import pytest

from teamform.solve.construction import Construction


@pytest.fixture
def given(monkeypatch) -> list[float]:
    """The effort that each search of a team is given, as it begins."""
    efforts: list[float] = []
    searched = Construction._searched

    def listening(piece, aim, budget):
        efforts.append(budget.seconds)
        return searched(piece, aim, budget)

    monkeypatch.setattr(Construction, "_searched", staticmethod(listening))
    return efforts
