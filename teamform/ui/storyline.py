"""Storyline: from first steps to the long-term goal on a time axis, with the people who carry each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd
import streamlit as st

from teamform.report.story import Chapter, Story, horizon, storyline
from teamform.ui import answers, look, pictures, words

HEAD = ["Step", "It stands for", "It builds towards", "Who carries it", "Who carries on"]


def show(found: answers.Answer) -> None:
    """Each mission's story, and how its FTE is shared between first steps and the long term."""
    gauge = horizon(found.plan, found.allocation)
    for story in storyline(found.plan, found.allocation):
        if story.chapters:
            by = f" by {story.horizon_year}" if story.horizon_year else ""
            st.subheader(story.mission, anchor=False)
            st.write(words.plain(f"{story.north_star or 'Nobody has written down the goal'}{by}."))
            _axis(found, story)
            st.write(words.plain(_horizon(gauge[gauge["mission"] == story.mission])))


def _axis(found: answers.Answer, story: Story) -> None:
    """The steps on a calendar, or as a table where the plan has no dates."""
    periods = found.plan.periods.set_index("period")
    caption = f"Steps towards “{story.mission}”"
    rows = [(_told(found, chapter), chapter) for chapter in story.chapters]
    if periods[["start", "end"]].isna().any(axis=None):
        look.table(caption, HEAD, [told for told, _ in rows])
        return
    spans = [(str(name), row["start"].date(), row["end"].date()) for name, row in periods.iterrows()]
    lines = [(told, *_span(periods, chapter), None, "") for told, chapter in rows]
    pictures.calendar(caption, HEAD, lines, spans)


def _told(found: answers.Answer, chapter: Chapter) -> list[str]:
    promised = " ★ publicly committed" if chapter.publicly_committed else ""
    on = f"{_names(found, chapter.carry_on) or 'nobody'} into {chapter.next_step}" if chapter.next_step else "–"
    stands, builds = chapter.symbolises or "Say what this step stands for", chapter.builds_towards
    who = _names(found, chapter.people) or "nobody"
    return [f"{chapter.first_step} {chapter.title}{promised}", stands, builds or "Say what it builds towards", who, on]


def _span(periods: pd.DataFrame, chapter: Chapter) -> tuple[date, date]:
    return periods.at[chapter.start, "start"].date(), periods.at[chapter.end, "end"].date()


def _names(found: answers.Answer, people: Iterable[str]) -> str:
    names = found.plan.people.set_index("person_id")["display_name"]
    return ", ".join(str(names.get(person, person)) for person in people)


def _horizon(rows: pd.DataFrame) -> str:
    """How much of a mission goes to the long term, on average, and what it asks for."""
    short, long = rows["first_step"].mean(), rows["long_term"].mean()
    share = long / (short + long) if short + long else 0.0
    asked = rows["asked"].dropna()
    least = f" (at least {words.percent(asked.iloc[0])} asked for)" if len(asked) else ""
    return f"{short:.1f} FTE work on first steps, {long:.1f} FTE for the long term: {words.percent(share)}{least}."
