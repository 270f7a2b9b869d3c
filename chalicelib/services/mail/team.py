"""The emails that tell of a change to a conference's team; the words are in templates/email/."""

from dataclasses import dataclass

from chalicelib.aws.mail_message import Mail
from chalicelib.services.mail.from_template import mail_of
from chalicelib.settings import settings


@dataclass(frozen=True, slots=True)
class Change:
    """Whose role at which conference ("" for all) was what and is what; "" for none.

    `by` is who changed it, "" where the person accepted an invitation or deleted the account;
    `link` leads to the team.
    """

    conference: str
    person: str
    by: str
    was: str
    role: str
    link: str


def own_role_mail(to: str, change: Change) -> Mail:
    """To the person whose role was changed or taken away."""
    if change.role:
        return mail_of("role-changed", to, change=change, link=change.link)
    return mail_of("role-removed", to, change=change, link=settings().portal_url)


def team_changed_mail(to: str, change: Change) -> Mail:
    """To an owner, of a member who is new, has another role, or was removed."""
    return mail_of("team-changed", to, change=change, link=change.link)
