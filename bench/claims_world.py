"""The large conference of `bench.claims`, and its organizer's browser."""

from datetime import UTC, datetime, timedelta

from chalice.test import Client

REGISTERED, ACCOUNTS, CLAIMS, SESSIONS = 10_000, 6_600, 5_000, 200


def fill() -> None:
    """Tables, queue and bucket, and everybody; Olivia organizes."""
    import boto3

    from chalicelib.aws import clients
    from chalicelib.settings import settings
    from chalicelib.store.accounts_table import AccountsTable
    from chalicelib.store.audit_table import EntryItem
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.conferences_table import ConferenceTable
    from samples import claimants, world
    from stages.local import PREFIX, REGION

    for model in (AccountsTable, CertificateItem, ConferenceTable, EntryItem):
        model.create_table(wait=True)
    for name in ("certificates", "imports"):
        boto3.client("sqs", region_name=REGION).create_queue(QueueName=f"{PREFIX}-{name}")
    clients.s3().create_bucket(Bucket=settings().imports_bucket)
    world.enrol("olivia", "Olivia Organizer", "olivia@prairie.example")
    claimants.gather(REGISTERED, ACCOUNTS, CLAIMS, SESSIONS)


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
