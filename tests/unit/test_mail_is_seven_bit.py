"""Nothing in an email is left as 8bit, which SES may garble: accents are encoded."""

from email import message_from_bytes
from email.policy import default

from chalicelib.aws.mail_message import Attachment, Mail, compose

TEXT = "Zoë Müller, 镕, your certificate is ready.\n"


def _raw() -> bytes:
    pdf = Attachment("certificate.pdf", bytes(range(256)))
    return compose(Mail("zoe@school.example", "Zoë’s certificate", TEXT, f"<p>{TEXT}</p>", (pdf,)))


def test_every_byte_of_a_mail_is_ascii() -> None:
    raw = _raw()
    assert raw.isascii()
    assert b"8bit" not in raw


def test_what_was_written_can_be_read_back() -> None:
    message = message_from_bytes(_raw(), policy=default)
    plain = message.get_body(("plain",))
    page = message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().splitlines() == TEXT.splitlines()
    assert "镕" in page.get_content()
    assert message["Subject"] == "Zoë’s certificate"
