"""Erase what a deleted account leaves behind: at once, or by the sweep where that was interrupted."""

from collections.abc import Iterable

from chalicelib.aws import storage
from chalicelib.logs import logger, where
from chalicelib.store.people import deletion, erased_claims, registrations, rosters


def erase(account_id: str, registered: Iterable[str] = ()) -> bool:
    """Claims, deliveries, PDFs, and the registrations of these normalised addresses.

    Only once the account is gone: nothing can be saved for it any more, so nothing comes after. False
    where something failed; the sweep goes on with it.
    """
    try:
        for public_id in erased_claims.erase_claims(account_id):
            storage.delete_pdf(public_id)
        for address in registered:
            for conference_id in {r.conference_id for r in registrations.of_address(address)}:
                # The roster first: the registration tells which, should this be interrupted.
                rosters.change(conference_id, {}, {address})
                registrations.delete(address, conference_id)
        deletion.finish(account_id)
    except Exception as problem:
        logger.error(
            "not erased yet; the sweep goes on",
            account=account_id,
            error=type(problem).__name__,
            where=where(problem),
        )
        return False
    return True


def finish_erasures() -> int:
    """Finish what was interrupted; returns how many accounts were finished."""
    return sum([erase(account_id, registered) for account_id, registered in deletion.unfinished()])
