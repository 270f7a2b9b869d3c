"""Who did what at a conference, as its organizers read it."""

from collections.abc import Iterable

from chalicelib.domain.audit import Entry
from chalicelib.domain.audit_filter import account_of
from chalicelib.domain.email_address import InvalidAddress, address_id, normalise
from chalicelib.domain.public_id import parse
from chalicelib.store.people import accounts

_MOST_NAMED = 12  # accounts that one page looks up; a team is smaller


def ids_of(typed: str) -> frozenset[str]:
    """What entries may call the person, address or certificate that somebody typed."""
    text = typed.strip()
    if (public_id := parse(text)) is not None:
        return frozenset({public_id})
    try:
        normalised = normalise(text)
    except InvalidAddress:
        return frozenset({text})
    owner = accounts.owner_of(normalised)
    account = accounts.load(owner) if owner else None
    held = {one.normalised for one in account.addresses} if account else set()
    return frozenset({*map(address_id, {normalised, *held}), *({owner} if owner else ())})


def actors(entries: Iterable[Entry]) -> dict[str, str]:
    """The addresses of the accounts that acted, by id; one that is gone is left out."""
    ids = dict.fromkeys(account_of(entry.who) for entry in entries)
    ids.pop("", None)
    found = {one: accounts.load(one) for one in list(ids)[:_MOST_NAMED]}
    return {
        one: account.in_order[0].shown
        for one, account in found.items()
        if account is not None and account.addresses
    }
