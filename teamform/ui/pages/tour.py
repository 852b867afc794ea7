"""Tour: what the demonstration shows, in nine stops."""

from teamform.ui import look, memory, tour

look.page("tour")
tour.show(memory.opened())
