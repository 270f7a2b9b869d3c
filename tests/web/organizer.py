"""`python -m tests.web.organizer AWS_PORT`: a crowd at the running local portal's spring conference, and
the sign-in of somebody who reads it, as by a passkey. Prints the token.
"""

import os
import sys
from datetime import UTC, datetime, timedelta

from stages.local import local_environment


def main(aws_port: int) -> None:
    os.environ.update(local_environment(aws_port=aws_port))
    from chalicelib.domain.device import Device, Via
    from chalicelib.domain.grant import Grant, Role
    from chalicelib.store.organizers import grants
    from chalicelib.store.people import accounts, tokens
    from chalicelib.store.transactions import Transaction
    from samples import claimants, world

    now = datetime.now(UTC)
    claimants.gather(90, 80, 70)
    world.enrol("rosa", "Rosa Organizer", "rosa@prairie.example")
    with Transaction() as transaction:
        grants.put(transaction, "rosa", Grant("spring", Role.EDITOR, "local", now))
    account = accounts.load("rosa")
    assert account
    device = Device(Via.COOKIE, "A browser")
    version, lasts = account.credentials_version, timedelta(days=1)
    sys.stdout.write(tokens.issue("rosa", version, now, lasts, device, by_passkey=True))


if __name__ == "__main__":
    main(int(sys.argv[1]))
