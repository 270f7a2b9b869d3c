"""The organizer's browser in `bench.claims`."""

from datetime import UTC, datetime, timedelta

from chalice.test import Client


class Olivia:
    """The organizer's browser; her passkey was just used."""

    def __init__(self) -> None:
        from app import app
        from chalicelib.domain.device import Device, Via
        from chalicelib.domain.grant import Grant, Role
        from chalicelib.store.organizers import grants
        from chalicelib.store.people import accounts, tokens
        from chalicelib.store.transactions import Transaction

        now = datetime.now(UTC)
        with Transaction() as transaction:
            grants.put(transaction, "olivia", Grant("spring", Role.OWNER, "local", now))
        device = Device(Via.COOKIE, "A browser")
        account = accounts.load("olivia")
        version = account.credentials_version if account else 0
        self._token = tokens.issue(
            "olivia", version, now, timedelta(days=1), device, by_passkey=True
        )
        self._client = Client(app)

    def get(self, path: str) -> str:
        """A page, which is there."""
        headers = {"Accept": "text/html", "Cookie": f"ceu-sign-in={self._token}"}
        answer = self._client.http.get(path, headers=headers)
        assert answer.status_code == 200, (answer.status_code, answer.headers)
        return str(answer.body.decode())
