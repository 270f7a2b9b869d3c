"""/account/licenses: the licenses that certificates may print."""

from itertools import zip_longest

from chalice.app import Blueprint, Response

from chalicelib.domain.limits import MAX_LICENSES
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.people.licenses import replace_licenses
from chalicelib.web.at_fields import at_fields
from chalicelib.web.routing import FORM, Visit, page, redirect, signed_in_page

licenses_pages = Blueprint(__name__)

Rows = list[tuple[str, str, str]]


@licenses_pages.route("/account/licenses", methods=["GET"])
@signed_in_page(licenses_pages)
def get_licenses(visit: Visit) -> Response:
    """The licenses, and an empty one to add."""
    saved = visit.query("done") == "saved"
    kept = [(each.board, each.kind, each.number) for each in visit.account.licenses]
    return _page(visit, kept, saved=saved)


@licenses_pages.route("/account/licenses", methods=["POST"], content_types=[FORM])
@signed_in_page(licenses_pages)
def post_licenses(visit: Visit) -> Response:
    """Replace them."""
    form = visit.form()
    board, kind, number = (
        form.all(part)[: MAX_LICENSES + 1] for part in ("board", "kind", "number")
    )
    given: Rows = list(zip_longest(board, kind, number, fillvalue=""))
    try:
        replace_licenses(visit.account, given)
    except (Invalid, Conflict) as refused:
        return _page(visit, given, refused)
    return redirect(visit, "/account/licenses", query="done=saved")


def _page(
    visit: Visit,
    rows: Rows,
    refused: Invalid | Conflict | None = None,
    *,
    saved: bool = False,
) -> Response:
    full = refused is not None or len(rows) >= MAX_LICENSES
    return page(
        visit,
        "portal/licenses.html",
        status=refused.status if refused else 200,
        rows=rows if full else [*rows, ("", "", "")],
        wrong=at_fields(refused),
        saved=saved,
    )
