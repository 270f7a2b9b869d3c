"""What a stranger reads of a certificate that a newer one replaced, or that was taken back."""

from typing import Any

import pytest

from chalicelib.domain.audit import By
from chalicelib.services.organizers.revoke import revoke
from samples import world
from tests.support.browser import Page, Visitor
from tests.support.client import Portal, run_consumer


@pytest.fixture
def first(app: Any, alice: Portal) -> str:
    alice.claim("spring", "opening")
    public_id: str = alice.generate("spring").json["id"]
    run_consumer(app)
    return public_id


def _page(app: Any, public_id: str) -> Page:
    return Visitor(app).get(f"/verify/{public_id}")


def test_it_says_first_whether_it_is_valid_whose_and_what_total(app: Any, first: str) -> None:
    words = _page(app, first).words
    total = words.index("1.00 contact hours (0.10 CEUs), Spring Counselors' Conference")
    assert words.index("Valid.") < words.index("Alice Ångström") < total
    assert total < words.index("Title of opening")


def test_a_corrected_name_leaves_the_older_one_genuine(app: Any, alice: Portal, first: str) -> None:
    newer = alice.generate("spring", name="Alice B. Newname").json["id"]
    page = _page(app, first)
    assert "Genuine; reissued on" in page.words
    assert "hours unchanged" in page.words
    assert newer not in page.text
    assert "Newname" not in page.text
    again = alice.generate("spring", name="Alice C. Newname").json["id"]
    assert "hours unchanged" in _page(app, first).words
    assert "Valid." in _page(app, again).words


def test_other_sessions_send_to_the_holder_and_not_to_the_newer_one(
    app: Any, alice: Portal, first: str
) -> None:
    alice.claim("spring", "opening", "second")
    newer = alice.generate("spring").json["id"]
    page = _page(app, first)
    assert "Genuine when issued; ask the holder for the newer one." in page.words
    assert newer not in page.text
    assert "hours unchanged" not in page.words


def test_a_revoked_one_says_since_when_and_whom_to_ask_but_not_why(app: Any, first: str) -> None:
    revoke(first, "Was not there at all", False, By("local"), world.NOW)
    page = _page(app, first)
    assert "Revoked." in page.words
    assert "Write to help@conference.example.org with any questions." in page.words
    assert "Was not there" not in page.text


@pytest.mark.usefixtures("one_window")
def test_a_real_id_is_answered_however_many_were_guessed(app: Any, first: str) -> None:
    from chalicelib.domain.public_id import new_public_id

    stranger = Visitor(app)
    statuses = [stranger.get(f"/verify/{new_public_id()}").status for _ in range(102)]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert stranger.get(f"/verify/{first}").status == 200
