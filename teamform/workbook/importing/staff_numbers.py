"""Numbers of people: those that lost their zeros, and those that differ in capitals alone."""

from __future__ import annotations

import pandas as pd
from rapidfuzz import fuzz

from teamform.workbook.draft import AMBER, APART, Draft
from teamform.workbook.importing.log import EACH

ALIKE = 90
"""From this likeness (of 100) on two names count as one person's."""


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's; a blank one may be anybody's."""
    return not one or not other or fuzz.token_sort_ratio(one.casefold(), other.casefold()) >= ALIKE


def usable(draft: Draft) -> pd.DataFrame:
    """The rows of people that can be used and have a number."""
    return draft.usable[draft.usable["person_id"] != ""]


def zeros(draft: Draft) -> dict[str, str]:
    """Numbers that differ in leading zeros alone: one person, if the names agree."""
    people = usable(draft)
    digits = people[people["person_id"].str.fullmatch(r"\d+")]
    bare = digits["person_id"].str.lstrip("0")
    bare = bare[bare.duplicated(keep=False)]
    renamed: dict[str, str] = {}
    for _, rows in bare.groupby(bare, sort=False):
        ids = sorted(set(digits.loc[rows.index, "person_id"]), key=len)
        if len(ids) < 2:
            continue
        longest = ids[-1]
        owner = digits.loc[rows.index]
        name = owner.loc[owner["person_id"] == longest, "display_name"].iloc[0]
        for row in rows.index[(owner["person_id"] != longest).to_numpy()]:
            mine = str(draft.table.at[row, "person_id"])
            if same_name(str(name), str(draft.table.at[row, "display_name"])):
                renamed[mine] = longest
                draft.table.at[row, "person_id"] = longest
                draft.say(
                    AMBER,
                    int(row),
                    "person_id",
                    mine,
                    f"A number that lost its zeros: the same person as {longest}.",
                    "Check it.",
                    became=longest,
                    by="zeros",
                )
            else:
                draft.say(
                    AMBER,
                    int(row),
                    "person_id",
                    mine,
                    f"It differs from {longest} in leading zeros alone, but the names differ.",
                    "Check that these are two people.",
                    by="zeros",
                )
    return renamed


def odd_numbers(draft: Draft) -> None:
    """Point out numbers that seem to have lost their zeros, and those that differ in capitals alone."""
    numbers = usable(draft)["person_id"]
    folded = numbers.str.casefold()
    alike = numbers[folded.duplicated(keep=False)]
    for _, some in alike.groupby(folded[alike.index], sort=False):
        for row in some.index[some != some.iloc[0]]:
            draft.say(AMBER, int(row), "person_id", some[row], f"It differs from {some.iloc[0]} in "
                      f"{draft.place(int(some.index[0]))} in capitals alone.", "Check that these are two people.",
                      by="capitals of numbers")  # fmt: skip
    for _, some in numbers.groupby(numbers.index // APART):
        digits = some[some.str.fullmatch(r"\d+")]
        led = digits[digits.str.startswith("0")].str.len()
        if led.empty:
            continue
        usual = int(led.mode().iloc[0])
        short = digits[~digits.str.startswith("0") & (digits.str.len() < usual)]
        why = f"Others have {usual} digits with zeros in front: it may have lost its zeros."
        for row in short.index[:EACH]:
            draft.say(AMBER, int(row), "person_id", short[row], why, f"Check it: it may be {short[row]:0>{usual}}.",
                      by="zeros")  # fmt: skip
        if len(short) > EACH:
            draft.say(AMBER, int(short.index[EACH]), "person_id", f"{len(short) - EACH:,} more", why, "Check them.",
                      by="zeros")  # fmt: skip
