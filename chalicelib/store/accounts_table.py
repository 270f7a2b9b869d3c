"""The accounts table's models: accounts, addresses, owners, registrations, tokens, throttles."""

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.models import Model

from chalicelib.settings import settings
from chalicelib.store.tables import Item, TableMeta


class AccountsTable(Item):
    """Base of the table's models."""

    class Meta(TableMeta):
        """The table."""

        table_name = settings().accounts_table


class AccountItem(AccountsTable, discriminator="ACCOUNT"):
    """`ACCOUNT#id` / `ACCOUNT`. `password_set_here`, `name_set_here`: an import may not overwrite it.

    `imported_hash` is the SHA-256 of the hash the last import gave: the hash itself may be weaker
    than what sign-in has made of it.
    """

    name = UnicodeAttribute(default="")
    name_set_here = BooleanAttribute(default=False)
    password_hash = UnicodeAttribute(null=True)
    password_set_here = BooleanAttribute(default=False)
    imported_hash = UnicodeAttribute(null=True)
    credentials_version = NumberAttribute(default=0)
    user_handle = UnicodeAttribute(null=True)  # random; from the first passkey on
    version = NumberAttribute(default=0)
    created_at = UTCDateTimeAttribute(null=True)


class AddressItem(AccountsTable, discriminator="ADDRESS"):
    """`ACCOUNT#id` / `ADDRESS#normalised`. `mailbox` (JSON) is what happened to recent emails to it.

    `confirmed_at` is when it was last verified again: older emails no longer count.
    """

    shown = UnicodeAttribute()
    verified = BooleanAttribute(default=False)
    deliverable = BooleanAttribute(default=True)
    primary = BooleanAttribute(default=False)
    soft_bounces = NumberAttribute(default=0)
    mailbox = UnicodeAttribute(null=True)
    confirmed_at = UTCDateTimeAttribute(null=True)
    added_at = UTCDateTimeAttribute(null=True)


class LicensesItem(AccountsTable, discriminator="LICENSES"):
    """`ACCOUNT#id` / `LICENSES`: the licenses a person keeps, as JSON."""

    body = UnicodeAttribute()


class RenewalsItem(AccountsTable, discriminator="RENEWALS"):
    """`ACCOUNT#id` / `RENEWALS`: the renewal windows a person keeps, as JSON."""

    body = UnicodeAttribute()


class OwnerItem(AccountsTable, discriminator="OWNER"):
    """`EMAIL#normalised` / `OWNER`: the one account a verified address belongs to."""

    account_id = UnicodeAttribute()


class RegistrationsItem(AccountsTable, discriminator="REGISTRATIONS"):
    """`EMAIL#normalised` / `REG#conference`: all its registrations there, as JSON."""

    body = UnicodeAttribute()


class RosterItem(AccountsTable, discriminator="ROSTER"):
    """`ROSTER#conference` / `ROSTER#00`: a chunk of everybody registered there, zlib JSON.

    The first chunk has how many there are. All carry the `stamp` of the write that left them.
    """

    stamp = UnicodeAttribute()
    chunks = NumberAttribute()
    data = BinaryAttribute(legacy_encoding=False)


class TokenItem(AccountsTable, discriminator="TOKEN"):
    """`TOKEN#sha256` / purpose. `expires_at` is compared at every read; `ttl` only tidies."""

    account_id = UnicodeAttribute()
    credentials_version = NumberAttribute(default=0)
    created_at = UTCDateTimeAttribute()
    used_at = UTCDateTimeAttribute()
    expires_at = UTCDateTimeAttribute()
    via = UnicodeAttribute(null=True)  # missing where 0.1.0 issued it
    proved_at = UTCDateTimeAttribute(null=True)
    passkey_at = UTCDateTimeAttribute(null=True)
    ttl = TTLAttribute()


class DeviceItem(AccountsTable, discriminator="DEVICE"):
    """`DEVICES#account` / sha256 of a token: what its person sees of a sign-in."""

    credentials_version = NumberAttribute(default=0)
    via = UnicodeAttribute()
    words = UnicodeAttribute()
    created_at = UTCDateTimeAttribute()
    used_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()


class VerificationItem(AccountsTable, discriminator="VERIFICATION"):
    """`ACCOUNT#id` / `VERIFY#normalised`: hashes of the link and code last sent to an address."""

    link_hash = UnicodeAttribute()
    code_hash = UnicodeAttribute()
    tries = NumberAttribute(default=0)
    expires_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()


class PasswordLinkItem(AccountsTable, discriminator="PASSWORD_LINK"):
    """`TOKEN#sha256` / `PASSWORD`: a link that sets a password, once.

    `account_id` is missing where it makes an account; `credentials_version` is the account's when
    the link was sent, so that setting a password ends it. `recovers`: the address becomes the account's.
    """

    normalised = UnicodeAttribute()
    shown = UnicodeAttribute()
    recovers = BooleanAttribute(null=True)
    account_id = UnicodeAttribute(null=True)
    credentials_version = NumberAttribute(default=0)
    expires_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()


class RestorationItem(AccountsTable, discriminator="RESTORATION"):
    """`TOKEN#sha256` / `RESTORE`: a link that puts a removed address back, once."""

    account_id = UnicodeAttribute()
    normalised = UnicodeAttribute()
    shown = UnicodeAttribute()
    removed_at = UTCDateTimeAttribute()
    expires_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()


class ConfirmationItem(AccountsTable, discriminator="CONFIRMATION"):
    """`TOKEN#sha256` / `CONFIRM`: a link, sent to `normalised`, that ends the one that restores."""

    account_id = UnicodeAttribute()
    normalised = UnicodeAttribute()
    removed = UnicodeAttribute()
    restoration_hash = UnicodeAttribute()
    expires_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()


class DeletedItem(AccountsTable, discriminator="DELETED"):
    """`ACCOUNT#id` / `DELETED`: an import does not bring this account back."""

    deleted_at = UTCDateTimeAttribute()


class ErasureItem(AccountsTable, discriminator="ERASURE"):
    """`ERASURES` / account id: what is still to be erased of a deleted account.

    `addresses` (JSON, normalised) are those whose registrations go. Gone when all of it is.
    """

    addresses = UnicodeAttribute(default="[]")
    deleted_at = UTCDateTimeAttribute()


class LimitItem(AccountsTable, discriminator="LIMIT"):
    """`THROTTLE#sha256` / `LIMIT`: tries in one window; `owed`: those that shared counters took, too."""

    tries = NumberAttribute(null=True)
    owed = NumberAttribute(null=True)
    ttl = TTLAttribute(null=True)


class SingleTryItem(Model):
    """The same item through a client that makes one attempt."""

    class Meta(TableMeta):
        """The table."""

        table_name = settings().accounts_table
        max_retry_attempts = 0

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    tries = NumberAttribute(null=True)
    owed = NumberAttribute(null=True)


class ThrottleItem(AccountsTable, discriminator="THROTTLE"):
    """`THROTTLE#sha256` / `THROTTLE`: a person has signed in from this network; since 0.1.0.

    That version also kept its counters in this form; they are no longer read, and TTL removes them.
    """

    tries = NumberAttribute()
    last_at = UTCDateTimeAttribute()
    free_at = UTCDateTimeAttribute()
    ttl = TTLAttribute()
