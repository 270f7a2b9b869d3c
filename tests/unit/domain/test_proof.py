"""Rule 3 where the organizer holds proof of attendance: what was recorded counts, and no more."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.conference import Conference, Policies, Session
from chalicelib.domain.credit_type import CreditType
from chalicelib.domain.eligibility import claimable_sessions
from chalicelib.domain.proof import NONE, WHOLE, Proof, combined
from chalicelib.domain.reasons import Reason
from chalicelib.domain.registration import Registration, proof_of, with_proof
from chalicelib.domain.session_groups import groups_of, sessions_to_claim
from tests.unit.domain.build import DAY, DAYS, conference, registration, session

VERIFIED = Policies(verified=True)
NBCC = CreditType("nbcc", "NBCC clock hours", verified=True)
proofs = st.builds(
    Proof,
    sessions=st.dictionaries(
        st.sampled_from(("s1", "s2", "s3")), st.sampled_from((WHOLE, 20, 50, 200)), max_size=3
    ).map(lambda held: tuple(sorted(held.items()))),
    days=st.sets(st.sampled_from(DAYS), max_size=2).map(lambda held: tuple(sorted(held))),
)
PROGRAM = tuple(
    replace(session(name, day=day, at=at), credits=(("nbcc", 45),))
    for name, day, at in (
        ("s1", DAYS[0], "09:00"),
        ("s2", DAYS[1], "09:00"),
        ("s3", DAYS[1], "11:00"),
    )
)


def found(policies: Policies, *held: Registration) -> dict[str, tuple[int, int] | Reason]:
    """For each session its minutes and those of NBCC, or why it cannot be claimed."""
    return {
        name: one.reason or (one.session.contact_minutes, dict(one.session.credits).get("nbcc", 0))
        for name, one in claimable_sessions(PROGRAM, policies, held).items()
    }


def with_(proof: Proof) -> Registration:
    return registration(proof=proof)


def test_only_what_was_recorded_can_be_claimed() -> None:
    assert found(VERIFIED, with_(Proof((("s1", WHOLE),)))) == {
        "s1": (60, 45), "s2": Reason.NO_ATTENDANCE, "s3": Reason.NO_ATTENDANCE
    }  # fmt: skip


def test_a_check_in_for_a_day_stands_for_its_sessions() -> None:
    assert found(VERIFIED, with_(Proof(days=(DAYS[1],)))) == {
        "s1": Reason.NO_ATTENDANCE, "s2": (60, 45), "s3": (60, 45)
    }  # fmt: skip


def test_a_shorter_stay_caps_the_minutes_and_a_longer_one_adds_none() -> None:
    stays = with_(Proof((("s1", 50), ("s2", 20), ("s3", 200))))
    assert found(VERIFIED, stays) == {"s1": (50, 45), "s2": (20, 20), "s3": (60, 45)}


def test_two_addresses_of_a_person_combine() -> None:
    one, other = with_(Proof((("s1", 20),))), with_(Proof((("s1", 50), ("s2", WHOLE))))
    assert found(VERIFIED, one, other)["s1"] == (50, 45)
    assert found(VERIFIED, one, other)["s2"] == (60, 45)


def test_a_credit_type_can_ask_for_proof_alone() -> None:
    policies = Policies(credit_types=(NBCC,))
    assert found(policies, with_(Proof((("s1", WHOLE),)))) == {
        "s1": (60, 45), "s2": (60, 0), "s3": (60, 0)
    }  # fmt: skip


def test_a_session_with_credit_of_such_a_type_only_needs_proof() -> None:
    only = replace(PROGRAM[0], contact_minutes=0)
    policies = Policies(credit_types=(NBCC,))
    (one,) = claimable_sessions([only], policies, [registration()]).values()
    assert one.reason is Reason.NO_ATTENDANCE


def test_where_nothing_asks_for_proof_it_changes_nothing() -> None:
    assert found(Policies(), with_(Proof((("s1", 20),)))) == found(Policies(), registration())


def test_another_reason_comes_first() -> None:
    policies = replace(VERIFIED, limit_by_days=True)
    assert found(policies, registration(days=(DAYS[0],)))["s2"] is Reason.DATE_NOT_COVERED


@given(proofs, proofs, st.sampled_from((VERIFIED, Policies(credit_types=(NBCC,)))), st.booleans())
@settings(max_examples=60)
def test_a_card_counts_what_can_be_claimed(
    one: Proof, other: Proof, policies: Policies, by_days: bool
) -> None:
    program = (replace(PROGRAM[0], contact_minutes=0), *PROGRAM[1:])
    policies = replace(policies, limit_by_days=by_days)
    asked = conference(policies=policies, groups=groups_of(program, policies))
    held = [registration(days=DAYS[:1], proof=one), registration(days=DAYS[1:2], proof=other)]
    allowed = sum(one.allowed for one in claimable_sessions(program, policies, held).values())
    assert sessions_to_claim(asked, held) == allowed


def test_a_card_counts_nothing_that_was_stored_without_the_sessions_proof_asks_for() -> None:
    stored: Conference = conference(policies=VERIFIED, groups=groups_of(PROGRAM, Policies()))
    assert sessions_to_claim(stored, [with_(Proof(days=(DAY,)))]) is None


@given(proofs, proofs)
@settings(max_examples=40)
def test_more_proof_never_counts_less_and_never_more_than_the_session(
    one: Proof, other: Proof
) -> None:
    fewer, more = found(VERIFIED, with_(one)), found(VERIFIED, with_(combined((one, other))))
    whole = found(Policies(), registration())
    for name in whole:
        few, many, most = (_minutes(held[name]) for held in (fewer, more, whole))
        assert few <= many <= most


@given(proofs, proofs)
@settings(max_examples=40)
def test_proof_belongs_to_the_address_whichever_registration_has_it(
    one: Proof, other: Proof
) -> None:
    held = (registration(type="full", proof=one), registration(type="tutorial", proof=other))
    moved = with_proof(held, proof_of(held))
    assert proof_of(moved) == proof_of(held) == combined((other, one))
    assert moved[1].proof == NONE
    assert found(VERIFIED, *moved) == found(VERIFIED, *reversed(held))


def _minutes(held: tuple[int, int] | Reason) -> tuple[int, int]:
    return (0, 0) if isinstance(held, Reason) else held


def test_every_session_that_counts_keeps_its_place() -> None:
    kept: list[Session] = [
        one.session
        for one in claimable_sessions(PROGRAM, VERIFIED, [with_(Proof(days=DAYS))]).values()
    ]
    assert tuple(kept) == PROGRAM
