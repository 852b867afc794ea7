"""Importing exports as they are: what is recognised, dropped and asked, and where every repair is listed."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from teamform.errors import InputError
from teamform.plan.issues import Issue, Severity
from teamform.workbook import Imported, Undone, import_files, read
from teamform.workbook.importing.health import ask, health
from teamform.workbook.importing.output import write_clean, write_flagged
from tests.workbook.books import ONE_SEAT, book

DATA = Path(__file__).parents[2] / "data"
RED, AMBER, GREEN = Severity.RED, Severity.AMBER, Severity.GREEN

ORACLE = (
    "Person Number,Person Full Name,Assignment Number,Assignment FTE Value,Assignment Grade Name,"
    "Assignment Legal Employer Name,Person Gender,Person Date of Birth\n"
    '017,"Opal, Vale",E1,0.8,GRADE 6,DHC,F,1985-02-03\n'
    '018,"FLINT, Clover",E2,1.0,Higher Executive Officer,DHC,M,1986-03-04\n'
    '017,"Opal, Vale",E3,0.2,GRADE 6,DHC,F,1985-02-03\n'
)
FACTORS = (
    "STATUS,USERID,USERNAME,FIRSTNAME,LASTNAME,DEPARTMENT,DIVISION,TITLE,payGrade,standardHours,fte,securityClearance\n"
    "Active status,User ID,Username,First name,Last name,Department,Division,Job title,Pay grade,"
    "Standard weekly hours,FTE,Clearance\n"
    'active,P044,p044,Flax,Gypsum,DCF-POL,DCF,POL,G7,37.0,"1,0",Security Check (SC)\n'
    'inactive,P045,p045,Olive,Chalk,DCF-POL,DCF,POL,SEO,22.2,"0,6",BPSS\n'
)


def csv(text: str, name: str = "staff.csv", **more) -> Imported:
    return import_files([(name, text.encode())], **more)


def of(imported: Imported, **wanted) -> list[Issue]:
    return [i for i in imported.issues if all(getattr(i, k) == v for k, v in wanted.items())]


def test_an_oracle_export_comes_in_with_its_zeros_and_without_what_is_private():
    found = csv(ORACLE, "oracle.csv")
    people = found.tables["People"]
    assert found.read[0].profile == "Oracle Fusion" and not found.guesses
    assert list(people["person_id"]) == ["017", "018"]
    assert list(people["display_name"]) == ["Vale Opal", "Clover Flint"]
    assert list(people["grade"]) == ["G6", "HEO"] and list(people["contract_fte"]) == [100, 100]
    assert [c.heading for c in found.dropped] == ["Person Gender", "Person Date of Birth"]
    assert of(found, by="assignments")[0].row == 4


def test_two_rows_of_headings_leavers_commas_and_clearances():
    found = csv(FACTORS)
    people = found.tables["People"]
    assert list(people["person_id"]) == ["P044"] and list(people["clearance"]) == ["SC"]
    assert [(i.row, i.severity) for i in of(found, by="leavers")] == [(4, AMBER)]
    assert of(found, by="decimal comma")[0].became == "1"


def test_a_file_without_organisation_is_asked_about_once_and_the_answer_is_kept():
    head = "Employee ID,Worker,Job Profile,Compensation Grade,FTE %,Scheduled Weekly Hours\n"
    text = head + "11,Cedar Opal,Policy,HEO,60%,22.2\n"
    found = csv(text)
    assert [(q.name, q.answered) for q in found.questions] == [("organisation", False)]
    settled = json.loads(json.dumps(found.mapping))
    settled["tables"][0]["answers"] = {"organisation": "DGT"}
    again = csv(text, "next month.csv", mapping=settled)
    assert list(again.tables["People"]["organisation"]) == ["DGT"]
    assert [q.answered for q in again.questions] == [True]


def test_a_file_with_several_sheets_of_people_is_asked_once_for_all_of_them():
    rows = [["Employee ID", "Worker", "FTE"], ["1", "Cedar Opal", 0.6], ["2", "Ash Elm", 1]]
    content = book({"DHC": rows, "DGT": [rows[0], ["3", "Bo Elm", 1]]})
    found = import_files([("both.xlsx", content)])
    assert [(q.name, q.sheet, q.choices[0]) for q in found.questions] == [("organisation", "", "name of the sheet")]
    settled = json.loads(json.dumps(found.mapping))
    for table in settled["tables"]:
        table["answers"] = {"organisation": "name of the sheet"}
    again = found.again(mapping=settled)
    assert list(again.tables["People"]["organisation"]) == ["DHC", "DHC", "DGT"]
    assert [q.answered for q in again.questions] == [True]


def test_what_people_offer_is_taken_from_the_answer_and_said():
    assert [(a.name, a.answer, a.answered) for a in csv(ORACLE).assumptions] == [("available_share", "100", False)]
    found = csv(ORACLE, mapping={"answers": {"available_share": 40}})
    assert [(a.name, a.answer, a.answered) for a in found.assumptions] == [("available_share", "40", True)]
    assert list(found.tables["People"]["available_fte"]) == [40, 40]
    assert of(found, by="available share")[0].severity is AMBER


def test_a_contract_that_cannot_be_read_offers_nothing():
    found = csv("Staff Number,Name,Grade,FTE\n1,Ann Oak,HEO,-0.5\n2,Bo Elm,HEO,1.7\n3,Cy Ash,HEO,0.6\n")
    assert list(found.tables["People"]["person_id"]) == ["3"]
    assert {i.row for i in found.issues if i.severity is RED and i.row} == {2, 3}


def test_nothing_under_an_exact_heading_is_used_without_a_tick():
    head = "Staff Number,Name,Locaton,FTE,Stufe\n"
    text = head + "1,Ann Oak,Leeds,0.6,Grade 7\n2,Bo Elm,York,0.8,HEO\n3,Cy Ash,Leeds,1,SEO\n"
    found = csv(text)
    assert {(g.heading, g.field, g.how, g.used) for g in found.guesses} == {
        ("Locaton", "location", "near", False), ("Stufe", "grade", "values", False)}  # fmt: skip
    assert (found.tables["People"]["location"] == "").all()
    taken = found.again(accept_guesses=True)
    assert list(taken.tables["People"]["grade"]) == ["G7", "HEO", "SEO"]
    assert all(g.used for g in taken.guesses) and len(of(taken, by="guess")) == 2


def test_a_planner_can_teach_headings():
    found = csv("Kennung,Name,FTE\nA1,Ann Oak,0.5\n", mapping={"synonyms": {"person_id": ["Kennung"]}})
    assert list(found.tables["People"]["person_id"]) == ["A1"]


def test_a_mapping_that_makes_no_sense_is_an_error_in_a_sentence():
    with pytest.raises(InputError, match="shoe"):
        csv(ORACLE, mapping={"tables": [{"table": "People", "columns": {"Name": "shoe"}}]})


def test_totals_vacancies_notes_and_repeated_headings_are_no_people():
    rows = (
        "Staff list,,,\n\nStaff Number,Name,Grade,FTE\n1,Ann Oak,HEO,0.6\nStaff Number,Name,Grade,FTE\n2,Vacant,SEO,1\n"
        "3,Bo Elm,G7,1\nTotal,,,1.6\n* part-timers marked,,,\n"
    )
    found = csv(rows)
    assert list(found.tables["People"]["person_id"]) == ["1", "3"]
    where = {i.by: i.row for i in found.issues if i.by}
    assert (where["title rows"], where["repeated headings"], where["vacancies"]) == (1, 5, 6)
    assert (where["totals"], where["notes"]) == (8, 9)


def test_a_repair_can_be_undone_by_kind_or_cell_by_cell():
    text = 'Staff Number,Name,Grade,FTE\n1,"Oak, Ann",Grade 7,"0,6"\n2,"Elm, Bo",HEO,"0,8"\n'
    found = csv(text)
    assert list(found.tables["People"]["display_name"]) == ["Ann Oak", "Bo Elm"]
    by_kind = found.again(undo=Undone(kinds=frozenset(["names"])))
    assert list(by_kind.tables["People"]["display_name"]) == ["Oak, Ann", "Elm, Bo"]
    one = found.again(undo=Undone(cells=frozenset([("staff.csv", "staff", 2, "Name")])))
    assert list(one.tables["People"]["display_name"]) == ["Oak, Ann", "Bo Elm"]


def test_one_person_in_two_files_is_one_and_numbers_find_their_zeros_again():
    one = ("a.csv", b"Staff Number,Name,Grade,FTE\n017,Ann Oak,HEO,0.6\n")
    other = ("b.csv", b"Staff Number,Name,Location,FTE\n17,Ann Oak,Leeds,0.6\n")
    found = import_files([one, other])
    assert list(found.tables["People"]["person_id"]) == ["017"]
    assert list(found.tables["People"]["location"]) == ["Leeds"]
    assert (of(found, by="zeros")[0].file, of(found, by="zeros")[0].row) == ("b.csv", 2)


def test_names_much_alike_in_one_organisation_are_pointed_out():
    found = csv("Staff Number,Name,Organisation,Grade,FTE\n1,Clover Flint,DHC,HEO,1\n2,Clover Flynt,DHC,HEO,1\n")
    assert of(found, by="alike names")[0].row == 3 and len(found.tables["People"]) == 2


def test_a_wide_table_of_teams_and_disciplines_becomes_demand():
    found = csv("Team,POL,DAT,UR,Total\nC2,1,0.6,,1.6\nN1,,0.4,0.6,1\n")
    demand = found.tables["Demand"]
    assert {(r.team_id, r.discipline, r.fte_required) for r in demand.itertuples()} == {
        ("C2", "POL", 100), ("C2", "DAT", 60), ("N1", "DAT", 40), ("N1", "UR", 60)}  # fmt: skip
    assert of(found, by="wide table")[0].severity is GREEN


def test_a_wide_table_of_unknown_roles_waits_for_a_tick():
    text = "Service,drivers,crew\nnight,3,2\nday,,4\n"
    assert "Demand" not in csv(text).tables
    assert csv(text, accept_guesses=True).tables["Demand"]["fte_required"].sum() == 900


def test_pools_of_posts_are_pools_and_each_unknown_grade_is_said_once():
    head = ("Post Unique Reference,Name,Grade (or equivalent),Job Title,Parent Department,Organisation,Unit,"
            "Reports to Senior Post,FTE,Actual Pay Floor (£),Professional/Occupational Group\n")  # fmt: skip
    text = (
        head
        + "1,Ann Oak,SCS1,Director,HMT,HMT,Tax,XX,1,70000,Policy\n"
        + ",,Range E,Adviser,HMT,HMT,Tax,1,12.5,1,Policy\n" * 3
    )
    found = csv(text)
    assert (len(found.pools), sum(p.fte for p in found.pools)) == (3, 37.5)
    assert list(found.tables["People"]["person_id"]) == ["1"]
    assert [i.found for i in of(found, by="other scale")] == ["Range E"]
    posts = csv(text, mapping={"answers": {"pools": "posts"}}).tables["People"]
    assert posts["contract_fte"].sum() == 3750 + 100


def test_disciplines_that_hide_in_titles_are_only_suggested():
    text = "Staff Number,Name,Job Title,FTE\n1,Ann Oak,Behavioural adviser,1\n"
    found = csv(text)
    assert [(s.person_id, s.discipline) for s in found.suggestions] == [("1", "BEH")]
    assert list(found.tables["People"]["primary_discipline"]) == [""]
    assert list(found.again(accept_guesses=True).tables["People"]["primary_discipline"]) == ["BEH"]


SECRETS = {
    "Gender": "Xfemalex",
    "Date of Birth": "03/02/1985",
    "NI Number": "QQ123456C",
    "Basic Salary": "45231",
    "Home Address": "9 Hidden Lane",
    "Sickness days": "77secret",
    "Performance Rating": "Box9",
    "Ethnicity": "Ethx",
    "Trade Union": "UnionZ",
    "homePhone": "07700900123",
    "e-mail": "ann.oak@hidden.example",
}


def test_no_value_of_a_private_column_is_found_anywhere(tmp_path):
    text = (
        ",".join(["Staff Number", "Name", "FTE", *SECRETS])
        + "\n"
        + "1,Ann Oak,0.6,"
        + ",".join(SECRETS.values())
        + "\n"
    )
    found = csv(text)
    assert {c.heading for c in found.dropped} == set(SECRETS)
    write_clean(tmp_path / "clean.xlsx", found)
    write_flagged(tmp_path / "flagged.xlsx", found, "staff.csv")
    written = "".join(str(c.value) + str(c.comment and c.comment.text) for n in ("clean", "flagged")
                      for s in load_workbook(tmp_path / f"{n}.xlsx") for row in s.iter_rows() for c in row)  # fmt: skip
    kept = json.dumps(health(found)) + written + repr(found.grids) + repr(found.tables)
    assert not [name for name, value in SECRETS.items() if value in kept]


@pytest.mark.parametrize(
    "heading",
    [
        "Pay Grade",
        "Payroll Number",
        "Location",
        "Organisation",
        "Language",
        "Page",
        "Stage",
        "Mobile Development",
        "Management unit",
        "Service Area",
    ],
)
def test_harmless_headings_are_not_taken_for_private_ones(heading):
    from teamform.workbook.recognising.private import heading_is_private
    from teamform.workbook.recognising.words import usual

    assert not heading_is_private(heading, usual().knows(heading))


@pytest.mark.parametrize(("required", "desired"), [("Required FTE", "Wanted FTE"), ("Required WTE", "WTE wanted")])
def test_demand_is_known_by_its_headings_whether_work_is_counted_in_fte_or_wte(required, desired):
    people = "Staff Number,Name,Organisation,Grade,Available FTE\n017,Ann Oak,DHC,Grade 7,60%\n"
    demand = f"Mission,Team,Discipline,{required},{desired},Priority\nNet zero,Heat Pumps,Data,0.5,1,1\n"
    found = import_files([("p.csv", people.encode()), ("What teams need.csv", demand.encode())])
    seat = found.reading.need_plan().demand.iloc[0]
    assert (seat["team_id"], seat["fte_required"], seat["fte_desired"]) == ("Heat Pumps", 50, 100)


@pytest.mark.parametrize(
    "head",
    [
        "Mission team,Skill area,Required WTE,Minimum level",
        "Project Team,Discipline needed,FTE requested,Level",
        "Product team,Area of expertise,Total FTE,Min level",
    ],
)
def test_seats_are_known_however_their_teams_and_disciplines_are_headed(head):
    people = "Staff Number,Name,Organisation,Grade,Available FTE\n017,Ann Oak,DHC,Grade 7,60%\n"
    found = import_files([("p.csv", people.encode()), ("d.csv", f"{head}\nHeat Pumps,Data,0.5,3\n".encode())])
    seat = found.reading.need_plan().demand.iloc[0]
    assert (seat["team_id"], seat["fte_required"], seat["min_level"]) == ("Heat Pumps", 50, 3)


def test_a_department_beside_a_directorate_is_the_organisation_and_alone_it_is_the_directorate():
    seats = ("d.csv", b"Team,Discipline,FTE Required\nA,Data,0.5\n")
    both = "Staff Number,Name,Department,Directorate,Grade,Available FTE\n017,Ann Oak,DHC,Digital,Grade 7,60%\n"
    person = import_files([("p.csv", both.encode()), seats]).reading.need_plan().people.iloc[0]
    assert (person["organisation"], person["directorate"]) == ("DHC", "Digital")
    alone = "Staff Number,Name,Organisation,Department,Grade,Available FTE\n017,Ann Oak,DHC,Digital,Grade 7,60%\n"
    person = import_files([("p.csv", alone.encode()), seats]).reading.need_plan().people.iloc[0]
    assert (person["organisation"], person["directorate"]) == ("DHC", "Digital")


@pytest.mark.parametrize(
    ("offered", "asked"), [("Can release (WTE)", "Needed (FTE)"), ("Release - FTE", "Required, WTE")]
)
def test_a_heading_may_say_that_it_counts_in_fte_or_wte(offered, asked):
    people = f"Staff Number,Name,Organisation,Grade,{offered}\n017,Ann Oak,DHC,Grade 7,60%\n"
    found = import_files([("p.csv", people.encode()), ("d.csv", f'Team,Discipline,"{asked}"\nA,Data,0.5\n'.encode())])
    plan = found.reading.need_plan()
    assert not found.guesses
    assert (plan.people["available_fte"].tolist(), plan.demand["fte_required"].tolist()) == ([60], [50])


@pytest.mark.parametrize("heading", ["Days a week", "Days per week", "Days/week"])
def test_days_of_a_week_are_read_as_fifths(heading):
    people = f"Staff Number,Name,Organisation,Grade,{heading}\n017,Ann Oak,DHC,Grade 7,3\n018,Bo Elm,DHC,SEO,4.5\n"
    found = import_files([("p.csv", people.encode()), ("d.csv", b"Team,Discipline,FTE Required\nA,Data,0.5\n")])
    assert found.reading.need_plan().people["available_fte"].tolist() == [60, 90]


def test_a_mission_beside_a_team_is_the_mission_of_that_team_and_alone_it_is_the_team():
    people = "Staff Number,Name,Organisation,Grade,Available FTE\n017,Ann Oak,DHC,Grade 7,60%\n"
    seats = "Net zero,Heat Pumps,Data,0.5,2\nNet zero,Heat Pumps,Policy,1,2\nPools,Swim,Data,1,\n"
    both = import_files([("p.csv", people.encode()),
                         ("d.csv", f"Mission,Team,Discipline,FTE Required,Priority\n{seats}".encode())])  # fmt: skip
    teams = both.reading.need_plan().teams.set_index("team_id")
    assert teams["mission"].to_dict() == {"Heat Pumps": "Net zero", "Swim": "Pools"}
    assert teams.loc["Heat Pumps", "priority"] == 2
    assert not [issue for issue in both.issues if issue.column == "Mission"]
    alone = import_files(
        [("p.csv", people.encode()), ("d.csv", b"Mission,Discipline,FTE Required\nNet zero,Data,0.5\n")]
    )
    assert alone.reading.need_plan().teams["team_id"].tolist() == ["Net zero"]


@pytest.mark.parametrize("guesses", [False, True])
def test_further_disciplines_by_name_count_as_the_known_ones_and_others_are_listed(guesses):
    people = (
        "Staff Number,Name,Organisation,Main profession,Other professions,Available FTE\n"
        '1,Ann Oak,DHC,Service design,"Behavioural science; Policy design (3), Basket weaving",60%\n'
        "2,Bo Elm,DHC,UR,Policy,60%\n"
    )
    found = import_files([("p.csv", people.encode()), ("d.csv", b"Team,Discipline,FTE Required\nA,BEH,0.5\n")],
                         accept_guesses=guesses)  # fmt: skip
    skills = found.reading.need_plan().sheets["PersonSkills"].set_index(["person_id", "discipline"])["level"].to_dict()
    policy = "POL" if guesses else "Policy"
    expected = {("1", "SD"): 2, ("1", "BEH"): 2, ("1", "POL"): 3, ("1", "Basket weaving"): 2, ("2", "UR"): 2}
    assert skills == expected | {("2", policy): 2}
    listed = {
        issue.found: issue for issue in found.issues if issue.column == "Other professions" and "discipline" in issue.by
    }
    assert "is no discipline that is known" in listed["Basket weaving"].why
    assert ("Taken as POL" if guesses else "is no discipline that is known") in listed["Policy"].why


def test_of_two_columns_that_could_be_the_mission_of_a_team_the_second_is_said_not_to_be_read():
    people = "Staff Number,Name,Organisation,Grade,Available FTE\n017,Ann Oak,DHC,Grade 7,60%\n"
    demand = "Mission,Team,Mission ,Discipline,FTE Required\nNet zero,Heat Pumps,Other,Data,0.5\n"
    found = import_files([("p.csv", people.encode()), ("d.csv", demand.encode())])
    assert found.reading.need_plan().teams["mission"].tolist() == ["Net zero"]
    assert [issue.why for issue in found.issues if "isn't read" in issue.why and issue.column.strip() == "Mission"]


def test_rows_of_one_team_that_name_two_missions_or_priorities_are_listed():
    people = "Staff Number,Name,Organisation,Grade,Available FTE\n017,Ann Oak,DHC,Grade 7,60%\n"
    seats = "Net zero,Heat Pumps,Data,0.5,5\nPools,Heat Pumps,Policy,1,5\nNet zero,Heat Pumps,Delivery,1,1\n"
    found = import_files([("p.csv", people.encode()),
                          ("d.csv", f"Mission,Team,Discipline,FTE Required,Priority\n{seats}".encode())])  # fmt: skip
    team = found.reading.need_plan().teams.iloc[0]
    assert (team["mission"], team["priority"]) == ("Net zero", 3)
    said = {(issue.column, issue.row): issue for issue in found.issues if "that is kept" in issue.why}
    assert set(said) == {("Mission", 3), ("Priority", 4)}
    assert "“Net zero” for “Heat Pumps”" in said["Mission", 3].why


def test_what_came_in_loads_again_and_shows_nothing_old(tmp_path):
    people = 'Staff Number,Name,Organisation,Grade,Available FTE\n017,"Oak, Ann",DHC,Grade 7,60%\n'
    demand = "Team,Discipline,FTE Required\nC2,Behavioural science,0.5\n"
    found = import_files([("p.csv", people.encode()), ("d.csv", demand.encode())])
    write_clean(tmp_path / "plan.xlsx", found)
    again = read(tmp_path / "plan.xlsx")
    assert again.need_plan().hash == found.reading.need_plan().hash
    assert again.issues == () and "Health" in load_workbook(tmp_path / "plan.xlsx").sheetnames


def test_a_flagged_copy_keeps_places_and_comments_on_what_is_wrong():
    data = book({"Staff": [("title",), ("Staff Number", "Name", "Grade", "FTE"), ("1", "Oak, Ann", "HEO", "lots")]})
    found = import_files([("s.xlsx", data)])
    file = io.BytesIO()
    write_flagged(file, found, "s.xlsx")
    sheet = load_workbook(file)["Staff"]
    assert sheet["B3"].value == "Oak, Ann" and "Ann Oak" in sheet["B3"].comment.text
    assert "FTE" in sheet["D3"].comment.text and sheet["D3"].fill.fgColor.rgb.endswith(("F6D7D2", "FFF2CC"))


def test_our_own_workbook_comes_in_as_the_same_plan():
    found = import_files([DATA / "demo.xlsx"])
    assert found.reading.need_plan().hash == read(DATA / "demo.xlsx").need_plan().hash
    assert not found.questions and not found.assumptions and not found.guesses


def test_a_file_that_cannot_be_opened_does_not_stop_the_others():
    found = import_files([("bad.xlsx", b"PK\x03\x04nonsense"), ("good.csv", ORACLE.encode())])
    assert list(found.refused) == ["bad.xlsx"] and len(found.tables["People"]) == 2
    assert of(found, file="bad.xlsx")[0].severity is RED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_files_in_any_usual_encoding_and_with_any_usual_separator(encoding, separator):
    rows = [["Staff Number", "Name", "Grade", "FTE"], ["01", "Zoë Müller", "HEO", "0.6"], ["02", "Bo Elm", "SEO", "1"]]
    text = "\n".join(separator.join(row) for row in rows)
    people = import_files([("s.csv", text.encode(encoding))]).tables["People"]
    assert list(people["display_name"]) == ["Zoë Müller", "Bo Elm"] and list(people["person_id"]) == ["01", "02"]


def test_workbooks_of_other_programs_are_read():
    import xlwt

    made = xlwt.Workbook()
    sheet = made.add_sheet("Staff")
    for r, row in enumerate([("Staff Number", "Name", "Grade", "FTE"), ("017", "Ann Oak", "HEO", 0.6)]):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    file = io.BytesIO()
    made.save(file)
    assert list(import_files([("s.xls", file.getvalue())]).tables["People"]["person_id"]) == ["017"]


def test_a_sentence_for_the_owner_of_the_data_names_the_place():
    issue = Issue(RED, "Staff", 7, "FTE", "lots", "It isn't an FTE.", "Write it as 0.6.", "s.xlsx")
    assert ask(issue).startswith("In “s.xlsx”, sheet “Staff”, row 7, column “FTE” stands “lots”.")


def test_the_health_of_the_data_says_place_severity_and_message_of_each_issue():
    found = health(csv("Staff Number,Name,Grade,FTE\n1,Ann Oak,HEO,lots\n"))
    red = next(i for i in found["issues"] if i["severity"] == "red" and i["row"])
    assert (red["file"], red["sheet"], red["row"], red["column"]) == ("staff.csv", "staff", 2, "FTE") and red["message"]


def test_demand_and_people_together_make_a_plan():
    found = import_files([("p.csv", ORACLE.encode()), ("d.xlsx", book({"Demand": ONE_SEAT}))])
    assert found.plan is not None and len(found.plan.demand) == 1


def test_a_saved_mapping_confirms_no_guess_and_holds_for_no_other_sheet_with_the_same_headings():
    rows = [["Service", "Fitter", "Driver", "Planner"], ["Mains", 2, 1, 1], ["Pumps", 3, 2, 1]]
    given = book({"current": rows, "min": rows})
    found = import_files([("crews.xlsx", given)])
    assert [(t.sheet, t.table, t.guess) for t in found.read if t.table] == [("min", "Demand", True)]
    assert [t.table for t in import_files([("crews.xlsx", given)], found.mapping).read if not t.guess] == []
    taken = found.again(accept_guesses=True)
    later = import_files([("next month.xlsx", given)], json.loads(json.dumps(taken.mapping)))
    assert [(t.sheet, t.table) for t in later.read if t.table and not t.guess] == [("min", "Demand")]
    assert len(later.tables["Demand"]) == len(taken.tables["Demand"]) > 0
