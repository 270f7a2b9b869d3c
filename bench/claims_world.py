"""The large conference of `bench.claims`."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bench import claims_clones
from bench.claims_clones import Clone

REGISTERED, ACCOUNTS, CLAIMS, SESSIONS = 10_000, 6_600, 5_000, 200
ENTRIES = 600  # of the audit


def fill() -> None:
    """Tables, queue and bucket, and everybody; Olivia organizes."""
    import boto3

    from chalicelib.aws import clients
    from chalicelib.settings import settings
    from chalicelib.store.accounts_table import AccountsTable
    from chalicelib.store.audit_table import EntryItem
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.conferences_table import ConferenceTable
    from samples import world
    from stages.local import PREFIX, REGION

    for model in (AccountsTable, CertificateItem, ConferenceTable, EntryItem):
        model.create_table(wait=True)
    for name in ("certificates", "imports"):
        boto3.client("sqs", region_name=REGION).create_queue(QueueName=f"{PREFIX}-{name}")
    for bucket in (settings().documents_bucket, settings().imports_bucket):
        clients.s3().create_bucket(Bucket=bucket)
    clients.ses().create_email_identity(EmailIdentity=settings().mail_from)
    world.hold(sessions=tuple(world.session(f"s{n:03}", day=n % 2) for n in range(SESSIONS)))
    _audit()
    _register()
    claims_clones.write(_attendees(), SESSIONS)
    world.enrol("olivia", "Olivia Organizer", "olivia@prairie.example")


def _register() -> None:
    from chalicelib.domain.registration import Registration
    from chalicelib.store.people import registering

    everybody = (claims_clones.person(n) for n in range(REGISTERED))
    held = {one.address: (Registration("spring", type="full", name=one.name),) for one in everybody}
    registering.register("spring", held)


def _attendees() -> Iterator[Clone]:
    """Of those who claimed, four in five have a certificate; the email of one in fifty came back."""
    make = claims_clones.make
    account, claimed = make("account"), make("claim", claims=True)
    delivered = make("delivered", claims=True, report="Delivery")
    returned = make("returned", claims=True, report="Bounce")
    for n in range(ACCOUNTS):
        certified = n < CLAIMS and n % 5 > 0
        kind = account if n >= CLAIMS else claimed
        if certified:
            kind = returned if n % 50 == 1 else delivered
        # An even number of places: a session stays on its day.
        yield Clone(kind, claims_clones.person(n, certified=certified), n * 480 // CLAIMS, n * 2)


def _audit() -> None:
    """As many entries as a page looks at, and more: a chain as the services write it, in few calls."""
    from chalicelib.domain.audit import Act, By, conference_scope, following
    from chalicelib.store import audit
    from chalicelib.store.audit_table import EntryItem

    last = None
    with EntryItem.batch_write() as batch:
        for n in range(ENTRIES):
            act = Act(conference_scope("spring"), "open-person", (f"person{n}",))
            last = following(last, act, By("account:olivia"), datetime.now(UTC))
            batch.save(audit._item(last))


def session_key() -> str:
    """How the address of a session's page names it."""
    from chalicelib.services.console.sessions import listing

    return listing.key_of("s000")


def counted_reissue() -> str:
    """The number of a reissue of 100 people's certificates that is ready to start."""
    from app import app
    from chalicelib.domain.audit import By
    from chalicelib.services.reissue import decide
    from chalicelib.services.reissue.asked import Asked, checked
    from local.consumers import Queue
    from stages.local import PREFIX

    certified = [claims_clones.person(n).address for n in range(CLAIMS) if n % 5]
    wanted = checked("spring", Asked(people="\n".join(certified[:100])))
    held = decide.begin("spring", wanted, By("account:olivia"), datetime.now(UTC))
    queue = Queue(f"{PREFIX}-imports", 1, app.handler_map["imports"])
    while queue.serve_batch():
        pass
    return held.number
