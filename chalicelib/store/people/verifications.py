"""What proves that emails to an address reach its account: a link and a code, stored as hashes."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from chalicelib.store.accounts_table import VerificationItem
from chalicelib.store.keys import account_key, verification_key
from chalicelib.store.tables import change_if, find


@dataclass(frozen=True, slots=True)
class Verification:
    """The link and code last sent to an address of an account."""

    account_id: str
    normalised: str
    link_hash: str
    code_hash: str
    tries: int
    expires_at: datetime

    def is_link(self, secret: str) -> bool:
        """Whether the link held this secret."""
        return hmac.compare_digest(self.link_hash, link_hash(secret))

    def is_code(self, code: str) -> bool:
        """Whether the email contained this code."""
        wanted = code_hash(self.account_id, self.normalised, code)
        return hmac.compare_digest(self.code_hash, wanted)


def link_hash(secret: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def code_hash(account_id: str, normalised: str, code: str) -> str:
    """What is kept of a code, salted with where it counts. Six digits are guarded by their tries."""
    salted = "\0".join((account_id, normalised, code))
    return hashlib.sha256(salted.encode(errors="replace")).hexdigest()


def load(account_id: str, normalised: str) -> Verification | None:
    """What was last sent, expired or not."""
    item = find(VerificationItem, account_key(account_id), verification_key(normalised))
    if item is None:
        return None
    return Verification(
        account_id,
        normalised,
        item.link_hash,
        item.code_hash,
        int(item.tries),
        item.expires_at,
    )


def count_try(sent: Verification, most: int) -> bool:
    """Count one try of the code before it is compared; False when there is none left."""
    item = VerificationItem(account_key(sent.account_id), verification_key(sent.normalised))
    return change_if(
        item,
        [VerificationItem.tries.set(VerificationItem.tries + 1)],
        (VerificationItem.tries < most) & (VerificationItem.link_hash == sent.link_hash),
    )


def item_of(sent: Verification) -> VerificationItem:
    """The item to write."""
    return VerificationItem(
        account_key(sent.account_id),
        verification_key(sent.normalised),
        link_hash=sent.link_hash,
        code_hash=sent.code_hash,
        tries=sent.tries,
        expires_at=sent.expires_at,
        ttl=sent.expires_at,
    )
