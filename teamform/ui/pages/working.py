"""Working: how teams work today and would work, told in six views."""

from teamform.ui import answers, balance, leading, lessons, look, scorecard, storyline, team, translation

look.page("working")
opened, found = answers.need_answer("working")
VIEWS = {
    "Scorecard": lambda: scorecard.show(found, team.choose(found)),
    "Balance": lambda: balance.show(opened, found),
    "Storyline": lambda: storyline.show(found),
    "Translation": lambda: translation.show(found, team.choose(found)),
    "Leading": lambda: leading.show(opened, found, team.choose(found)),
    "Learning": lambda: lessons.show(opened, found),
}
VIEWS[look.sections(tuple(VIEWS))]()
