"""Accounts, devices and passkeys as /v1 shows them."""

from typing import Any

from chalicelib.domain.account import Account
from chalicelib.domain.device import SignInDevice, Via
from chalicelib.domain.passkey import Passkey


def account_shape(account: Account) -> dict[str, Any]:
    """The account of a sign-in."""
    return {
        "id": account.id,
        "name": account.name,
        "addresses": [
            {
                "id": address.id,
                "address": address.shown,
                "verified": address.verified,
                "deliverable": address.deliverable,
                "primary": address.primary,
            }
            for address in account.in_order
        ],
    }


def device_shape(device: SignInDevice) -> dict[str, Any]:
    """A sign-in, as its person sees it."""
    return {
        "id": device.id,
        "name": device.words,
        "app": device.via is Via.BEARER,
        "first_used_at": device.first_used_at.isoformat(),
        "last_used_at": device.last_used_at.isoformat(),
        "current": device.this,
    }


def passkey_shape(passkey: Passkey) -> dict[str, Any]:
    """A passkey, as its person sees it."""
    used = passkey.last_used_at
    return {
        "id": passkey.id,
        "name": passkey.name,
        "created_at": passkey.created_at.isoformat(),
        "last_used_at": used.isoformat() if used else None,
    }
