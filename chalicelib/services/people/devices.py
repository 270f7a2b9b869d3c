"""Where an account is signed in: look, end one, and tell of a new one."""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device, SignInDevice, ended
from chalicelib.errors import NotFound
from chalicelib.logs import logger
from chalicelib.services.mail import messages, send
from chalicelib.services.people.memory import Note, remember, remembered
from chalicelib.settings import settings
from chalicelib.store.people import device_list

_REMEMBERED = timedelta(days=400)
_MOST_LISTED = 50


def list_devices(account: Account, token: str, now: datetime) -> list[SignInDevice]:
    """The sign-ins that still count, 50 at most: the one that asks, then those used last.

    Signing out everywhere ends all of them, listed or not.
    """
    idle, longest = (
        timedelta(days=settings().sign_in_idle_days),
        timedelta(days=settings().sign_in_days),
    )
    found = [
        device
        for device in device_list.devices(account.id, account.credentials_version, token)
        if not ended(device.first_used_at + longest, device.last_used_at, now, idle)
    ]
    found.sort(key=lambda device: (not device.this, -device.last_used_at.timestamp()))
    return found[:_MOST_LISTED]


def end_device(account: Account, device_id: str) -> None:
    """End one sign-in; raises NotFound where the account has none of that id."""
    if not device_list.end(account.id, device_id):
        raise NotFound("This sign-in has ended already.")
    logger.info("sign-in ended", account=account.id)


def notice(account: Account, device: Device, now: datetime, *, along: Note | None = None) -> None:
    """Remember the device, and tell by email of one that is new; not of an account's first.

    `along`, if any, is remembered in the same call, new device or not.
    """
    this = Note("device", f"{account.id} {device.via} {device.key or device.words}", _REMEMBERED)
    some = Note("device-any", account.id, _REMEMBERED)
    before = remembered([this, some], now)
    noted = [] if this in before else [this, some]
    remember([*noted, along] if along else noted, now)
    if some in before and this not in before:
        send.tell(
            send.own_addresses(account), lambda to: messages.new_device_mail(to, device.words, now)
        )
