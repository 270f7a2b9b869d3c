"""Email addresses: compared in one normalized form, shown as typed."""

import hashlib


class InvalidAddress(ValueError):
    """Not an email address that email can be sent to; the message says why."""


def normalise(address: str) -> str:
    """The form addresses are compared in: lower case, NFC, domain in IDNA's ASCII.

    No provider-specific guesses: dots and plus tags count. Raises InvalidAddress.
    """
    # Loaded at the first address: a cold start that sees none, such as the sweep's, does without.
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(
            address.strip(), check_deliverability=False, test_environment=True, strict=True
        )
    except EmailNotValidError as problem:
        raise InvalidAddress(str(problem)) from None
    return f"{checked.local_part.lower()}@{checked.ascii_domain}"


def mail_form(address: str) -> str:
    """The address as an email server takes it: local part as typed, domain in ASCII.

    Raises InvalidAddress, also for a local part beyond ASCII, which SES cannot send to.
    """
    ascii_domain = normalise(address).rpartition("@")[2]
    local = address.strip().rpartition("@")[0]
    if not local.isascii():
        raise InvalidAddress("We can't send email to addresses with these characters before the @.")
    return f"{local}@{ascii_domain}"


def mailbox(normalised: str) -> str:
    """What limits count an address as: what follows a plus is one mailbox's own sorting."""
    local, _, domain = normalised.rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"


def address_id(normalised: str) -> str:
    """A short name for an address in keys, URLs and logs that does not show it."""
    return hashlib.sha256(normalised.encode()).hexdigest()[:16]
