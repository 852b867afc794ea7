"""Home: the round of planning as a task list."""

from teamform.ui import look, memory, tasks, tour

look.title("Home", "From facts to teams: what is done, what waits, and for whom.")
opened = memory.opened()
tasks.of_role(opened)
tasks.show(tasks.listed(opened))
tasks.plans(opened)
tour.invite()
