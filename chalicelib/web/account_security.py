"""/account/export and /account/delete."""

from chalice.app import Blueprint, Response

from chalicelib.domain.retention import KEPT_YEARS
from chalicelib.errors import Conflict
from chalicelib.services.console.last_owner import left_alone
from chalicelib.services.people.export import export_json
from chalicelib.services.people.leave import delete
from chalicelib.web import cookies
from chalicelib.web.headers import page_headers
from chalicelib.web.proof_form import Refusal, with_refusal
from chalicelib.web.routing import FORM, Visit, page, signed_in_page

account_security_pages = Blueprint(__name__)


@account_security_pages.route("/account/export", methods=["GET"])
@signed_in_page(account_security_pages)
def get_export(visit: Visit) -> Response:
    """Everything stored about the person, as a file."""
    headers: dict[str, str | list[str]] = {
        **page_headers(),
        "Content-Type": "application/json",
        "Content-Disposition": 'attachment; filename="ceu-portal-my-data.json"',
    }
    return Response(body=export_json(visit.account, visit.now), headers=headers)


@account_security_pages.route("/account/delete", methods=["GET"])
@signed_in_page(account_security_pages)
def get_delete(visit: Visit) -> Response:
    """What will be deleted and what is kept."""
    return _delete_form(visit)


@account_security_pages.route("/account/delete", methods=["POST"], content_types=[FORM])
@signed_in_page(account_security_pages, proven=True)
def post_delete(visit: Visit) -> Response:
    """Delete the account."""
    try:
        delete(visit.account, visit.now, without_owner=visit.form().one("without_owner") == "1")
    except Conflict as refused:
        return _delete_form(visit, refused)
    visit.set_cookies.append(cookies.no_sign_in_cookie())
    visit.token, visit.who = "", None
    return page(visit, "portal/account-deleted.html", kept_years=KEPT_YEARS)


def _delete_form(visit: Visit, refused: Refusal | None = None) -> Response:
    alone = left_alone(visit.account)
    return with_refusal(
        visit, "portal/account-delete.html", refused, kept_years=KEPT_YEARS, alone=alone
    )
