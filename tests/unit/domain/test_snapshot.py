"""The snapshot of a certificate, and its digest: what it says and not which one it is."""

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.certificate import Location
from chalicelib.domain.digest import digest_of
from chalicelib.domain.words import date_in_words
from tests.unit.domain import build


def test_it_says_the_conference_its_sessions_and_where_it_is_verified() -> None:
    made = build.snapshot(build.session("talk"), build.session("late", at="13:00", minutes=45))
    assert made.certificate_location == Location("alice", "spring", 1)
    assert made.verify_url == "https://ceu.example.org/verify/A2CD-EFGH-JKMN-PQR7"
    assert [session.id for session in made.sessions] == ["talk", "late"]
    assert made.totals.total.minutes == 105
    assert (made.conference_name, made.time_zone) == ("Spring", build.ZONE)


def test_the_digest_is_of_what_it_says_and_not_of_which_one_it_is() -> None:
    made = build.snapshot()
    again = replace(made, public_id="other", number=2, issued_at=build.NOW + timedelta(days=1))
    assert digest_of(again) == digest_of(made)
    assert digest_of(replace(made, name="Alice B.")) != digest_of(made)


def test_a_date_is_said_in_words() -> None:
    assert date_in_words(build.DAY) == "March 6, 2026"
