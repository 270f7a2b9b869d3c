"""How the tables' keys are spelled: the one place. docs/architecture.md has the whole picture."""

import hashlib
import secrets

from chalicelib.domain.certificate import Location

# Sort keys of items that are alone of their kind in their partition.
ACCOUNT = "ACCOUNT"
DELETED = "DELETED"
OWNER = "OWNER"
LICENSES = "LICENSES"
RENEWALS = "RENEWALS"
ACCESS = "ACCESS"  # a token of a sign-in
PASSWORD = "PASSWORD"  # noqa: S105 # nosec B105 # the key's name, no secret
RESTORE = "RESTORE"  # a link that puts a removed address back
CONFIRM = "CONFIRM"  # a link that confirms a removal: from then on nothing puts it back
THROTTLE = "THROTTLE"
PASSKEY = "PASSKEY"  # whose a credential is
CHALLENGE = "CHALLENGE"  # what a browser is to sign, once
LIMIT = "LIMIT"  # a counter of one window
ERASURES = "ERASURES"  # partition of what is still to be erased of deleted accounts
CONFERENCE = "CONFERENCE"
INVITATION = "INVITATION"  # a link by which somebody begins to organize
CONFERENCES = "CONFERENCES"  # partition that lists every conference

# What the other sort keys begin with.
ADDRESSES = "ADDRESS#"
PASSKEYS = "PASSKEY#"
REGISTRATIONS = "REG#"
HOLDINGS = "CONF#"
SNAPSHOTS = "SNAPSHOT#"
ROSTERS = "ROSTER#"
RECORDS = "RECORD#"
GRANTS = "GRANT#"
INVITATIONS = "INVITATION#"

_ACCOUNT, _EMAIL, _CERTIFICATE = "ACCOUNT#", "EMAIL#", "CERT#"
_TOKEN = "TOKEN#"  # noqa: S105 # nosec B105 # what a key begins with, no secret


def account_key(account_id: str) -> str:
    """Partition of an account, its addresses, and what it holds of conferences."""
    return f"{_ACCOUNT}{account_id}"


def account_of(pk: str) -> str:
    """The account id in an account's partition key."""
    return pk.removeprefix(_ACCOUNT)


def email_key(normalised: str) -> str:
    """Partition of what is known under an address."""
    return f"{_EMAIL}{normalised}"


def email_of(pk: str) -> str:
    """The address in the partition key of what is known under it."""
    return pk.removeprefix(_EMAIL)


def new_token() -> str:
    """256 bits of chance, as a link or a cookie can carry them."""
    return secrets.token_urlsafe(32)


def token_key(token: str) -> str:
    """Partition of a token of either kind: only its hash is kept."""
    return hashed_token_key(hash_of_token(token))


def hash_of_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def hashed_token_key(token_hash: str) -> str:
    """Partition of the token with that hash."""
    return f"{_TOKEN}{token_hash}"


def devices_key(account_id: str) -> str:
    """Partition of an account's sign-ins, as their person sees them."""
    return f"DEVICES#{account_id}"


def passkey_key(passkey_id: str) -> str:
    """Partition that says whose a passkey is, and the sort key of the passkey under its account."""
    return f"{PASSKEYS}{passkey_id}"


def throttle_key(*counted: str) -> str:
    """Partition of a counter: its kind, whose it is, its window. Hashed: it names nobody."""
    joined = chr(0).join(counted).encode(errors="replace")
    return f"THROTTLE#{hashlib.sha256(joined).hexdigest()}"


def address_key(normalised: str) -> str:
    """Sort key of an address of an account."""
    return f"{ADDRESSES}{normalised}"


def verification_key(normalised: str) -> str:
    """Sort key of what verifies that address."""
    return f"VERIFY#{normalised}"


def registration_key(conference_id: str) -> str:
    """Sort key of an address's registrations at a conference."""
    return f"{REGISTRATIONS}{conference_id}"


def roster_key(conference_id: str) -> str:
    """Partition of a conference's roster."""
    return f"{ROSTERS}{conference_id}"


def roster_part(number: int) -> str:
    """Sort key of a chunk of a roster."""
    return f"{ROSTERS}{number:02}"


def schedule_key(number: int) -> str:
    """Sort key of a chunk of a schedule."""
    return f"SCHEDULE#{number:02}"


def conference_prefix(conference_id: str) -> str:
    """What every sort key of an account at a conference begins with."""
    return f"{HOLDINGS}{conference_id}#"


def conference_of(sk: str) -> str:
    """The conference in a sort key of what an account holds at one."""
    return sk.split("#")[1]


def claim_key(conference_id: str) -> str:
    """Sort key of a claim."""
    return f"{conference_prefix(conference_id)}CLAIM"


def certificate_key(location: Location) -> str:
    """Sort key of a certificate."""
    return f"{conference_prefix(location.conference_id)}{_CERTIFICATE}{location.number:04}"


def deliveries_prefix(location: Location) -> str:
    """What the sort keys of a certificate's deliveries begin with."""
    return f"{conference_prefix(location.conference_id)}DELIVERY#{location.number:04}#"


def delivery_key(location: Location, round_number: int, address_id: str) -> str:
    """Sort key of a delivery."""
    return f"{deliveries_prefix(location)}{round_number:04}#{address_id}"


def snapshot_key(public_id: str) -> str:
    """Partition of a certificate's snapshot."""
    return f"{_CERTIFICATE}{public_id}"


def snapshot_part(number: int) -> str:
    """Sort key of a part of a snapshot."""
    return f"{SNAPSHOTS}{number:02}"
