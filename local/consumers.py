"""What Lambda does with the app's event sources: batches from queues, and schedules."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import boto3
from chalice.app import Chalice, Rate, ScheduledEventConfig, SQSEventConfig
from chalice.local import LambdaContext

from stages.local import ACCOUNT, REGION

_UNIT_SECONDS = {Rate.MINUTES: 60, Rate.HOURS: 3600, Rate.DAYS: 86400}
_POLL_SECONDS = 0.2  # a long poll would hold up the end of the process
_PAUSE_AFTER_ERROR_SECONDS = 1.0
_STOP_SECONDS = 8.0
_log = logging.getLogger("local")


class Consumers:
    """One thread for each queue and schedule the app declares, until `stop`."""

    def __init__(self, app: Chalice, waits: Callable[[str], bool]) -> None:
        """Raises ClientError when the app listens to a queue that does not exist.

        `waits` tells, without a call to AWS, whether a queue has a message to be received.
        """
        self._waits = waits
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        for source in app.event_sources:
            name = source.handler_string.rpartition(".")[2]
            run = self._runner(source, app.handler_map[name])
            self._threads.append(threading.Thread(target=run, name=name, daemon=True))

    def start(self) -> None:
        """Begin to receive."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each finish what it has in hand, some seconds at most for all of them together."""
        self._stopping.set()
        until = time.monotonic() + _STOP_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _runner(self, source: Any, handler: Callable[..., Any]) -> Callable[[], None]:
        if isinstance(source, SQSEventConfig) and source.queue:
            queue = Queue(source.queue, source.batch_size, handler)
            return lambda: self._repeat(lambda: self._serve(queue), _POLL_SECONDS)
        if isinstance(source, ScheduledEventConfig):
            rate = source.schedule_expression
            if not isinstance(rate, Rate):
                raise TypeError(f"The local portal knows rates alone, not {rate!r}.")
            seconds = rate.value * _UNIT_SECONDS[rate.unit]
            return lambda: self._repeat(lambda: handler(_schedule_event(), _context()), seconds)
        raise TypeError(f"The local portal cannot feed {type(source).__name__}.")

    def _serve(self, queue: "Queue") -> bool:
        # An idle portal would spend a tenth of a core on asking.
        return self._waits(queue.name) and queue.serve_batch()

    def _repeat(self, work: Callable[[], Any], every_seconds: float) -> None:
        more_waits = False
        while not self._stopping.wait(0 if more_waits else every_seconds):
            try:
                more_waits = bool(work())
            except Exception:
                # Lambda would be invoked again as well: the next round comes.
                _log.exception("%s failed", threading.current_thread().name)
                more_waits = False
                self._stopping.wait(_PAUSE_AFTER_ERROR_SECONDS)


class Queue:
    """A queue as its consumer sees it, with partial batch failures."""

    def __init__(self, name: str, batch_size: int, handler: Callable[..., Any]) -> None:
        self._sqs = boto3.client("sqs")
        self.name, self._batch_size, self._handler = name, batch_size, handler
        self._url = self._sqs.get_queue_url(QueueName=name)["QueueUrl"]

    def serve_batch(self) -> bool:
        """Hand over a batch and delete what succeeded; False when nothing waits.

        What fails stays hidden for the queue's visibility time-out, or as long as the consumer
        asked; the queue's redrive policy moves it to the dead-letter queue in the end.
        """
        messages = self._sqs.receive_message(
            QueueUrl=self._url,
            MaxNumberOfMessages=min(self._batch_size, 10),
            MessageSystemAttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if not messages:
            return False
        records = [_record(message, self.name) for message in messages]
        answer = self._handler({"Records": records}, _context())
        failed = {one["itemIdentifier"] for one in (answer or {}).get("batchItemFailures", ())}
        for message in messages:
            if message["MessageId"] not in failed:
                self._sqs.delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        return True


def _record(message: Any, queue_name: str) -> dict[str, Any]:
    """The record that Lambda makes of a received message."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "md5OfBody": message["MD5OfBody"],
        "attributes": message["Attributes"],
        "messageAttributes": {
            name: {"stringValue": value["StringValue"], "dataType": value["DataType"]}
            for name, value in message.get("MessageAttributes", {}).items()
            if "StringValue" in value
        },
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{queue_name}",
        "awsRegion": REGION,
    }


def _schedule_event() -> dict[str, Any]:
    return {
        "version": "0",
        "id": "local",
        "account": ACCOUNT,
        "region": REGION,
        "time": "",
        "source": "aws.events",
        "detail-type": "Scheduled Event",
        "detail": {},
        "resources": [],
    }


def _context() -> LambdaContext:
    return LambdaContext("local", memory_size=1024, max_runtime_ms=120_000)
