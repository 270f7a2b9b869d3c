"""The bodies of /v1 requests that pages do not share; see http/bodies.py for when to import them."""

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.domain import limits
from chalicelib.http.bodies import Body, Line, Password, PersonName

Token = Annotated[str, StringConstraints(max_length=limits.TOKEN_LENGTH)]

RenewalPart = Annotated[str, StringConstraints(max_length=limits.RENEWAL_LABEL_LENGTH)]
LicensePart = Annotated[str, StringConstraints(max_length=limits.LICENSE_LENGTH)]


class SignInBody(Body):
    """POST /v1/sign-in."""

    email: Line
    password: Password


class AccessBody(Body):
    """POST /v1/access."""

    email: Line


class ChoosePasswordBody(Body):
    """POST /v1/access/password."""

    token: Token
    password: Password
    name: PersonName | None = None


class NameBody(Body):
    """PATCH /v1/account."""

    name: PersonName


class AddressBody(Body):
    """POST /v1/account/addresses."""

    address: Line


class CodeBody(Body):
    """POST /v1/account/addresses/{id}/verification."""

    code: Annotated[str, StringConstraints(max_length=limits.CODE_LENGTH)]


class LinkBody(Body):
    """POST /v1/account/verification."""

    token: Token


class PasswordBody(Body):
    """PUT /v1/account/password. `current_password` is proof in place of one given before."""

    current_password: Password | None = None
    new_password: Password


class LicenseBody(Body):
    """One of PUT /v1/account/licenses."""

    board: LicensePart
    kind: LicensePart
    number: LicensePart


class LicensesBody(Body):
    """PUT /v1/account/licenses. More than fit are refused in the page's words, by the domain."""

    licenses: Annotated[
        list[LicenseBody], Field(json_schema_extra={"maxItems": limits.MAX_LICENSES})
    ]


class RenewalBody(Body):
    """One of PUT /v1/account/renewals."""

    label: RenewalPart
    ends_on: RenewalPart
    years: int
    goal: RenewalPart | None = None
    counts: RenewalPart = "contact_hours"


class RenewalsBody(Body):
    """PUT /v1/account/renewals. The same of these."""

    renewals: Annotated[
        list[RenewalBody], Field(json_schema_extra={"maxItems": limits.MAX_RENEWALS})
    ]


class RecordBody(Body):
    """POST /v1/records; a date left out is that of the default record."""

    from_: Annotated[RenewalPart, Field(alias="from")] = ""
    to: RenewalPart = ""


class ProofBody(Body):
    """POST /v1/account/proof."""

    password: Password


class DeletionBody(Body):
    """POST /v1/account/deletion. The password is proof in place of one given before.

    `without_owner`: delete it although conferences will have no owner.
    """

    password: Password | None = None
    without_owner: bool = False


class PasskeyBody(Body):
    """PATCH /v1/account/passkeys/{id}."""

    name: Annotated[str, StringConstraints(max_length=limits.PASSKEY_NAME_LENGTH)]
