"""An editor has certificates counted, looks at one, starts it with a reason, and stops it."""

import re
from typing import Any

import pytest

from chalicelib.aws import clients
from chalicelib.domain.reissue import State
from chalicelib.settings import settings
from chalicelib.store.organizers import reissues
from tests.integration.reissue.reissuing import (
    address,
    correct,
    hold_certificate,
    person,
    standing_of,
)
from tests.support import kept_worlds
from tests.support.browser import Visitor
from tests.support.client import run_consumer, run_imports

ALL = "/console/spring/reissue"
ANN, BEN = person(1), person(2)


@pytest.fixture
def old(app: Any, team: None) -> str:
    return kept_worlds.made("issued before a correction", lambda: _old(app))


def _old(app: Any) -> str:
    made = hold_certificate(ANN, "opening", "online")
    hold_certificate(BEN, "second")
    run_consumer(app, 5)
    correct(opening={"contact_minutes": 30})
    return made


def _counted(app: Any, visitor: Visitor, **fields: Any) -> str:
    visitor.get(ALL)
    answer = visitor.post(ALL, {"email": "1", **fields})
    assert answer.status == 303, answer.words
    run_imports(app)
    return answer.location


def test_from_the_form_to_the_last_certificate(app: Any, old: str, olivia: Visitor) -> None:
    olivia.get(ALL)
    path = olivia.post(ALL, {"email": "1"}).location
    assert 'http-equiv="refresh"' in olivia.get(path).text
    run_imports(app)
    plan = olivia.get(path)
    for said in (
        "To reissue 2",
        "Other totals 1",
        "Contact hours 1.75 → 1.25; CEUs 0.18 → 0.13",
        f"Holder : certificate {old}",
        "Genuine; reissued on",
        "Genuine when issued; ask the holder for the newer one. On 1 certificate.",
        "Reissue 2 certificates",
    ):
        assert said in plan.words, said
    version = re.findall(r'name="version" value="(\d+)"', plan.text)[0]
    nothing = olivia.post(f"{path}/start", {"version": version, "why": " "})
    assert (nothing.status, "Say why, for the audit." in nothing.words) == (422, True)
    olivia.post(f"{path}/start", {"version": version, "why": "Wrong number"})
    assert "0 of 2" in olivia.get(path).words
    run_imports(app)
    done = olivia.get(path)
    assert "2 certificates were reissued" in done.words
    assert 'http-equiv="refresh"' not in done.text
    assert "Done 2 2" in olivia.get(ALL).words


def test_the_sample_is_one_of_them_made_by_the_real_renderer(
    app: Any, old: str, olivia: Visitor
) -> None:
    path = _counted(app, olivia)
    link = olivia.get(f"{path}/sample").location
    assert "X-Amz-Signature" in link
    key = f"found/{reissues.of_conference('spring')[0].id}/sample.pdf"
    body = clients.s3().get_object(Bucket=settings().imports_bucket, Key=key)["Body"].read()
    assert body.startswith(b"%PDF")


def test_a_part_is_chosen_by_what_a_person_types(app: Any, old: str, olivia: Visitor) -> None:
    for fields, said in (
        ({"people": f"{address(BEN)}\n"}, "To reissue 1"),
        ({"people": f"{old.lower()}\n{address(BEN)}"}, "Certificates of 2 people"),
        ({"session_id": "second"}, "that list “Title of second”, emailed"),
        ({"before": "2020-01-01"}, "Nothing to reissue."),
    ):
        assert said in olivia.get(_counted(app, olivia, **fields)).words, fields


def test_what_is_wrong_with_it_is_said_in_place_and_nothing_is_counted(
    old: str, olivia: Visitor
) -> None:
    olivia.get(ALL)
    fields = {
        "people": "nobody@else.example\nABCD-EFGH-JKMN-PQRS",
        "before": "next week",
        "session_id": "none",
    }
    answer = olivia.post(ALL, fields)
    assert answer.status == 422
    for said in (
        "“nobody@else.example” isn't a verified address",
        "“ABCD-EFGH-JKMN-PQRS” isn't a verified address or a certificate ID",
        "Enter the day as a date.",
        "This session isn't part of the program anymore.",
    ):
        assert said in answer.words, said
    assert "nobody@else.example" in answer.text.partition("<textarea")[2]
    many = "\n".join(f"p{number}@else.example" for number in range(101))
    assert "Enter at most 100 people." in olivia.post(ALL, {"people": many}).words
    assert reissues.of_conference("spring") == []


def test_what_was_counted_can_be_discarded_and_counted_again(
    app: Any, old: str, olivia: Visitor
) -> None:
    path = _counted(app, olivia)
    olivia.get(path)
    olivia.post(f"{path}/stop")
    assert "Nothing was reissued." in olivia.get(path).words
    assert reissues.of_conference("spring")[0].state is State.DISCARDED
    path = _counted(app, olivia)
    correct(opening={"contact_minutes": 20})
    assert "The conference was changed after these certificates were counted." in (
        olivia.get(path).words
    )
    version = reissues.of_conference("spring")[0].version
    answer = olivia.post(f"{path}/start", {"version": version, "why": "Wrong number"})
    assert (answer.status, "Count again" in answer.words) == (409, True)
    assert len(standing_of(ANN)) == 1


def test_another_conferences_reissue_is_not_there(app: Any, old: str, olivia: Visitor) -> None:
    from chalicelib.domain.grant import Role
    from samples import world
    from tests.support.console import give

    path = _counted(app, olivia)
    world.hold(world.spring(id="fall"), ())
    give("olivia", Role.OWNER, "fall")
    assert olivia.get(path.replace("spring", "fall")).status == 404
    assert olivia.get(f"{ALL}/0000").status == 404


def test_an_editor_is_asked_for_the_passkey_again_before_it_starts(
    app: Any, old: str, ed: Visitor
) -> None:
    path = _counted(app, ed)
    ed.get(path)
    assert ed.post(f"{path}/start", {"version": "1", "why": "Wrong number"}).status == 403
    assert reissues.of_conference("spring")[0].state is State.PLANNED


def test_a_reader_sees_it_and_no_form(app: Any, old: str, ed: Visitor, rita: Visitor) -> None:
    path = _counted(app, ed)
    for one in (ALL, path):
        assert rita.get(one).text.count("<form") == 1  # signing out


def test_people_are_named_and_linked(app: Any, old: str, rita: Visitor, ed: Visitor) -> None:
    path = _counted(app, ed)
    shown = rita.get(path)
    link = f'<a href="/console/spring/people/{ANN}">'
    assert shown.text.count(link) == 2  # the sample's, and in the list
    name = re.findall(rf"{link}([^<]+)</a>", shown.text)[0]
    assert f"{name} {old} Contact hours 1.75 → 1.25" in shown.words
