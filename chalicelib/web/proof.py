"""Ask for the password or a passkey before a change that could take an account away."""

from datetime import timedelta

from chalice.app import Response

from chalicelib.domain import sudo
from chalicelib.domain.limits import PASSWORD_LENGTH
from chalicelib.errors import Invalid, ProofRequired, TooManyRequests
from chalicelib.http.request import network_address
from chalicelib.services.people import proof
from chalicelib.web import csrf
from chalicelib.web.at_fields import at_fields
from chalicelib.web.pages import page
from chalicelib.web.visit import Visit

FIELD = "proof"
PASSKEY = "passkey"  # what the browser answered, where a passkey was used
# Never written into a page: a password is typed again, a passkey answers once.
_NOT_REPEATED = {csrf.FIELD, FIELD, PASSKEY, "password", "username"}
# No form of ours has more; what a program sent is not written out again.
_MOST_FIELDS, _MOST_CHARACTERS = 20, 10_000


def ask_for_proof(visit: Visit) -> Response | None:
    """None if there is proof, given just now or earlier; otherwise the page that asks for it.

    The page carries what was sent, so that a person doesn't have to enter it again.
    """
    refused: Invalid | TooManyRequests | None = None
    try:
        if _given(visit):
            visit.proved_at = visit.now
        if sudo.holds(visit.proved_at, visit.now):
            return None
    except (Invalid, TooManyRequests) as problem:
        refused = problem
    return _page(visit, "portal/proof.html", refused)


def ask_for_passkey(visit: Visit) -> Response | None:
    """The same where a password is not enough: an organizer's account gains no passkey by it."""
    if not visit.account.grants or sudo.holds_by_passkey(
        visit.proved_at, visit.passkey_at, visit.now
    ):
        return None
    return _page(visit, "console/enter.html", None)


def ask_to_enter(visit: Visit, within: timedelta, *, fresh: bool) -> Response | None:
    """None if a passkey was used within that time; `fresh`: as proof, given for what is done now."""
    refused: Invalid | TooManyRequests | None = None
    try:
        if visit.request.method == "POST" and visit.form().one(PASSKEY):
            _given(visit)
            visit.proved_at = visit.now
        entered = sudo.used_passkey(visit.passkey_at, visit.now, within)
        proven = sudo.holds_by_passkey(visit.proved_at, visit.passkey_at, visit.now)
        if proven or (entered and not fresh):
            return None
    except (Invalid, TooManyRequests) as problem:
        refused = problem
    return _page(visit, "console/enter.html", refused)


def _page(visit: Visit, template: str, refused: Invalid | TooManyRequests | None) -> Response:
    made = page(
        visit,
        template,
        status=refused.status if refused else ProofRequired.status,
        problem=refused.detail if refused else "",
        field=next(iter(at_fields(refused)), ""),
        account=visit.account,
        carried=_carried(visit) if visit.request.method == "POST" else [],
    )
    if refused is not None:
        made.headers.update(refused.headers)
    return made


def _given(visit: Visit) -> bool:
    """Whether the form brought a proof that is right; raises Invalid, TooManyRequests for a wrong one."""
    form = visit.form()
    if signed := form.one(PASSKEY):
        network = network_address(visit.request)
        proof.prove_by_passkey(visit.account, visit.token, signed, network, visit.now)
        visit.passkey_at = visit.now
        return True
    if password := form.one(FIELD)[:PASSWORD_LENGTH]:
        proof.prove(visit.account, visit.token, password, FIELD, visit.now)
        return True
    return False


def _carried(visit: Visit) -> list[tuple[str, str]]:
    """The fields that go into the page, for when the password was typed; none where they are too much."""
    sent = [(name, value) for name, value in visit.form().pairs() if name not in _NOT_REPEATED]
    length = sum(len(name) + len(value) for name, value in sent)
    return sent if len(sent) <= _MOST_FIELDS and length <= _MOST_CHARACTERS else []
