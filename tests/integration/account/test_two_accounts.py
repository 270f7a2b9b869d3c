"""Two accounts and four addresses, whatever happens to them: Hypothesis' stateful test."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chalicelib.domain.account import Account
from chalicelib.domain.audit import By
from chalicelib.domain.device import Via
from chalicelib.domain.email_address import address_id
from chalicelib.errors import Conflict, Invalid, NotFound, TooManyRequests, Unauthorized
from chalicelib.services.organizers import move_address
from chalicelib.services.people import (
    account,
    addresses,
    leave,
    removals,
    reset_password,
    set_password,
)
from chalicelib.services.people.authenticate import authenticate
from chalicelib.services.people.sign_in import sign_in
from chalicelib.settings import settings as portal
from chalicelib.store.accounts_table import AccountItem, AccountsTable, AddressItem, OwnerItem
from chalicelib.store.people import accounts
from samples import world
from stages.test import begin
from tests.support.mail import Received, inbox
from tests.support.tables import everything

PEOPLE = ("alice", "charlie")
ADDRESSES = tuple(f"a{number}@school.example" for number in range(4))
PASSWORDS = ("seven old bicycles rusting", "nine wet umbrellas drying")
HERE = "192.0.2.1"

people = st.integers(0, 1)
some_address = st.sampled_from(ADDRESSES)


def stored() -> list[AccountsTable]:
    """All that is in the accounts' table, straight from the embedded AWS's memory."""
    return [AccountsTable.from_raw_data(item) for item in everything()[portal().accounts_table]]


class TwoAccounts(RuleBasedStateMachine):
    """Alice has the first address, Charlie the second; the others are registered and nobody's."""

    def __init__(self) -> None:
        super().__init__()
        begin()
        self.now = datetime.now(UTC)
        self.spent: list[Callable[[], object]] = []
        self.over: list[str] = []
        self.signed_in: dict[str, str] = {}
        self.mailed: list[tuple[str, str, Received]] = []
        self.ids = list(PEOPLE)
        for person, address in zip(PEOPLE, ADDRESSES, strict=False):
            world.enrol(person, person.title(), address)

    def account(self, number: int) -> Account | None:
        """One of the accounts that are there now."""
        held = {item.pk.removeprefix("ACCOUNT#") for item in stored() if type(item) is AccountItem}
        there = [person for person in self.ids if person in held]
        return accounts.load(there[number % len(there)]) if there else None

    def later(self) -> datetime:
        """Two hours on: no throttle holds, a password link is over, a code is not."""
        self.now += timedelta(hours=2)
        return self.now

    @rule(person=people, address=some_address)
    def add(self, person: int, address: str) -> None:
        if held := self.account(person):
            with suppress(Invalid):
                addresses.add(held, address, self.later())
                mail = inbox(address)[-1]
                if "code" in mail.subject:  # another account has it: its owner is told instead
                    self.mailed.append((held.id, address, mail))

    @precondition(lambda self: self.mailed)
    @rule(pick=st.integers(0, 9), by_link=st.booleans())
    def verify(self, pick: int, by_link: bool) -> None:
        """By one of the last emails, which may have been overtaken since."""
        person, address, mail = self.mailed[-1 - pick % len(self.mailed)]
        self.later()

        def prove() -> Account:
            held = accounts.load(person)
            if held is None:
                raise NotFound
            if by_link:
                return addresses.verify_by_link(held, mail.token, self.now)
            return addresses.verify_by_code(held, address_id(address), mail.code, self.now)

        owner = accounts.owner_of(address)
        try:
            prove()
        except (NotFound, Invalid, Conflict):
            return
        assert owner in (None, person)
        event("an address was verified")
        self.spent.append(prove)

    @rule(person=people, address=some_address)
    def remove(self, person: int, address: str) -> None:
        if held := self.account(person):
            with suppress(NotFound, Invalid):
                removals.remove(held, address_id(address), self.now)

    @rule(person=people, address=some_address)
    def make_primary(self, person: int, address: str) -> None:
        if held := self.account(person):
            with suppress(NotFound, Invalid):
                addresses.make_primary(held, address_id(address))

    @rule(address=some_address, password=st.sampled_from(PASSWORDS))
    def reset(self, address: str, password: str) -> None:
        world.register(address)
        at, owner = self.later(), accounts.owner_of(address)
        reset_password.ask(address, HERE, at)
        token = inbox(address)[-1].token
        done = set_password.set_password(token, password, None, HERE, at)
        assert owner in (None, done.account.id)
        if owner in self.signed_in:
            self.over.append(self.signed_in.pop(owner))
        self.spent.append(lambda: set_password.set_password(token, password, None, HERE, at))
        assert sign_in(address, password, HERE, at).account.id == done.account.id
        self.signed_in[done.account.id] = done.token
        if owner is None:
            self.ids.append(done.account.id)

    @rule(address=some_address, to=people, close=st.booleans())
    def move(self, address: str, to: int, close: bool) -> None:
        target = self.account(to)
        if target is None:
            return
        try:
            planned = move_address.plan(address, target.id)
        except (NotFound, Conflict):
            return
        if planned.closes and not close:
            return
        move_address.move(planned, By("operator", "asked by mail"), self.later())
        if planned.closes and (token := self.signed_in.pop(planned.source.id, None)):
            self.over.append(token)

    @precondition(lambda self: len(self.spent) > 2)
    @rule(person=people)
    def delete(self, person: int) -> None:
        if held := self.account(person):
            leave.delete(held, self.later())
            if token := self.signed_in.pop(held.id, None):
                self.over.append(token)

    @rule(person=people)
    def sign_out_everywhere(self, person: int) -> None:
        if held := self.account(person):
            account.sign_out_everywhere(held)
            if token := self.signed_in.pop(held.id, None):
                self.over.append(token)

    @invariant()
    def every_address_has_one_owner_and_every_account_an_address(self) -> None:
        items = stored()
        owners = {
            item.pk.removeprefix("EMAIL#"): item.account_id
            for item in items
            if isinstance(item, OwnerItem)
        }
        verified = [
            (item.sk.removeprefix("ADDRESS#"), item.pk.removeprefix("ACCOUNT#"))
            for item in items
            if isinstance(item, AddressItem) and item.verified
        ]
        assert sorted(verified) == sorted(owners.items())
        for item in items:
            if isinstance(item, AccountItem):
                held = accounts.load(item.pk.removeprefix("ACCOUNT#"))
                assert held
                assert held.verified
                assert [a.verified for a in held.addresses if a.primary] == [True]

    @invariant()
    def nothing_used_works_again(self) -> None:
        for again in self.spent[-3:]:
            with pytest.raises((NotFound, Invalid, TooManyRequests)):
                again()
        for token in self.over[-3:]:
            with pytest.raises(Unauthorized):
                authenticate(token, self.now, Via.BEARER)


TestTwoAccounts = TwoAccounts.TestCase
TestTwoAccounts.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking would take minutes
    suppress_health_check=list(HealthCheck),
)
