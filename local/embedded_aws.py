"""The embedded AWS: moto's threaded server in this process, made safe."""

import logging
import threading
from typing import Any

from moto.backends import get_backend
from moto.dynamodb.responses import DynamoHandler
from moto.server import ThreadedMotoServer

from stages.local import ACCOUNT, PREFIX, REGION
from stages.quicker_moto import hurry_served

HOST = "127.0.0.1"
QUEUE_NAMES = (
    f"{PREFIX}-certificates-dead",
    f"{PREFIX}-certificates",
    f"{PREFIX}-imports-dead",
    f"{PREFIX}-imports",
    f"{PREFIX}-feedback-dead",
    f"{PREFIX}-feedback",
)
# moto's tables are plain dictionaries: without one lock, concurrent writes get lost.
TABLES_LOCK = threading.RLock()
_READS = {"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems", "DescribeTable"}


class EmbeddedAws:
    """A moto server until the process ends; `writes` counts calls that may have changed a table."""

    def __init__(self, port: int) -> None:
        self.writes = 0
        self._lock_tables()
        hurry_served()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        # A daemon thread: it ends with the process, as does its state.
        ThreadedMotoServer(HOST, port, verbose=False).start()

    def _lock_tables(self) -> None:
        unlocked = DynamoHandler.call_action

        def call_action(handler: Any) -> Any:
            with TABLES_LOCK:
                answer = unlocked(handler)
                if handler._get_action() not in _READS:
                    self.writes += 1
                return answer

        DynamoHandler.call_action = call_action  # type: ignore[method-assign]


def message_waits(queue_name: str) -> bool:
    """Whether a message can be received now, without a call through HTTP."""
    queue = get_backend("sqs")[ACCOUNT][REGION].queues[queue_name]
    return bool(queue.approximate_number_of_messages)
