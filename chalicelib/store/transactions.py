"""Write transactions: whole or not at all."""

from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.errors import Conflict
from chalicelib.store.tables import condition_failed, connection

MOST_ITEMS = 100  # that one transaction takes

_CHANGED = "Someone else changed this first. Try again."


class Transaction(TransactWrite):
    """A write transaction whose failed conditions become `conflict` (a Conflict by default).

    botocore gives each a request token, so that a repetition after a time-out isn't a second write.
    """

    def __init__(self, conflict: Exception | None = None) -> None:
        super().__init__(connection=connection())
        self._conflict = conflict or Conflict(_CHANGED)

    def __exit__(self, *exception: object) -> None:
        try:
            super().__exit__(*exception)  # type: ignore[no-untyped-call]
        except TransactWriteError as problem:
            if condition_failed(problem):
                raise self._conflict from None
            raise
