"""The account page, after what was done or could not be."""

from collections.abc import Callable

from chalice.app import Response

from chalicelib.domain.account import Account
from chalicelib.errors import Invalid, PortalError, Unauthorized
from chalicelib.services.claims.found_under import found_under
from chalicelib.services.people.devices import list_devices
from chalicelib.web.routing import Visit, page, redirect

# What was done, by the word in the query: no text from a link is ever shown.
_DONE = {
    "name": "Your name was saved. New certificates will use it.",
    "sent": "We emailed you a code. Enter it below. Nothing there? Check your junk or spam folder.",
    "verified": "The address was verified.",
    "primary": "Your primary address was changed.",
    "removed": "The address was removed.",
    "ended": "That device was signed out.",
    "changed": "Your password was changed. You will need to sign in again everywhere else.",
}


def account_page(
    visit: Visit, problem: PortalError | None = None, *, at: str = "", address: str = ""
) -> Response:
    """The page, with what went wrong; `at` is the address it is about, `address` what was typed."""
    at = _known(visit, at or visit.query("at"))
    field = problem.problems[0].field if isinstance(problem, Invalid) and problem.problems else ""
    verified = visit.query("done") == "verified" and not problem
    proved = [one for one in visit.account.verified if verified and one.id == at]
    made = page(
        visit,
        "portal/account.html",
        status=problem.status if problem else 200,
        account=visit.account,
        done=_DONE.get(visit.query("done"), ""),
        problem=problem.detail if problem else "",
        field=field,
        name=visit.form().one("name") if field == "name" else visit.account.name,
        devices=list_devices(visit.account, visit.token, visit.now),
        at=at,
        found=[one for address in proved for one in found_under(address, visit.now)],
        proved=bool(proved),
        address=address,
    )
    if problem is not None:
        made.headers.update(problem.headers)
    return made


def show_after(
    visit: Visit, done: str, action: Callable[[], Account], *, at: str = "", address: str = ""
) -> Response:
    """Do it and show the page again, with what was done or what went wrong."""
    try:
        action()
    except Unauthorized:
        raise
    except PortalError as problem:
        return account_page(visit, problem, at=at, address=address)
    if not at:
        return redirect(visit, "/account", query=f"done={done}")
    return redirect(visit, "/account", query=f"done={done}&at={at}", fragment=f"address-{at}")


def _known(visit: Visit, at: str) -> str:
    """The id if it is one of an address of the account, else nothing."""
    return at if any(held.id == at for held in visit.account.addresses) else ""
