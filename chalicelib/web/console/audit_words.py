"""What the audit's words for actions and facts are called on its page."""

from chalicelib.domain.audit_filter import account_of
from chalicelib.domain.public_id import parse
from chalicelib.web.console import import_words

ACTIONS = {
    "add-session": "Added a session to a claim",
    "ask-for-claims": "Asked for the claims as a file",
    "ask-to-undo-import": "Asked to undo an import",
    "audit": "Read or verified the audit",
    "begin-conference": "Created the conference",
    "begin-import": "Began an import",
    "change-role": "Changed a role",
    "conference": "Changed settings from the command line",
    "confirm-import": "Confirmed a plan",
    "cancel-session": "Cancelled a session",
    "change-session": "Changed a session",
    "copy-addresses": "Copied addresses",
    "count-reissue": "Counted certificates to reissue",
    "discard-import": "Discarded a plan",
    "download-claims": "Downloaded the claims",
    "export-claims": "Made a file of the claims",
    "end-sign-ins": "Ended sign-ins",
    "export-person": "Downloaded what is held about a person",
    "extend-deadline": "Extended the deadline for a person",
    "grant": "Invited an organizer",
    "hold-claims": "Held claims back",
    "import-attendance": "Imported check-ins",
    "import-registrations": "Imported registrations",
    "import-schedule": "Imported the schedule",
    "join": "Joined the team",
    "leave-team": "Left the team by deleting their account",
    "let-claims-go": "Released claims",
    "list": "Listed the conferences",
    "look": "Changed the certificates' look",
    "move-registration": "Moved a registration",
    "new-session": "Added a session to the program",
    "open-person": "Opened a person",
    "put-back-session": "Put a session back",
    "open-reissue-sample": "Opened the sample of a reissue",
    "recover-account": "Recovered an account",
    "redrive": "Queued failed certificates again",
    "redrive-imports": "Queued failed imports again",
    "reindex": "Completed what earlier versions stored",
    "reissue": "Reissued certificates",
    "remove-organizer": "Removed an organizer",
    "rename": "Corrected a printed name",
    "resend": "Sent a certificate again",
    "reset-passkey": "Reset a passkey",
    "revoke": "Revoked a certificate",
    "roster": "Read the roster",
    "send-to": "Sent a certificate to another address",
    "settings": "Changed settings",
    "switch-credit": "Changed credit or format of sessions",
    "start-reissue": "Started a reissue",
    "stop-reissue": "Stopped a reissue",
    "undo-import": "Undid an import",
    "undo-session-change": "Undid a change of sessions",
    "withdraw-invitation": "Withdrew an invitation",
}
FACTS = {
    "came_to": "Result",
    "changes": "Changes",
    "certificates": "Certificates",
    "dry_run": "Only tried",
    "email": "Emailed",
    "export": "File",
    "exported": "Left the portal",
    "file": "File's fingerprint",
    "from": "From",
    "import": "Import",
    "name": "Name",
    "no_owner": "Without an owner now",
    "removed": "Removed",
    "role": "Role",
    "revision": "Revision",
    "to": "To",
    "what": "Kind of file",
    "which": "People",
    "whose": "Whose",
}
_PEOPLE = frozenset(
    {
        "add-session",
        "export-person",
        "extend-deadline",
        "open-person",
        "recover-account",
        "rename",
        "send-to",
    }
)
_ADDRESS_ID = 16  # hexadecimal digits; an account's id is longer, or no such number


def action(name: str) -> str:
    """What was done."""
    return ACTIONS.get(name) or _spoken(name)


def fact(name: str) -> str:
    """What a fact is called."""
    return FACTS.get(name) or _spoken(name)


def value(said: str) -> str:
    """What a fact says, with its dates in words."""
    return import_words.line(said)


def who(name: str, known: dict[str, str]) -> str:
    """Who acted: an organizer by address, or the operator, whose AWS identity is theirs."""
    account = account_of(name)
    if account:
        return known.get(account, f"account {account}")
    return "The operator" if name == "local" else f"The operator ({name.rpartition('/')[2]})"


def page_of(subject: str, name: str, first: bool) -> str:
    """The page under the conference that shows what an id stands for, "" where there is none."""
    if parse(subject) == subject:
        return f"/people?q={subject}"
    if not first or name not in _PEOPLE:
        return ""
    return f"/people/~{subject}" if _is_address(subject) else f"/people/{subject}"


def _is_address(subject: str) -> bool:
    return len(subject) == _ADDRESS_ID and not set(subject) - set("0123456789abcdef")


def _spoken(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()
