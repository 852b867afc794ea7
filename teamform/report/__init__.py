"""Pages: what a run came to, for machines, for the terminal and for people who read documentation."""

from teamform.report.outcome import Ending, Outcome
from teamform.report.record import as_json, issues_as_json, worst_first, write_json
from teamform.report.seats import Seat, short_seats

__all__ = [
    "Ending", "Outcome", "Seat", "as_json", "issues_as_json", "short_seats", "worst_first", "write_json",
]  # fmt: skip
