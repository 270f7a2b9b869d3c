"""What a function printed for CloudWatch to count, in its embedded metric format."""

import json
from collections import defaultdict

from chalicelib.settings import settings


def counted(output: str) -> dict[str, list[float]]:
    """Each metric's values, oldest first; every one in the stage's namespace and dimension."""
    found: dict[str, list[float]] = defaultdict(list)
    for line in output.splitlines():
        if not line.startswith('{"_aws"'):
            continue
        written = json.loads(line)
        [directive] = written["_aws"]["CloudWatchMetrics"]
        assert directive["Namespace"] == settings().prefix
        assert directive["Dimensions"] == [["service"]]
        assert written["service"] == "ceu-portal"
        for metric in directive["Metrics"]:
            value = written[metric["Name"]]
            found[metric["Name"]] += value if isinstance(value, list) else [value]
    return found
