"""Where an account is signed in: look, end one, and tell of a new one."""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account
from chalicelib.domain.device import Device, SignInDevice
from chalicelib.errors import NotFound
from chalicelib.logs import logger
from chalicelib.services.mail import messages, send
from chalicelib.services.people import throttle
from chalicelib.settings import settings
from chalicelib.store.people import tokens

_REMEMBERED = timedelta(days=400)


def list_devices(account: Account, token: str, now: datetime) -> list[SignInDevice]:
    """The sign-ins that still count, the one that asks first, then those used last."""
    idle, longest = (
        timedelta(days=settings().sign_in_idle_days),
        timedelta(days=settings().sign_in_days),
    )
    found = [
        device
        for device in tokens.devices(account.id, account.credentials_version, token)
        if now - device.last_used_at <= idle and now - device.first_used_at < longest
    ]
    return sorted(found, key=lambda device: (not device.this, -device.last_used_at.timestamp()))


def end_device(account: Account, device_id: str) -> None:
    """End one sign-in; raises NotFound where the account has none of that id."""
    if not tokens.end(account.id, device_id):
        raise NotFound("This sign-in has ended already.")
    logger.info("sign-in ended", account=account.id)


def notice(account: Account, device: Device, now: datetime) -> None:
    """Remember the device, and tell by email of one that is new; not of an account's first."""
    known = f"{account.id} {device.via} {device.key or device.words}"
    if throttle.is_remembered("device", known, now, _REMEMBERED):
        return
    others = throttle.is_remembered("device-any", account.id, now, _REMEMBERED)
    throttle.remember("device", known, now, _REMEMBERED)
    throttle.remember("device-any", account.id, now, _REMEMBERED)
    if others:
        send.tell(
            send.own_addresses(account), lambda to: messages.new_device_mail(to, device.words, now)
        )
