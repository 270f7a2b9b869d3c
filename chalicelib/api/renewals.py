"""/v1/account/renewals: the renewal windows that the record shows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.api.routing import signed_in
from chalicelib.domain.account import Account
from chalicelib.domain.renewal import Renewal
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.http.record_shapes import renewal_shape
from chalicelib.services.people.renewals import replace_renewals

renewals_api = Blueprint(__name__)


@renewals_api.route("/v1/account/renewals", methods=["GET"])
@signed_in(renewals_api)
def get_renewals(account: Account, now: datetime) -> Response:
    """The renewals of the account."""
    return ok(_shape(account.renewals))


@renewals_api.route("/v1/account/renewals", methods=["PUT"])
@signed_in(renewals_api)
def put_renewals(account: Account, now: datetime) -> Response:
    """Replace all of them."""
    from chalicelib.api.schemas import RenewalsBody

    body = read_body(RenewalsBody, renewals_api.current_request.raw_body)
    given = [
        (each.label, each.ends_on, str(each.years), each.goal or "", each.counts)
        for each in body.renewals
    ]
    return ok(_shape(replace_renewals(account, given)))


def _shape(renewals: Iterable[Renewal]) -> dict[str, Any]:
    return {"renewals": [renewal_shape(each) for each in renewals]}
