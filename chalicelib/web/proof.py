"""Ask for the password again before a change that could take an account away."""

from chalice.app import Response

from chalicelib.domain.limits import PASSWORD_LENGTH
from chalicelib.errors import Invalid, ProofRequired, TooManyRequests
from chalicelib.http.request import network_address
from chalicelib.services.people import proof
from chalicelib.web import csrf
from chalicelib.web.pages import page
from chalicelib.web.visit import Visit

FIELD = "proof"
# Never written into a page: a password is typed again.
_NOT_REPEATED = {csrf.FIELD, FIELD, "password"}
# No form of ours has more; what a program sent is not written out again.
_MOST_FIELDS, _MOST_CHARACTERS = 20, 10_000


def ask_for_proof(visit: Visit) -> Response | None:
    """None if there is proof, given just now or earlier; otherwise the page that asks for it.

    The page carries what was sent, so that a person doesn't have to enter it again.
    """
    given = visit.form().one(FIELD)[:PASSWORD_LENGTH]
    refused: Invalid | TooManyRequests | None = None
    if given:
        network = network_address(visit.request)
        try:
            proof.prove(visit.account, visit.token, given, FIELD, network, visit.now)
        except (Invalid, TooManyRequests) as problem:
            refused = problem
        else:
            visit.proved_at = visit.now
            return None
    elif proof.holds(visit.proved_at, visit.now):
        return None
    made = page(
        visit,
        "portal/proof.html",
        status=refused.status if refused else ProofRequired.status,
        problem=refused.detail if refused else "",
        account=visit.account,
        carried=_carried(visit),
    )
    if refused is not None:
        made.headers.update(refused.headers)
    return made


def _carried(visit: Visit) -> list[tuple[str, str]]:
    """The fields that go into the page, for when the password was typed; none where they are too much."""
    sent = [(name, value) for name, value in visit.form().pairs() if name not in _NOT_REPEATED]
    length = sum(len(name) + len(value) for name, value in sent)
    return sent if len(sent) <= _MOST_FIELDS and length <= _MOST_CHARACTERS else []
