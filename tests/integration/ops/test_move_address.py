"""`move-address`: one person, two accounts."""

from chalicelib.domain.audit import parse
from chalicelib.domain.grant import EVERY, Role
from chalicelib.store import audit
from chalicelib.store.certificates import snapshots
from chalicelib.store.organizers import grants
from chalicelib.store.people import accounts
from samples import world
from tests.integration.ops.operator import ops, refused
from tests.support.client import Portal, run_consumer
from tests.support.console import give
from tests.support.mail import inbox, last_to
from tests.support.tables import everything

HOME = "alice.a@home.example"
WHY = ("--reason", "wrote from it on May 2")


def _two_accounts() -> None:
    world.people()
    world.enrol("alice-2", "Alice Å.", HOME, "alice.b@home.example")
    world.register(HOME)


def test_an_address_moves_with_its_registrations_and_a_record_on_both(app: object) -> None:
    _two_accounts()
    output = ops("move-address", "Alice.A@home.example", "--to", world.ALICE, *WHY)
    assert "account alice-2 → account alice" in output
    assert accounts.owner_of(HOME) == "alice"
    mine, other = accounts.load("alice"), accounts.load("alice-2")
    assert mine
    assert other
    assert {address.normalised for address in mine.verified} == {world.ALICE, HOME}
    [left] = other.addresses
    assert (left.normalised, left.primary) == ("alice.b@home.example", True)
    for account, counterpart in (("alice", "alice-2"), ("alice-2", "alice")):
        [stored] = audit.chain(f"ACCOUNT#{account}")
        entry = parse(stored.body)
        assert (entry.action, entry.why) == ("move-address", "wrote from it on May 2")
        assert entry.who == "arn:aws:sts::123456789012:user/moto"  # theirs, not what they say
        assert counterpart in entry.subjects
        assert HOME not in stored.body
    told = {mail.to for mail in inbox() if "moved" in mail.subject}
    assert told == {world.ALICE, HOME, "alice.b@home.example"}


def test_the_only_address_of_an_account_moves_when_the_account_may_go(app: object) -> None:
    _two_accounts()
    before = everything()
    output = refused("move-address", world.ALICE, "--to", "alice-2", *WHY)
    assert "only verified address" in output
    assert everything() == before

    alice = Portal(app)
    alice.sign_in(world.ALICE, world.PASSWORD)
    alice.claim("spring", "opening")
    public_id = alice.generate("spring").json["id"]
    run_consumer(app)
    ops("move-address", world.ALICE, "--to", "alice-2", "--close", *WHY)
    assert accounts.load("alice") is None
    assert alice.call("GET", "/v1/account").status == 401
    assert accounts.owner_of(world.ALICE) == "alice-2"
    assert snapshots.load(public_id)
    assert everything()["bucket"] == []
    both = Portal(app)
    assert both.sign_in(world.ALICE, world.PASSWORD).status == 200
    assert [c["id"] for c in both.call("GET", "/v1/conferences").json["conferences"]] == ["spring"]


def test_an_organizer_who_has_two_accounts_loses_the_roles_of_the_one_that_goes(
    app: object,
) -> None:
    world.people()
    world.enrol("alice-2", "Alice Å.", HOME)
    for conference_id in ("spring", EVERY):
        give("alice-2", Role.OWNER, conference_id)
    give("charlie", Role.OWNER)
    before = everything()
    assert "only verified address" in refused("move-address", HOME, "--to", "alice", *WHY)
    assert everything() == before
    output = ops("move-address", HOME, "--to", "alice", "--close", *WHY)
    for place in ("spring", "every conference"):
        assert f"Its role as owner of {place} goes with it" in output
    assert accounts.load("alice-2") is None
    assert [one.account_id for one in grants.members("spring")] == ["charlie"]
    assert grants.members(EVERY) == []
    [told] = inbox(world.CHARLIE)  # as of a removal on the Team page
    assert told.subject == "Team changed: Spring Counselors' Conference"
    assert f"The portal's operator removed Alice Å. ({HOME})" in told.text
    assert "owner of all conferences, owner of Spring Counselors" in last_to(world.ALICE).text
    for scope in ("CONFERENCE#spring", "PORTAL"):
        [stored] = audit.chain(scope)
        entry = parse(stored.body)
        assert (entry.action, entry.subjects) == ("remove-organizer", ("alice-2",))
    mine = accounts.load("alice")
    assert mine
    assert mine.grants == ()


def test_a_dry_run_and_what_cannot_be_moved_change_nothing(app: object) -> None:
    _two_accounts()
    before = everything()
    ops("move-address", HOME, "--to", "alice", "--dry-run", *WHY)
    for address, to in (
        ("nobody@else.example", "alice"),
        (HOME, "nobody"),
        (HOME, "nobody@else.example"),
        (HOME, "alice-2"),
        ("no address", "alice"),
    ):
        refused("move-address", address, "--to", to, *WHY)
    refused("move-address", HOME, "--to", "alice", "--reason", " ")
    assert everything() == before
