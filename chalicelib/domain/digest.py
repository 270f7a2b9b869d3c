"""The digest of a certificate: what tells whether it says the same as another."""

import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

from chalicelib.domain.certificate import Snapshot

# What tells one certificate from another of the same content, and so isn't part of the digest.
_IDENTITY = frozenset(
    {"public_id", "account_id", "number", "issued_at", "verify_url", "attested"}
    | {"replaces", "attested_at"}
)
# Fields that version 0.1.0 did not have. Where they are empty the certificate says what it said then,
# and so has the digest it had.
_LATER = frozenset(
    {"credit_types", "credits", "track", "license", "verified", "printed", "attended_as"}
    | {"signatory2_name", "signatory2_role", "signature2_image", "seal"}
)


def digest_of(snapshot: Snapshot) -> str:
    """SHA-256, in hex, of what the certificate says: the same content has the same digest."""
    content = {key: value for key, value in _said(asdict(snapshot)).items() if key not in _IDENTITY}
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def content_digest_of(snapshot: Snapshot) -> str:
    """The digest without the license: two certificates that have the same stand beside each other."""
    return digest_of(replace(snapshot, license=None))


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _said(each) for key, each in value.items() if each or key not in _LATER}
    return [_said(each) for each in value] if isinstance(value, (list, tuple)) else value
