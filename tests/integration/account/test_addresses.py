"""Adding, proving, ordering and removing the addresses of an account."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.domain.email_address import address_id, normalise
from chalicelib.services.people import addresses, verification_mail
from chalicelib.store.people import accounts
from samples import world
from tests.support import limits
from tests.support.client import Answer, Portal
from tests.support.mail import inbox, last_to

SCHOOL, HOME = world.ALICE, "alice.a@home.example"


def listed(answer: Answer) -> dict[str, dict[str, Any]]:
    return {address["address"]: address for address in answer.json["addresses"]}


def add(portal: Portal, address: str) -> Answer:
    return portal.call("POST", "/v1/account/addresses", {"address": address})


def verify(portal: Portal, address: str, code: str) -> Answer:
    path = f"/v1/account/addresses/{address_id(normalise(address))}/verification"
    return portal.call("POST", path, {"code": code})


def test_an_added_address_counts_once_its_code_is_entered(alice: Portal) -> None:
    world.hold(world.spring(id="fall", name="Fall"))
    world.register(HOME, "fall")
    added = add(alice, "Alice.A@Home.example")
    assert added.status == 202
    assert not listed(added)["Alice.A@Home.example"]["verified"]
    conferences = alice.call("GET", "/v1/conferences").json["conferences"]
    assert {conference["id"] for conference in conferences} == {"spring"}

    verified = verify(alice, HOME, last_to("Alice.A@home.example").code)
    assert verified.status == 200
    assert listed(verified)["Alice.A@Home.example"]["verified"]
    conferences = alice.call("GET", "/v1/conferences").json["conferences"]
    assert {conference["id"] for conference in conferences} == {"spring", "fall"}
    alice.claim("fall", "opening")
    assert set(alice.generate("fall").json["recipients"]) == {SCHOOL, "Alice.A@Home.example"}


def test_the_other_addresses_are_told_of_a_new_one(alice: Portal) -> None:
    add(alice, HOME)
    verify(alice, HOME, last_to(HOME).code)
    assert "alice.a@home.example was added" in last_to(SCHOOL).text
    assert "alice.a@home.example was added" not in last_to(HOME).text


def test_the_link_proves_the_address_in_the_account_that_added_it(
    alice: Portal, charlie: Portal
) -> None:
    add(alice, HOME)
    token = last_to(HOME).token
    assert charlie.call("POST", "/v1/account/verification", {"token": token}).status == 404
    answer = alice.call("POST", "/v1/account/verification", {"token": token})
    assert listed(answer)[HOME]["verified"]


def test_a_link_or_code_works_once(alice: Portal) -> None:
    add(alice, HOME)
    mail = last_to(HOME)
    assert alice.call("POST", "/v1/account/verification", {"token": mail.token}).status == 200
    assert alice.call("POST", "/v1/account/verification", {"token": mail.token}).status == 404
    assert verify(alice, HOME, mail.code).status == 422


def test_only_the_newest_mail_counts(alice: Portal) -> None:
    add(alice, HOME)
    first = last_to(HOME)
    again = alice.call("POST", f"/v1/account/addresses/{address_id(HOME)}/mail")
    assert again.status == 202
    assert alice.call("POST", "/v1/account/verification", {"token": first.token}).status == 404
    assert verify(alice, HOME, last_to(HOME).code).status == 200


def test_a_code_expires(alice: Portal) -> None:
    add(alice, HOME)
    account = accounts.load("alice")
    assert account
    later = datetime.now(UTC) + verification_mail.LASTS + timedelta(minutes=1)
    with pytest.raises(addresses.Invalid, match="expired"):
        addresses.verify_by_code(account, address_id(HOME), last_to(HOME).code, later)
    with pytest.raises(addresses.NotFound):
        addresses.verify_by_link(account, last_to(HOME).token, later)


def test_codes_cannot_be_guessed_through(alice: Portal) -> None:
    add(alice, HOME)
    code = last_to(HOME).code
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(addresses.CODE_TRIES):
        assert verify(alice, HOME, wrong).status == 422
    limits.forget("code", "alice")  # however long she waits, this code has been tried too often
    assert verify(alice, HOME, code).status == 422
    assert not listed(alice.call("GET", "/v1/account"))[HOME]["verified"]


@pytest.mark.usefixtures("one_window")
def test_wrong_codes_slow_an_account_down(alice: Portal) -> None:
    add(alice, HOME)
    for _ in range(limits.most("code")):
        verify(alice, HOME, "no code")
    refused = verify(alice, HOME, last_to(HOME).code)
    assert refused.status == 429
    assert int(refused.headers["Retry-After"]) > 0


def test_an_account_has_at_most_ten_addresses(alice: Portal) -> None:
    for number in range(9):
        limits.forget("mail-account", "alice")
        assert add(alice, f"a{number}@home.example").status == 202
    refused = add(alice, "one.more@home.example")
    assert refused.status == 422
    assert refused.json["errors"][0]["code"] == "too_many"
    assert inbox("one.more@home.example") == []


def test_primary_moves_and_only_to_a_verified_address(alice: Portal) -> None:
    add(alice, HOME)
    path = f"/v1/account/addresses/{address_id(HOME)}/primary"
    assert alice.call("POST", path).status == 422
    verify(alice, HOME, last_to(HOME).code)
    moved = listed(alice.call("POST", path))
    assert moved[HOME]["primary"]
    assert not moved[SCHOOL]["primary"]


def test_the_last_verified_address_stays(alice: Portal) -> None:
    add(alice, HOME)
    answer = alice.call("DELETE", f"/v1/account/addresses/{address_id(SCHOOL)}")
    assert answer.status == 422
    assert answer.json["errors"][0]["code"] == "last_verified"
    assert set(listed(alice.call("GET", "/v1/account"))) == {SCHOOL, HOME}


def test_a_removed_address_is_free_and_connects_nothing(alice: Portal, charlie: Portal) -> None:
    add(alice, HOME)
    verify(alice, HOME, last_to(HOME).code)
    left = alice.call("DELETE", f"/v1/account/addresses/{address_id(SCHOOL)}")
    assert list(listed(left)) == [HOME]
    assert listed(left)[HOME]["primary"]
    assert alice.call("GET", "/v1/conferences").json["conferences"] == []
    assert "was removed" in last_to(SCHOOL).text
    assert "was removed" in last_to(HOME).text

    add(charlie, SCHOOL)
    assert verify(charlie, SCHOOL, last_to(SCHOOL).code).status == 200


def test_an_address_that_returned_mail_can_be_proved_again(alice: Portal) -> None:
    from chalicelib.store.accounts_table import AddressItem
    from chalicelib.store.keys import account_key, address_key

    item = AddressItem(account_key("alice"), address_key(SCHOOL))
    item.update([AddressItem.deliverable.set(False)])
    assert alice.call("POST", f"/v1/account/addresses/{address_id(SCHOOL)}/mail").status == 202
    answer = verify(alice, SCHOOL, last_to(SCHOOL).code)
    assert listed(answer)[SCHOOL]["deliverable"]


def test_a_verified_address_needs_no_mail(alice: Portal) -> None:
    answer = alice.call("POST", f"/v1/account/addresses/{address_id(SCHOOL)}/mail")
    assert answer.status == 422
    assert inbox() == []


@pytest.mark.parametrize(
    "what", ["", "not an address", "alice@", "a\r\nBcc: x@y.example@z.example"]
)
def test_what_is_no_address_is_refused_and_changes_nothing(alice: Portal, what: str) -> None:
    before = alice.call("GET", "/v1/account").json
    answer = add(alice, what)
    assert answer.status == 422
    assert answer.json["errors"][0]["field"] == "address"
    assert alice.call("GET", "/v1/account").json == before
    assert inbox() == []
