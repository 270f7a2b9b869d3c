"""Asks the app as the gateway would, and runs its consumer as SQS would."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from chalice.test import Client, HTTPResponse

from chalicelib.aws import clients
from chalicelib.settings import settings

MAX_BATCH = 5


class Portal:
    """One visitor: a client with, once signed in, an access token."""

    def __init__(self, app: Any) -> None:
        self.client = Client(app)
        self.token = ""

    def call(self, method: str, path: str, body: Any = None, raw: bytes | None = None) -> Answer:
        """A /v1 call with the visitor's token."""
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        data = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        response = self.client.http.request(method, path, headers=headers, body=data)
        return Answer(response)

    def sign_in(self, email: str, password: str) -> Answer:
        """Sign in and keep the token."""
        answer = self.call("POST", "/v1/sign-in", {"email": email, "password": password})
        if answer.status == 200:
            self.token = answer.json["token"]
        return answer

    def prove(self, password: str) -> Answer:
        """Prove that it is the person, for ten minutes."""
        return self.call("POST", "/v1/account/proof", {"password": password})

    def claim(self, conference_id: str, *session_ids: str, **dates: str) -> Answer:
        """Select sessions, on top of the version there is."""
        version = self.call("GET", f"/v1/conferences/{conference_id}").json["claim"]["version"]
        selections = [{"session_id": session_id} for session_id in session_ids]
        selections += [{"session_id": s, "attended_on": day} for s, day in dates.items()]
        body = {"version": version, "selections": selections}
        return self.call("PUT", f"/v1/conferences/{conference_id}/claim", body)

    def generate(self, conference_id: str, **body: Any) -> Answer:
        """Press Generate Certificate."""
        return self.call("POST", f"/v1/conferences/{conference_id}/certificates", body)


class Answer:
    """An HTTP answer with its JSON."""

    def __init__(self, response: HTTPResponse) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.body

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def run_imports(app: Any, times: int = 5) -> list[dict[str, Any]]:
    """The same for what organizers wait for: files they uploaded, reissues."""
    return run_consumer(app, times, "imports", settings().imports_queue_url, 1)


def run_consumer(
    app: Any, times: int = 1, name: str = "issue", url: str = "", most: int = MAX_BATCH
) -> list[dict[str, Any]]:
    """Receive batches as the event source would, honouring partial failures; returns the answers."""
    sqs = clients.sqs()
    url = url or settings().certificates_queue_url
    answers = []
    for _ in range(times):
        messages = sqs.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=most,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        ).get("Messages", [])
        if not messages:
            break
        answer = Client(app).lambda_.invoke(name, sqs_event(messages)).payload
        answers.append(answer)
        failed = {item["itemIdentifier"] for item in answer["batchItemFailures"]}
        for message in messages:
            if message["MessageId"] not in failed:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return answers


def sqs_event(messages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The event that Lambda makes of received messages."""
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": message["Attributes"],
                "messageAttributes": {
                    name: {"stringValue": value["StringValue"], "dataType": value["DataType"]}
                    for name, value in message.get("MessageAttributes", {}).items()
                },
                "eventSource": "aws:sqs",
            }
            for message in messages
        ]
    }
