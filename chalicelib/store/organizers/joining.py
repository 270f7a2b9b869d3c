"""An invitation accepted: account, passkey and grant, in one transaction that uses up the link."""

from datetime import datetime

from chalicelib.domain.account import Account
from chalicelib.domain.audit import Act, By
from chalicelib.domain.grant import Grant, Invitation
from chalicelib.domain.passkey import Passkey
from chalicelib.store import audit
from chalicelib.store.accounts_table import AccountItem, AddressItem, OwnerItem
from chalicelib.store.keys import ACCOUNT, OWNER, account_key, address_key, email_key
from chalicelib.store.organizers import grants, invitations
from chalicelib.store.people import passkeys
from chalicelib.store.transactions import Transaction


def join(
    account: Account,
    invitation: Invitation,
    made: Passkey,
    user_handle: str,
    act: Act,
    now: datetime,
) -> None:
    """Only the new passkey is left, and every sign-in ends: what a stolen password added is gone.

    Raises Conflict when the account changed, or the link was used or taken back.
    """
    with Transaction() as transaction:
        transaction.update(
            AccountItem(account_key(account.id), ACCOUNT),
            [
                AccountItem.version.set(account.version + 1),
                AccountItem.credentials_version.set(account.credentials_version + 1),
                AccountItem.user_handle.set(user_handle),
            ],
            condition=AccountItem.version == account.version,
        )
        transaction.condition_check(
            OwnerItem, email_key(invitation.normalised), OWNER, OwnerItem.account_id == account.id
        )
        passkeys.gone(transaction, account.id, list(account.passkeys))
        _joined(transaction, account.id, invitation, made, act, now)


def begin(
    account: Account,
    invitation: Invitation,
    made: Passkey,
    user_handle: str,
    act: Act,
    now: datetime,
) -> None:
    """The same for somebody new: the invitation has proved the address, and there is no password yet.

    Raises Conflict when somebody verified the address meanwhile.
    """
    with Transaction() as transaction:
        transaction.save(
            AccountItem(
                account_key(account.id),
                ACCOUNT,
                name=account.name,
                version=1,
                user_handle=user_handle,
                created_at=now,
            ),
            condition=AccountItem.pk.does_not_exist(),
        )
        transaction.save(
            AddressItem(
                account_key(account.id),
                address_key(invitation.normalised),
                shown=invitation.shown,
                verified=True,
                primary=True,
                added_at=now,
            )
        )
        transaction.save(
            OwnerItem(email_key(invitation.normalised), OWNER, account_id=account.id),
            condition=OwnerItem.pk.does_not_exist(),
        )
        _joined(transaction, account.id, invitation, made, act, now)


def _joined(
    transaction: Transaction,
    account_id: str,
    invitation: Invitation,
    made: Passkey,
    act: Act,
    now: datetime,
) -> None:
    invitations.used_up(transaction, invitation)
    passkeys.put(transaction, account_id, made)
    held = Grant(invitation.conference_id, invitation.role, invitation.by, now)
    grants.put(transaction, account_id, held)
    audit.within(transaction, act, By(f"account:{account_id}"), now)
