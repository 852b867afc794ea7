"""Seeded plans of realistic shape in five sizes, from an office of 60 people to a whole civil service.

``plan("M", seed=2)`` is a plan of 600 people and 40 teams; the same family and seed always give the same one.
Everything is drawn with numpy by whole columns, so a plan of 50,000 people takes a few seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from benchmarks.missions import with_missions
from teamform.plan.plan import Plan

DISCIPLINES = ("POL", "DEL", "DAT", "OPS", "EVA", "COM", "CGF", "LEG", "SD", "BEH", "UR", "PRO")
ASKED = np.array([0.9, 0.9, 0.7, 0.5, 0.5, 0.4, 0.3, 0.2, 0.35, 0.45, 0.5, 0.4])
"""How often a team asks for each discipline."""
PLENTY = np.array([24, 20, 14, 14, 7, 6, 8, 4, 3, 0, 0, 0], float)
"""How the people who aren't in a scarce discipline are spread."""
SCARCE = np.flatnonzero(PLENTY == 0)
SKILLS = tuple(f"skill-{name}" for name in (
    "bids", "facilitation", "forecasting", "grants", "law-making", "mapping", "modelling", "procurement",
    "trials", "writing",
))  # fmt: skip
SECTORS = ("ALB", "devolved", "local", "health", "business", "third", "academia", "police/justice", "union")
PLACES = ("London", "Leeds", "Cardiff", "Glasgow", "Bristol", "Darlington", "Belfast", "Manchester")
GRADES = ("AA/AO", "EO", "HEO", "SEO", "G7", "G6", "SCS1", "SCS2")
GRADE_SHARES = (0.10, 0.20, 0.24, 0.21, 0.16, 0.06, 0.025, 0.005)
CLEARANCES = ("none", "BPSS", "CTC", "SC", "DV")
SMALLEST = 20
"""Smallest allocation in hundredths of FTE."""


@dataclass(frozen=True)
class Family:
    """A size of plan."""

    people: int
    teams: int
    departments: int = 24
    outsiders: int = 12
    """Organisations outside central government."""


FAMILIES = {
    "S": Family(60, 8, departments=6, outsiders=4),
    "M": Family(600, 40),
    "L": Family(5_000, 150),
    "XL": Family(50_000, 500),
    "XXL": Family(500_000, 1_000),
}


def sized(people: int) -> Family:
    """A size between those of the families, or beyond: with more people there are more teams, but fewer for each."""
    known = sorted((size.people, size.teams) for size in FAMILIES.values())
    teams = np.exp(np.interp(np.log(people), *np.log(known).T))
    most_like = FAMILIES["S"] if people < 300 else FAMILIES["M"]
    return replace(most_like, people=people, teams=round(teams))


def plan(family: str | Family, seed: int = 1, periods: int = 1, current: bool = False, missions: bool = False) -> Plan:
    """A plan of a family or size; ``periods`` quarters long, with a current allocation, with all that missions have."""
    return Plan.build(tables(family, seed, periods, current, missions))


def tables(
    family: str | Family, seed: int = 1, periods: int = 1, current: bool = False, missions: bool = False
) -> dict[str, pd.DataFrame]:
    """The tables of a plan, in stored units, by name of sheet."""
    size = FAMILIES[family] if isinstance(family, str) else family
    rng = np.random.default_rng([seed, size.people])
    made = {"Organisations": _organisations(size)}
    people = _who(rng, size)
    made["Demand"], made["Teams"] = _demand(rng, size, people)
    made["People"], made["PersonSkills"] = _people(rng, made["Demand"], people)
    made["Demand"] = _possible(made["Demand"], made["People"], made["PersonSkills"], people["outside"].to_numpy(bool))
    made["Organisations"] = _release_caps(rng, made["Organisations"], made["People"])
    made["SkillNeeds"] = _skill_needs(rng, size)
    made["PairRules"] = _pairs(rng, made["People"])
    made["Disciplines"] = pd.DataFrame({"discipline": DISCIPLINES, "min_chunk": SMALLEST, "max_teams": 2})
    if periods > 1:
        made["Periods"] = _periods(periods)
        made["Demand"] = _spread(rng, made["Demand"], made["Periods"])
    if current:
        made["CurrentAllocation"] = _today(rng, made["People"], made["Demand"])
    return with_missions(made, seed) if missions else made


def _organisations(size: Family) -> pd.DataFrame:
    sectors = [SECTORS[i % len(SECTORS)] for i in range(size.outsiders)]
    return pd.DataFrame({
        "organisation": [f"D{i:02d}" for i in range(size.departments)] + [f"X{i:02d}" for i in range(size.outsiders)],
        "sector": ["central"] * size.departments + sectors,
    })  # fmt: skip


def _who(rng: np.random.Generator, size: Family) -> pd.DataFrame:
    """People with their organisation and FTE, before it is known which disciplines are scarce."""
    n = size.people
    weight = 1 / (1 + np.arange(size.departments)) ** 0.6
    department = rng.choice(size.departments, n, p=weight / weight.sum())
    outside = rng.random(n) < 0.15
    outside[: size.outsiders] = True
    home = np.where(outside, size.departments + np.arange(n) % size.outsiders, department)
    part_time = rng.random(n) < 0.2
    fte = np.where(part_time, rng.choice([50, 54, 60, 70, 75, 80, 81, 86, 90], n), 100)
    names = _organisations(size)["organisation"].to_numpy()
    return pd.DataFrame({
        "person_id": [f"P{i:06d}" for i in range(n)],
        "organisation": names[home],
        "outside": outside,
        "contract_fte": fte,
        "available_fte": fte,
    })  # fmt: skip


def _demand(rng: np.random.Generator, size: Family, people: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What each team asks for, within what the organisations are likely to release."""
    m = size.teams
    count = rng.integers(3, 8, m)
    order = np.argsort(-(np.log(ASKED) + rng.gumbel(size=(m, len(ASKED)))), axis=1)
    team, place = np.nonzero(np.arange(len(ASKED)) < count[:, None])
    discipline = order[team, place]
    natural = np.clip(rng.lognormal(0.5, 0.6, len(team)), 0.5, 4.0)
    releasable = float(people["available_fte"] @ np.where(people["outside"], 1.0, 0.35)) / 100
    fte = _scaled(natural, 0.7 * releasable)
    demand = pd.DataFrame({
        "team_id": _team_ids(team),
        "discipline": np.array(DISCIPLINES)[discipline],
        "fte_required": np.round(fte * 10).astype(np.int64) * 10,
        "min_level": rng.choice([1, 2, 3, 4], len(team), p=[0.15, 0.45, 0.33, 0.07]),
        "clearance": rng.choice(CLEARANCES, len(team), p=[0.5, 0.25, 0.05, 0.17, 0.03]),
    })  # fmt: skip
    whole = np.bincount(team, demand["fte_required"], minlength=m) / 100
    teams = pd.DataFrame({
        "team_id": _team_ids(np.arange(m)),
        "priority": rng.choice([1, 2, 3], m, p=[0.35, 0.4, 0.25]),
        "place": rng.choice(PLACES, m),
        "size_min": np.maximum(2, np.floor(0.5 * whole)).astype(np.int64),
        "size_max": (np.ceil(1.3 * whole) + 3).astype(np.int64),
        "min_outside_share": 1000,
        "max_one_org_share": 5000,
        "lead_min_grade": "G7",
    })  # fmt: skip
    return demand, teams


def _scaled(natural: np.ndarray, most: float) -> np.ndarray:
    """FTE of the seats between 0.5 and 4.0, made smaller together until they add up to ``most``."""
    factors = np.geomspace(1, 0.1, 200)
    totals = np.array([np.clip(natural * f, 0.5, 4.0).sum() for f in factors])
    fits = np.flatnonzero(totals <= most)
    return np.clip(natural * factors[fits[0] if len(fits) else -1], 0.5, 4.0)


def _people(rng: np.random.Generator, demand: pd.DataFrame, people: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What people are and can do; scarce disciplines have as many people as make 90–120 % of them be asked for."""
    n = len(people)
    code = pd.Index(DISCIPLINES).get_indexer(demand["discipline"])
    asked = np.bincount(code, demand["fte_required"], minlength=len(DISCIPLINES)) / people["available_fte"].mean()
    scarce = np.round(asked[SCARCE] / rng.uniform(0.9, 1.2, len(SCARCE))).astype(np.int64)
    steps = np.cumsum(PLENTY) / PLENTY.sum() * (n - scarce.sum())
    main = np.searchsorted(steps, np.arange(n) + 0.5)
    main[n - scarce.sum() :] = np.repeat(SCARCE, scarce)
    main = rng.permutation(main)
    level = rng.choice([1, 2, 3, 4], n, p=[0.08, 0.37, 0.40, 0.15])
    outside = people["outside"].to_numpy(bool)
    grade = np.where(outside, "", rng.choice(GRADES, n, p=GRADE_SHARES))
    expected = np.where(rng.random(n) < 0.02, "remote", "hybrid")
    made = people.drop(columns="outside").assign(
        primary_discipline=np.array(DISCIPLINES)[main],
        level=level,
        grade=grade,
        location=rng.choice(PLACES, n),
        work_pattern=expected,
        clearance=rng.choice(CLEARANCES, n, p=[0.08, 0.42, 0.1, 0.32, 0.08]),
        consent="asked",
    )
    return made, _abilities(rng, people["person_id"].to_numpy(), main, level)


def _abilities(rng: np.random.Generator, ids: np.ndarray, main: np.ndarray, level: np.ndarray) -> pd.DataFrame:
    """Up to two further disciplines at a lower level, and up to three skills."""
    n = len(ids)
    weight = ASKED / ASKED.sum()
    pieces = []
    for nth, chance in ((1, 0.8), (2, 0.5)):
        other = rng.choice(len(DISCIPLINES), n, p=weight)
        lower = np.maximum(level - nth - (rng.random(n) < 0.3), 0)
        has = (rng.random(n) < chance) & (other != main) & (lower > 0)
        pieces.append((np.flatnonzero(has), np.array(DISCIPLINES)[other[has]], lower[has]))
    for _ in range(3):
        has = rng.random(n) < 0.5
        pieces.append((np.flatnonzero(has), rng.choice(SKILLS, has.sum()),
                       rng.choice([1, 2, 3, 4], has.sum(), p=[0.2, 0.4, 0.3, 0.1])))  # fmt: skip
    person, ability, height = (np.concatenate(parts) for parts in zip(*pieces, strict=True))
    table = pd.DataFrame({"person_id": ids[person], "discipline": ability, "level": height})
    return table.drop_duplicates(["person_id", "discipline"], ignore_index=True)


def _possible(demand: pd.DataFrame, people: pd.DataFrame, skills: pd.DataFrame, outside: np.ndarray) -> pd.DataFrame:
    """The demand, where a team that too few outsiders or leads could join asks for no level or clearance.

    Every team must have a lead and somebody from outside, so without this a small plan may be impossible.
    """
    own = people[["person_id", "primary_discipline", "level"]].set_axis(["person_id", "discipline", "level"], axis=1)
    able = pd.concat([own, skills[skills["discipline"].isin(DISCIPLINES)]], ignore_index=True)
    person = pd.Index(people["person_id"]).get_indexer(pd.Index(able["person_id"]))
    held = pd.Index(CLEARANCES).get_indexer(pd.Index(people["clearance"]))[person]
    discipline = pd.Index(DISCIPLINES).get_indexer(pd.Index(able["discipline"]))
    place = np.ravel_multi_index((discipline, able["level"].to_numpy(np.int64), held), (len(DISCIPLINES), 5, 5))
    team = demand["team_id"].to_numpy()
    seat = (
        pd.Index(DISCIPLINES).get_indexer(pd.Index(demand["discipline"])),
        demand["min_level"].to_numpy(np.int64),
        pd.Index(CLEARANCES).get_indexer(pd.Index(demand["clearance"])),
    )
    lead = people["grade"].isin(["G7", "G6", "SCS1", "SCS2"]).to_numpy()
    rare = np.zeros(len(demand), bool)
    for needed in (outside, lead):
        some = np.bincount(place, needed[person], minlength=len(DISCIPLINES) * 25).reshape(-1, 5, 5)
        at_least = some[:, ::-1, ::-1].cumsum(1).cumsum(2)[:, ::-1, ::-1]
        rare |= pd.Series(at_least[seat]).groupby(team).transform("sum").to_numpy() < 5
    return demand.assign(
        min_level=demand["min_level"].where(~rare, 1), clearance=demand["clearance"].where(~rare, "none")
    )


def _release_caps(rng: np.random.Generator, organisations: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Departments let go 30–40 % of their FTE; the others all that is offered."""
    whole = people.groupby("organisation")["available_fte"].sum().reindex(organisations["organisation"]).fillna(0)
    cap = np.round(whole.to_numpy() * rng.uniform(0.3, 0.4, len(whole)) / 10) * 10
    central = (organisations["sector"] == "central").to_numpy()
    return organisations.assign(release_cap_fte=pd.array(np.where(central, cap, np.nan), "Float64").astype("Int64"))


def _skill_needs(rng: np.random.Generator, size: Family) -> pd.DataFrame:
    """Three skills a team."""
    order = np.argsort(rng.random((size.teams, len(SKILLS))), axis=1)[:, :3]
    return pd.DataFrame({
        "team_id": _team_ids(np.repeat(np.arange(size.teams), 3)),
        "skill": np.array(SKILLS)[order.ravel()],
        "min_level": rng.choice([2, 3], 3 * size.teams, p=[0.7, 0.3]),
        "min_people": rng.choice([1, 2], 3 * size.teams, p=[0.8, 0.2]),
        "hard": False,
    })  # fmt: skip


def _pairs(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """One person in fifty belongs to a pair that works only together, as many to one that never does."""
    each = max(2, len(people) // 100)
    drawn = people["person_id"].to_numpy()[rng.permutation(len(people))[: 4 * each]].reshape(4, each)
    return pd.DataFrame({
        "person_a": np.concatenate([drawn[0], drawn[2]]),
        "person_b": np.concatenate([drawn[1], drawn[3]]),
        "rule": ["together"] * each + ["apart"] * each,
    })  # fmt: skip


def _periods(count: int) -> pd.DataFrame:
    """Quarters of a financial year."""
    first = pd.date_range("2026-04-01", periods=count + 1, freq="3MS").as_unit("s")
    names = [f"{2026 + i // 4}-{27 + i // 4} Q{i % 4 + 1}" for i in range(count)]
    return pd.DataFrame({"period": names, "start": first[:-1], "end": first[1:] - pd.Timedelta(days=1)})


def _spread(rng: np.random.Generator, demand: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
    """Six teams in ten run throughout; half of a team's seats beyond its first four come later than the team."""
    code, _ = pd.factorize(demand["team_id"])
    n, last = code.max() + 1, len(periods) - 1
    whole = rng.random(n) < 0.6
    first, end = np.sort(rng.integers(0, last + 1, (2, n)), axis=0)
    first, end = np.where(whole, 0, first)[code], np.where(whole, last, end)[code]
    later = (demand.groupby("team_id").cumcount().to_numpy() >= 4) & (rng.random(len(demand)) < 0.5)
    names = periods["period"].to_numpy()
    return demand.assign(start=names[np.where(later, (first + end + 1) // 2, first)], end=names[end])


def _today(rng: np.random.Generator, people: pd.DataFrame, demand: pd.DataFrame) -> pd.DataFrame:
    """Where people work today: half of the seats are filled by people of the discipline, each on one team."""
    filled = demand[rng.random(len(demand)) < 0.5]
    shuffled = people.iloc[rng.permutation(len(people))]
    pieces = []
    for discipline, seats in filled.groupby("discipline"):
        mine = shuffled[shuffled["primary_discipline"] == discipline]
        count = np.ceil(seats["fte_required"].to_numpy() / 100).astype(np.int64)
        place = np.repeat(np.arange(len(seats)), count)[: len(mine)]
        each = seats["fte_required"].to_numpy()[place] // count[place] // 10 * 10
        here = mine.iloc[: len(place)]
        pieces.append(pd.DataFrame({
            "person_id": here["person_id"].to_numpy(),
            "team_id": seats["team_id"].to_numpy()[place],
            "discipline": discipline,
            "fte": np.minimum(each, here["available_fte"].to_numpy() // 10 * 10),
        }))  # fmt: skip
    return pd.concat(pieces, ignore_index=True)


def _team_ids(numbers: np.ndarray) -> np.ndarray:
    return np.array([f"T{i:04d}" for i in range(int(numbers.max()) + 1)])[numbers]
