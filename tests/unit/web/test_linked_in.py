"""The link that fills in LinkedIn's form: what the certificate says, and no license."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from chalicelib.domain.conference import Rounding
from chalicelib.domain.license import License
from chalicelib.domain.totals import totals
from chalicelib.web.linked_in import linked_in
from samples import snapshots


def test_it_says_what_the_certificate_says() -> None:
    made = snapshots.snapshot(4, license=License("Texas", "LPC", "77341"))
    link = urlsplit(linked_in(made))
    assert (link.scheme, link.netloc) == ("https", "www.linkedin.com")
    assert {key: values[0] for key, values in parse_qs(link.query).items()} == {
        "startTask": "CERTIFICATION_NAME",
        "name": "Spring Counselors’ Conference: 5.00 contact hours",
        "organizationName": "Midwest School Counselors Association",
        "issueYear": "2026",
        "issueMonth": "4",
        "certUrl": made.verify_url,
        "certId": made.public_id,
    }


def test_what_earned_nothing_is_named_after_its_conference_alone() -> None:
    made = snapshots.snapshot(1)
    nothing = replace(made, totals=totals([], Rounding()))
    name = parse_qs(urlsplit(linked_in(nothing)).query)["name"]
    assert name == ["Spring Counselors’ Conference"]
