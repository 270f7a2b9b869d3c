"""Invitations: kept under their conference, and found by the hash of the latest link."""

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.email_address import address_id
from chalicelib.domain.grant import Invitation, Role
from chalicelib.store.conferences_table import InvitedItem
from chalicelib.store.grants_table import InvitationItem
from chalicelib.store.keys import (
    INVITATION,
    INVITATIONS,
    hash_of_token,
    hashed_token_key,
    new_token,
    token_key,
)
from chalicelib.store.tables import all_of, find
from chalicelib.store.transactions import Transaction

EXPIRED_KEPT = timedelta(days=30)  # so that the team sees what became of it; then it goes


def put(transaction: Transaction, invitation: Invitation) -> str:
    """Keep it in place of an earlier one to this address; returns the token of its link."""
    token = new_token()
    made = replace(invitation, link_hash=hash_of_token(token))
    transaction.save(
        InvitationItem(
            token_key(token),
            INVITATION,
            conference_id=made.conference_id,
            normalised=made.normalised,
            ttl=made.expires_at,
        )
    )
    transaction.save(
        InvitedItem(
            made.conference_id,
            _key(made.address_id),
            normalised=made.normalised,
            shown=made.shown,
            role=made.role,
            granted_by=made.by,
            granted_at=made.at,
            expires_at=made.expires_at,
            link_hash=made.link_hash,
            ttl=made.expires_at + EXPIRED_KEPT,
        )
    )
    return token


def read(token: str) -> Invitation | None:
    """What the link grants, expired or not; None where it was used, replaced or taken back."""
    link = find(InvitationItem, token_key(token), INVITATION)
    if link is None:
        return None
    key = _key(address_id(link.normalised))
    kept = find(InvitedItem, link.conference_id, key)
    if kept is None or kept.link_hash != hash_of_token(token):
        return None
    return _invitation(kept)


def of_conference(conference_id: str) -> list[Invitation]:
    """Those that nobody has accepted yet, expired ones among them."""
    return [_invitation(item) for item in all_of(InvitedItem, conference_id, INVITATIONS)]


def used_up(transaction: Transaction, invitation: Invitation) -> None:
    """It goes, if no other took its place."""
    transaction.delete(InvitationItem(hashed_token_key(invitation.link_hash), INVITATION))
    transaction.delete(
        InvitedItem(invitation.conference_id, _key(invitation.address_id)),
        condition=InvitedItem.link_hash == invitation.link_hash,
    )


def _invitation(item: InvitedItem) -> Invitation:
    return Invitation(
        conference_id=item.pk,
        normalised=item.normalised,
        shown=item.shown,
        role=Role(item.role),
        by=item.granted_by,
        at=item.granted_at,
        expires_at=item.expires_at,
        link_hash=item.link_hash,
    )


def _key(address_id: str) -> str:
    return f"{INVITATIONS}{address_id}"
