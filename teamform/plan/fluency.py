"""Translators: people who are fluent in more than one discipline."""

from __future__ import annotations

import numpy as np
import pandas as pd

from teamform.plan.plan import Flags, Plan

WORKING, AWARENESS = 2, 1


def fluent(plan: Plan, a: str, b: str) -> Flags:
    """Who is fluent in both disciplines: at working level, or, for those marked as translators, at awareness level."""
    places = plan.abilities.get_indexer(pd.Index([a, b]))
    if (places < 0).any():
        return np.zeros(len(plan.people), bool)
    least = np.where(_marked(plan), AWARENESS, WORKING)
    return np.asarray((plan.levels[:, places] >= least[:, None]).all(axis=1))


def translators(plan: Plan) -> Flags:
    """Who is at working level or above in two or more disciplines, or marked as a translator."""
    disciplines = np.isin(plan.abilities.to_numpy(str), plan.disciplines["discipline"].to_numpy(str))
    return np.asarray(((plan.levels[:, disciplines] >= WORKING).sum(axis=1) >= 2) | _marked(plan))


def _marked(plan: Plan) -> Flags:
    return plan.people["translator"].fillna(False).to_numpy(bool)
