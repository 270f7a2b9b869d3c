"""What stands in the way of Generate, in one order: the page says the first, a refusal says all."""

from chalicelib.domain.claim_warnings import overlaps, unclaimable
from chalicelib.domain.conference import OverlapPolicy
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.printed_name import name_problems
from chalicelib.domain.problem import Code, Problem
from chalicelib.domain.words import date_in_words


def obstacles(opened: OpenConference, name: str | None = None) -> list[Problem]:
    """Every reason why Generate makes no certificate now; none: it does.

    `name` is the one to print, cleaned; None leaves it out: nobody typed it yet. A deadline is none:
    it freezes ticks and no documents (rule 9).
    """
    claim, policy = opened.claim, opened.conference.policies.overlap
    found: list[Problem] = []
    if claim.refused:
        message = f"The organizer revoked your certificate: {claim.refused}"
        found.append(Problem("conference", Code.REVOKED, message))
    if name == "":
        message = "Enter the name to print on the certificate."
        found.append(Problem("name", Code.REQUIRED, message))
    elif name:
        found += name_problems(name)
    if not claim.selections:
        message = "Select at least one session you attended."
        found.append(Problem("selections", Code.NOTHING_SELECTED, message))
    frozen = opened.closed
    warnings = unclaimable(claim.selections, opened.claimable, opened.withdrawn, frozen=frozen)
    if policy is OverlapPolicy.BLOCK:
        warnings += overlaps(claim, opened.claimable, policy, frozen=frozen)
    found += [
        Problem(f"selections.{'+'.join(warning.session_ids)}", warning.code, warning.message)
        for warning in warnings
    ]
    return found


def closed(opened: OpenConference) -> list[Problem]:
    """Why the selection can no longer change, or nothing while it can."""
    deadline = opened.deadline
    if deadline is None or not opened.closed:
        return []
    message = (
        f"Claims for this conference closed on {date_in_words(deadline)}, so your selection can't be "
        "changed anymore. You can still generate your certificate from what was saved."
    )
    return [Problem("conference", Code.CLAIMS_CLOSED, message)]
