"""/account/passkeys: look, add, name, remove; and what a passkey signs as proof."""

from chalice.app import Blueprint, Response

from chalicelib.domain.limits import PASSKEY_NAME_LENGTH
from chalicelib.errors import Conflict, Invalid, TooManyRequests
from chalicelib.http.request import network_address
from chalicelib.services.people import passkey_options
from chalicelib.services.people import passkeys as service
from chalicelib.web.headers import page_headers
from chalicelib.web.proof import ask_for_passkey
from chalicelib.web.routing import FORM, Visit, page, redirect, signed_in_json, signed_in_page

passkeys_pages = Blueprint(__name__)

_DONE = {
    "added": "The passkey was added. We emailed you a notice.",
    "named": "The name was saved.",
    "removed": "The passkey was removed. Delete it in your password manager or device settings, too.",
}
Refusal = Invalid | Conflict | TooManyRequests


@passkeys_pages.route("/account/passkeys", methods=["GET"])
@signed_in_page(passkeys_pages)
def get_passkeys(visit: Visit) -> Response:
    """The account's passkeys."""
    return _list(visit)


@passkeys_pages.route("/account/passkeys/new", methods=["POST"], content_types=[FORM])
@signed_in_page(passkeys_pages, proven=True)
def post_new(visit: Visit) -> Response:
    """The page that has the browser make one."""
    return ask_for_passkey(visit) or _new(visit)


@passkeys_pages.route("/account/passkeys", methods=["POST"], content_types=[FORM])
@signed_in_page(passkeys_pages, proven=True)
def post_passkey(visit: Visit) -> Response:
    """Keep the one that the browser made."""
    if (asked := ask_for_passkey(visit)) is not None:
        return asked
    form, network = visit.form(), network_address(visit.request)
    name = form.one("name")[:PASSKEY_NAME_LENGTH]
    try:
        service.add(visit.account, form.one("made"), name, visit.token, network, visit.now)
    except (Invalid, Conflict, TooManyRequests) as refused:
        return _new(visit, refused)
    return redirect(visit, "/account/passkeys", query="done=added")


@passkeys_pages.route("/account/passkeys/{passkey_id}/name", methods=["POST"], content_types=[FORM])
@signed_in_page(passkeys_pages, proven=True)
def post_name(visit: Visit, passkey_id: str) -> Response:
    """Name one anew."""
    try:
        service.rename(visit.account, passkey_id, visit.form().one("name")[:PASSKEY_NAME_LENGTH])
    except Invalid as refused:
        return _list(visit, refused)
    return redirect(visit, "/account/passkeys", query="done=named")


@passkeys_pages.route(
    "/account/passkeys/{passkey_id}/remove", methods=["POST"], content_types=[FORM]
)
@signed_in_page(passkeys_pages, proven=True)
def post_remove(visit: Visit, passkey_id: str) -> Response:
    """Remove one."""
    try:
        service.remove(visit.account, passkey_id)
    except Conflict as refused:
        return _list(visit, refused)
    return redirect(visit, "/account/passkeys", query="done=removed")


@passkeys_pages.route("/account/passkeys/challenge", methods=["POST"])
@signed_in_json(passkeys_pages)
def post_challenge(visit: Visit) -> Response:
    """What one of the account's passkeys is to sign as proof."""
    return options_answer(passkey_options.to_prove(visit.account, visit.token, visit.now))


def options_answer(options: str) -> Response:
    """What a script hands to the browser, as it is."""
    headers: dict[str, str | list[str]] = {**page_headers(), "Content-Type": "application/json"}
    return Response(body=options, headers=headers)


def _list(visit: Visit, refused: Invalid | Conflict | None = None) -> Response:
    return page(
        visit,
        "portal/passkeys.html",
        status=refused.status if refused else 200,
        account=visit.account,
        done=_DONE.get(visit.query("done"), ""),
        problem=refused.detail if refused else "",
    )


def _new(visit: Visit, refused: Refusal | None = None) -> Response:
    """Too many of them, or of tries, is said in place of the form."""
    options, problem, status = (
        "",
        refused.detail if refused else "",
        refused.status if refused else 200,
    )
    try:
        options = passkey_options.to_add(visit.account, visit.token, visit.now)
    except (Invalid, TooManyRequests) as none:
        refused, problem, status = none, none.detail, none.status
    made = page(
        visit,
        "portal/passkey-new.html",
        status=status,
        options=options,
        problem=problem,
        name=visit.form().one("name")[:PASSKEY_NAME_LENGTH] or visit.device().words,
    )
    made.headers.update(refused.headers if refused else {})
    return made
