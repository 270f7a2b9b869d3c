"""A first sign-in without a password, and a forgotten one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.errors import NotFound
from chalicelib.services.people import reset_password, set_password
from chalicelib.services.people.sign_in import Unauthorized
from samples import world
from tests.support import limits
from tests.support.client import Answer, Portal
from tests.support.mail import inbox, last_to
from tests.support.tables import everything

NEW = "seven old bicycles rusting"
DANA = "dana@school.example"


def ask(app: Any, email: str) -> Answer:
    return Portal(app).call("POST", "/v1/access", {"email": email})


def choose(app: Any, token: str, password: str = NEW, **more: str) -> Answer:
    body = {"token": token, "password": password, **more}
    return Portal(app).call("POST", "/v1/access/password", body)


def test_who_registered_gets_an_account_by_mail(app: Any, people: None) -> None:
    world.register(DANA, type="full", name="Dana Badge")
    assert ask(app, "Dana@School.example").status == 202
    made = choose(app, last_to("Dana@school.example").token, name="Dana Example")
    assert made.status == 200, made.body
    [address] = made.json["account"]["addresses"]
    assert (address["address"], address["verified"]) == ("Dana@School.example", True)

    dana = Portal(app)
    assert dana.sign_in(DANA, NEW).status == 200
    listed = dana.call("GET", "/v1/conferences").json["conferences"]
    assert [conference["id"] for conference in listed] == ["spring"]
    dana.claim("spring", "opening")
    assert dana.generate("spring").status == 202


def test_the_answer_is_the_same_for_every_address(app: Any, people: None) -> None:
    world.register(DANA)
    answers = [ask(app, email) for email in (world.ALICE, DANA, "nobody@else.example")]
    assert len({(answer.status, answer.body) for answer in answers}) == 1
    assert [mail.to for mail in inbox()] == [world.ALICE, DANA, "nobody@else.example"]


def test_who_has_no_registration_is_told_so_by_mail_alone(app: Any, people: None) -> None:
    ask(app, "nobody@else.example")
    mail = last_to("nobody@else.example")
    assert "no account and no conference registration" in mail.text
    assert "/set-password/" not in mail.text


def test_a_link_works_once(app: Any, people: None) -> None:
    ask(app, world.ALICE)
    token = last_to(world.ALICE).token
    assert choose(app, token).status == 200
    before = everything()
    assert choose(app, token, "another seven bicycles").status == 404
    assert everything() == before


def test_a_link_expires(app: Any, people: None) -> None:
    ask(app, world.ALICE)
    later = datetime.now(UTC) + reset_password.LINK_LASTS + timedelta(seconds=1)
    with pytest.raises(NotFound, match="expired"):
        set_password.set_password(last_to(world.ALICE).token, NEW, None, "192.0.2.1", later)


def test_a_password_set_ends_every_sign_in_and_every_other_link(app: Any, alice: Portal) -> None:
    ask(app, world.ALICE)
    ask(app, world.ALICE)
    first, second = (mail.token for mail in inbox(world.ALICE))
    assert choose(app, second).status == 200
    assert alice.call("GET", "/v1/account").status == 401
    assert choose(app, first, "another seven bicycles").status == 404
    assert "was changed" in last_to(world.ALICE).text


def test_two_links_of_one_registration_make_one_account(app: Any, people: None) -> None:
    world.register(DANA)
    ask(app, DANA)
    ask(app, DANA)
    first, second = (mail.token for mail in inbox(DANA))
    assert choose(app, first).status == 200
    assert choose(app, second, "another seven bicycles").status == 404
    assert Portal(app).sign_in(DANA, NEW).status == 200


def test_a_used_link_makes_no_second_account_after_the_first_is_deleted(
    app: Any, people: None
) -> None:
    world.register(DANA)
    ask(app, DANA)
    token = last_to(DANA).token
    dana = Portal(app)
    dana.token = choose(app, token).json["token"]
    assert dana.call("POST", "/v1/account/deletion", {"password": NEW}).status == 204
    assert choose(app, token).status == 404
    assert Portal(app).sign_in(DANA, NEW).status == 401


def test_a_link_ends_when_its_address_leaves_the_account(app: Any, alice: Portal) -> None:
    from chalicelib.domain.email_address import address_id
    from tests.integration.account.test_addresses import add, verify

    home = "alice.a@home.example"
    add(alice, home)
    verify(alice, home, last_to(home).code)
    ask(app, world.ALICE)
    token = last_to(world.ALICE).token
    alice.call("DELETE", f"/v1/account/addresses/{address_id(world.ALICE)}")
    assert choose(app, token).status == 404


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("fourteen chars", "too_short"),
        ("passwordpassword", "too_common"),
        ("123456789012345678", "too_common"),
        ("alice@school.example", "too_common"),
        ("alice ångström alice", "too_common"),
    ],
)
def test_a_password_that_is_tried_first_is_refused_and_the_link_stays(
    app: Any, people: None, password: str, code: str
) -> None:
    ask(app, world.ALICE)
    token = last_to(world.ALICE).token
    refused = choose(app, token, password)
    assert refused.status == 422
    assert [error["code"] for error in refused.json["errors"]] == [code]
    assert choose(app, token).status == 200


def test_the_name_of_ones_own_conference_is_no_password(
    app: Any, people: None, alice: Portal, charlie: Portal
) -> None:
    """Anyone who knows where somebody was would try it. To an outsider it is four words like any others."""
    world.hold(world.spring(id="ridge", name="Ridgewater Lantern Quillwort Symposium"))
    world.register(world.ALICE, "ridge")
    password = "ridgewater lantern quillwort symposium"
    for person, status in ((alice, 422), (charlie, 200)):
        body = {"current_password": world.PASSWORD, "new_password": password}
        answer = person.call("PUT", "/v1/account/password", body)
        assert answer.status == status
        if status == 422:
            assert [error["code"] for error in answer.json["errors"]] == ["too_common"]
    ask(app, world.ALICE)
    token = last_to(world.ALICE).token
    assert choose(app, token, password).status == 422


@pytest.mark.usefixtures("one_window")
def test_asking_again_and_again_is_slowed_down(app: Any, people: None) -> None:
    for _ in range(limits.most("mail-mailbox")):
        assert ask(app, world.ALICE).status == 202
    refused = ask(app, world.ALICE)
    assert refused.status == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 3600
    assert ask(app, "Alice+again@School.example").status == 429  # the same mailbox
    assert len(inbox()) == limits.most("mail-mailbox")


def test_a_mail_service_that_is_down_is_said_alike_for_every_address(
    app: Any, people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from botocore.exceptions import ReadTimeoutError

    from chalicelib.aws import mailer

    class Down:
        def send_email(self, **_: Any) -> None:
            raise ReadTimeoutError(endpoint_url="https://email.example")

    monkeypatch.setattr(mailer, "ses", Down)
    answers = [ask(app, email) for email in (world.ALICE, "nobody@else.example")]
    assert {answer.status for answer in answers} == {503}
    assert len({answer.body for answer in answers}) == 1


def test_an_old_password_no_longer_signs_in(app: Any, people: None) -> None:
    from chalicelib.services.people.sign_in import sign_in

    ask(app, world.ALICE)
    choose(app, last_to(world.ALICE).token)
    with pytest.raises(Unauthorized):
        sign_in(world.ALICE, world.PASSWORD, "192.0.2.1", datetime.now(UTC))
