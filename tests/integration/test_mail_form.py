"""What goes out by email is plain ASCII on the wire, and says where nothing goes out."""

from typing import Any

from chalicelib.aws.mail_message import Mail, compose
from chalicelib.store.accounts_table import AddressItem
from chalicelib.store.keys import account_key, address_key
from samples import world
from tests.support.browser import Visitor
from tests.support.client import Portal, run_consumer


def test_a_body_with_accents_is_encoded() -> None:
    mail = Mail("bob@home.example", "Zertifikat für Ångström", "Grüße\n", "<p>Grüße</p>")
    raw = compose(mail)
    assert raw.isascii()
    assert b"8bit" not in raw


def test_sending_again_to_nobody_is_said(app: Any, alice: Portal) -> None:
    alice.claim("spring", "opening")
    public_id = alice.generate("spring").json["id"]
    run_consumer(app)
    item = AddressItem(account_key("alice"), address_key(world.ALICE))
    item.update([AddressItem.deliverable.set(False)])
    visitor = Visitor(app)
    visitor.sign_in(world.ALICE, world.PASSWORD)
    visitor.get(f"/certificates/{public_id}")
    _a_minute_ago(public_id)
    again = visitor.post(f"/certificates/{public_id}")
    shown = visitor.get(again.location)
    assert "None of your addresses can receive email right now" in shown.words
    assert "It is being sent again" not in shown.words


def _a_minute_ago(public_id: str) -> None:
    from datetime import timedelta

    from chalicelib.store.certificates import snapshots
    from chalicelib.store.claims_table import CertificateItem
    from chalicelib.store.keys import certificate_key

    location = snapshots.locate(public_id)
    assert location
    item = CertificateItem.get(account_key("alice"), certificate_key(location))
    item.update([CertificateItem.round_at.set(item.round_at - timedelta(minutes=2))])
