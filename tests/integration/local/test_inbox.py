"""The inbox page: what was sent, to read in a browser."""

import re

import pytest

from tests.support.local_portal import LocalPortal
from tests.support.local_visitor import Visitor, until


@pytest.fixture(scope="session")
def mail_path(portal: LocalPortal) -> str:
    """Where the inbox shows Frank's certificate."""
    frank = Visitor(portal.url).sign_in("frank@school.example")
    made = frank.generate("counselors", "supervision-1")

    def complained() -> bool:
        deliveries = frank.json("GET", f"/v1/certificates/{made}")["deliveries"]
        return {d["status"] for d in deliveries} == {"delivered", "complained"}

    until(complained)
    _, _, page = frank.call("GET", "/inbox")
    links = re.findall(r'href="(/inbox/[^"]+-frank@school\.example\.eml)"', page.decode())
    assert len(links) == 1
    return links[0]


def test_a_mail_can_be_read_with_its_attachment(visitor: Visitor, mail_path: str) -> None:
    status, headers, page = visitor.call("GET", mail_path)
    assert status == 200
    assert "no-store" in headers["Cache-Control"]
    assert b"frank@school.example" in page
    link = re.search(
        rf'href="({mail_path}/attachments/0)">([^<]+-certificate-[^<]+\.pdf)<', page.decode()
    )
    assert link
    status, headers, pdf = visitor.call("GET", link[1])
    assert (status, pdf[:4]) == (200, b"%PDF")
    assert headers["Content-Disposition"] == f'attachment; filename="{link[2]}"'


def test_a_mails_html_runs_no_script_and_loads_nothing(visitor: Visitor, mail_path: str) -> None:
    _, _, page = visitor.call("GET", mail_path)
    assert f'src="{mail_path}/html"'.encode() in page
    assert b"<iframe sandbox" in page
    status, headers, _ = visitor.call("GET", f"{mail_path}/html")
    assert status == 200
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("sandbox")
    assert "default-src 'none'" in policy
    assert "script" not in policy


def test_a_subject_is_text_and_never_markup(portal: LocalPortal, visitor: Visitor) -> None:
    hostile = "Subject: <script>alert(1)</script>\r\nTo: x@y.example\r\n\r\nhello"
    path = portal.outbox / "20990101T000000.000000Z-x@y.example.eml"
    path.write_bytes(hostile.encode())
    for target in ("/inbox", f"/inbox/{path.name}"):
        _, _, page = visitor.call("GET", target)
        assert b"&lt;script&gt;" in page
        assert b"<script>" not in page
    path.unlink()


@pytest.mark.parametrize(
    "target",
    ["/inbox/nobody.eml", "/inbox/..%2fstate.json", "/inbox/%2e%2e/state.json", "/inbox/%00.eml"],
)
def test_what_is_no_mail_is_not_found(visitor: Visitor, target: str) -> None:
    status, _, page = visitor.call("GET", target)
    assert status == 404
    assert b"Email not found" in page


def test_a_part_that_a_mail_lacks_is_not_found(visitor: Visitor, mail_path: str) -> None:
    for part in ("attachments/1", "attachments/-1", "attachments/x", "video"):
        assert visitor.call("GET", f"{mail_path}/{part}")[0] == 404
