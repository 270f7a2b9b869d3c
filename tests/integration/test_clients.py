"""A process makes one client for its tables, however many models read and write them."""

from typing import Any

from chalicelib.store.accounts_table import AccountsTable, OwnerItem, TokenItem
from chalicelib.store.claims_table import CertificateItem, ClaimItem, SnapshotItem
from chalicelib.store.conferences_table import ConferenceItem, ConferenceTable
from chalicelib.store.tables import connection
from tests.support.client import Portal, run_consumer


def test_all_models_share_one(alice: Portal, app: Any) -> None:
    alice.claim("spring", "opening")
    alice.generate("spring")
    run_consumer(app)
    models = (
        AccountsTable,
        CertificateItem,
        ClaimItem,
        ConferenceItem,
        ConferenceTable,
        OwnerItem,
        SnapshotItem,
        TokenItem,
    )
    clients = {id(model._get_connection().connection.client) for model in models}
    assert clients == {id(connection().client)}
