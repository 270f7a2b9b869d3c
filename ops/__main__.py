"""`python -m ops`."""

import os

# The services log as JSON for the functions; a person at a terminal reads the commands' own words.
os.environ.setdefault("POWERTOOLS_LOG_LEVEL", "CRITICAL")
os.environ.setdefault("POWERTOOLS_METRICS_DISABLED", "true")

from ops.cli import app

app(prog_name="python -m ops")
