"""``teamform solve``: a workbook in, a proposal out."""

import openpyxl
import pytest

PEOPLE = [
    {"person_id": "001", "display_name": "Clover Flint", "primary_discipline": "BEH", "available_fte": 0.6},
    {"person_id": "002", "display_name": "Heath Garnet", "primary_discipline": "UR", "available_fte": 1},
]
DEMAND = [
    {"team_id": "C1", "discipline": "BEH", "fte_required": 0.8},
    {"team_id": "C2", "discipline": "UR", "fte_required": 0.6},
]


def test_people_and_demand_suffice_and_what_was_assumed_is_listed(book, run):
    """With nothing but two sheets a plan is proved, and every default shows in the terminal and the document."""
    ran = run("solve", book(People=PEOPLE, Demand=DEMAND), "--workers", 1, json=True)
    assert (ran.code, ran.json["status"], ran.err) == (0, "proved", "")
    assert {row["person_id"]: row["fte"] for row in ran.json["allocation"]} == {"001": 0.6, "002": 0.6}
    sentences = [assumption["sentence"] for assumption in ran.json["assumptions"]]
    assert any("everyone offered may be released" in sentence for sentence in sentences)
    for words in ("Proved best", "Clover Flint (001)", "Assumptions", "everyone offered may be released", "tie seed 1"):
        assert words in ran.out


def test_every_empty_seat_is_accounted_for_in_the_terminal(book, run):
    ran = run("solve", book(People=PEOPLE, Demand=DEMAND), "--workers", 1)
    assert "Shortfall: 1 seat not filled" in ran.out
    assert "0.6 FTE of people with BEH on offer: 0.6 placed here." in " ".join(ran.out.split())


def test_ten_idle_people_are_not_filled_up_for_their_own_sake(book, run):
    before = run("solve", book(People=PEOPLE, Demand=DEMAND), "--workers", 1, json=True).json
    idle = [{"person_id": f"X{i}", "primary_discipline": "UR", "available_fte": 1} for i in range(10)]
    after = run("solve", book(People=PEOPLE + idle, Demand=DEMAND), "--workers", 1, json=True).json

    def allocated(record, discipline):
        return round(sum(row["fte"] for row in record["allocation"] if row["discipline"] == discipline), 2)

    assert (allocated(after, "UR"), allocated(after, "BEH")) == (0.6, 0.6)
    assert [t["value"] for t in after["tiers"][:3]] == [t["value"] for t in before["tiers"][:3]]


def test_the_result_is_a_workbook_that_can_be_solved_again(book, run, tmp_path):
    out = tmp_path / "result.xlsx"
    first = run("solve", book(People=PEOPLE, Demand=DEMAND), "--out", out, "--workers", 1, json=True)
    assert f"Written: {out}\n" in first.out
    assert "Allocation" in openpyxl.load_workbook(out).sheetnames
    again = run("solve", out, "--workers", 1, json=True)
    assert (again.code, again.json["input_hash"]) == (0, first.json["input_hash"])
    assert again.json["allocation"] == first.json["allocation"]


def test_the_seed_can_be_given_and_decides_between_twins(book, run):
    twins = [{"person_id": f"T{i}", "primary_discipline": "UR", "available_fte": 1} for i in range(6)]
    path = book(People=twins, Demand=[{"team_id": "C1", "discipline": "UR", "fte_required": 1}])
    chosen = {}
    for seed in range(6):
        record = run("solve", path, "--seed", seed, "--workers", 1, json=True).json
        assert record["seed"] == seed
        chosen[seed] = record["allocation"][0]["person_id"]
    assert len(set(chosen.values())) > 1


def test_on_one_worker_the_same_input_seed_and_limits_give_the_same_answer(book, run):
    people = [{"person_id": f"T{i}", "primary_discipline": "UR", "available_fte": 0.7} for i in range(8)]
    path = book(People=people, Demand=[{"team_id": f"C{i}", "discipline": "UR", "fte_required": 1.1} for i in range(4)])
    one, two = (run("solve", path, "--workers", 1, "--time", 10, json=True).json for _ in range(2))
    assert (one["allocation"], one["tiers"]) == (two["allocation"], two["tiers"])


def test_a_pin_against_a_clearance_is_a_conflict_of_exactly_these_two(book, run, tmp_path):
    path = book(
        People=[*PEOPLE, {"person_id": "003", "primary_discipline": "UR", "available_fte": 1, "clearance": "SC"}],
        Demand=[*DEMAND, {"team_id": "S1", "discipline": "UR", "fte_required": 0.5, "clearance": "SC"}],
        Pins=[{"person_id": "002", "team_id": "S1"}],
    )
    ran = run("solve", path, "--out", tmp_path / "out.xlsx", "--workers", 1, json=True)
    assert (ran.code, ran.out, ran.json["status"]) == (1, "", "conflict")
    assert sorted(claim["rule"] for claim in ran.json["conflict"]) == ["clearance", "pins"]
    assert {claim["labels"]["person"] for claim in ran.json["conflict"]} == {"002"}
    assert "Heath Garnet (002)" in ran.err
    assert "giving up any one of them resolves it" in ran.err
    for other in ("Clover", "003", "infeasible"):
        assert other not in ran.err.partition("Assumptions")[0]
    assert not (tmp_path / "out.xlsx").exists()


def test_an_outside_share_without_outsiders_is_a_conflict_that_names_the_team(book, run):
    path = book(
        People=[{**person, "organisation": "DHC"} for person in PEOPLE],
        Demand=DEMAND,
        Teams=[{"team_id": "C1", "size_min": 1, "min_outside_share": 0.3}, {"team_id": "C2"}],
        Organisations=[{"organisation": "DHC", "sector": "central"}],
    )
    ran = run("solve", path, "--workers", 1, json=True)
    assert ran.code == 1
    rules = {claim["rule"] for claim in ran.json["conflict"]}
    assert {"outside_share", "team_size"} == rules
    assert {claim["labels"]["team"] for claim in ran.json["conflict"]} == {"C1"}


def test_a_softened_rule_is_broken_openly(book, run):
    path = book(
        People=[{**person, "organisation": "DHC"} for person in PEOPLE],
        Demand=DEMAND,
        Teams=[{"team_id": "C1", "size_min": 1, "min_outside_share": 0.3}, {"team_id": "C2"}],
        Organisations=[{"organisation": "DHC", "sector": "central"}],
        Settings=[{"setting": "outside_share.applied", "value": "should"}],
    )
    ran = run("solve", path, "--workers", 1, json=True)
    assert ran.code == 0
    assert {breach["rule"] for breach in ran.json["broken_should_rules"]} == {"outside_share"}
    assert "Should-rules that are broken" in ran.out


def test_hostile_cells_are_shown_as_text_and_steer_nothing(book, run, tmp_path):
    evil = '=HYPERLINK("http://x") [red]x[/red] \u202eevil [link=http://x]y[/link] :bomb:'
    people = [{**PEOPLE[0], "display_name": evil}, {**PEOPLE[1], "display_name": "_x001B_[2J_x0007_"}]
    path = book(People=people, Demand=DEMAND, Odd=[{"[bold]": "\u202e"}])
    out = tmp_path / "out.xlsx"
    ran = run("solve", path, "--out", out, "--workers", 1, json=True)
    assert ran.code == 0
    assert "[red]x[/red]" in ran.out
    assert not set("\x1b\x07\u202e") & set(ran.out + ran.err)
    cells = [cell for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"], ids=["empty", "text", "broken zip"])
def test_what_is_no_workbook_is_refused_in_plain_sentences(run, tmp_path, content):
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    ran = run("solve", path, json=True)
    assert (ran.code, ran.out, ran.json["status"]) == (1, "", "refused")
    assert "file.xlsx" in ran.err
    assert "Traceback" not in ran.err


def test_a_workbook_without_demand_is_refused_with_what_to_do(book, run):
    ran = run("solve", book(People=PEOPLE), json=True)
    assert (ran.code, ran.json["status"]) == (1, "refused")
    assert [issue["sheet"] for issue in ran.json["issues"] if issue["severity"] == "red"] == ["Demand"]
    assert "Demand" in ran.err


def test_a_setting_that_makes_no_sense_is_refused_by_name(book, run):
    path = book(People=PEOPLE, Demand=DEMAND, Settings=[{"setting": "organisation_share.percent", "value": "lots"}])
    ran = run("solve", path, json=True)
    assert (ran.code, ran.json["status"]) == (1, "refused")
    assert "organisation_share.percent" in ran.err


def test_what_can_still_be_solved_is_solved_and_every_issue_is_listed(book, run):
    people = [*PEOPLE, {"person_id": "003", "primary_discipline": "UR", "available_fte": "lots"}]
    ran = run("solve", book(People=people, Demand=DEMAND), "--workers", 1, json=True)
    assert ran.code == 0
    (issue,) = [issue for issue in ran.json["issues"] if issue["row"]]
    assert (issue["sheet"], issue["row"], issue["column"], issue["found"]) == ("People", 4, "available_fte", "lots")
    assert issue["why"]
    assert issue["action"]
    assert "lots" in ran.out


def test_long_lists_are_cut_short_in_the_terminal_but_not_in_the_document(book, run):
    bad = [{"person_id": f"B{i}", "primary_discipline": "UR", "available_fte": "lots"} for i in range(200)]
    ran = run("solve", book(People=PEOPLE + bad, Demand=DEMAND), "--workers", 1, json=True)
    assert len([issue for issue in ran.json["issues"] if issue["severity"] == "red"]) >= 200
    shown = ran.out.count("lots")
    left = len(ran.json["issues"]) - ran.out.count("\nred ") - ran.out.count("\namber ")
    assert (shown, f"… and {left} more; --json lists all" in ran.out) == (5, True)


def test_running_out_of_time_is_never_called_impossible(book, run):
    """Whether a plan is found in a blink depends on the machine; what is said doesn't."""
    people = [{"person_id": f"T{i}", "primary_discipline": "UR", "available_fte": 0.7} for i in range(300)]
    path = book(People=people, Demand=[{"team_id": f"C{i}", "discipline": "UR", "fte_required": 9} for i in range(60)])
    ran = run("solve", path, "--workers", 1, "--time", 0.1, json=True)
    if ran.code == 0:
        assert ran.json["status"] in ("good", "proved")
    else:
        assert (ran.code, ran.json["status"]) == (1, "no plan in time")
        assert "Time ran out before any plan was found" in ran.err
        assert "impossible" not in ran.err
