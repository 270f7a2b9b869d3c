"""An authenticator without a browser: keeps keys, and answers as `static/passkey.js` sends it."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, encode_cbor

PRESENT, VERIFIED, NEW_KEY = 1, 4, 64


@dataclass
class Key:
    """One passkey as its device keeps it."""

    credential_id: bytes
    private: ec.EllipticCurvePrivateKey
    user_handle: str
    count: int = 0

    @property
    def id(self) -> str:
        return bytes_to_base64url(self.credential_id)


@dataclass
class Authenticator:
    """`verifies` False: it asks for no fingerprint or PIN. `counts` False: like a synced passkey."""

    origin: str = "https://ceu.example.org"
    rp_id: str = "ceu.example.org"
    verifies: bool = True
    counts: bool = True
    keys: list[Key] = field(default_factory=list)

    def create(self, options: dict[str, Any], credential_id: bytes = b"") -> str:
        """A new key for these options; under another's id, if one is given."""
        made = ec.generate_private_key(ec.SECP256R1())
        key = Key(credential_id or secrets.token_bytes(32), made, options["user"]["id"])
        self.keys.append(key)
        numbers = key.private.public_key().public_numbers()
        public = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + len(key.credential_id).to_bytes(2, "big") + key.credential_id
        data = self._data(key, NEW_KEY) + attested + encode_cbor(public)
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        return self._answer(
            key,
            {
                "clientDataJSON": self._client_data("webauthn.create", options["challenge"]),
                "attestationObject": attestation,
            },
            transports=["internal"],
        )

    def get(self, options: dict[str, Any], key: Key | None = None) -> str:
        """What a key signs; the one made last if none is named."""
        key = key or self.keys[-1]
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = self._data(key)
        signed = data + hashlib.sha256(client_data).digest()
        return self._answer(
            key,
            {
                "clientDataJSON": client_data,
                "authenticatorData": data,
                "signature": key.private.sign(signed, ec.ECDSA(SHA256())),
                "userHandle": base64url_to_bytes(key.user_handle),
            },
        )

    def _data(self, key: Key, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        key.count += 1 if self.counts else 0
        rp_hash = hashlib.sha256(self.rp_id.encode()).digest()
        return rp_hash + bytes([flags]) + key.count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _answer(self, key: Key, parts: dict[str, bytes], **more: Any) -> str:
        response = {name: bytes_to_base64url(part) for name, part in parts.items()}
        body = {"id": key.id, "rawId": key.id, "type": "public-key", "response": response | more}
        return json.dumps(body)
