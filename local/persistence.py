"""The embedded AWS's state on disk, when DATA_DIR is set.

Saved within about a second of a change and once more at the end: `kill -9` loses at most what
happened since. Kept: tables, the bucket, and queued messages (their receive counts begin anew).
"""

import base64
import fcntl
import json
import logging
import os
import threading
import time
from pathlib import Path
from typing import Any

import boto3
from moto.backends import get_backend

from local.embedded_aws import QUEUE_NAMES, TABLES_LOCK, EmbeddedAws
from stages.local import ACCOUNT, REGION

_BYTES = "base64"
_BATCH = 25  # what BatchWriteItem takes
_REST = 10  # the saver rests ten times as long as it took, so that it never takes over
_log = logging.getLogger("local")


class DataDirInUse(RuntimeError):
    """Another local portal keeps its state there."""


class Persistence:
    """Keeps the state in `folder`: state.json and bucket/."""

    def __init__(self, folder: Path, aws: EmbeddedAws, bucket: str) -> None:
        """Raises DataDirInUse."""
        folder.mkdir(parents=True, exist_ok=True)
        self._state, self._objects = folder / "state.json", folder / "bucket"
        self._aws, self._bucket = aws, bucket
        self._saved_writes = -1
        self._saved_objects: dict[str, str] = {}  # key → ETag
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_saving, name="saver", daemon=True)
        self._lock = (folder / "lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise DataDirInUse(f"Another local portal keeps its data in {folder}.") from None

    def load(self) -> bool:
        """Put back what was saved; False when nothing was."""
        if not self._state.exists():
            return False
        state = json.loads(self._state.read_text(), object_hook=_from_json)
        for table, items in state["tables"].items():
            _write_items(table, items)
        sqs = boto3.client("sqs")
        for name, messages in state["queues"].items():
            url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
            for message in messages:
                sqs.send_message(QueueUrl=url, **message)
        s3 = boto3.client("s3")
        for path in self._objects.rglob("*"):
            if path.is_file():
                key = path.relative_to(self._objects).as_posix()
                s3.put_object(Bucket=self._bucket, Key=key, Body=path.read_bytes())
        return True

    def start(self) -> None:
        """Begin to save."""
        self._thread.start()

    def stop(self) -> None:
        """Save what is left; call it when nobody writes any more."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
        self._save()
        self._lock.close()

    def _keep_saving(self) -> None:
        rest = 1.0
        while not self._stopping.wait(rest):
            if self._aws.writes != self._saved_writes:
                started = time.monotonic()
                try:
                    self._save()
                except Exception:
                    _log.exception("the state could not be saved")
                rest = max(1.0, (time.monotonic() - started) * _REST)

    def _save(self) -> None:
        """The tables first, as one moment has them; then the objects that they may name."""
        with TABLES_LOCK:
            writes = self._aws.writes
            tables = _tables()
        state = {"tables": tables, "queues": _queues()}
        self._save_objects()
        _replace(self._state, json.dumps(state, default=_to_json).encode())
        self._saved_writes = writes

    def _save_objects(self) -> None:
        s3 = boto3.client("s3")
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket)
        for entry in (entry for page in pages for entry in page.get("Contents", ())):
            key, etag = entry["Key"], entry["ETag"]
            if self._saved_objects.get(key) == etag:
                continue
            path = self._objects / key
            if not path.resolve().is_relative_to(self._objects.resolve()):
                raise ValueError(f"The object {key} would be saved outside of {self._objects}.")
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, s3.get_object(Bucket=self._bucket, Key=key)["Body"].read())
            self._saved_objects[key] = etag


def _tables() -> dict[str, list[Any]]:
    """Items as batch_write_item takes them."""
    backend = get_backend("dynamodb")[ACCOUNT][REGION]
    return {
        name: [
            {key: value.to_regular_json() for key, value in item.attrs.items()}
            for item in table.all_items()
        ]
        for name, table in backend.tables.items()
    }


def _queues() -> dict[str, list[Any]]:
    """Messages as send_message takes them, those in flight and delayed included."""
    backend = get_backend("sqs")[ACCOUNT][REGION]
    return {
        name: [_message(message) for message in list(backend.get_queue(name)._messages)]
        for name in QUEUE_NAMES
    }


def _message(message: Any) -> dict[str, Any]:
    attributes = {
        name: {key: value[key] for key in ("DataType", "StringValue") if key in value}
        for name, value in message.message_attributes.items()
    }
    return {"MessageBody": message.body, "MessageAttributes": attributes}


def _write_items(table: str, items: list[Any]) -> None:
    dynamodb = boto3.client("dynamodb")
    for at in range(0, len(items), _BATCH):
        puts = [{"PutRequest": {"Item": item}} for item in items[at : at + _BATCH]]
        dynamodb.batch_write_item(RequestItems={table: puts})  # type: ignore[dict-item]


def _to_json(value: object) -> dict[str, str]:
    """JSON has no bytes."""
    if isinstance(value, bytes):
        return {_BYTES: base64.b64encode(value).decode()}
    raise TypeError(f"{type(value).__name__} cannot be saved.")


def _from_json(found: dict[str, Any]) -> Any:
    return base64.b64decode(found[_BYTES]) if found.keys() == {_BYTES} else found


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, whenever the process ends."""
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
