"""The sheets about people: who they are, what they can do, what they would like."""

from __future__ import annotations

from teamform.plan import lists
from teamform.plan.columns import Column, Kind, Sheet

PEOPLE = Sheet(
    "People",
    "Everyone who may be asked to join a team; one row a person.",
    key=("person_id",),
    required=True,
    columns=(
        Column("person_id", Kind.ID, "Staff number or any other unique text.", required=True, example="004217",
               aliases=("id", "person", "staff_number")),
        Column("display_name", Kind.TEXT, "Name or initials as shown to planners.", example="Clover Flint",
               aliases=("name",)),
        Column("organisation", Kind.ID, "Code of the home organisation.", default="(not given)",
               assumption="{count} people have no organisation: treated as one organisation called (not given)",
               refers="Organisations.organisation", example="DHC"),
        Column("directorate", Kind.TEXT, "Part of the organisation that releases the person.", example="DHC-Evidence"),
        Column("profession", Kind.TEXT, "Civil-service profession.", example="Social Research", unused=True),
        Column("primary_discipline", Kind.ID, "What the person mainly brings.", refers="Disciplines.discipline",
               example="BEH", aliases=("discipline",)),
        Column("other_disciplines", Kind.LEVELS, "Further disciplines with their levels.", example="EVA:3"),
        Column("level", Kind.WHOLE, "Level in the main discipline: 1 awareness, 2 working, 3 practitioner, 4 expert.",
               lowest=1, highest=4, example=3),
        Column("grade", Kind.ID, "Grade; blank for partners.", refers="Grades.grade", example="G7"),
        Column("temp_grade", Kind.ID, "Temporary grade, for information.", refers="Grades.grade", unused=True),
        Column("contract_fte", Kind.FTE, "Contracted FTE.", default=100,
               assumption="{count} people have no contracted FTE: taken as 1.0", lowest=0, highest=1, example=0.6),
        Column("available_fte", Kind.FTE, "FTE offered to missions.", required=True, lowest=0, highest=1, example=0.4),
        Column("available_from", Kind.DATE, "First day on offer; blank: open.", guards=True, example="01/04/2026"),
        Column("available_to", Kind.DATE, "Last day on offer; blank: open.", guards=True),
        Column("employment_type", Kind.CHOICE, "Kind of contract.", default="permanent", choices=lists.EMPLOYMENT,
               assumption="{count} people have no employment type: taken as permanent", example="secondee"),
        Column("engagement", Kind.CHOICE, "How a partner takes part: an adviser takes only seats that don't count "
               "as members of the team, a panel only seats for panels; blank: as anybody.", guards=True,
               choices=lists.ENGAGEMENTS, example="member"),
        Column("location", Kind.TEXT, "Office or town.", example="Leeds"),
        Column("work_pattern", Kind.CHOICE, "How the person works; remote counts as present anywhere.",
               choices=lists.WORK_PATTERNS, example="hybrid"),
        Column("clearance", Kind.CHOICE, "Security clearance held today.", default="none", choices=lists.CLEARANCES,
               assumption="{count} people have no clearance given: taken as none", example="SC"),
        Column("clearance_pending", Kind.CHOICE, "Clearance applied for.", choices=lists.CLEARANCES, example="DV"),
        Column("clearance_expected", Kind.DATE, "Day on which it is expected.", example="01/10/2026"),
        Column("clearance_expiry", Kind.DATE, "Day on which the held clearance ends."),
        Column("max_missions", Kind.WHOLE, "Most teams at the same time; blank: as the discipline says.", guards=True,
               lowest=1, highest=4, example=1),
        Column("notice_days", Kind.WHOLE, "Days of notice before release.", lowest=0, highest=90, example=28,
               unused=True),
        Column("critical_function", Kind.YES_NO, "Yes: never released.", guards=True, default=False, example="no"),
        Column("critical_until", Kind.DATE, "Not released before the day after this one.", guards=True,
               example="31/03/2026"),
        Column("no_move_before", Kind.DATE, "Joins no new team before this day.", guards=True),
        Column("line_manager_id", Kind.ID, "Line manager's number.", unused=True),
        Column("cost_centre", Kind.ID, "Cost centre.", unused=True),
        Column("translator", Kind.YES_NO, "Yes: counts as fluent also in disciplines known at level 1 (awareness).",
               example="yes"),
        Column("consent", Kind.CHOICE, "What the person said; declined is respected.", guards=True, default="not_asked",
               choices=lists.CONSENTS, assumption="{count} people have no consent given: taken as not asked",
               example="agreed"),
        Column("notes_for_allocation", Kind.TEXT, "For planners; no personal or health detail here.", unused=True),
    ),
)  # fmt: skip

WHO = Column("person_id", Kind.ID, "The person.", required=True, refers="People.person_id", example="004217")
WHERE = Column("team_id", Kind.ID, "The team.", required=True, refers="Teams.team_id", example="C2", aliases=("team",))

PERSON_SKILLS = Sheet(
    "PersonSkills",
    "What each person can do beyond the main discipline, or at which level; one row a person and ability.",
    key=("person_id", "discipline"),
    absent="no PersonSkills sheet: each person is taken to have the main discipline and those named beside it only",
    columns=(
        WHO,
        Column("discipline", Kind.ID, "Discipline code or name of a skill.", required=True, example="EVA",
               aliases=("discipline_or_skill", "skill")),
        Column("level", Kind.WHOLE, "1 awareness to 4 expert.", default=2, lowest=1, highest=4, example=3,
               assumption="{count} abilities have no level given: taken as 2 (working)"),
        Column("source", Kind.TEXT, "Who says so: self, manager, assessed.", example="manager", unused=True),
        Column("as_of", Kind.DATE, "When it was said.", unused=True),
    ),
)  # fmt: skip

PREFERENCES = Sheet(
    "Preferences",
    "Who would like to work on which team; no reason is asked.",
    key=("person_id", "team_id"),
    absent="no preferences given: nobody's interest is known",
    columns=(
        WHO,
        WHERE,
        Column("interest", Kind.WHOLE, "-2 rather not … +2 very much.", required=True, lowest=-2, highest=2, example=2),
    ),
)  # fmt: skip

MATCH_SCORES = Sheet(
    "MatchScores",
    "How well a person suits a team, as somebody or some other program scored it; more is better.",
    key=("person_id", "team_id"),
    absent="no match scores given: how well people suit a team is judged by discipline, level and place alone",
    columns=(
        WHO,
        WHERE,
        Column("score", Kind.NUMBER, "Any number; six decimals count. A pair without a row has 0.",
               required=True, lowest=-1000, highest=1000, example=0.75),
    ),
)  # fmt: skip

CURRENT_ALLOCATION = Sheet(
    "CurrentAllocation",
    "Who works where today; changes against it are kept few.",
    key=("person_id", "team_id", "discipline"),
    absent="no current allocation given: nobody counts as moved",
    columns=(
        WHO,
        WHERE,
        Column("discipline", Kind.ID, "The discipline brought.", refers="Disciplines.discipline", example="BEH"),
        Column("fte", Kind.FTE, "FTE today.", required=True, lowest=0, highest=1, example=0.4),
        Column("since", Kind.DATE, "Since when.", example="01/10/2025", unused=True),
    ),
)  # fmt: skip

SHEETS = (PEOPLE, PERSON_SKILLS, PREFERENCES, MATCH_SCORES, CURRENT_ALLOCATION)
