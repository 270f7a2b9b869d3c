"""Every blueprint of the portal's pages."""

from chalice.app import Blueprint

from chalicelib.web.account import account_pages
from chalicelib.web.account_password import account_password_pages
from chalicelib.web.account_security import account_security_pages
from chalicelib.web.addresses import addresses_pages
from chalicelib.web.certificates import certificates_pages
from chalicelib.web.claim_json import claim_json
from chalicelib.web.conference import conference_pages
from chalicelib.web.conferences import conferences_pages
from chalicelib.web.confirm_removal import confirm_removal_pages
from chalicelib.web.console.pages import console_pages
from chalicelib.web.devices import devices_pages
from chalicelib.web.help import help_pages
from chalicelib.web.invitation import invitation_pages
from chalicelib.web.licenses import licenses_pages
from chalicelib.web.passkeys import passkeys_pages
from chalicelib.web.record import record_pages
from chalicelib.web.reset_password import reset_password_pages
from chalicelib.web.restore_address import restore_address_pages
from chalicelib.web.security_txt import security_txt
from chalicelib.web.set_password import set_password_pages
from chalicelib.web.sign_in import sign_in_pages
from chalicelib.web.sign_in_passkey import sign_in_passkey_pages
from chalicelib.web.static import static_files
from chalicelib.web.verify import verify_pages

PAGES: tuple[Blueprint, ...] = (
    static_files,
    security_txt,
    sign_in_pages,
    sign_in_passkey_pages,
    conferences_pages,
    conference_pages,
    claim_json,
    certificates_pages,
    verify_pages,
    help_pages,
    reset_password_pages,
    set_password_pages,
    restore_address_pages,
    confirm_removal_pages,
    account_pages,
    passkeys_pages,
    addresses_pages,
    devices_pages,
    account_password_pages,
    account_security_pages,
    licenses_pages,
    record_pages,
    invitation_pages,
    console_pages,
)
