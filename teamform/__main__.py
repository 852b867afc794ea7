"""``python -m teamform`` is the same as ``teamform``."""

from teamform.cli import app

app(prog_name="teamform")
