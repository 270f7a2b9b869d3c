"""What happened to emails to an account's addresses: part of each address's item, deleted with it."""

import json
from datetime import UTC, datetime
from typing import Any

from pynamodb.expressions.update import Action

from chalicelib.domain.feedback import Mailbox, Report, noted
from chalicelib.domain.mail_outcome import MailOutcome
from chalicelib.domain.returned import Returned
from chalicelib.errors import Unavailable
from chalicelib.store.accounts_table import AddressItem
from chalicelib.store.keys import account_key, address_key
from chalicelib.store.tables import change_if, find

_TRIES = 5  # reports on several emails to one address may meet; each try is a read and a write
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def note(account_id: str, normalised: str, report: Report, outcome: MailOutcome) -> None:
    """Keep a report with the address it is about; nothing happens when the account no longer has it.

    Raises Unavailable if others kept changing the address.
    """
    for _ in range(_TRIES):
        item = _item(account_id, normalised)
        if item is None:
            return
        before = _read(item)
        after = noted(before, report, outcome)
        if after == before or _replaced(item, after):
            return
    raise Unavailable("The address is being changed. Try again.")


def cleared(now: datetime) -> list[Action]:
    """The changes to an address's item that go with verifying it: it may be sent email again.

    Reports about emails sent before `now` no longer count.
    """
    return [
        AddressItem.deliverable.set(True),
        AddressItem.soft_bounces.set(0),
        AddressItem.mailbox.remove(),
        AddressItem.confirmed_at.set(now),
    ]


def why_returned(item: AddressItem) -> Returned | None:
    """Why email to an address came back; None where nothing says that it did."""
    return _read(item).returned if item.mailbox or not item.deliverable else None


def _item(account_id: str, normalised: str) -> AddressItem | None:
    return find(AddressItem, account_key(account_id), address_key(normalised))


def _read(item: AddressItem) -> Mailbox:
    stored: dict[str, Any] = json.loads(item.mailbox) if item.mailbox else {}
    ended = stored.get("ended_at")
    # Undeliverable before anything was noted here, on another account for one: it stays so.
    before = None if item.deliverable or item.mailbox else _LONG_AGO
    return Mailbox(
        verdicts={
            mail: (datetime.fromisoformat(sent_at), MailOutcome(verdict))
            for mail, (sent_at, verdict) in stored.get("verdicts", {}).items()
        },
        causes=stored.get("causes", {}),
        ended_at=datetime.fromisoformat(ended) if ended else before,
        confirmed_at=item.confirmed_at,
    )


def _replaced(item: AddressItem, after: Mailbox) -> bool:
    unchanged = (
        AddressItem.mailbox == item.mailbox
        if item.mailbox
        else AddressItem.mailbox.does_not_exist()
    ) & (
        AddressItem.confirmed_at == item.confirmed_at
        if item.confirmed_at
        else AddressItem.confirmed_at.does_not_exist()
    )
    verdicts = {mail: (at.isoformat(), kind) for mail, (at, kind) in after.verdicts.items()}
    stored = {
        "ended_at": after.ended_at.isoformat() if after.ended_at else None,
        "verdicts": verdicts,
        "causes": dict(after.causes),
    }
    return change_if(
        AddressItem(item.pk, item.sk),
        [
            AddressItem.mailbox.set(json.dumps(stored)),
            AddressItem.deliverable.set(after.deliverable),
            AddressItem.soft_bounces.set(after.soft_bounces),
        ],
        AddressItem.pk.exists() & unchanged,
    )
