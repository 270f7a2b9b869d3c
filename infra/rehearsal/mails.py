"""Emails that SES took."""

from typing import Any

import urllib3


def mails_to(endpoint: str, address: str) -> list[dict[str, Any]]:
    """Every email to that address alone, as MiniStack shows it: without its attachments."""
    sent = urllib3.request("GET", f"{endpoint}/_ministack/ses/messages").json()["messages"]
    return [mail for mails in sent.values() for mail in mails if mail["To"] == [address]]
