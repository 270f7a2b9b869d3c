"""The accounts table's models of passkeys."""

from pynamodb.attributes import (
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.store.accounts_table import AccountsTable


class PasskeyItem(AccountsTable, discriminator="PASSKEY"):
    """`ACCOUNT#id` / `PASSKEY#sha256 of the credential's id`."""

    credential_id = UnicodeAttribute()
    public_key = UnicodeAttribute()
    sign_count = NumberAttribute(default=0)
    transports = JSONAttribute()
    name = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    used_at = UTCDateTimeAttribute(null=True)


class PasskeyOwnerItem(AccountsTable, discriminator="PASSKEY_OWNER"):
    """`PASSKEY#sha256 of the credential's id` / `PASSKEY`: the one account it signs in to."""

    account_id = UnicodeAttribute()


class ChallengeItem(AccountsTable, discriminator="CHALLENGE"):
    """`TOKEN#sha256` / `CHALLENGE`: what a browser is to sign. Gone when it was used."""

    ceremony = UnicodeAttribute()
    asked_by = UnicodeAttribute()
    user_handle = UnicodeAttribute(null=True)
    counted = UnicodeAttribute(null=True)
    expires_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()
