"""What stands in the way of Generate, in one order: the page says the first, a refusal says all."""

from chalicelib.domain.claim_sums import claim_credits
from chalicelib.domain.claim_warnings import overlaps, unclaimable
from chalicelib.domain.conference import OverlapPolicy
from chalicelib.domain.license import License
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


def license_obstacles(
    opened: OpenConference, asked: str | None, chosen: License | None
) -> list[Problem]:
    """Why the license that was asked for cannot be printed, or one is needed and was not chosen."""
    if asked and chosen is None:
        message = "You don't have this license anymore. Choose one of your licenses."
        return [Problem("license", Code.UNKNOWN_LICENSE, message)]
    earned = {total.id for total in claim_credits(opened.attended, opened.conference)}
    needed = [
        type_
        for type_ in opened.conference.policies.credit_types
        if type_.license and type_.id in earned
    ]
    kinds = {type_.license.casefold() for type_ in needed}
    if not needed or (chosen is not None and chosen.kind.casefold() in kinds):
        return []
    held = any(each.kind.casefold() in kinds for each in opened.account.licenses)
    labels = " and ".join(type_.label for type_ in needed)
    asked_for = " or ".join(dict.fromkeys(type_.license for type_ in needed))
    message = (
        f"For {labels}, the certificate has to print your license ({asked_for}). "
        f"{'Choose it here.' if held else 'Add it to your account, then choose it here.'}"
    )
    return [Problem("license", Code.LICENSE_NEEDED, message)]


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
