"""/privacy names the times that the code and the stack keep things for."""

import re
from pathlib import Path
from typing import Any

from chalicelib.domain import audit, imports
from chalicelib.domain.retention import KEPT_YEARS
from chalicelib.services.people import (
    devices,
    guesses,
    removals,
    reset_password,
    restore_address,
    verification_mail,
)
from tests.support.browser import Visitor

INFRA = Path(__file__).parents[2] / "infra"


def _figures(name: str, key: str) -> set[int]:
    found = re.findall(rf"{key}: (\d+)", (INFRA / name).read_text())
    assert found, f"{key} isn't in {name}"
    return {int(figure) for figure in found}


def test_privacy_says_how_long_things_are_kept_as_they_are(app: Any) -> None:
    page = Visitor(app).get("/privacy").words
    logs = _figures("functions.yaml", "RetentionInDays") | _figures(
        "gateway.yaml", "RetentionInDays"
    )
    (earlier,) = _figures("bucket.yaml", "NoncurrentDays")
    (uploads,) = _figures("imports.yaml", "ExpirationInDays")
    messages = max(_figures("queues.yaml", "MessageRetentionPeriod")) // 86_400
    assert logs == {90}
    assert "no names or addresses To find and fix faults 90 days" in page
    assert f"earlier copies are gone {earlier} days later" in page
    assert uploads == imports.KEPT.days
    assert f"into the portal {uploads} days" in page
    assert f"send certificates Up to {messages} days" in page
    assert f"end of the {KEPT_YEARS}th year after issue" in page
    assert f"To find misuse {audit.KEPT.days // 365} years" in page
    assert removals.RESTORABLE == restore_address.LASTS
    assert f"its own mailbox {removals.RESTORABLE.days} days" in page
    assert f"remembered for {guesses._REMEMBERED.days} days" in page
    assert f"for up to {devices._REMEMBERED.days} days" in page
    links = (reset_password.LINK_LASTS, verification_mail.LASTS, removals.RESTORABLE)
    assert (min(links).total_seconds(), max(links).days) == (3600, 7)
    assert "From 1 hour to 7 days" in page
