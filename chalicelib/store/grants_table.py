"""The accounts table's models of who organizes what, and of invitations to."""

from pynamodb.attributes import TTLAttribute, UnicodeAttribute, UTCDateTimeAttribute

from chalicelib.store.accounts_table import AccountsTable


class GrantItem(AccountsTable, discriminator="GRANT"):
    """`ACCOUNT#id` / `GRANT#conference` or `GRANT#*`: what the account organizes."""

    role = UnicodeAttribute()
    granted_by = UnicodeAttribute()
    granted_at = UTCDateTimeAttribute()


class InvitationItem(AccountsTable, discriminator="INVITATION"):
    """`TOKEN#sha256` / `INVITATION`: an emailed link, and where what it grants is kept."""

    conference_id = UnicodeAttribute()
    normalised = UnicodeAttribute()
    ttl = TTLAttribute()
