"""/record/renewals: the renewal windows that the record shows."""

from itertools import zip_longest

from chalice.app import Blueprint, Response

from chalicelib.domain.limits import MAX_RENEWALS
from chalicelib.domain.renewal import CEUS, CONTACT_HOURS, Typed
from chalicelib.errors import Conflict, Invalid
from chalicelib.services.certificates.own_certificates import list_certificates
from chalicelib.services.people.renewals import replace_renewals
from chalicelib.web.at_fields import at_fields
from chalicelib.web.routing import FORM, Visit, page, redirect, signed_in_page

renewals_pages = Blueprint(__name__)

_FIELDS = ("label", "ends_on", "years", "goal", "counts")
_EMPTY: Typed = ("", "", "2", "", CONTACT_HOURS)


@renewals_pages.route("/record/renewals", methods=["GET"])
@signed_in_page(renewals_pages)
def get_renewals(visit: Visit) -> Response:
    """The renewals, and an empty one to add."""
    rows: list[Typed] = [
        (
            each.label,
            each.ends_on.isoformat(),
            str(each.years),
            "" if each.goal is None else str(each.goal),
            each.counts,
        )
        for each in visit.account.renewals
    ]
    return _page(visit, rows)


@renewals_pages.route("/record/renewals", methods=["POST"], content_types=[FORM])
@signed_in_page(renewals_pages)
def post_renewals(visit: Visit) -> Response:
    """Replace them."""
    form = visit.form()
    label, ends_on, years, goal, counts = (form.all(name)[: MAX_RENEWALS + 1] for name in _FIELDS)
    given: list[Typed] = list(zip_longest(label, ends_on, years, goal, counts, fillvalue=""))
    try:
        replace_renewals(visit.account, given)
    except (Invalid, Conflict) as refused:
        return _page(visit, given, refused)
    return redirect(visit, "/record", query="says=renewals")


def _page(visit: Visit, rows: list[Typed], refused: Invalid | Conflict | None = None) -> Response:
    earned = {
        total.id: total.label
        for view in list_certificates(visit.account)
        for total in view.certificate.credits
    }
    chosen = {row[4]: row[4] for row in rows if row[4]}
    return page(
        visit,
        "portal/renewals.html",
        status=refused.status if refused else 200,
        rows=rows if refused or len(rows) >= MAX_RENEWALS else [*rows, _EMPTY],
        counts={**chosen, **earned, CONTACT_HOURS: "Contact hours", CEUS: "CEUs"},
        wrong=at_fields(refused),
    )
