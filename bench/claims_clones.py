"""Attendees that the services made, one of each kind, and thousands who differ from them in who they are.

The services take 60 ms of a processor for each; their items with other ids take a twentieth of that.
"""

import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.importing.progress import parts

CONFERENCE, TICKED = "spring", 12
_AT_ONCE, _THREADS = 25, 2
_SESSION = re.compile(r"\bs(\d{3})\b")
_TICKS = frozenset({"ticks", "selections", "issued"})
_TIMES = frozenset({"saved_at", "issued_at", "round_at", "queued_at", "at"})
Raw = dict[str, dict[str, Any]]


class Person(NamedTuple):
    """What tells one attendee's items from another's; `public_id` is "" without a certificate."""

    account_id: str
    address: str
    name: str
    public_id: str = ""


class Kind(NamedTuple):
    """Somebody whom the services made: what is stored of them, by table."""

    person: Person
    items: Mapping[str, list[Raw]]


class Clone(NamedTuple):
    """Somebody as a kind is: everything so many hours earlier, each session so many places further."""

    kind: Kind
    person: Person
    hours: int = 0
    turn: int = 0


def person(number: int, *, certified: bool = False) -> Person:
    """The attendee of that number."""
    from chalicelib.domain.public_id import new_public_id

    address = f"person{number}@school{number % 300}.example"
    public_id = new_public_id() if certified else ""
    return Person(f"person{number}", address, f"Pat Doe {number}", public_id)


def make(name: str, *, claims: bool = False, report: str = "") -> Kind:
    """Somebody with an account, by the services; with a claim, and with a certificate whose email came
    to what SES's `report` says.
    """
    from samples import world

    of = Person(f"template-{name}", f"{name}@template.example", f"Template {name.title()}")
    world.enrol(of.account_id, of.name, of.address)
    world.register(of.address, type="full", name=of.name)
    if claims:
        of = of._replace(public_id=_claimed(of, report))
    return Kind(of, _stored(of))


def write(clones: Iterable[Clone], sessions: int) -> None:
    """Store everybody, at a conference with so many sessions."""
    import boto3

    client: Any = boto3.client("dynamodb")
    items = (
        (table, _cloned(item, clone, _ids(clone), sessions))
        for clone in clones
        for table, found in clone.kind.items.items()
        for item in found
    )
    with ThreadPoolExecutor(_THREADS) as pool:
        for _ in pool.map(lambda part: _put(client, part), parts(list(items), _AT_ONCE)):
            pass


def _claimed(of: Person, report: str) -> str:
    """The public ID of the certificate, "" where there is none."""
    from chalicelib.domain.selections import Requested
    from chalicelib.services.certificates.generate import generate
    from chalicelib.services.claims.open_conference import open_conference
    from chalicelib.services.claims.save_claim import save_claim
    from chalicelib.store.people import accounts

    now = datetime.now(UTC)
    account = accounts.load(of.account_id)
    if account is None:
        raise LookupError(of.account_id)
    opened = open_conference(account, CONFERENCE, now)
    requested = [Requested(f"s{place * 7:03}") for place in range(TICKED)]
    opened = save_claim(opened, 0, requested, now)
    if not report:
        return ""
    generate(opened, None, None, now)
    return _sent(of, report)


def _sent(of: Person, report: str) -> str:
    """The consumer's part, and SES's report; returns the public ID."""
    from app import app
    from chalicelib.domain.feedback import Report
    from chalicelib.services.mail.feedback import Tags, take_report
    from chalicelib.store.claims import claims
    from local.consumers import Queue
    from stages.local import PREFIX

    Queue(f"{PREFIX}-certificates", 1, app.handler_map["issue"]).serve_batch()
    held = claims.at_conference(of.account_id, CONFERENCE)
    [certificate], [delivery] = held.certificates, held.deliveries
    now, kind = datetime.now(UTC), "Permanent" if report == "Bounce" else ""
    told = Report(report, delivery.message_id, now, now, kind, "General" if kind else "")
    take_report(told, Tags(certificate.public_id, 1, delivery.address_id), now)
    return certificate.public_id


def _stored(of: Person) -> dict[str, list[Raw]]:
    """Registrations apart, which all 10,000 have."""
    import boto3

    from chalicelib.settings import settings
    from chalicelib.store.keys import REGISTRATIONS, account_key, email_key, snapshot_key

    client: Any = boto3.client("dynamodb")

    def held(table: str, *partitions: str) -> list[Raw]:
        return [
            item
            for pk in partitions
            for item in client.query(
                TableName=table,
                KeyConditionExpression="pk = :pk",
                ExpressionAttributeValues={":pk": {"S": pk}},
            )["Items"]
            if not item["sk"]["S"].startswith(REGISTRATIONS)
        ]

    of_account = account_key(of.account_id)
    found = {
        settings().accounts_table: held(
            settings().accounts_table, of_account, email_key(of.address)
        )
    }
    certificate = (snapshot_key(of.public_id),) if of.public_id else ()
    return found | {
        settings().claims_table: held(settings().claims_table, of_account, *certificate)
    }


def _ids(clone: Clone) -> list[tuple[str, str]]:
    """What to write in place of what."""
    from chalicelib.domain.email_address import address_id

    was, of = clone.kind.person, clone.person
    pairs = [(address_id(was.address), address_id(of.address)), *zip(was, of, strict=True)]
    return [(old, new) for old, new in pairs if old]


def _cloned(item: Raw, clone: Clone, ids: list[tuple[str, str]], sessions: int) -> Raw:
    from chalicelib.store.shards import conference_shard

    found = {name: _other(held, ids) for name, held in item.items()}
    for name in found.keys() & _TIMES:
        found[name] = {"S": _earlier(found[name]["S"], clone.hours)}
    for name in found.keys() & _TICKS:
        text = _SESSION.sub(
            lambda each: f"s{(int(each[1]) + clone.turn) % sessions:03}", found[name]["S"]
        )
        found[name] = {"S": text}
    if "conference_shard" in found:
        found["conference_shard"] = {"S": conference_shard(CONFERENCE, clone.person.account_id)}
    return found


def _other(held: dict[str, Any], ids: list[tuple[str, str]]) -> dict[str, Any]:
    if "B" in held:  # a snapshot
        return {"B": zlib.compress(_replaced(zlib.decompress(held["B"]).decode(), ids).encode())}
    return {"S": _replaced(held["S"], ids)} if "S" in held else held


def _replaced(text: str, ids: list[tuple[str, str]]) -> str:
    for old, new in ids:
        text = text.replace(old, new)
    return text


def _earlier(text: str, hours: int) -> str:
    """As PynamoDB writes a time."""
    at = datetime.fromisoformat(text) - timedelta(hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M:%S.%f%z")


def _put(client: Any, part: Sequence[tuple[str, Raw]]) -> None:
    asked: dict[str, list[Any]] = {}
    for table, item in part:
        asked.setdefault(table, []).append({"PutRequest": {"Item": item}})
    answer = client.batch_write_item(RequestItems=asked)
    if answer["UnprocessedItems"]:
        raise OSError(json.dumps(answer["UnprocessedItems"], default=str)[:200])
