"""Team charter: one page for a wall. What the team is for, who is on it and why each, what happens first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html import escape

import pandas as pd

from teamform.plan.plan import Plan
from teamform.report.leads import leads
from teamform.report.links import on_panels, panel_sessions
from teamform.report.sense import sense_making
from teamform.team.coverage import coverage

UNSAID = "Say what this step stands for."
STYLE = """@page{size:A4;margin:14mm}*{box-sizing:border-box}
body{font:11pt/1.32 Arial,Helvetica,sans-serif;color:#0b0c0c;max-width:182mm;margin:0 auto}
h1{font-size:20pt;margin:0 0 2mm}h2{font-size:12pt;margin:4mm 0 1mm;border-top:1px solid #b1b4b6;padding-top:2mm}
p{margin:0 0 1.5mm}ul{margin:0;padding-left:5mm}.star{font-size:13pt}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.8mm 3mm .8mm 0;border-bottom:1px solid #d9dcde;font-size:9.5pt}
small{color:#383f43}"""


def charter(plan: Plan, allocation: pd.DataFrame, team_id: str) -> str:
    """The charter of a team as an HTML page that prints on one sheet of A4."""
    row = plan.teams.set_index("team_id").loc[team_id]
    on = allocation[allocation["team_id"] == team_id]
    title = f"{team_id} {row['team']}" if row["team"] != team_id else team_id
    parts = [
        f"<h1>{escape(title)}</h1>", _goal(plan, str(row["mission"])),
        "<h2>First steps</h2>", *_steps(plan, team_id),
        "<h2>Who, and why each</h2>", _people(plan, on),
        "<h2>The first 30 days</h2>", _list(_first_days(plan, on, team_id)),
        "<h2>When we next learn</h2>", _list(_learning(plan, allocation, team_id)),
    ]  # fmt: skip
    body = "\n".join(parts)
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f"<style>{STYLE}</style></head><body>{body}</body></html>")  # fmt: skip


def _goal(plan: Plan, mission: str) -> str:
    missions = plan.sheets["Missions"].set_index("mission")
    star = str(missions["north_star"].get(mission, "")) or "Nobody has written down the goal of this mission."
    year, sro = missions["horizon_year"].get(mission, pd.NA), str(missions["sro_name"].get(mission, ""))
    by = "" if pd.isna(year) else f" by {year}"
    answers = f" {escape(sro)} answers for it." if sro else ""
    return f'<p class="star"><strong>{escape(star)}{by}.</strong></p><p>Mission: {escape(mission)}.{answers}</p>'


def _steps(plan: Plan, team_id: str) -> Iterator[str]:
    steps = plan.first_steps[plan.first_steps["team_id"] == team_id]
    if steps.empty:
        yield "<p>No first step is written down.</p>"
    for step in steps.to_dict("records"):
        promised = " (promised in public)" if step["publicly_committed"] else ""
        when = f" By the end of {escape(step['end'])}." if step["end"] else ""
        towards = f" It builds towards: {escape(step['builds_towards'])}." if step["builds_towards"] else ""
        stands = f"It stands for: {escape(step['symbolises'])}." if step["symbolises"] else UNSAID
        name = escape(step["title"] or step["first_step"])
        yield f"<p><strong>{name}</strong>{promised}.{when} {stands}{towards}</p>"


def _people(plan: Plan, on: pd.DataFrame) -> str:
    """One line a person and discipline: who, from where, with how much, why, and how to use them well."""
    if on.empty:
        return "<p>Nobody is on the team yet.</p>"
    people, disciplines = plan.people.set_index("person_id"), plan.disciplines.set_index("discipline")
    well = plan.sheets["ContributionModes"].set_index("contribution_mode")["used_well"]
    lead = set(leads(plan, on)["person_id"])
    rows = [f"<tr><td>{escape(name)}</td><td>citizens</td><td>{sessions} half-day sessions</td>"
            f"<td>{escape(str(well['panel']) if 'panel' in well else 'As they agree')}.</td></tr>"
            for name, sessions in _sessions(plan, on)]  # fmt: skip
    named = on[~on["person_id"].isin(on_panels(plan))]
    for (person, discipline), mine in named.groupby(["person_id", "discipline"], sort=True):
        about, what = people.loc[str(person)], disciplines.loc[str(discipline)]
        fte, periods = mine["fte"].sum() / mine["period"].nunique() / 100, list(mine["period"])
        when = f"{periods[0]} to {periods[-1]}" if len(set(periods)) > 1 else periods[0]
        use = str(well.get(str(what["contribution_mode"]), "")) or "As the team agrees"
        leads_it = " Leads the team." if person in lead else ""
        rows.append(f"<tr><td>{escape(str(about['display_name']))}<br><small>{escape(str(about['organisation']))}"
                    f"</small></td><td>{escape(str(what['name']))}</td><td>{fte:g} FTE, {escape(when)}</td>"
                    f"<td>{escape(use)}.{leads_it}</td></tr>")  # fmt: skip
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Who", "Brings", "How much", "How to use them well"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _sessions(plan: Plan, on: pd.DataFrame) -> Iterator[tuple[str, int]]:
    """Each citizens' panel on the team by its name, with its sessions; its members are never named."""
    names = plan.organisations.set_index("organisation")["name"]
    for row in panel_sessions(plan, on).itertuples():
        yield str(names.get(str(row.organisation), "")) or str(row.organisation), int(str(row.sessions))


def _first_days(plan: Plan, on: pd.DataFrame, team_id: str) -> Iterator[str]:
    """Who begins when, and what still has to be found."""
    order = list(plan.periods["period"])
    first = on.groupby("person_id")["period"].agg(lambda periods: min(map(order.index, periods)))
    for place, who in first.groupby(first).groups.items():
        start = plan.periods["start"].iloc[int(str(place))]
        day = order[int(str(place))] if pd.isna(start) else f"{start:%d/%m/%Y}"
        yield f"{len(who)} {'person begins' if len(who) == 1 else 'people begin'} on {day}."
    covered = coverage(plan, on)
    mine = (covered["team_id"] == team_id) & (covered["unmet"] > 0)
    short = covered[mine].groupby("discipline")["unmet"].max()
    if len(short):
        yield f"Still to be found: {', '.join(f'{unmet / 100:g} FTE of {code}' for code, unmet in short.items())}."


def _learning(plan: Plan, allocation: pd.DataFrame, team_id: str) -> Iterator[str]:
    """When the team meets to look at what it learned, and what is decided when."""
    meets = next((each.meets for each in sense_making(plan, allocation) if each.team_id == team_id), "")
    yield f"We look at what we learned {meets}." if meets else "Say how often the team looks at what it learned."
    steps = plan.first_steps[plan.first_steps["team_id"] == team_id]
    for step in steps[steps["kind"] == "test"].to_dict("records"):
        by = step["decide_by"]
        when = f" Decided by {by:%d/%m/%Y}." if isinstance(by, dt.datetime) and not pd.isna(by) else ""
        yield f"{step['first_step']} tests: {step['hypothesis'] or 'not said what'}.{when}"


def _list(lines: Iterator[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
