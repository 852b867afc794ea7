"""What makes mission teams different, added to a family's tables: steps, modes, links, partners, ways to contribute.

No team has all of it. What a team must keep is given only to teams that enough eligible people could join; a plan of
sixty people may be impossible all the same. Everything is drawn after the family's own facts, which stay as they are.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.mission_teams import about_teams
from teamform.plan.defaults import WHOLE_PLAN
from teamform.plan.lists import APPETITES, INSTRUMENTS
from teamform.plan.usual import usual

UNDERUSED = ("BEH", "UR", "SD", "PRO", "ENG")
LONG_TERM = ("EVA", "CGF", "ENG")
"""Disciplines whose seats are for the long term."""
CLOSENESS = {"central": "national", "ALB": "national", "devolved": "regional", "local": "local", "health": "local",
             "business": "regional", "third": "community", "academia": "regional", "police/justice": "local",
             "union": "community", "citizen": "citizen"}  # fmt: skip
WAYS = {"POL": "core", "DEL": "core", "PRO": "embedded", "UR": "embedded", "BEH": "pulse", "LEG": "advise",
        "ENG": "pulse", "LEX": "panel"}  # fmt: skip
"""How disciplines contribute."""
NEW = ("ENG", "LEX")
"""Disciplines that the families themselves don't have."""
CITIZENS = "CITIZENS"

Tables = dict[str, pd.DataFrame]


def with_missions(made: Tables, seed: int) -> Tables:
    """A family's tables with everything that mission teams have."""
    rng = np.random.default_rng([seed, len(made["People"]), 2])
    periods = made["Periods"]["period"].to_numpy() if "Periods" in made else np.array([WHOLE_PLAN])
    made = dict(made)
    made["Organisations"] = _organisations(rng, made["Organisations"])
    made["Missions"] = _missions(rng, made)
    made["Teams"] = made["Teams"].assign(mission=rng.choice(made["Missions"]["mission"], len(made["Teams"])))
    made["People"], made["PersonSkills"] = _people(rng, made)
    made["Disciplines"] = _disciplines(made["Disciplines"])
    made["ContributionModes"] = _bursts()
    made["FirstSteps"], made["Demand"] = _steps(rng, made, periods)
    made["Demand"] = _seats(rng, made)
    made["ReleaseCaps"] = _caps(rng, made)
    made["Budgets"] = _budgets(rng, made, len(periods))
    made["Preferences"] = _preferences(rng, made)
    made["Lessons"] = pd.DataFrame({"lesson": ["1", "2"], "discipline": ["BEH", "UR"],
                                    "rule_to_try": ["BEH>=0.2", "UR>=0.4"]})  # fmt: skip
    return about_teams(rng, made, periods)


def _organisations(rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """Where organisations stand, and one for citizens."""
    citizens = pd.DataFrame({"organisation": [CITIZENS], "sector": ["citizen"]})
    table = pd.concat([table, citizens], ignore_index=True)
    places = np.array(["London", "Leeds", "Cardiff", "Glasgow", "Bristol", "Darlington"])
    return table.assign(closeness=table["sector"].map(CLOSENESS), place=rng.choice(places, len(table)))


def _missions(rng: np.random.Generator, made: Tables) -> pd.DataFrame:
    """Six teams a mission; any organisation may lead one."""
    count = max(2, len(made["Teams"]) // 6)
    share = rng.choice([500, 1000, 1500], count)
    return pd.DataFrame({
        "mission": [f"Mission {i + 1}" for i in range(count)],
        "min_long_term_share": pd.array(np.where(rng.random(count) < 0.6, share, 0), "Int64"),
        "risk_appetite": rng.choice(list(APPETITES), count),
        "lead_organisation": rng.choice(made["Organisations"]["organisation"].iloc[:-1], count),
        "sro_name": "an owner",
        "ready_to_staff": rng.random(count) < 0.95,
    })  # fmt: skip


def _people(rng: np.random.Generator, made: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Translators, partners and dates; then citizens, who come for a few hours."""
    people = made["People"]
    n = len(people)
    central = people["organisation"].map(made["Organisations"].set_index("organisation")["sector"]) == "central"

    def some(share: float, among: np.ndarray | None = None) -> np.ndarray:
        return (rng.random(n) < share) & (True if among is None else among)

    inside = central.to_numpy(bool)
    people = people.assign(
        directorate=people["organisation"] + "-" + pd.Series(rng.choice(["A", "B", "C"], n), people.index),
        translator=some(0.06),
        engagement=np.where(some(0.08, ~inside), "adviser", np.where(some(0.1, ~inside), "co-lead", "")),
        critical_function=some(0.01, inside),
        consent=np.where(some(0.01), "declined", "agreed"),
        max_missions=pd.array(np.where(some(0.1), 1, 2), "Int64"),
    )
    if "Periods" in made:
        begin, end = made["Periods"]["start"].to_numpy(), made["Periods"]["end"].to_numpy()
        never = np.datetime64("NaT")
        people = people.assign(
            available_from=np.where(some(0.04), begin[len(begin) // 2], never),
            available_to=np.where(some(0.04), end[(len(end) - 1) // 2], never),
            no_move_before=np.where(some(0.02, inside), begin[-1], never),
            clearance_pending=np.where(some(0.03, people["clearance"].isin(["none", "BPSS"]).to_numpy()), "SC", ""),
            clearance_expected=begin[len(begin) // 2],
        )
        people["clearance_expected"] = people["clearance_expected"].where(people["clearance_pending"] != "")
    able = np.flatnonzero(rng.random(n) < np.where(inside, 0.03, 0.15))
    engaging = pd.DataFrame({"person_id": people["person_id"].to_numpy()[able], "discipline": "ENG",
                             "level": rng.choice([2, 3], len(able))})  # fmt: skip
    citizens = _citizens(rng, max(4, n // 200))
    skills = pd.concat([made["PersonSkills"], engaging], ignore_index=True)
    return pd.concat([people, citizens], ignore_index=True), skills


def _citizens(rng: np.random.Generator, count: int) -> pd.DataFrame:
    return pd.DataFrame({
        "person_id": [f"C{i:05d}" for i in range(count)],
        "organisation": CITIZENS, "primary_discipline": "LEX", "level": 2, "grade": "", "location": "Leeds",
        "contract_fte": 30, "available_fte": rng.choice([10, 20, 30], count), "work_pattern": "hybrid",
        "clearance": "BPSS", "consent": "agreed", "engagement": "panel", "employment_type": "citizen_panel",
        "max_missions": pd.array(np.full(count, 4), "Int64"),
    })  # fmt: skip


def _disciplines(table: pd.DataFrame) -> pd.DataFrame:
    """How disciplines contribute; scarce ones of which more is heard when a shortage is shared."""
    new = pd.DataFrame({"discipline": NEW, "min_chunk": 10, "max_teams": 4})
    table = pd.concat([table, new], ignore_index=True)
    code = table["discipline"]
    return table.assign(
        underused=code.isin(UNDERUSED), contribution_mode=code.map(WAYS).fillna(""), dial=1 + code.isin(["BEH", "UR"])
    )


def _bursts() -> pd.DataFrame:
    """The usual ways to contribute; who comes in bursts stays for two quarters at most."""
    modes = usual("ContributionModes")
    return modes.assign(max_periods=modes["max_periods"].mask(modes["contribution_mode"] == "pulse", 2))


def _steps(rng: np.random.Generator, made: Tables, periods: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A first step a team, and for most of those that run for long enough the step that follows it."""
    demand = made["Demand"].reset_index(drop=True)
    order = pd.Index(periods)
    start, end = (
        (order.get_indexer(demand[edge]) if edge in demand else np.full(len(demand), at))
        for edge, at in (("start", 0), ("end", len(periods) - 1))
    )
    ids = made["Teams"]["team_id"]
    team = pd.Index(ids).get_indexer(demand["team_id"])
    first, last = np.full(len(ids), len(periods)), np.full(len(ids), -1)
    np.minimum.at(first, team, start)
    np.maximum.at(last, team, end)
    second = (last > first) & (rng.random(len(ids)) < 0.7)
    turn = np.where(second, (first + last + 1) // 2, last + 1)
    names = np.array([[f"{each}-FS1", f"{each}-FS2"] for each in ids])
    pieces = []
    for step, begin, stop in ((0, start, np.minimum(end, turn[team] - 1)), (1, np.maximum(start, turn[team]), end)):
        there = np.flatnonzero(begin <= stop)
        pieces.append(demand.iloc[there].assign(
            first_step=names[team[there], step], start=periods[begin[there]], end=periods[stop[there]]
        ))  # fmt: skip
    demand = pd.concat(pieces, ignore_index=True)
    if "Periods" not in made:
        demand = demand.drop(columns=["start", "end"])
    return _about_steps(rng, made, names, second, demand), demand


def _about_steps(
    rng: np.random.Generator, made: Tables, names: np.ndarray, second: np.ndarray, demand: pd.DataFrame
) -> pd.DataFrame:
    team, step = np.nonzero(np.stack([np.ones(len(second), bool), second], axis=1))
    n = len(team)
    thread = second[team] & (step == 0)
    seats = demand.groupby("first_step").size().reindex(names[:, 0]).fillna(0).to_numpy(np.int64)[team]
    table = pd.DataFrame({
        "first_step": names[team, step],
        "team_id": made["Teams"]["team_id"].to_numpy()[team],
        "title": "A step that people can see",
        "instrument": rng.choice(INSTRUMENTS, n),
        "symbolises": "Help that stays",
        "builds_towards": np.where(rng.random(n) < 0.9, "What the mission is for", ""),
        "next_step": np.where(thread, names[team, 1], ""),
        "keep_people": pd.array(np.where(seats >= 4, 2, 1), "Int64"),
        "publicly_committed": rng.random(n) < 0.25,
        "kind": np.where((step == 0) & (rng.random(n) < 0.2), "test", "deliver"),
    })  # fmt: skip
    tests = (table["kind"] == "test").to_numpy()
    told = tests & (rng.random(n) < 0.8)
    return table.assign(
        hypothesis=np.where(tests, "A call beats a letter", ""),
        stop_rule=np.where(told, "Fewer than 50 replies in four weeks", ""),
        decide_by=np.where(told, np.datetime64("2026-06-30", "s"), np.datetime64("NaT", "s")),
    )


def _seats(rng: np.random.Generator, made: Tables) -> pd.DataFrame:
    """Seats that are called off, stretched, shared by few, bound to a place; panels of citizens; other shapes."""
    demand, teams = made["Demand"], made["Teams"].set_index("team_id")
    n, code = len(demand), demand["discipline"]
    kind = np.where((code == "LEG") & (rng.random(n) < 0.5), "available_to", "in_team")
    kind = np.where((code == "BEH") & (rng.random(n) < 0.15), "hub", kind)
    kind = np.where((kind == "in_team") & (demand["min_level"] >= 3) & (rng.random(n) < 0.15), "stretch", kind)
    way = np.where((code == "BEH") & (rng.random(n) < 0.3), "pulse", "")
    way = np.where((code == "LEG") & (kind == "available_to"), "advise", way)
    way = np.where((code == "UR") & (rng.random(n) < 0.15), "embedded", way)
    plain = (demand.groupby("team_id")["discipline"].transform("size") >= 4) & (kind == "in_team")
    most = -(-demand["fte_required"] // 100) + 1
    demand = demand.assign(
        seat_kind=kind,
        contribution_mode=way,
        horizon=np.where(code.isin(LONG_TERM), "long_term", "first_step"),
        max_people=pd.array(most, "Int64"),
        fte_desired=demand["fte_required"] + np.where(rng.random(n) < 0.08, 50, 0),
        min_grade=np.where(plain & (rng.random(n) < 0.03), "HEO", ""),
        location=np.where(plain & (rng.random(n) < 0.03), demand["team_id"].map(teams["place"]), ""),
        sourcing=np.where(plain & (rng.random(n) < 0.02), "outside", "either"),
        sector=np.where(plain & (rng.random(n) < 0.01), "local", ""),
        shape_group="",
    )  # fmt: skip
    demand["max_people"] = demand["max_people"].where(rng.random(n) < 0.15)
    return pd.concat([_shaped(rng, demand), _panels(rng, demand, len(teams))], ignore_index=True)


def _shaped(rng: np.random.Generator, demand: pd.DataFrame) -> pd.DataFrame:
    """One seat in forty has another shape: more people of a lower level."""
    some = np.flatnonzero((demand["min_level"] > 1) & (rng.random(len(demand)) < 0.025))
    demand = demand.copy()
    demand.iloc[some, demand.columns.get_loc("shape_group")] = [f"shape {i}" for i in range(len(some))]
    other = demand.iloc[some]
    more = other["fte_required"] // 20 * 30
    return pd.concat([demand, other.assign(min_level=other["min_level"] - 1, fte_required=more, fte_desired=more)],
                     ignore_index=True)  # fmt: skip


def _panels(rng: np.random.Generator, demand: pd.DataFrame, teams: int) -> pd.DataFrame:
    """One team in eight asks citizens, from whom it needs little."""
    first = demand.drop_duplicates("team_id")
    some = first[rng.random(len(first)) < 0.125]
    return some.assign(discipline="LEX", fte_required=20, fte_desired=20, min_level=1, clearance="none",
                       horizon="long_term", seat_kind="available_to", contribution_mode="panel", max_people=pd.NA,
                       min_grade="", location="",
                       sourcing="either", sector="", shape_group="")  # fmt: skip


def _caps(rng: np.random.Generator, made: Tables) -> pd.DataFrame:
    """Half of the departments let go less of one discipline, or of one directorate; some caps end, some are soft."""
    sector = made["Organisations"].set_index("organisation")["sector"]
    some = sector.index[(sector == "central") & (rng.random(len(sector)) < 0.5)].to_numpy()
    offered = made["People"].groupby("organisation")["available_fte"].sum().reindex(some).fillna(0).to_numpy()
    part = rng.random(len(some)) < 0.5
    expires = made["Periods"]["end"].iloc[(len(made["Periods"]) - 1) // 2] if "Periods" in made else pd.NaT
    return pd.DataFrame({
        "organisation": some,
        "directorate": np.where(part, some + "-A", ""),
        "discipline": np.where(part, "", rng.choice(["POL", "DEL", "DAT"], len(some))),
        "release_cap_fte": np.maximum(100, offered * np.where(part, 0.1, 0.08) // 10 * 10).astype(np.int64),
        "hard": rng.random(len(some)) < 0.7,
        "expires": pd.Series(expires, range(len(some))).where(rng.random(len(some)) < 0.3).astype("datetime64[s]"),
    })  # fmt: skip


def _budgets(rng: np.random.Generator, made: Tables, periods: int) -> pd.DataFrame:
    """One mission in three has a budget of about what its demand costs."""
    some = made["Missions"]["mission"][rng.random(len(made["Missions"])) < 0.35]
    mission = made["Demand"]["team_id"].map(made["Teams"].set_index("team_id")["mission"])
    asked = made["Demand"].groupby(mission)["fte_required"].sum().reindex(some).fillna(0)
    years = 1.0 if periods == 1 else 0.25 * periods * 0.7
    pounds = asked.to_numpy() / 100 * years * 60_000 * rng.uniform(0.8, 1.2, len(some))
    return pd.DataFrame({"mission": some.to_numpy(), "budget_gbp": pounds.astype(np.int64),
                         "hard": rng.random(len(some)) < 0.5})  # fmt: skip


def _preferences(rng: np.random.Generator, made: Tables) -> pd.DataFrame:
    """One person in three says of a team how much they would like to work on it."""
    people = made["People"]["person_id"][rng.random(len(made["People"])) < 0.33].to_numpy()
    return pd.DataFrame({"person_id": people, "team_id": rng.choice(made["Teams"]["team_id"], len(people)),
                         "interest": rng.choice([-2, -1, 1, 2], len(people), p=[0.1, 0.15, 0.4, 0.35])})  # fmt: skip
