"""An organizer corrects a conference, and every certificate of it is made again, once."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from threading import Thread
from typing import Any

import pytest
from pypdf import PdfReader

from chalicelib.aws import clients, stored_images
from chalicelib.domain.conference import Earlier
from chalicelib.domain.license import License
from chalicelib.domain.reissue import MAX_TRIES, State
from chalicelib.domain.standing import Standing
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.certificates.verify import Verified, verify
from chalicelib.services.reissue import counting, decide, give_up, run
from chalicelib.services.reissue import sweep as sweeping
from chalicelib.services.reissue.sweep import sweep
from chalicelib.settings import settings
from chalicelib.store import audit
from chalicelib.store.certificates import snapshots
from chalicelib.store.claims import conferences
from chalicelib.store.organizers import reissues
from chalicelib.store.people import accounts, registrations
from samples import world
from tests.integration.console.looks import png
from tests.integration.reissue.reissuing import (
    OLIVIA,
    RIGHT,
    address,
    again,
    correct,
    counted,
    held_by,
    hold_certificate,
    made,
    now,
    person,
    standing_of,
    started,
)
from tests.support import faults
from tests.support.client import run_consumer, run_imports
from tests.support.mail import inbox, last_to
from tests.support.mailroom import forget_messages, mails_to, show_hidden

pytestmark = pytest.mark.usefixtures("people")
ANN, BEN, CAL = person(1), person(2), person(3)


def _verified(public_id: str) -> Verified:
    found = verify(public_id, "network", now())
    assert isinstance(found, Verified)
    return found


def _acts() -> list[dict[str, Any]]:
    return [json.loads(stored.body) for stored in audit.chain("CONFERENCE#spring")]


def _once(does: Callable[[], object]) -> faults.Fault:
    """Somebody else, with rights of their own, comes first, at the first call alone."""
    left = [does]

    def fault(**_: Any) -> None:
        if left:
            other = Thread(target=left.pop())
            other.start()
            other.join()

    return fault


def test_a_corrected_number_is_on_a_new_certificate_and_the_old_one_says_so(app: Any) -> None:
    old = hold_certificate(ANN, "opening", "online", name="Ann Holder")
    hold_certificate(BEN, "opening")
    run_consumer(app, 5)
    correct()

    found = counted(app)
    counts = found.counts
    assert (found.state, counts.again, counts.alike, counts.differ) == (State.PLANNED, 2, 2, 0)
    assert len(held_by(ANN)) == 1  # nothing is made yet

    started(found)
    run_imports(app)
    run_consumer(app, 5)
    done = again(found)
    assert (done.state, done.counts.made, done.counts.passed) == (State.DONE, 2, 0)
    [new] = standing_of(ANN)
    snapshot = snapshots.load(new.public_id)
    assert snapshot
    assert (snapshot.provider.contact, snapshot.name) == (RIGHT, "Ann Holder")
    assert snapshot.replaces == old
    said = _verified(old)
    assert (said.standing, said.reissued_at) == (Standing.REISSUED, new.issued_at)
    assert mails_to() == {address(ANN): 2, address(BEN): 2}
    mail = last_to(address(ANN))
    assert "reissued" in mail.subject
    assert old in mail.text
    acts = {act["action"]: act for act in _acts()}
    assert acts["start-reissue"]["why"] == OLIVIA.why
    assert (acts["reissue"]["who"], acts["reissue"]["why"]) == (OLIVIA.who, OLIVIA.why)
    assert old in acts["reissue"]["subjects"]
    assert reissues.unfinished() == []


def test_a_corrected_minute_count_changes_totals_and_is_told_before(app: Any) -> None:
    old = hold_certificate(ANN, "opening", "online")
    hold_certificate(BEN, "second")
    correct(opening={"contact_minutes": 30})
    found = counted(app)
    assert (found.counts.again, found.counts.alike, found.counts.differ) == (2, 1, 1)
    [line] = found.differing
    assert line.public_id == old
    assert [(one.label, one.before, one.after) for one in line.differences] == [
        ("Contact hours", "1.75", "1.25"),
        ("CEUs", "0.18", "0.13"),
    ]
    started(found)
    run_imports(app)
    assert _verified(old).standing is Standing.REPLACED
    assert standing_of(ANN)[0].contact_minutes == 75


def test_a_chosen_date_a_license_and_a_name_stay_and_a_session_that_moved_takes_the_rest(
    app: Any,
) -> None:
    chosen = world.FIRST_DAY + timedelta(days=9)
    hold_certificate(ANN, "opening", name="Ann A. Holder", hybrid=chosen)
    account = accounts.load(ANN)
    assert account
    # The account's name changed, and other sessions are ticked now: neither is on the certificate.
    from chalicelib.store.people import credentials

    credentials.rename(ANN, "Other Name")
    stored = conferences.load("spring")
    assert stored
    was = next(one for one in stored.sessions if one.id == "opening")
    day = timedelta(days=1)
    earlier = (Earlier(1, was.title, was.day, was.starts_at, was.ends_at),)
    moved = {"day": was.day + day, "starts_at": was.starts_at + day, "ends_at": was.ends_at + day}
    correct(opening=moved | {"earlier": earlier})
    made(app)
    [new] = standing_of(ANN)
    printed = snapshots.load(new.public_id)
    assert printed
    dates = {one.id: one.attended_on for one in printed.sessions}
    assert dates == {"opening": was.day + day, "hybrid": chosen}
    assert printed.name == "Ann A. Holder"
    assert printed.attested_at
    assert printed.attested_at < printed.issued_at


def test_what_was_ticked_since_is_on_no_certificate_still(app: Any) -> None:
    from chalicelib.domain.claim_state import claim_state
    from chalicelib.domain.selections import Requested
    from chalicelib.services.claims.open_conference import open_conference
    from chalicelib.services.claims.save_claim import save_claim
    from chalicelib.store.claims import claims

    hold_certificate(ANN, "opening")
    account = accounts.load(ANN)
    assert account
    opened = open_conference(account, "spring", now())
    save_claim(opened, opened.claim.version, [Requested("opening"), Requested("second")], now())
    correct()
    made(app)
    [new] = standing_of(ANN)
    assert new.sessions == 1
    assert claim_state(claims.at_conference(ANN, "spring")).added == 1


def test_two_licenses_have_two_certificates_that_still_stand_beside_each_other(app: Any) -> None:
    from chalicelib.services.certificates.generate import generate
    from chalicelib.services.claims.open_conference import open_conference
    from chalicelib.store.people import licenses

    texas, ohio = License("Texas", "LPC", "12345"), License("Ohio", "LPC", "98765")
    hold_certificate(ANN, "opening")
    licenses.save(ANN, (texas, ohio))
    account = accounts.load(ANN)
    assert account
    for one in (texas, ohio):
        opened = open_conference(account, "spring", now())
        generate(opened, None, None, now(), one.id)
    before = standing_of(ANN)
    assert len(before) == 3
    correct()
    assert made(app).counts.made == 3
    printed = [snapshots.load(one.public_id) for one in standing_of(ANN)]
    assert [one.license for one in printed if one] == [None, texas, ohio]
    assert {one.superseded_by for one in before} == {""}  # as they were read
    assert len(held_by(ANN)) == 6


def test_what_generate_would_refuse_is_left_out_and_named(app: Any) -> None:
    stays = hold_certificate(ANN, "opening", "second")
    hold_certificate(BEN, "opening")
    hold_certificate(CAL, "opening")
    registrations.delete(address(CAL), "spring")
    stored = conferences.load("spring")
    assert stored
    gone = tuple(one for one in stored.sessions if one.id == "second")
    rest = tuple(one for one in stored.sessions if one.id != "second")
    conferences.save(stored.conference, rest, expected_revision=stored.revision, withdrawn=gone)
    correct_keeping_withdrawn()
    found = made(app)
    assert found.reasons == {"session_withdrawn": 1, "cancelled_registration": 1}
    named = {line.public_id: line for line in found.left_out}
    assert named[stays].session == "Title of second"
    assert (found.counts.again, found.counts.made, found.counts.left_out) == (1, 1, 2)
    assert _verified(stays).standing is Standing.VALID


def correct_keeping_withdrawn() -> None:
    from dataclasses import replace

    from chalicelib.domain.conference import Provider

    stored = conferences.load("spring")
    assert stored
    conferences.save(
        replace(stored.conference, provider=Provider(contact=RIGHT)),
        stored.sessions,
        expected_revision=stored.revision,
        withdrawn=stored.withdrawn,
    )


def test_a_session_that_another_took_the_place_of_is_not_put_into_anybodys_mouth(app: Any) -> None:
    hold_certificate(ANN, "opening")
    stored = conferences.load("spring")
    assert stored
    was = next(one for one in stored.sessions if one.id == "opening")
    earlier = (Earlier(1, was.title, was.day, was.starts_at, was.ends_at, replaced=True),)
    correct(opening={"title": "Something else", "earlier": earlier})
    assert counted(app).reasons == {"session_replaced": 1}


def test_what_says_the_same_already_is_left_alone(app: Any) -> None:
    hold_certificate(ANN, "opening")
    found = counted(app)
    assert (found.counts.again, found.counts.same) == (0, 1)
    assert found.sample is None


def test_a_part_can_be_chosen(app: Any) -> None:
    old = hold_certificate(ANN, "opening")
    hold_certificate(BEN, "second")
    correct()
    assert counted(app, session_id="opening").sample.public_id == old  # type: ignore[union-attr]
    assert counted(app, session_id="opening").counts.again == 1
    assert counted(app, account_ids=(BEN,)).counts.again == 1
    assert counted(app, before=now().date() - timedelta(days=2)).counts.again == 0
    assert counted(app, before=now().date() + timedelta(days=2)).counts.again == 2


def test_without_email_nobody_hears_and_the_pdf_is_made(app: Any) -> None:
    hold_certificate(ANN, "opening")
    run_consumer(app)
    before = len(inbox(address(ANN)))
    correct()
    made(app, email=False)
    run_consumer(app)
    [new] = standing_of(ANN)
    assert (new.status.value, bool(new.pdf_sha256)) == ("sent", True)
    assert len(inbox(address(ANN))) == before


def test_after_the_deadline_and_while_held_they_are_made_all_the_same(app: Any) -> None:
    from dataclasses import replace

    hold_certificate(ANN, "opening")
    stored = conferences.load("spring")
    assert stored
    policies = replace(stored.conference.policies, deadline=world.FIRST_DAY + timedelta(days=9))
    conferences.save(
        replace(stored.conference, policies=policies, held=True),
        stored.sessions,
        expected_revision=stored.revision,
    )
    correct()
    assert made(app).counts.made == 1


def test_a_reason_is_needed_and_what_was_counted_is_what_is_made(app: Any) -> None:
    hold_certificate(ANN, "opening")
    correct()
    found = counted(app)
    from chalicelib.domain.audit import By

    with pytest.raises(Invalid):
        decide.start(found, found.version, By("account:olivia"), now())
    with pytest.raises(Conflict, match="changed this reissue"):
        decide.start(found, found.version - 1, OLIVIA, now())
    correct(opening={"contact_minutes": 20})
    with pytest.raises(Conflict, match="changed after these certificates were counted"):
        started(found)


def test_a_conference_changed_meanwhile_stops_it(app: Any) -> None:
    hold_certificate(ANN, "opening")
    correct()
    found = started(counted(app))
    correct(opening={"contact_minutes": 20})
    run_imports(app)
    stopped = again(found)
    assert (stopped.state, stopped.sentence) == (State.STOPPED, run.CHANGED)
    assert len(held_by(ANN)) == 1


def test_stopped_in_the_middle_it_goes_on_with_the_rest(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "PART", 1)
    people = [person(number) for number in range(1, 4)]
    for one in people:
        hold_certificate(one, "opening")
    correct()
    found = counted(app)
    while again(found).state is State.COUNTING:
        run_imports(app)
    found = started(again(found))
    run_imports(app, 1)
    stopped = decide.stop(again(found), OLIVIA, now())
    run_imports(app)
    first = again(stopped)
    assert first.state is State.STOPPED
    assert 0 < first.counts.made < 3
    started(first)
    run_imports(app)
    assert (again(found).state, again(found).counts.made) == (State.DONE, 3)
    assert [len(held_by(one)) for one in people] == [2, 2, 2]


def test_a_part_that_is_under_way_when_it_is_stopped_is_counted(
    app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold_certificate(ANN, "opening")
    correct()
    found = started(counted(app))
    real = run.make_part

    def stopped_meanwhile(*given: Any) -> Any:
        from chalicelib.services.reissue import making

        monkeypatch.setattr(making, "record", lambda *_: decide.stop(again(found), OLIVIA, now()))
        return real(*given)

    monkeypatch.setattr(run, "make_part", stopped_meanwhile)
    run_imports(app)
    assert (again(found).state, again(found).counts.made) == (State.DONE, 1)


def test_who_generates_at_the_same_moment_has_one_current_certificate(app: Any) -> None:
    from chalicelib.services.certificates.generate import generate
    from chalicelib.services.claims.open_conference import open_conference

    hold_certificate(ANN, "opening")
    correct()
    found = started(counted(app))
    account = accounts.load(ANN)
    assert account
    opened = open_conference(account, "spring", now())  # read before the reissue

    with faults.before("TransactWriteItems", _once(lambda: generate(opened, None, None, now()))):
        run_imports(app)
    assert (again(found).counts.made, again(found).counts.passed) == (0, 1)
    [own] = standing_of(ANN)
    assert own.reissue == ""
    # And the other way round: the reissue came first.
    correct(opening={"contact_minutes": 40})
    opened = open_conference(account, "spring", now())
    made(app)
    generated = generate(opened, None, None, now())
    [current] = standing_of(ANN)
    assert current.public_id == generated.certificate.public_id
    assert current.reissue == reissues.of_conference("spring")[0].number


def test_one_that_is_revoked_meanwhile_does_not_come_back(app: Any) -> None:
    from chalicelib.services.organizers.revoke import revoke

    old = hold_certificate(ANN, "opening")
    correct()
    found = started(counted(app))

    with faults.before(
        "TransactWriteItems", _once(lambda: revoke(old, "Issued in error", True, OLIVIA, now()))
    ):
        run_imports(app)
    assert (again(found).counts.made, again(found).counts.passed) == (0, 1)
    assert standing_of(ANN) == []


def test_what_stalled_is_found_by_the_sweep_and_an_old_message_does_nothing(app: Any) -> None:
    hold_certificate(ANN, "opening")
    correct()
    found = started(counted(app))
    forget_messages()
    sweep(now() + timedelta(minutes=9))
    run_imports(app)
    assert again(found).state is State.MAKING
    sweep(now() + timedelta(minutes=11))
    run.run(found.id, found.version, now)  # the lost one comes late
    assert again(found).counts.made == 0
    run_imports(app)
    assert (again(found).state, again(found).counts.made) == (State.DONE, 1)


def test_the_sweep_gives_up_what_it_took_up_six_times(app: Any) -> None:
    hold_certificate(ANN, "opening")
    correct()
    found = started(counted(app))
    for day in range(1, MAX_TRIES + 1):
        sweep(now() + timedelta(days=day))
        assert again(found).state is State.MAKING
    sweep(now() + timedelta(days=MAX_TRIES + 1))
    assert (again(found).state, again(found).sentence) == (State.STOPPED, give_up.FAILED)


def test_the_sample_has_the_new_logo_and_only_the_end_of_a_license_number(app: Any) -> None:
    hold_certificate(ANN, "opening", license=License("Texas", "LPC", "LPC-77341-Q9"))
    correct()
    stored = conferences.load("spring")
    assert stored
    provider = replace(stored.conference.provider, logo=stored_images.put_image(png()))
    conference = replace(stored.conference, provider=provider)
    conferences.save(conference, stored.sessions, expected_revision=stored.revision)
    kept = f"found/{counted(app).id}/sample.pdf"
    held = clients.s3().get_object(Bucket=settings().imports_bucket, Key=kept)["Body"].read()
    page = PdfReader(BytesIO(held)).pages[0]
    assert len(page.images) == 1
    assert "Texas LPC, license number …-Q9" in page.extract_text()


def test_what_never_goes_on_is_stopped_with_a_sentence_and_can_go_on(app: Any) -> None:
    hold_certificate(ANN, "opening")
    correct()
    found = started(counted(app))
    with faults.before("TransactWriteItems", faults.error("InternalServerError")):
        for _ in range(3):
            run_imports(app, 1)
            show_hidden()
    assert again(found).state is State.MAKING
    give_up.give_up(found.id, now())
    stopped = again(found)
    assert (stopped.state, stopped.sentence) == (State.STOPPED, give_up.FAILED)
    started(stopped)
    run_imports(app)
    assert again(found).counts.made == 1


def test_it_waits_while_certificates_wait(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MOST_WAITING", 1)
    monkeypatch.setattr(sweeping, "MOST_WAITING", 1)
    monkeypatch.setattr(run, "_WAIT_SECONDS", 0)
    hold_certificate(ANN, "opening")
    correct()
    found = started(counted(app))
    run_imports(app, 3)
    assert again(found).counts.made == 0
    sweep(now() + timedelta(hours=1))  # neither does the sweep hurry it
    assert again(found).tries == 0
    run_consumer(app, 5)
    run_imports(app)
    assert again(found).counts.made == 1


def test_a_holders_own_limit_is_not_spent_by_it() -> None:
    from dataclasses import replace

    from chalicelib.domain.generate import spent
    from chalicelib.domain.throttle import Limit

    hold_certificate(ANN, "opening")
    [one] = held_by(ANN)
    limit = Limit(1, timedelta(minutes=1))
    assert spent([one], [limit], one.issued_at) == limit
    assert spent([replace(one, reissue="1")], [limit], one.issued_at) is None
