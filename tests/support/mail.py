"""The emails that went out, as a person reads them."""

import re
from dataclasses import dataclass
from email import message_from_string, policy

from stages.test import sent_mails


@dataclass(frozen=True)
class Received:
    to: str
    subject: str
    text: str
    html: str

    @property
    def code(self) -> str:
        """The six digits that stand alone on a line."""
        code: str
        [code] = re.findall(r"^(\d{6})$", self.text, re.MULTILINE)
        return code

    @property
    def token(self) -> str:
        """The last part of the link to set a password or verify an address."""
        token: str
        [token] = re.findall(
            r"/(?:set-password|account/verify|restore-address|confirm-removal|invitation)/(\S+)$",
            self.text,
            re.MULTILINE,
        )
        return token


def inbox(address: str | None = None) -> list[Received]:
    """Emails to an address (or all), oldest first."""
    found = []
    for sent in sent_mails():
        if address is not None and address not in sent.destinations:
            continue
        message = message_from_string(sent.raw_data, policy=policy.default)
        text, html = message.get_body(("plain",)), message.get_body(("html",))
        assert text is not None
        assert html is not None
        found.append(
            Received(
                str(message["To"]),
                str(message["Subject"]),
                text.get_content().replace("\r\n", "\n"),
                html.get_content(),
            )
        )
    return found


def last_to(address: str) -> Received:
    return inbox(address)[-1]
