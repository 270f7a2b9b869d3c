"""Each email: a folder of subject, text and HTML, read on a phone, with text that stands alone."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib.aws.mail_message import Mail, compose
from chalicelib.domain.issued import new_certificate
from chalicelib.services.mail import (
    address_messages,
    certificate_messages,
    helped,
    messages,
    organizer_messages,
    team,
)
from chalicelib.templating import ROOT
from samples import world
from samples.snapshots import snapshot
from tests.support.client import Portal, run_consumer
from tests.support.mail import inbox

TO = "alice@school.example"
INVITED = organizer_messages.Invited("Prairie & Plains", "editor", "Olivia", world.NOW)
SPRING = world.spring()
JOINED = team.Change(
    "Prairie & Plains",
    "<b>new</b> (n@a.example)",
    "",
    "",
    "owner",
    "https://ceu.example.org/console",
)
CHANGED = replace(JOINED, by="Olivia <b>new</b>", was="owner", role="editor")
FOLDERS = sorted(path.parent.name for path in (ROOT / "templates" / "email").glob("*/subject.txt"))
MAILS: dict[str, Callable[[], Mail]] = {
    "choose-password": lambda: messages.access_mail(TO, "t0ken"),
    "no-registration": lambda: messages.access_mail(TO, None),
    "verify-address": lambda: address_messages.verify_address_mail(
        TO, "id.t0ken", "012345", known=True
    ),
    "address-taken": lambda: address_messages.address_taken_mail(TO),
    "address-added": lambda: address_messages.address_added_mail(TO, "<b>new</b>@home.example"),
    "address-removed": lambda: address_messages.address_removed_mail(TO, "old@home.example"),
    "address-removed-here": lambda: address_messages.address_removed_here_mail(TO, "t0ken"),
    "address-restored": lambda: address_messages.address_restored_mail(TO, "old@home.example"),
    "address-moved": lambda: address_messages.address_moved_mail(TO, "old@home.example"),
    "password-changed": lambda: messages.password_changed_mail(TO),
    "passkey-added": lambda: messages.passkey_added_mail(TO, "<b>new</b> phone"),
    "passkey-removed": lambda: messages.passkey_removed_mail(TO, "My phone"),
    "new-device": lambda: messages.new_device_mail(TO, "Chrome on Windows", world.NOW),
    "certificate-revoked": lambda: certificate_messages.certificate_revoked_mail(
        TO, new_certificate(snapshot(), "digest"), "Made for the wrong person.", may_reissue=True
    ),
    "organizer-invited": lambda: organizer_messages.organizer_invited_mail(
        TO, "t0ken", INVITED, known=True
    ),
    "organizer-added": lambda: organizer_messages.organizer_added_mail(TO, "/console", INVITED),
    "session-added": lambda: helped.session_added_mail(TO, SPRING, world.session("<b>new</b>")),
    "deadline-extended": lambda: helped.deadline_extended_mail(TO, SPRING, world.FIRST_DAY),
    "registration-moved": lambda: helped.registration_moved_mail(TO, SPRING, "old@a.example", TO),
    "certificate-sent-elsewhere": lambda: helped.sent_elsewhere_mail(
        TO, new_certificate(snapshot(), "digest"), "<b>new</b>@home.example"
    ),
    "recover-account": lambda: helped.recover_account_mail(TO, "t0ken", SPRING, known=True),
    "recovery-begun": lambda: helped.recovery_begun_mail(TO, "new@home.example", SPRING),
    "role-changed": lambda: team.own_role_mail(TO, CHANGED),
    "role-removed": lambda: team.own_role_mail(TO, replace(CHANGED, role="")),
    "team-changed": lambda: team.team_changed_mail(TO, CHANGED),
    "account-deleted": lambda: messages.account_deleted_mail(TO),
}


def test_every_folder_is_a_mail_of_its_own() -> None:
    assert set(FOLDERS) == MAILS.keys() | {"certificate"}
    for name in FOLDERS:
        files = {path.name for path in Path(ROOT / "templates" / "email" / name).iterdir()}
        assert files == {"subject.txt", "body.txt", "body.html"}


@pytest.mark.parametrize("name", MAILS)
def test_a_mail_reads_alone_and_on_a_phone(name: str) -> None:
    mail = MAILS[name]()
    assert 0 < len(mail.subject) <= 60  # what a phone shows of it
    assert "<" not in mail.text.replace("<b>new</b>", "")
    assert "help@conference.example.org" in mail.text
    assert 'name="viewport"' in mail.html
    assert "<b>new" not in mail.html
    # What the text links to, the HTML does, and the other way round.
    links = set(re.findall(r"https?://[^\s,)]+[^\s,).]", mail.text))
    assert links == set(re.findall(r'href="(https?://[^"]+)"', mail.html))
    assert all(link.startswith("https://ceu.example.org") for link in links)
    assert compose(mail)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (JOINED, "(n@a.example) accepted an invitation to the team of Prairie & Plains"),
        (replace(JOINED, by="Olivia", role="reader"), "as a reader."),
        (CHANGED, "from owner to editor."),
        (replace(CHANGED, role="", conference=""), "from the team of all conferences"),
    ],
)
def test_owners_read_what_became_of_whose_role(change: team.Change, said: str) -> None:
    assert said in " ".join(team.team_changed_mail(TO, change).text.split())


def test_the_certificates_mail_too(app: Any, alice: Portal) -> None:
    alice.claim("spring", "opening")
    alice.generate("spring")
    run_consumer(app)
    [mail] = inbox()
    assert "Contact hours:  1.00" in mail.text
    assert 'name="viewport"' in mail.html
    links = set(re.findall(r"https?://\S+", mail.text))
    assert links == set(re.findall(r'href="(https?://[^"]+)"', mail.html))
