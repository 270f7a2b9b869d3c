"""What benchmarks over MiniStack share: the settings of a portal that works on it."""

import os

from stages.local import local_environment


def take_settings(endpoint: str) -> None:
    """Put them into the environment, before the store is imported."""
    port = int(endpoint.rpartition(":")[2])
    os.environ.update(local_environment(8160, port))
    os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    os.environ["EVEN_ANSWER_SECONDS"] = "0"
    os.environ["POWERTOOLS_LOG_LEVEL"] = "CRITICAL"
