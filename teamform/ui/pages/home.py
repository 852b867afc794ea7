"""Home: the round of planning as a task list."""

from teamform.ui import look, memory, tasks, tour

look.page("")
opened = memory.opened()
tasks.of_role(opened)
tasks.show(tasks.listed(opened))
tasks.plans(opened)
tour.invite()
