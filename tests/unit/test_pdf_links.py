"""A PDF's link works in every region: it is signed for the bucket's own regional host."""

from urllib.parse import urlsplit

import pytest

from chalicelib.aws import clients, storage
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
