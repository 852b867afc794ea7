"""Tour: what the demonstration shows, in nine stops."""

from teamform.ui import look, memory, tour

look.title("Tour", "Nine things that the demonstration shows about making mission teams, in ten minutes.")
tour.show(memory.opened())
