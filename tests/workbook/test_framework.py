"""F27: roles of the capability framework propose skills, and what isn't in use proposes nothing."""

from __future__ import annotations

import pytest

from teamform.errors import UnreadableFile
from teamform.plan.sheets import SHEETS
from teamform.workbook.framework import framework, skill_needs

TEXT = (
    "Role Family,Role,Role Description,Role Level,Skill Name,Skill Level\n"
    'Data,Data analyst,"Looks,\nat data",Senior data analyst,Statistics,Practitioner\n'
    "Data,Data analyst,x,Senior data analyst,Communicating,Working\n"
    "Data,Data analyst,x,Junior data analyst,Statistics,Awareness\n"
    "Data,NOT IN USE Data wizard,x,Wizard,Magic,Expert\n"
    "Data,Data analyst,x,Senior data analyst,NOT IN USE - Magic,Expert\n"
    "Data,Data analyst,x,Senior data analyst,Empty,\n"
)


def test_roles_come_with_skills_and_levels_and_without_what_is_not_in_use():
    table = framework(TEXT.encode())
    assert len(table) == 3 and set(table["skill"]) == {"Statistics", "Communicating"}


def test_a_role_proposes_skill_needs():
    needs = skill_needs(framework(TEXT.encode()), "data analyst", "Senior Data Analyst", "C2")
    assert dict(zip(needs["skill"], needs["min_level"], strict=True)) == {"Statistics": 3, "Communicating": 2}
    assert set(needs) <= set(SHEETS["SkillNeeds"].by_name)


def test_another_table_is_refused_in_a_sentence():
    with pytest.raises(UnreadableFile, match="capability framework"):
        framework(b"a,b\n1,2\n")
