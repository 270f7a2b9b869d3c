"""From sign-in to a PDF in a mailbox."""

from email import message_from_string, policy
from typing import Any

from stages.test import sent_mails
from tests.support.client import Portal, run_consumer


def test_alice_gets_her_certificate_by_mail(app: Any, alice: Portal) -> None:
    listed = alice.call("GET", "/v1/conferences").json["conferences"]
    assert [conference["id"] for conference in listed] == ["spring"]

    saved = alice.claim("spring", "opening", "online")
    assert saved.status == 200, saved.body
    assert saved.json["contact_minutes"] == 105

    generated = alice.generate("spring")
    assert generated.status == 202, generated.body
    assert generated.json["recipients"] == ["alice@school.example"]

    assert run_consumer(app) == [{"batchItemFailures": []}]

    certificate = alice.call("GET", f"/v1/certificates/{generated.json['id']}").json
    assert certificate["status"] == "sent"
    assert [delivery["status"] for delivery in certificate["deliveries"]] == ["sent"]
    [mail] = sent_mails()
    parsed = message_from_string(mail.raw_data, policy=policy.default)
    [pdf] = list(parsed.iter_attachments())
    assert pdf.get_content()[:5] == b"%PDF-"
