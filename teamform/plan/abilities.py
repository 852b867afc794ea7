"""What people can do, brought together from the three places where a workbook may say it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from teamform.plan.filling import Filling, is_blank
from teamform.plan.sheets import SHEETS

KEY = ["person_id", "discipline"]
MAIN = {"person_id": "person_id", "discipline": "primary_discipline", "level": "level"}
"""The columns of PersonSkills that People says of each person's main discipline, and what they are called there."""


def gather(filling: Filling) -> None:
    """Bring what people can do from three places into PersonSkills: one row a person and ability."""
    if is_blank(filling.tables["People"]["primary_discipline"]).any():
        said = "{count} people have no main discipline: taken as the one with their highest level, if any"
        filling.fill("People", "primary_discipline", _strongest(filling.tables), said)
    people, skills = filling.tables["People"], filling.tables["PersonSkills"]
    main = pd.DataFrame({name: people[column].array for name, column in MAIN.items()})[
        ~is_blank(people["primary_discipline"])
    ]
    no_level = is_blank(main["level"])
    if no_level.any():
        open_level = main.loc[no_level, KEY].merge(skills[KEY], how="left", indicator="known")["known"] == "left_only"
        filling.assume("People", "level", int(open_level.sum()),
                       "{count} people have no level given: taken as 2 (working)")  # fmt: skip
        main["level"] = main["level"].fillna(2)
    filling.fill("PersonSkills", "level", 2, SHEETS["PersonSkills"].by_name["level"].assumption)
    others = pd.DataFrame(
        [(p, d, n) for p, text in zip(people["person_id"], people["other_disciplines"], strict=True)
         for d, n in levels(text)],
        columns=["person_id", "discipline", "level"],
    )  # fmt: skip
    tables = [table for table in (filling.tables["PersonSkills"], main, others) if len(table)]
    every = pd.concat([SHEETS["PersonSkills"].typed(table) for table in tables] or [SHEETS["PersonSkills"].empty()])
    filling.tables["PersonSkills"] = every.drop_duplicates(KEY).sort_values(KEY).reset_index(drop=True)


def _strongest(tables: Mapping[str, pd.DataFrame]) -> npt.NDArray[np.object_]:
    """The discipline in which each person has the highest level; blank for one without any."""
    skills = tables["PersonSkills"]
    disciplines = set(tables["Disciplines"]["discipline"]) | set(tables["Demand"]["discipline"])
    listed = skills[skills["discipline"].isin(disciplines)].assign(level=skills["level"].fillna(2))
    best = listed.sort_values(["person_id", "level", "discipline"], ascending=[True, False, True])
    strongest = best.drop_duplicates("person_id").set_index("person_id")["discipline"]
    return tables["People"]["person_id"].map(strongest).astype("object").fillna("").to_numpy()


def levels(text: str) -> list[tuple[str, int]]:
    """Read a list such as ``DAT:3; EVA:2``; a discipline without a level counts as working (2)."""
    found = []
    for part in filter(None, (p.strip() for p in text.replace(",", ";").split(";"))):
        name, _, level = part.partition(":")
        found.append((name.strip(), int(level) if level.strip() else 2))
    return found
