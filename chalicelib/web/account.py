"""/account: name, addresses, and links to further pages."""

from collections.abc import Callable

from chalice.app import Blueprint, Response

from chalicelib.domain import limits
from chalicelib.domain.account import Account
from chalicelib.domain.email_address import InvalidAddress, address_id, normalise
from chalicelib.errors import Invalid, PortalError, Unauthorized
from chalicelib.services.claims.found_under import found_under
from chalicelib.services.people import account as service
from chalicelib.services.people import addresses
from chalicelib.services.people.devices import list_devices
from chalicelib.web.routing import FORM, Visit, page, redirect, signed_in_page

account_pages = Blueprint(__name__)

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


@account_pages.route("/account", methods=["GET"])
@signed_in_page(account_pages)
def get_account(visit: Visit) -> Response:
    """The signed-in person's name and addresses."""
    return account_page(visit)


@account_pages.route("/account/name", methods=["POST"], content_types=[FORM])
@signed_in_page(account_pages)
def post_name(visit: Visit) -> Response:
    """Save the name."""
    name = visit.form().one("name")[: limits.NAME_LENGTH]
    return _do(visit, "name", lambda: service.rename(visit.account, name))


@account_pages.route("/account/addresses", methods=["POST"], content_types=[FORM])
@signed_in_page(account_pages, proven=True)
def post_address(visit: Visit) -> Response:
    """Add an address."""
    typed = visit.form().one("address")[: limits.ADDRESS_LENGTH]
    return _do(
        visit,
        "sent",
        lambda: addresses.add(visit.account, typed, visit.now),
        at=_id_of(typed),
        address=typed,
    )


@account_pages.route("/account/addresses/{address_id}/mail", methods=["POST"], content_types=[FORM])
@signed_in_page(account_pages)
def post_mail(visit: Visit, address_id: str) -> Response:
    """Send the email again."""
    return _do(
        visit,
        "sent",
        lambda: addresses.send_again(visit.account, address_id, visit.now),
        at=address_id,
    )


@account_pages.route("/account/addresses/{address_id}/code", methods=["POST"], content_types=[FORM])
@signed_in_page(account_pages)
def post_code(visit: Visit, address_id: str) -> Response:
    """Verify an address by its code."""
    code = visit.form().one("code")[: limits.CODE_LENGTH]
    return _do(
        visit,
        "verified",
        lambda: addresses.verify_by_code(visit.account, address_id, code, visit.now),
        at=address_id,
    )


@account_pages.route(
    "/account/addresses/{address_id}/primary", methods=["POST"], content_types=[FORM]
)
@signed_in_page(account_pages, proven=True)
def post_primary(visit: Visit, address_id: str) -> Response:
    """Make an address the primary one."""
    return _do(
        visit, "primary", lambda: addresses.make_primary(visit.account, address_id), at=address_id
    )


@account_pages.route(
    "/account/addresses/{address_id}/remove", methods=["POST"], content_types=[FORM]
)
@signed_in_page(account_pages, proven=True)
def post_remove(visit: Visit, address_id: str) -> Response:
    """Remove an address."""
    return _do(visit, "removed", lambda: addresses.remove(visit.account, address_id, visit.now))


@account_pages.route("/account/verify/{token}", methods=["GET"])
@signed_in_page(account_pages)
def get_verify(visit: Visit, token: str) -> Response:
    """The page behind the email's link: it only asks, because email scanners also open links."""
    try:
        address = addresses.look(visit.account, token, visit.now)
    except PortalError as problem:
        return account_page(visit, problem)
    return page(visit, "portal/verify-address.html", address=address, token=token)


@account_pages.route("/account/verify/{token}", methods=["POST"], content_types=[FORM])
@signed_in_page(account_pages)
def post_verify(visit: Visit, token: str) -> Response:
    """Verify an address by the email's link."""
    return _do(
        visit,
        "verified",
        lambda: addresses.verify_by_link(visit.account, token, visit.now),
        at=token.partition(".")[0],
    )


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


def _do(
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


def _id_of(typed: str) -> str:
    try:
        return address_id(normalise(typed))
    except InvalidAddress:
        return ""
