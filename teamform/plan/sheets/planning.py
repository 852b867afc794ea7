"""The sheets about organisations, planning periods, reference lists and what planners decide."""

from __future__ import annotations

from teamform.plan import lists
from teamform.plan.columns import Column, Kind, Sheet

ORGANISATIONS = Sheet(
    "Organisations",
    "Home organisations of people.",
    key=("organisation",),
    absent="no Organisations sheet: every organisation is taken as central government, and everyone offered "
    "may be released",
    columns=(
        Column("organisation", Kind.ID, "Short code.", required=True, example="DHC"),
        Column("name", Kind.TEXT, "Full name.", example="Department for Health and Care"),
        Column("sector", Kind.CHOICE, "Sector; everything but central counts as outside.", default="central",
               choices=lists.SECTORS, example="central",
               assumption="{count} organisations have no sector: taken as central"),
        Column("closeness", Kind.CHOICE, "How close it is to citizens.", choices=lists.CLOSENESS,
               example="national"),
        Column("place", Kind.TEXT, "Where it is.", example="Leeds"),
        Column("release_cap_fte", Kind.FTE, "Most FTE it lets go in any period; blank: all that is offered.",
               lowest=0, highest=100_000, example=5.5),
        Column("note", Kind.TEXT, "For planners.", unused=True),
    ),
)  # fmt: skip

RELEASE_CAPS = Sheet(
    "ReleaseCaps",
    "How much an organisation, or a part of it, lets go.",
    aliases=("ReleaseRules",),
    absent="no release caps given: everyone offered may be released",
    columns=(
        Column("organisation", Kind.ID, "The organisation.", required=True, refers="Organisations.organisation",
               example="DHC"),
        Column("directorate", Kind.TEXT, "Only this directorate; blank: all.", guards=True),
        Column("discipline", Kind.ID, "Only this discipline; blank: all.", guards=True, refers="Disciplines.discipline",
               example="BEH"),
        Column("period", Kind.ID, "Only in this period; blank: in every period.", guards=True, refers="Periods.period",
               example="2026-27 Q1"),
        Column("release_cap_fte", Kind.FTE, "Most FTE let go at the same time.", required=True, lowest=0,
               highest=100_000, example=0.5, aliases=("cap_fte",)),
        Column("hard", Kind.YES_NO, "No: may be broken for a mission, and is then reported.", default=True,
               example="yes"),
        Column("reason", Kind.TEXT, "Why.", example="Winter campaign, protected until September"),
        Column("owner", Kind.TEXT, "Whose rule it is.", example="DHC HR director"),
        Column("expires", Kind.DATE, "Last day of the cap.", guards=True, example="30/09/2026"),
    ),
)  # fmt: skip

PERIODS = Sheet(
    "Periods",
    "The planning periods, in order.",
    key=("period",),
    absent="no Periods sheet: the plan is one period without dates; dates of people and clearances to come "
    "are not looked at",
    columns=(
        Column("period", Kind.ID, "Name of the period.", required=True, example="2026-27 Q1"),
        Column("start", Kind.DATE, "First day.", required=True, example="01/04/2026"),
        Column("end", Kind.DATE, "Last day.", required=True, example="30/06/2026"),
    ),
)  # fmt: skip

DISCIPLINES = Sheet(
    "Disciplines",
    "What teams ask for, and how people of each discipline work well.",
    key=("discipline",),
    absent="no Disciplines sheet: no smallest useful FTE and at most two teams a person",
    columns=(
        Column("discipline", Kind.ID, "Short code.", required=True, example="BEH"),
        Column("name", Kind.TEXT, "Full name.", example="Behavioural science"),
        Column("profession", Kind.TEXT, "Professions in which it hides.", example="Social Research", unused=True),
        Column("min_chunk", Kind.FTE, "Smallest useful FTE of one person on one seat; blank: as the contribution mode "
               "says.", default=0, lowest=0, highest=1, example=0.2),
        Column("max_teams", Kind.WHOLE, "Most teams at the same time; blank: as the contribution mode says.", default=2,
               lowest=1, highest=10, example=2),
        Column("underused", Kind.YES_NO, "Often forgotten when teams are made.", default=False, example="yes"),
        Column("contribution_mode", Kind.CHOICE, "How it contributes; see ContributionModes.",
               choices=lists.CONTRIBUTIONS, example="pulse"),
        Column("loop_part", Kind.CHOICE, "Its part in the loop from policy to delivery and back; blank: as usual.",
               choices=lists.LOOP_PARTS, example="research"),
        Column("brings", Kind.CHOICE, "What it brings when a team makes sense of things; blank: as usual.",
               choices=lists.SENSES, example="stories"),
        Column("dial", Kind.WHOLE, "How loudly it counts where a shortage has to be shared inside a priority.",
               default=1, lowest=0, highest=5, example=2),
    ),
)  # fmt: skip

CONTRIBUTION_MODES = Sheet(
    "ContributionModes",
    "How people of a discipline work well, where the discipline or the seat doesn't say more exactly.",
    key=("contribution_mode",),
    columns=(
        Column("contribution_mode", Kind.CHOICE, "The mode.", required=True, choices=lists.CONTRIBUTIONS,
               example="pulse"),
        Column("min_chunk", Kind.FTE, "Smallest useful FTE of one person on one seat.", lowest=0, highest=1,
               example=0.2),
        Column("max_teams", Kind.WHOLE, "Most teams at the same time.", lowest=1, highest=10, example=2),
        Column("max_periods", Kind.WHOLE, "Most periods of one person on one seat; blank: any.", lowest=1, highest=100),
        Column("used_well", Kind.TEXT, "How to use people of the discipline well; stands on the charter.",
               example="Asked early, for a few weeks at a time"),
    ),
)  # fmt: skip

BRIDGES = Sheet(
    "Bridges",
    "Pairs of disciplines between which a team needs somebody fluent in both.",
    key=("discipline_a", "discipline_b"),
    columns=(
        Column("discipline_a", Kind.ID, "One discipline.", required=True, refers="Disciplines.discipline",
               example="BEH"),
        Column("discipline_b", Kind.ID, "The other.", required=True, refers="Disciplines.discipline", example="BEH"),
    ),
)  # fmt: skip

RECIPES = Sheet(
    "Recipes",
    "The disciplines that a first step normally needs, by the way it works.",
    key=("instrument", "discipline"),
    columns=(
        Column("instrument", Kind.CHOICE, "The way a step works.", required=True, choices=lists.INSTRUMENTS,
               example="behaviour change campaign"),
        Column("discipline", Kind.ID, "The discipline.", required=True, refers="Disciplines.discipline",
               example="BEH"),
        Column("fte", Kind.FTE, "Usual FTE.", default=30, lowest=0, highest=100, example=0.5,
               assumption="{count} rows of recipes have no FTE: taken as 0.3"),
        Column("seat_kind", Kind.CHOICE, "In the team, or available to it.", default="in_team",
               choices=lists.SEAT_KINDS, example="in_team"),
    ),
)  # fmt: skip

GRADES = Sheet(
    "Grades",
    "Grades with rank and average cost.",
    key=("grade",),
    absent="no Grades sheet: the usual civil-service grades and demonstration costs are used",
    columns=(
        Column("grade", Kind.ID, "The grade.", required=True, example="G7"),
        Column("rank", Kind.WHOLE, "Higher is more senior.", required=True, lowest=1, highest=99, example=5),
        Column("annual_cost_gbp", Kind.MONEY, "Average employer's cost of a full-time year.", required=True,
               lowest=0, highest=10_000_000, example=77000),
    ),
)  # fmt: skip

PAIR_RULES = Sheet(
    "PairRules",
    "People who must, or must not, be on the same teams.",
    key=("person_a", "person_b", "rule"),
    columns=(
        Column("person_a", Kind.ID, "One person.", required=True, refers="People.person_id", example="P001"),
        Column("person_b", Kind.ID, "The other.", required=True, refers="People.person_id", example="P002"),
        Column("rule", Kind.CHOICE, "Together or apart.", required=True, choices=("together", "apart"),
               example="apart"),
        Column("hard", Kind.YES_NO, "No: may be broken, and is then reported.", default=True, example="yes"),
        Column("reason", Kind.TEXT, "Why.", example="Declared conflict of interest"),
        Column("owner", Kind.TEXT, "Whose rule it is.", example="HRBP", aliases=("reviewer",)),
    ),
)  # fmt: skip

PINS = Sheet(
    "Pins",
    "Placements that a planner has fixed or ruled out.",
    columns=(
        Column("person_id", Kind.ID, "The person.", required=True, refers="People.person_id", example="004217"),
        Column("team_id", Kind.ID, "The team.", required=True, refers="Teams.team_id", example="C2"),
        Column("discipline", Kind.ID, "Only for this discipline; blank: any.", guards=True,
               refers="Disciplines.discipline",
               example="BEH"),
        Column("period", Kind.ID, "Only in this period; blank: while the team runs.", guards=True,
               refers="Periods.period"),
        Column("fte", Kind.FTE, "Exactly this FTE; blank: any amount above nought.", guards=True, lowest=0, highest=1,
               example=0.4),
        Column("kind", Kind.CHOICE, "Pin or forbid.", guards=True,
               default="pin", choices=("pin", "forbid"), example="pin"),
        Column("hard", Kind.YES_NO, "No: may be broken, and is then reported.", default=True, example="yes"),
        Column("reason", Kind.TEXT, "Why.", example="Agreed with the home director"),
        Column("owner", Kind.TEXT, "Who decided.", example="Planner"),
        Column("expires", Kind.DATE, "Last day of the pin.", guards=True, example="31/03/2027"),
    ),
)  # fmt: skip

BUDGETS = Sheet(
    "Budgets",
    "Most that a mission or a team may cost, at grade-average cost.",
    columns=(
        Column("mission", Kind.TEXT, "The mission; blank: see team.", example="Clean energy superpower"),
        Column("team_id", Kind.ID, "The team; blank: the whole mission.", guards=True,
               refers="Teams.team_id", example="C2"),
        Column("budget_gbp", Kind.MONEY, "Pounds over the whole plan.", required=True, lowest=0,
               highest=100_000_000_000, example=250000),
        Column("hard", Kind.YES_NO, "No: may be broken, and is then reported.", default=True, example="yes"),
        Column("owner", Kind.TEXT, "Whose budget it is."),
    ),
)  # fmt: skip

LEADERSHIP_MODES = Sheet(
    "LeadershipModes",
    "The ways in which a team is led, and what each asks of the team where it is in force; blank: as the team says.",
    key=("leadership_mode",),
    columns=(
        Column("leadership_mode", Kind.CHOICE, "The mode.", required=True, choices=lists.MODES, example="convenor"),
        Column("lead_from", Kind.CHOICE, "From where the lead comes.", choices=("central", "outside", "either"),
               default="either", example="central"),
        Column("min_outside_share", Kind.SHARE, "Least outside share.", lowest=0, highest=1, example=0.25),
        Column("min_close_share", Kind.SHARE, "Least share of those close to citizens.", lowest=0, highest=1),
        Column("max_one_org_share", Kind.SHARE, "Largest share of one organisation.", lowest=0, highest=1,
               example=0.5),
        Column("min_orgs", Kind.WHOLE, "Fewest organisations.", lowest=1, highest=100, example=4),
        Column("min_sectors", Kind.WHOLE, "Fewest sectors.", lowest=1, highest=len(lists.SECTORS), example=3),
        Column("size_min", Kind.WHOLE, "Fewest people.", lowest=0, highest=1000, example=6),
        Column("size_max", Kind.WHOLE, "Most people.", lowest=1, highest=1000, example=13),
        Column("max_central_share", Kind.SHARE, "Largest share of central government.", lowest=0, highest=1,
               example=0.75),
        Column("max_central_fte", Kind.FTE, "Most FTE of central government.", lowest=0, highest=1000),
        Column("cadence_weeks", Kind.WHOLE, "Weeks between the meetings at which the team decides.", lowest=1,
               highest=52, example=4),
        Column("approver", Kind.TEXT, "Who approves the team.", example="SRO"),
        Column("composition", Kind.TEXT, "Who must be there, in words; see ModeDisciplines.", unused=True),
    ),
)  # fmt: skip

MODE_DISCIPLINES = Sheet(
    "ModeDisciplines",
    "The disciplines that must be there where a leadership mode is in force.",
    key=("leadership_mode", "discipline"),
    columns=(
        Column("leadership_mode", Kind.CHOICE, "The mode.", required=True, choices=lists.MODES, example="convenor"),
        Column("discipline", Kind.ID, "The discipline.", required=True, refers="Disciplines.discipline",
               example="BEH"),
        Column("fte", Kind.FTE, "Least FTE of it.", default=10, lowest=0, highest=100, example=0.1,
               assumption="{count} disciplines of leadership modes have no FTE: taken as 0.1"),
        Column("either_or", Kind.TEXT, "Disciplines of the same name here stand in for each other; blank: this one "
               "itself.", example="unblocker"),
    ),
)  # fmt: skip

MODE_BY_PERIOD = Sheet(
    "ModeByPeriod",
    "How each team is led in each period; without a row a team is made up as the Teams sheet says.",
    key=("team_id", "period"),
    columns=(
        Column("team_id", Kind.ID, "The team.", required=True, refers="Teams.team_id", example="N2"),
        Column("period", Kind.ID, "The period.", required=True, refers="Periods.period", example="2026-27 Q3"),
        Column("leadership_mode", Kind.CHOICE, "The mode.", required=True, choices=lists.MODES,
               example="standing_back"),
    ),
)  # fmt: skip

SETTINGS = Sheet(
    "Settings",
    "How the plan is made: the planning step, the tie seed, where leadership modes hold, and each rule's settings.",
    key=("setting",),
    absent="no Settings sheet: planning step 0.1 FTE, tie seed 1, and every rule as it comes",
    columns=(
        Column("setting", Kind.TEXT, "planning_step, seed, leadership_modes, floor.side, or rule.setting.",
               required=True, example="organisation_share.percent"),
        Column("value", Kind.TEXT, "The value.", required=True, example="60"),
        Column("owner", Kind.TEXT, "Whose setting it is.", example="Planner"),
        Column("reason", Kind.TEXT, "Why.", example="Agreed at the mission board"),
        Column("expires", Kind.DATE, "Look at it again by."),
    ),
)  # fmt: skip

SHEETS = (
    ORGANISATIONS, RELEASE_CAPS, PERIODS, DISCIPLINES, CONTRIBUTION_MODES, BRIDGES, RECIPES, GRADES,
    PAIR_RULES, PINS, BUDGETS, LEADERSHIP_MODES,
    MODE_DISCIPLINES, MODE_BY_PERIOD, SETTINGS,
)  # fmt: skip
