"""Taking an address away, and for how long that can be undone (design: rule 12).

For seven days, anyone who reads the removed address can put it back, unless the removal was confirmed from
another address that had been verified for thirty days: by a link in the email that tells of it there.
"""

from datetime import datetime, timedelta

from chalicelib.domain.account import Account, confirming
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Invalid
from chalicelib.logs import logger
from chalicelib.services.mail import address_messages, send
from chalicelib.services.people.account import reload
from chalicelib.services.people.addresses import by_id, changed
from chalicelib.store.keys import new_token
from chalicelib.store.people import addresses, restorations
from chalicelib.store.people.restorations import Restoration

RESTORABLE = timedelta(days=7)


def remove(account: Account, address_id: str, now: datetime) -> Account:
    """Take an address away; from its own mailbox it can be put back for seven days.

    Only for somebody who has proved who they are. Raises NotFound, Invalid for the last verified one.
    """
    removed = by_id(account, address_id)
    link = new_token()
    links = {held.id: new_token() for held in confirming(account, removed, now)}

    def write(current: Account) -> None:
        address = by_id(current, address_id)
        others = [held for held in current.verified if held.id != address.id]
        if address.verified and not others:
            message = "This is your last verified address. Add and verify another one first."
            raise Invalid([Problem("address", Code.LAST_VERIFIED, message)])
        kept = Restoration(account.id, address.normalised, address.shown, now, now + RESTORABLE)
        heir = others[0] if address.primary else None
        offered = restorations.Offer(
            link,
            kept,
            {links[held.id]: held.normalised for held in others if held.id in links},
        )
        addresses.remove(current, address, heir, offered if address.verified else None)

    changed(account, write)
    logger.info("address removed", account=account.id, address=removed.id)
    if removed.verified:
        send.tell([removed.shown], lambda to: address_messages.address_removed_here_mail(to, link))
        by_address = {held.shown: links.get(held.id, "") for held in account.verified}
        send.tell(
            send.own_addresses(account, but=removed.id),
            lambda to: address_messages.address_removed_mail(to, removed.shown, by_address[to]),
        )
    return reload(account)
