"""Issues and assumptions read as sentences and as tables."""

from teamform.plan.issues import Assumption, Issue, Severity, table


def test_an_issue_says_where_what_why_and_what_to_do():
    issue = Issue(Severity.RED, "People", 7, "available_fte", "lots", "That isn't an FTE.", "Write 0.6 or 60%.")
    assert str(issue) == "People, row 7, column available_fte: found “lots”. That isn't an FTE. Write 0.6 or 60%."


def test_an_issue_about_a_whole_sheet_names_no_row():
    issue = Issue(Severity.AMBER, "Demand", 0, "", "", "It is empty.", "Fill it.")
    assert str(issue) == "Demand: It is empty. Fill it."


def test_many_are_a_table_with_one_row_each():
    listed = table([Assumption("People", "level", 3, "3 people have no level given")])
    assert listed.to_dict("records") == [
        {"sheet": "People", "column": "level", "count": 3, "sentence": "3 people have no level given"}
    ]
    assert len(table([])) == 0
