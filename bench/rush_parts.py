"""The parts of a rush, each in a process of its own: what is stored before, a portal, a consumer."""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Any

PASSWORD = "counselors meet in march"
CONFERENCE = "rush"
SESSIONS = 40
SAVES = 12
MISTYPES = 10  # one in so many
AGE_EVERY_SECONDS = 1.0


def address_of(number: int) -> str:
    return f"attendee{number}@school.example"


def prepare(attendees: int) -> None:
    """Tables, queues and bucket; a conference that is over; everybody registered, with a password."""
    import boto3

    from chalicelib.aws import clients
    from chalicelib.settings import settings
    from chalicelib.store.accounts_table import AccountsTable
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.conferences_table import ConferenceTable
    from stages.local import PREFIX, REGION

    for model in (AccountsTable, CertificateItem, ConferenceTable):
        model.create_table(wait=True)
    for name in ("certificates-dead", "certificates"):
        boto3.client("sqs", region_name=REGION).create_queue(QueueName=f"{PREFIX}-{name}")
    clients.s3().create_bucket(Bucket=settings().documents_bucket)
    clients.ses().create_email_identity(EmailIdentity=settings().mail_from)
    _people(attendees)


def _people(attendees: int) -> None:
    from chalicelib.domain.registration import Registration
    from chalicelib.services.people.password_hashes import hash_password
    from chalicelib.store.people import imported_accounts, registering
    from samples import world

    conference = world.spring(id=CONFERENCE, name="The Rush", ends_on=world.FIRST_DAY)
    slots = [world.session(f"s{n:02}", at=f"{8 + n // 4:02}:{n % 4 * 15:02}", minutes=15)
             for n in range(SESSIONS)]  # fmt: skip
    world.hold(conference, tuple(slots))
    hashed = hash_password(PASSWORD)
    for number in range(attendees):
        shown = [(address_of(number), True)]
        imported_accounts.save(f"a{number}", f"Attendee {number}", shown, hashed, world.NOW)
    held = {address_of(n): (Registration(CONFERENCE, type="full"),) for n in range(attendees)}
    registering.register(CONFERENCE, held)


def consume(stop: Any, seen: Any) -> None:
    """A consumer's instance: batches of five, one after another; tells how old the oldest was."""
    from app import app
    from local.consumers import Queue
    from stages.local import PREFIX

    handler = app.handler_map["issue"]
    told = 0.0

    def timed(event: Any, context: Any) -> Any:
        nonlocal told
        sent = min(int(r["attributes"]["SentTimestamp"]) for r in event["Records"]) / 1000
        if time.monotonic() - told > AGE_EVERY_SECONDS:
            told = time.monotonic()
            seen.put(("age", time.time() - sent))
        return handler(event, context)

    queue = Queue(f"{PREFIX}-certificates", 5, timed)
    while not stop.is_set():
        if not queue.serve_batch():
            time.sleep(0.05)


def visit(numbers: Any, at_once: int, seen: Any) -> None:
    """A portal's instance with its share of the attendees, of whom `at_once` are under way."""
    portal = _Portal()
    waiting = iter(numbers)
    under_way = [portal.attend(n) for n in islice(waiting, at_once)]
    while under_way:
        slept = time.monotonic()
        for attendee in list(under_way):
            if next(attendee, None) is None:
                under_way.remove(attendee)
                number = next(waiting, None)
                if number is not None:
                    under_way.append(portal.attend(number))
        # Nobody looks more than once a second: a quick round waits for the next second.
        if portal.only_polled:
            time.sleep(max(0.0, 0.2 - (time.monotonic() - slept)))
        portal.only_polled = True
    result = {
        "milliseconds": dict(portal.times),
        "answers": portal.answers,
        "to_sent": portal.to_sent,
    }
    seen.put(("done", result))


class _Portal:
    """The app as the gateway calls it, with what was measured."""

    def __init__(self) -> None:
        from chalice.test import Client

        from app import app

        self._client = Client(app)
        self.times: dict[str, list[float]] = defaultdict(list)
        self.answers: Counter[str] = Counter()
        self.to_sent: list[float] = []
        self.only_polled = True

    def attend(self, number: int) -> Iterator[bool]:
        """One attendee; each step is one request. Ends when their certificate was sent."""
        token = ""
        if number % MISTYPES == 0:
            self._ask("mistyped", "POST", "/v1/sign-in", "", self._who(number, "mistyped password"))
            yield True
        while not token:
            answer = self._ask("sign in", "POST", "/v1/sign-in", "", self._who(number, PASSWORD))
            token = answer.get("token", "")
            yield True
        self._ask("list", "GET", "/v1/conferences", token)
        yield True
        page = self._ask("open", "GET", f"/v1/conferences/{CONFERENCE}", token)
        yield True
        claim, chosen = page["claim"], [s["id"] for d in page["days"] for s in d["sessions"]]
        for count in range(1, SAVES + 1):
            selections = [{"session_id": session_id} for session_id in chosen[:count]]
            body = {"version": claim["version"], "selections": selections}
            claim = self._ask("save", "PUT", f"/v1/conferences/{CONFERENCE}/claim", token, body)
            yield True
        began = time.monotonic()
        path = f"/v1/conferences/{CONFERENCE}/certificates"
        made = self._ask("generate", "POST", path, token, {})
        yield True
        yield from self._until_sent(made["id"], token, began)

    def _until_sent(self, certificate_id: str, token: str, began: float) -> Iterator[bool]:
        looked = 0.0
        while True:
            if time.monotonic() - looked >= timedelta(seconds=1).total_seconds():
                looked = time.monotonic()
                found = self._ask("poll", "GET", f"/v1/certificates/{certificate_id}", token)
                if found["status"] in ("sent", "failed"):
                    self.to_sent.append(time.monotonic() - began)
                    return
            yield True

    def _who(self, number: int, password: str) -> dict[str, str]:
        return {"email": address_of(number), "password": password}

    def _ask(self, name: str, method: str, path: str, token: str, body: Any = None) -> Any:
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        data = b"" if body is None else json.dumps(body).encode()
        began = time.perf_counter()
        answer = self._client.http.request(method, path, headers=headers, body=data)
        self.times[name].append((time.perf_counter() - began) * 1000)
        self.answers[str(answer.status_code)] += 1
        self.only_polled = self.only_polled and name == "poll"
        return json.loads(answer.body) if answer.body else {}
