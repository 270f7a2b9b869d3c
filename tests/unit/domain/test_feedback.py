"""What SES's reports make of a delivery and an address: the same in any order, once or twice."""

from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.delivery import DeliveryStatus
from chalicelib.domain.feedback import (
    REMEMBERED_MAILS,
    Mailbox,
    Report,
    Standing,
    noted,
    outcome_of,
    standing,
)
from chalicelib.domain.mail_outcome import MailOutcome

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def report(
    kind: str,
    type: str = "",
    sub_type: str = "",
    *,
    mail: int = 0,
    after: int = 5,
    explained: bool = True,
) -> Report:
    """About the email sent `mail` hours after noon, `after` seconds later."""
    sent_at = NOON + timedelta(hours=mail)
    return Report(
        kind, f"mail-{mail}", sent_at, sent_at + timedelta(seconds=after), type, sub_type, explained
    )


def delivered(mail: int = 0) -> Report:
    return report("Delivery", mail=mail, after=2)


def hard(mail: int = 0) -> Report:
    return report("Bounce", "Permanent", "General", mail=mail)


def soft(mail: int = 0) -> Report:
    return report("Bounce", "Transient", "MailboxFull", mail=mail)


def complaint(mail: int = 0) -> Report:
    return report("Complaint", "abuse", mail=mail, after=7200)


def after_all(reports: list[Report], mailbox: Mailbox | None = None) -> Mailbox:
    def note(box: Mailbox, one: Report) -> Mailbox:
        outcome = outcome_of(one)
        return box if outcome is None else noted(box, one, outcome)

    return reduce(note, reports, mailbox or Mailbox())


def stands(reports: list[Report]) -> Standing | None:
    found = [standing(one, outcome) for one in reports if (outcome := outcome_of(one))]
    return max(found, key=lambda one: one.key, default=None)


REPORTS = st.builds(
    lambda kind, mail: kind(mail),
    st.sampled_from(
        [
            delivered,
            hard,
            soft,
            complaint,
            lambda mail: report("DeliveryDelay", mail=mail, after=60),
            lambda mail: report("DeliveryDelay", mail=mail, after=600),
            lambda mail: report("Reject", mail=mail, after=0),
            lambda mail: report("Bounce", "Undetermined", "Undetermined", mail=mail),
            lambda mail: report("Bounce", "Transient", "General", mail=mail, explained=False),
            lambda mail: report("Open", mail=mail),
        ]
    ),
    st.integers(0, REMEMBERED_MAILS + 10),
)


@settings(max_examples=150)
@given(st.lists(REPORTS, max_size=60), st.data())
def test_any_order_and_any_repetition_end_in_the_same_state(
    reports: list[Report], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(reports + reports[: len(reports) // 2]))
    assert after_all(list(shuffled)) == after_all(reports)
    assert stands(list(shuffled)) == stands(reports)


@settings(max_examples=50)
@given(st.lists(REPORTS, max_size=30), st.integers(0, REMEMBERED_MAILS + 10))
def test_verifying_again_counts_the_same_before_and_after_late_reports(
    reports: list[Report], hours: int
) -> None:
    verified = Mailbox(confirmed_at=NOON + timedelta(hours=hours))
    late = after_all(reports, verified)
    newer = [
        one
        for one in reports
        if one.sent_at > verified.confirmed_at  # type: ignore[operator]
        or (one.kind == "Complaint" and one.at > verified.confirmed_at)  # type: ignore[operator]
    ]
    assert late == after_all(newer, verified)


@pytest.mark.parametrize(
    ("reports", "status"),
    [
        ([delivered()], DeliveryStatus.DELIVERED),
        ([report("DeliveryDelay")], DeliveryStatus.SENT),
        ([report("Reject")], DeliveryStatus.FAILED),
        ([soft()], DeliveryStatus.BOUNCED),
        ([hard(), delivered()], DeliveryStatus.BOUNCED),
        ([delivered(), complaint()], DeliveryStatus.COMPLAINED),
        ([delivered(), report("DeliveryDelay", after=900)], DeliveryStatus.DELIVERED),
        ([report("Bounce", "Undetermined", "Undetermined")], DeliveryStatus.BOUNCED),
    ],
)
def test_a_delivery_shows_the_report_that_stands_highest(
    reports: list[Report], status: DeliveryStatus
) -> None:
    found = stands(reports)
    assert found is not None
    assert found.status is status


def test_a_hard_bounce_and_a_complaint_end_an_address_and_nothing_else_does_at_once() -> None:
    assert not after_all([hard()]).deliverable
    assert not after_all([complaint()]).deliverable
    for harmless in (soft(), delivered(), report("Reject"), report("DeliveryDelay")):
        assert after_all([harmless]).deliverable


def test_five_soft_bounces_in_a_row_end_an_address_and_four_do_not() -> None:
    assert after_all([soft(n) for n in range(4)]).deliverable
    assert not after_all([soft(n) for n in range(5)]).deliverable


def test_five_reports_of_one_soft_bounce_are_one() -> None:
    mailbox = after_all([soft(0)] * 5)
    assert (mailbox.deliverable, mailbox.soft_bounces) == (True, 1)


def test_a_delivery_begins_the_row_anew() -> None:
    mailbox = after_all([*(soft(n) for n in range(4)), delivered(4), soft(5)])
    assert (mailbox.deliverable, mailbox.soft_bounces) == (True, 1)


def test_a_delivery_reported_late_breaks_the_row_it_belongs_in() -> None:
    mailbox = after_all([*(soft(n) for n in range(6) if n != 2), delivered(2)])
    assert (mailbox.deliverable, mailbox.soft_bounces) == (True, 3)


def test_a_delivery_after_five_soft_bounces_does_not_make_up_for_verifying() -> None:
    assert not after_all([*(soft(n) for n in range(5)), delivered(5)]).deliverable


def test_the_newest_mails_are_the_ones_remembered() -> None:
    many = [delivered(n) for n in range(REMEMBERED_MAILS)]
    mailbox = after_all([*(soft(REMEMBERED_MAILS + n) for n in range(5)), *many])
    assert len(mailbox.verdicts) == REMEMBERED_MAILS
    assert not mailbox.deliverable


def test_after_verifying_again_older_mails_no_longer_count() -> None:
    verified = Mailbox(confirmed_at=NOON + timedelta(hours=1))
    assert after_all([hard(0), hard(1)], verified) == verified
    assert not after_all([hard(2)], verified).deliverable


def test_a_complaint_after_verifying_counts_although_the_mail_is_older() -> None:
    verified = Mailbox(confirmed_at=NOON + timedelta(minutes=30))
    assert not after_all([complaint(0)], verified).deliverable


def test_an_automatic_answer_is_no_bounce() -> None:
    answer = report("Bounce", "Transient", "General", explained=False)
    assert outcome_of(answer) is None
    assert outcome_of(report("Bounce", "Transient", "General")) is MailOutcome.SOFT_BOUNCE


def test_a_report_that_it_was_no_spam_is_no_complaint() -> None:
    assert outcome_of(report("Complaint", "not-spam")) is None


@pytest.mark.parametrize("kind", ["Send", "Open", "Click", "Rendering Failure", "Subscription"])
def test_other_events_change_nothing(kind: str) -> None:
    assert outcome_of(report(kind)) is None


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (hard(), "Check its spelling"),
        (report("Bounce", "Permanent", "OnAccountSuppressionList"), "ask the organizer"),
        (soft(), "Free up space"),
        (report("Bounce", "Transient", "AttachmentRejected"), "Download the certificate"),
        (report("Bounce", "Transient", "ContentRejected"), "A filter blocked this email"),
        (report("Bounce", "Transient", "MessageTooLarge"), "an email of this size"),
        (report("Bounce", "Permanent", "NoEmail"), "There is no mailbox with this address"),
        (report("Bounce", "Transient", "General"), "Send it again later"),
        (complaint(), "verify the address again"),
        (report("Reject"), "Download the certificate"),
        (report("DeliveryDelay"), "You don't need to do anything"),
    ],
)
def test_what_went_wrong_is_a_sentence_that_says_what_to_do(one: Report, words: str) -> None:
    found = stands([one])
    assert found is not None
    assert words in found.detail
    assert found.detail.endswith(".")
