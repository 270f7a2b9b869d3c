"""/v1/account/licenses: what certificates may print; numbers are in bodies only, never in an address."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.api.routing import signed_in
from chalicelib.domain.account import Account
from chalicelib.domain.license import License
from chalicelib.http.answers import ok
from chalicelib.http.reading import read_body
from chalicelib.services.people.licenses import replace_licenses

licenses_api = Blueprint(__name__)


@licenses_api.route("/v1/account/licenses", methods=["GET"])
@signed_in(licenses_api)
def get_licenses(account: Account, now: datetime) -> Response:
    """The licenses of the account."""
    return ok(_shape(account.licenses))


@licenses_api.route("/v1/account/licenses", methods=["PUT"])
@signed_in(licenses_api)
def put_licenses(account: Account, now: datetime) -> Response:
    """Replace all of them."""
    from chalicelib.api.schemas import LicensesBody

    body = read_body(LicensesBody, licenses_api.current_request.raw_body)
    given = [(each.board, each.kind, each.number) for each in body.licenses]
    return ok(_shape(replace_licenses(account, given)))


def _shape(licenses: Iterable[License]) -> dict[str, Any]:
    return {
        "licenses": [
            {"id": each.id, "board": each.board, "kind": each.kind, "number": each.number}
            for each in licenses
        ]
    }
