"""Whether a new password can be taken: the domain's rules, and the deployer's list of leaked ones."""

from collections.abc import Iterable
from functools import cache

from chalicelib.domain import breach_filter
from chalicelib.domain.breach_filter import BreachFilter
from chalicelib.domain.password import MIN_LENGTH, normalise_password, password_problem
from chalicelib.domain.problem import Code, Problem
from chalicelib.errors import Invalid
from chalicelib.settings import settings
from chalicelib.store.claims import conferences
from chalicelib.store.people import registrations
from chalicelib.templating import ROOT

FILTER = ROOT / "vendor" / "breach-filter.bin"
if not FILTER.parent.exists():  # in the Lambda zip, what vendor/ holds lies at the root
    FILTER = ROOT / "breach-filter.bin"
LEAKED = (
    "This password is on a list of passwords that leaked elsewhere, so it is tried first. Choose "
    "another one."
)


def check(password: str, personal: Iterable[str], addresses: Iterable[str], field: str) -> None:
    """Raises Invalid; `personal` are the names and addresses of its owner.

    `addresses` are theirs, normalised: the names of the conferences registered there are no secret.
    """
    known = [*personal, settings().brand_name]
    problem = password_problem(password, known, field) or _uses_a_conference(
        password, known, list(addresses), field
    )
    leaked = _filter()
    if problem is None and leaked is not None and normalise_password(password) in leaked:
        problem = Problem(field, Code.TOO_COMMON, LEAKED)
    if problem is not None:
        raise Invalid([problem])


def build(lines: Iterable[bytes]) -> bytes:
    """The filter's file of a list, one password a line; those too short to be taken anyway are left out."""
    kept = {
        password
        for line in lines
        if len(password := normalise_password(line.decode("utf-8", "replace").strip()))
        >= MIN_LENGTH
    }
    return breach_filter.build(kept, len(kept))


def _uses_a_conference(
    password: str, known: list[str], addresses: list[str], field: str
) -> Problem | None:
    """What is wrong with a password that is good but for the names of its owner's conferences.

    One that would pass beside every conference's name passes; only for another is it looked up which
    conferences are the owner's, in one batch.
    """
    names = conferences.names() if addresses else {}
    if password_problem(password, [*known, *names.values()], field) is None:
        return None
    own = registrations.conferences_of(addresses, names)
    return password_problem(password, [*known, *(names[one] for one in own)], field)


@cache
def _filter() -> BreachFilter | None:
    return breach_filter.read(FILTER.read_bytes()) if FILTER.exists() else None
