"""What stands in the way of a license on the certificate."""

from chalicelib.domain.claim_sums import claim_credits
from chalicelib.domain.license import License
from chalicelib.domain.open_conference import OpenConference
from chalicelib.domain.problem import Code, Problem


def license_obstacles(
    opened: OpenConference, asked: str | None, chosen: License | None
) -> list[Problem]:
    """Why the license that was asked for cannot be printed, or one is needed and was not chosen."""
    if asked and chosen is None:
        message = "You don't have this license anymore. Choose another one, or None."
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
