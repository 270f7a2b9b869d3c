"""With DATA_DIR, what there was before the process ended is there when it starts again."""

import json
import os
import signal
from pathlib import Path

import pytest

from tests.support.local_portal import running_portal
from tests.support.local_visitor import Visitor, until

SAVED_WITHIN_SECONDS = 10  # on an idle machine it is about one


def test_a_certificate_made_before_a_restart_downloads_after_it(tmp_path: Path) -> None:
    with running_portal(DATA_DIR=str(tmp_path)) as portal:
        alice = Visitor(portal.url).sign_in("alice@school.example")
        made = alice.generate("counselors", "opening", "crisis-line")
        before = alice.wait_for(made, status="sent")
        pdf = alice.download(made)
        mails = [mail.as_bytes() for mail in portal.mails()]
        assert len(mails) == 4  # three of hers, and the organizer's invitation
        with pytest.raises(AssertionError, match="Set DATA_DIR to another folder"):
            running_portal(DATA_DIR=str(tmp_path)).__enter__()
        assert portal.stop() == 0

    with running_portal(DATA_DIR=str(tmp_path)) as portal:
        token, alice = alice.token, Visitor(portal.url)
        alice.token = token  # the sign-in itself goes on
        after = alice.json("GET", f"/v1/certificates/{made}")
        assert (after["issued_at"], after["contact_minutes"]) == (before["issued_at"], 135)
        assert alice.download(made) == pdf
        assert alice.json("GET", "/v1/conferences/counselors")["claim"]["selected"] == 2
        assert [mail.as_bytes() for mail in portal.mails()] == mails
        assert alice.call("GET", "/inbox")[2].count(b".eml") == 4

        bob = Visitor(portal.url).sign_in("bob@home.example")
        bobs = bob.generate("winter", "gaming")
        bob.wait_for(bobs, status="sent")
        _wait_until_saved(tmp_path, bobs)
        os.kill(portal.process.pid, signal.SIGKILL)
        portal.process.wait()

    with running_portal(DATA_DIR=str(tmp_path)) as portal:
        bob = Visitor(portal.url).sign_in("bob@home.example")
        bob.wait_for(bobs, status="sent")
        assert bob.download(bobs).startswith(b"%PDF")
        assert len(portal.mails()) == 5, "being killed sends nothing again"


def _wait_until_saved(data_dir: Path, certificate_id: str) -> None:
    """Nobody is told when a change is on disk: look for it."""

    def saved() -> bool:
        tables = json.loads((data_dir / "state.json").read_text())["tables"]
        return any(
            _says(item, "public_id", certificate_id) and _says(item, "status", "sent")
            for item in tables["ceu-local-claims"]
        )

    until(saved, SAVED_WITHIN_SECONDS)


def _says(item: dict[str, dict[str, str]], name: str, text: str) -> bool:
    return item.get(name) == {"S": text}
