"""Every blueprint of /v1."""

from chalice.app import Blueprint

from chalicelib.api.account import account_api
from chalicelib.api.account_security import account_security_api
from chalicelib.api.addresses import addresses_api
from chalicelib.api.certificates import certificates_api
from chalicelib.api.conferences import conferences_api
from chalicelib.api.devices import devices_api
from chalicelib.api.health import health_api
from chalicelib.api.licenses import licenses_api
from chalicelib.api.passkeys import passkeys_api
from chalicelib.api.record import record_api
from chalicelib.api.renewals import renewals_api
from chalicelib.api.reset_password import reset_password_api
from chalicelib.api.sign_in import sign_in_api

API: tuple[Blueprint, ...] = (
    health_api,
    sign_in_api,
    reset_password_api,
    account_api,
    passkeys_api,
    addresses_api,
    devices_api,
    account_security_api,
    conferences_api,
    certificates_api,
    licenses_api,
    record_api,
    renewals_api,
)
