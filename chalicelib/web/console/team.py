"""/console/{conference}/team: who organizes it, or (`~all`) all of them, and what owners change of that."""

from zoneinfo import ZoneInfo

from chalice.app import Response

from chalicelib.domain.grant import EVERY, Role, role_at
from chalicelib.domain.limits import ADDRESS_LENGTH
from chalicelib.errors import Conflict, Invalid, NotFound, TooManyRequests, Unavailable
from chalicelib.services.console import invite as invitations
from chalicelib.services.console import team as service
from chalicelib.web.console.routing import Visit, organizer_page, page, redirect

_TEAM = "/console/{conference_id}/team"
_ONE = f"{_TEAM}/{{account_id}}"
_DONE = {
    "invited": "The invitation was emailed. Its link works for seven days.",
    "added": "They have a passkey for the console already, so they can begin at once. We emailed them.",
    "changed": "The role was changed. We emailed them and the other owners.",
    "removed": "They were removed and signed out everywhere. We emailed them and the other owners.",
    "withdrawn": "The invitation was withdrawn: its link no longer works.",
    "reset": "We emailed them a link that makes a new passkey.",
}
Refusal = Invalid | Conflict | NotFound | TooManyRequests | Unavailable


@organizer_page(_TEAM, role=Role.READER, of_all=True)
def get_team(visit: Visit, conference_id: str) -> Response:
    """The team."""
    return _team(visit, conference_id)


@organizer_page(_TEAM, role=Role.OWNER, method="POST", fresh=True, of_all=True)
def post_invitation(visit: Visit, conference_id: str) -> Response:
    """Invite somebody."""
    form = visit.form()
    email = form.one("email")[:ADDRESS_LENGTH]
    role = _role(form.one("role"))
    if role is None:
        return _team(visit, conference_id, Conflict("Choose a role."), email)
    asked = invitations.Invite(email, _where(visit, conference_id), role, _name(visit))
    try:
        at_once = invitations.invite(asked, visit.organizer.by(), visit.now)
    except (Invalid, Conflict, TooManyRequests, Unavailable) as refused:
        return _team(visit, conference_id, refused, email)
    return _done(visit, conference_id, "added" if at_once else "invited")


@organizer_page(f"{_ONE}/role", role=Role.OWNER, method="POST", fresh=True, of_all=True)
def post_role(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Change somebody's role."""
    role = _role(visit.form().one("role"))
    if role is None:
        return _team(visit, conference_id, Conflict("Choose a role."))
    try:
        service.change_role(
            _whose(visit, conference_id), account_id, role, _actor(visit), visit.now
        )
    except Conflict as refused:
        return _team(visit, conference_id, refused)
    return _done(visit, conference_id, "changed")


@organizer_page(f"{_ONE}/remove", role=Role.OWNER, method="POST", fresh=True, of_all=True)
def post_remove(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Take somebody off the team."""
    try:
        service.remove(_whose(visit, conference_id), account_id, _actor(visit), visit.now)
    except Conflict as refused:
        return _team(visit, conference_id, refused)
    if account_id == visit.account.id:
        return redirect(visit, "/sign-in")
    return _done(visit, conference_id, "removed")


@organizer_page(f"{_ONE}/passkey", role=Role.OWNER, method="POST", fresh=True, of_all=True)
def post_passkey(visit: Visit, conference_id: str, account_id: str) -> Response:
    """Email somebody who lost their passkey the way to a new one."""
    by = visit.organizer.by()
    try:
        where = _where(visit, conference_id)
        service.reset_passkey(where, account_id, _name(visit), by, visit.now)
    except (Conflict, Unavailable) as refused:
        return _team(visit, conference_id, refused)
    return _done(visit, conference_id, "reset")


@organizer_page(
    f"{_TEAM}/invitations/{{address_id}}/withdraw",
    role=Role.OWNER,
    method="POST",
    fresh=True,
    of_all=True,
)
def post_withdraw(visit: Visit, conference_id: str, address_id: str) -> Response:
    """Take an invitation back."""
    try:
        where = _where(visit, conference_id)
        service.withdraw(where, address_id, visit.organizer.by(), visit.now)
    except Conflict as refused:
        return _team(visit, conference_id, refused)
    return _done(visit, conference_id, "withdrawn")


def _team(
    visit: Visit, conference_id: str, refused: Refusal | None = None, email: str = ""
) -> Response:
    owns_all = not visit.organizer.of_all and _owns_all(visit)
    made = page(
        visit,
        "console/team.html",
        status=refused.status if refused else 200,
        team=service.team(
            EVERY if visit.organizer.of_all else conference_id,
            visit.account,
            with_invited_to_all=owns_all,
        ),
        owns_all=owns_all,
        zone=ZoneInfo(visit.organizer.time_zone),
        done=_DONE.get(visit.query("done"), ""),
        problem=refused.detail if refused else "",
        email=email,
        roles=tuple(Role),
    )
    made.headers.update(refused.headers if refused else {})
    return made


def _where(visit: Visit, conference_id: str) -> str:
    """Whose team a form changes: the conference's, or that of all, for their owners. Raises NotFound."""
    if visit.organizer.of_all:
        return EVERY
    if visit.form().one("at") != "all":
        return conference_id
    if not _owns_all(visit):
        raise NotFound
    return EVERY


def _whose(visit: Visit, conference_id: str) -> service.Where:
    """The same with the name that emails give."""
    where = _where(visit, conference_id)
    return service.Where(where, "" if where == EVERY else visit.organizer.chosen.name)


def _owns_all(visit: Visit) -> bool:
    return role_at(visit.account.grants, EVERY) is Role.OWNER


def _done(visit: Visit, conference_id: str, what: str) -> Response:
    return redirect(visit, f"/console/{conference_id}/team", query=f"done={what}")


def _role(text: str) -> Role | None:
    return Role(text) if text in tuple(Role) else None


def _actor(visit: Visit) -> service.Actor:
    return service.Actor(visit.organizer.by(), _name(visit))


def _name(visit: Visit) -> str:
    return visit.account.name or visit.account.in_order[0].shown
