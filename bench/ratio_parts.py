"""An attendee at the portal and the consumer of their certificates, called as Lambda calls them."""

import json
from pathlib import Path
from typing import Any

from bench.rush_parts import CONFERENCE, PASSWORD, address_of


def consume_one(path: str) -> None:
    """What a fresh instance does: load the app, and make and send one certificate."""
    consume(json.loads(Path(path).read_text()))


def consume(event: dict[str, Any]) -> None:
    from chalice.local import LambdaContext

    from app import app

    context = LambdaContext("issue", 512, max_runtime_ms=120_000)
    assert app.handler_map["issue"](event, context) == {"batchItemFailures": []}


def generated(number: int) -> dict[str, Any]:
    """The event of a certificate of 12 sessions that an attendee asked for."""
    from chalicelib.aws import clients
    from chalicelib.settings import settings

    Signed(number).generate()
    url = settings().certificates_queue_url
    [message] = clients.sqs().receive_message(QueueUrl=url, MessageAttributeNames=["All"])[
        "Messages"
    ]
    clients.sqs().delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "0"},
                "messageAttributes": {
                    name: {"stringValue": value["StringValue"], "dataType": value["DataType"]}
                    for name, value in message.get("MessageAttributes", {}).items()
                },
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:ceu-local-certificates",
                "awsRegion": "us-east-1",
            }
        ]
    }


class Signed:
    """An attendee at the portal."""

    def __init__(self, number: int) -> None:
        from chalice.test import Client

        from app import app

        self._client = Client(app)
        self._headers = {"Content-Type": "application/json"}
        body = {"email": address_of(number), "password": PASSWORD}
        self._headers["Authorization"] = f"Bearer {self._ask('POST', '/v1/sign-in', body)['token']}"

    def open(self) -> Any:
        return self._ask("GET", f"/v1/conferences/{CONFERENCE}")

    def generate(self) -> None:
        days = self.open()["days"]
        chosen = [{"session_id": s["id"]} for day in days for s in day["sessions"]][:12]
        path = f"/v1/conferences/{CONFERENCE}"
        self._ask("PUT", f"{path}/claim", {"version": 0, "selections": chosen})
        self._ask("POST", f"{path}/certificates", {})

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        data = b"" if body is None else json.dumps(body).encode()
        answer = self._client.http.request(method, path, headers=self._headers, body=data)
        assert answer.status_code < 300, answer.body
        return json.loads(answer.body)
