"""A PDF's link works in every region: it is signed for the bucket's own regional host."""

from urllib.parse import urlsplit

import pytest

from chalicelib.aws import clients, storage
from chalicelib.services.mail.certificate_messages import pdf_name
from tests.support.changed_settings import settings_with


@pytest.mark.parametrize("region", ["us-east-1", "us-west-2", "eu-central-1", "ap-southeast-2"])
def test_a_link_is_signed_for_the_regions_host(
    region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = settings_with(aws_region=region)
    monkeypatch.setattr(clients, "settings", lambda: elsewhere)
    monkeypatch.setattr(storage, "s3", clients.s3.__wrapped__)

    host = urlsplit(storage.pdf_link("ABCD", "certificate.pdf")).hostname

    # us-east-1 answers to both of its names.
    hosts = {f"ceu-test-documents.s3.{region}.amazonaws.com"}
    if region == "us-east-1":
        hosts.add("ceu-test-documents.s3.amazonaws.com")
    assert host in hosts


@pytest.mark.parametrize(
    ("name", "conference", "file"),
    [
        (
            "Alice Ångström",
            "Prairie School Counselors' Conference",
            "Alice-Angstrom-Prairie-School-Counselors-Conference-certificate-PQR7.pdf",
        ),
        ("山田太郎", "Spring 2026", "Spring-2026-certificate-PQR7.pdf"),
        ('Al"ice\r\n../../etc', "", "Al-ice-etc-certificate-PQR7.pdf"),
    ],
)
def test_a_download_is_named_after_person_and_conference(
    name: str, conference: str, file: str
) -> None:
    assert pdf_name(name, conference, "A2CD-EFGH-JKMN-PQR7") == file
