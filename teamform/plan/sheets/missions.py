"""The sheets about the work: missions, teams, first steps, and what each asks for."""

from __future__ import annotations

from teamform.plan import lists
from teamform.plan.columns import Column, Kind, Sheet

DEMAND = Sheet(
    "Demand",
    "What each team needs; one row a team and discipline (a seat).",
    key=("demand_id",),
    required=True,
    columns=(
        Column("demand_id", Kind.ID, "Name of the row; blank: team and discipline.", example="C2/BEH"),
        Column("team_id", Kind.ID, "The team.", required=True, refers="Teams.team_id", example="C2",
               aliases=("team",)),
        Column("discipline", Kind.ID, "The discipline asked for.", required=True, refers="Disciplines.discipline",
               example="BEH"),
        Column("fte_required", Kind.FTE, "FTE that the team must have.", required=True, lowest=0, highest=1000,
               example=0.8, aliases=("required", "fte")),
        Column("fte_desired", Kind.FTE, "FTE that would be welcome; blank: as required.", lowest=0, highest=1000,
               aliases=("desired",), example=1.0),
        Column("min_level", Kind.WHOLE, "Lowest level accepted.", guards=True,
               default=2, lowest=1, highest=4, example=3,
               assumption="{count} demand rows have no level: taken as 2 (working)"),
        Column("first_step", Kind.ID, "The first step that the work belongs to.", refers="FirstSteps.first_step",
               example="C2-FS1", aliases=("step_id", "step")),
        Column("clearance", Kind.CHOICE, "Lowest clearance accepted.", guards=True,
               default="none", choices=lists.CLEARANCES,
               example="SC"),
        Column("min_grade", Kind.ID, "Lowest grade accepted, only where the seat's authority needs it.", guards=True,
               refers="Grades.grade", example="G7"),
        Column("location", Kind.TEXT, "Where the person must be based; remote workers count.", guards=True,
               example="Leeds",
               aliases=("location_rule",)),
        Column("sourcing", Kind.CHOICE, "Inside or outside central government.", guards=True, default="either",
               choices=("inside", "outside", "either"), example="either"),
        Column("sector", Kind.CHOICE, "Only people of this sector; blank: any.", guards=True, choices=lists.SECTORS,
               example="central"),
        Column("min_chunk", Kind.FTE, "Smallest useful FTE of one person; blank: as the discipline says.", guards=True,
               lowest=0, highest=1, example=0.2),
        Column("max_people", Kind.WHOLE, "Most people who share the seat.", guards=True, lowest=1, example=2),
        Column("start", Kind.ID, "First period; blank: as the first step, or from the beginning.",
               refers="Periods.period", example="2026-27 Q1"),
        Column("end", Kind.ID, "Last period; blank: as the first step, or to the end.", refers="Periods.period",
               example="2026-27 Q2"),
        Column("horizon", Kind.CHOICE, "First step or long term.", default="first_step",
               choices=("first_step", "long_term"), example="first_step"),
        Column("seat_kind", Kind.CHOICE, "How the seat belongs to the team.", default="in_team",
               choices=lists.SEAT_KINDS, example="in_team"),
        Column("contribution_mode", Kind.CHOICE, "How the discipline contributes on this seat; blank: as the "
               "discipline says.", choices=lists.CONTRIBUTIONS),
        Column("shape_group", Kind.TEXT, "Alternative shapes of one need of a team share a name here: a plan takes one "
               "of them; blank: the seat stands alone.", guards=True, example="researcher"),
        Column("asked_by", Kind.TEXT, "Who asks.", unused=True),
    ),
)  # fmt: skip

TEAMS = Sheet(
    "Teams",
    "The teams; one mission may have many.",
    key=("team_id",),
    absent="no Teams sheet: each team named in Demand is taken as its own mission with priority 1, "
    "without bounds on size or on who supplies it",
    columns=(
        Column("team_id", Kind.ID, "Short code.", required=True, example="C2"),
        Column("mission", Kind.TEXT, "The mission that the team works for; blank: the team itself.",
               example="Clean energy superpower", aliases=("mission_id",)),
        Column("team", Kind.TEXT, "The team's name; blank: its code.", example="Warm homes: raise uptake",
               aliases=("name",)),
        Column("priority", Kind.WHOLE, "1 first, 2 second, 3 third; blank: as the mission.", lowest=1, highest=3,
               example=1, default=1, assumption="{count} teams have no priority: taken as 1"),
        Column("leadership_mode", Kind.CHOICE, "How the team is led; for information, unless the setting "
               "leadership_modes is everywhere.", choices=lists.MODES, example="convenor"),
        Column("lead_sector", Kind.TEXT, "Sector that leads.", unused=True, example="central"),
        Column("place", Kind.TEXT, "Where the work happens.", example="Calder"),
        Column("size_min", Kind.WHOLE, "Fewest people.", lowest=0, highest=1000, example=1),
        Column("size_max", Kind.WHOLE, "Most people.", lowest=1, highest=1000, example=12),
        Column("min_outside_share", Kind.SHARE, "Least share of FTE from outside central government.",
               lowest=0, highest=1, example=0.0),
        Column("min_close_share", Kind.SHARE, "Least share of FTE from organisations that are local or closer to "
               "citizens.", lowest=0, highest=1, example=0.0),
        Column("max_one_org_share", Kind.SHARE, "Largest share of FTE from one organisation.", lowest=0, highest=1,
               example=1.0),
        Column("min_underused_share", Kind.SHARE, "Least share of FTE of disciplines that are marked as underused.",
               lowest=0, highest=1, example=0.0),
        Column("min_orgs", Kind.WHOLE, "Fewest organisations.", lowest=1, highest=100, example=1),
        Column("min_sectors", Kind.WHOLE, "Fewest sectors.", lowest=1, highest=len(lists.SECTORS), example=1),
        Column("lead_person", Kind.ID, "The person who leads, if already known.", refers="People.person_id",
               example="004217"),
        Column("lead_min_grade", Kind.ID, "Someone of at least this grade must be on the team.",
               refers="Grades.grade", example="G7"),
        Column("bridges", Kind.YES_NO, "Yes: each pair of disciplines in Bridges that the team asks for has somebody "
               "fluent in both.", default=False, example="no"),
        Column("loop", Kind.YES_NO, "Yes: policy, delivery and research are there together in every period.",
               default=False, example="no"),
        Column("cycle_weeks", Kind.WHOLE, "Weeks from one look at what was learned to the next.", lowest=1, highest=52,
               example=2),
        Column("learning_allowance", Kind.SHARE, "Share of their FTE that the team's people keep free for learning.",
               lowest=0, highest=0.9, example=0.0),
        Column("working_text", Kind.TEXT, "How this team works, for people to choose by.", unused=True,
               example="Two days a week together in Calder"),
    ),
)  # fmt: skip

MISSIONS = Sheet(
    "Missions",
    "The long-term goals that teams work towards.",
    key=("mission",),
    absent="no Missions sheet: missions are known by name only",
    columns=(
        Column("mission", Kind.TEXT, "Name of the mission.", required=True, example="Clean energy superpower",
               aliases=("mission_id", "name")),
        Column("north_star", Kind.TEXT, "The goal in a sentence.", example="Clean power at a fair price for everyone",
               unused=True),
        Column("horizon_year", Kind.WHOLE, "The year to reach it.", lowest=1900, highest=2200, example=2035,
               unused=True),
        Column("priority", Kind.WHOLE, "Priority of its teams that have none of their own.", lowest=1, highest=3,
               example=1),
        Column("min_long_term_share", Kind.SHARE, "Least share of the mission's FTE that goes to the long term.",
               lowest=0, highest=1, example=0.15),
        Column("risk_appetite", Kind.CHOICE, "How bold the mission is; opens stretch seats.",
               choices=tuple(lists.APPETITES), example="open"),
        Column("lead_organisation", Kind.ID, "Any organisation may lead.", refers="Organisations.organisation",
               example="DHC"),
        Column("sro_name", Kind.TEXT, "Senior responsible owner.", example="Heath Garnet"),
        Column("lead_accounting_officer", Kind.TEXT, "Accounting officer who answers for the money.", unused=True),
        Column("ready_to_staff", Kind.YES_NO, "Has an owner and a written problem.", default=True, example="yes"),
    ),
)  # fmt: skip

FIRST_STEPS = Sheet(
    "FirstSteps",
    "What each team delivers first, and by when.",
    key=("first_step",),
    absent="no FirstSteps sheet: no step counts as publicly committed, and all work covers the whole horizon",
    columns=(
        Column("first_step", Kind.ID, "Short code.", required=True, example="C2-FS1", aliases=("step_id",)),
        Column("team_id", Kind.ID, "The team.", required=True, refers="Teams.team_id", example="C2"),
        Column("title", Kind.TEXT, "What will be there.", example="Test three offers with 3,000 households"),
        Column("instrument", Kind.CHOICE, "The way it works; see Recipes.", choices=lists.INSTRUMENTS,
               example="behaviour change campaign"),
        Column("goes_without", Kind.TEXT, "Disciplines of its recipe that it does without, with the reason.",
               example="ENG: last year's panel still stands"),
        Column("symbolises", Kind.TEXT, "The change it stands for, in twelve words or fewer.",
               example="Warmth, not paperwork"),
        Column("builds_towards", Kind.TEXT, "The goal or milestone it builds towards.",
               example="Every home affordable to heat"),
        Column("next_step", Kind.ID, "The step that follows.", refers="FirstSteps.first_step"),
        Column("keep_people", Kind.WHOLE, "Fewest people who carry on into the next step; blank: as the rule "
               "golden_thread says.", lowest=0, highest=1000, example=1),
        Column("start", Kind.ID, "First period.", refers="Periods.period", example="2026-27 Q1",
               aliases=("start_period",)),
        Column("end", Kind.ID, "Last period.", refers="Periods.period", example="2026-27 Q2",
               aliases=("end_period",)),
        Column("publicly_committed", Kind.YES_NO, "Promised in public; served first inside its priority.",
               default=False, example="yes"),
        Column("kind", Kind.CHOICE, "To deliver, or to test.", choices=("deliver", "test"), default="deliver",
               example="test"),
        Column("hypothesis", Kind.TEXT, "What a test tries out.", example="A call beats a letter"),
        Column("stop_rule", Kind.TEXT, "When a test ends early.", example="Fewer than 50 replies in four weeks"),
        Column("decide_by", Kind.DATE, "When a test is decided on.", example="30/09/2026"),
        Column("status", Kind.CHOICE, "Where it stands; stopped_learned is a good ending and frees its people.",
               choices=("planned", "live", "done", "stopped_learned"), default="planned", example="planned"),
        Column("stopped_after", Kind.ID, "The last period of a step that was stopped.", refers="Periods.period"),
        Column("learned", Kind.TEXT, "What a stopped step taught; without it a step isn't taken as stopped."),
        Column("owner", Kind.TEXT, "Who answers for it.", unused=True),
    ),
)  # fmt: skip

SKILL_NEEDS = Sheet(
    "SkillNeeds",
    "Skills that somebody on the team should have.",
    key=("team_id", "skill"),
    absent="no SkillNeeds sheet: no team asks for particular skills",
    columns=(
        Column("team_id", Kind.ID, "The team.", required=True, refers="Teams.team_id", example="C2"),
        Column("skill", Kind.ID, "A discipline code or a skill named in PersonSkills.", required=True, example="EVA"),
        Column("min_level", Kind.WHOLE, "Lowest level that counts.", guards=True,
               default=2, lowest=1, highest=4, example=3,
               assumption="{count} skill needs have no level: taken as 2 (working)"),
        Column("min_people", Kind.WHOLE, "How many people.", guards=True, default=1, lowest=1, highest=100, example=1,
               assumption="{count} skill needs have no number of people: taken as 1"),
        Column("hard", Kind.YES_NO, "Yes: the team may not go without.", default=False, example="no"),
    ),
)  # fmt: skip

WISHES = Sheet(
    "Wishes",
    "What somebody asks for on top; kept as a question, never as a rule.",
    columns=(
        Column("team_id", Kind.ID, "The team.", required=True, refers="Teams.team_id", example="S1", unused=True),
        Column("discipline", Kind.ID, "The discipline.", refers="Disciplines.discipline", example="DAT", unused=True),
        Column("people", Kind.WHOLE, "How many people.", lowest=1, example=2, unused=True),
        Column("min_fte_each", Kind.FTE, "FTE of each.", lowest=0, highest=1, example=0.6, unused=True),
        Column("min_level", Kind.WHOLE, "Lowest level.", lowest=1, highest=4, example=4, unused=True),
        Column("clearance", Kind.CHOICE, "Clearance.", choices=lists.CLEARANCES, example="DV", unused=True),
        Column("different_orgs", Kind.YES_NO, "From different organisations.", default=False, example="yes",
               unused=True),
        Column("by", Kind.ID, "By which period.", refers="Periods.period", example="2026-27 Q1", unused=True),
        Column("hard", Kind.YES_NO, "Must it be?", default=False, example="yes", unused=True),
        Column("asked_by", Kind.TEXT, "Who asks.", example="SRO, S1", unused=True),
    ),
)  # fmt: skip

MISSION_LINKS = Sheet(
    "MissionLinks",
    "Which teams depend on each other.",
    key=("from_team", "to_team", "kind"),
    columns=(
        Column("from_team", Kind.ID, "One team.", required=True, refers="Teams.team_id", example="O1"),
        Column("to_team", Kind.ID, "The other.", required=True, refers="Teams.team_id", example="N2"),
        Column("kind", Kind.CHOICE, "What links them.", example="same households",
               choices=("shares data", "same households", "same suppliers", "must go first")),
        Column("strength", Kind.CHOICE, "How strongly.", choices=("weak", "strong"), default="weak",
               example="strong"),
        Column("shared_person", Kind.YES_NO, "Yes: somebody is on both teams, unless a liaison is named.",
               default=False, example="no"),
        Column("liaison", Kind.ID, "Who keeps the teams in touch.", refers="People.person_id", example="004217"),
    ),
)  # fmt: skip

LESSONS = Sheet(
    "Lessons",
    "What earlier steps taught.",
    columns=(
        Column("lesson", Kind.ID, "Its number; blank: its place in the sheet.", example="7"),
        Column("first_step", Kind.ID, "The step.", example="C2-FS1"),
        Column("discipline", Kind.ID, "The discipline.", refers="Disciplines.discipline", example="BEH"),
        Column("expected", Kind.TEXT, "What was expected.", example="Two rounds of advice"),
        Column("happened", Kind.TEXT, "What happened.", example="One, too late to matter"),
        Column("rule_to_try", Kind.TEXT, "What to try next time; written as BEH>=0.2 it is checked in every plan.",
               example="BEH>=0.2"),
    ),
)  # fmt: skip

SHEETS = (DEMAND, TEAMS, MISSIONS, FIRST_STEPS, SKILL_NEEDS, WISHES, MISSION_LINKS, LESSONS)
