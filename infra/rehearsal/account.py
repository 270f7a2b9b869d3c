"""What the portal's function does by its own policy: emails, transactions, deleting."""

import re

import boto3

from infra.rehearsal.deploy import REGION, Stack
from infra.rehearsal.failure import require
from infra.rehearsal.mails import mails_to
from infra.rehearsal.portal import Portal

SECOND_ADDRESS = "alice.again@home.example"


def link_address(portal: Portal, endpoint: str) -> None:
    """Alice adds an address and proves it with the code that is emailed there."""
    from samples import world

    body = {"address": SECOND_ADDRESS}
    portal.call("POST", "/v1/account/proof", 204, {"password": world.PASSWORD})
    added = portal.call("POST", "/v1/account/addresses", 202, body)["addresses"]
    [address_id] = [address["id"] for address in added if address["address"] == SECOND_ADDRESS]
    [mail] = mails_to(endpoint, SECOND_ADDRESS)
    code = re.search(r"^\s*([0-9A-Z-]{6,12})\s*$", mail["BodyText"], re.MULTILINE)
    require(code, f"The email has no code: {mail['BodyText']}")
    path = f"/v1/account/addresses/{address_id}/verification"
    known = portal.call("POST", path, 200, {"code": code[1] if code else ""})["addresses"]
    require(all(address["verified"] for address in known), f"Not verified: {known}")


def leave(portal: Portal, stack: Stack, certificate_id: str, password: str) -> None:
    """Alice deletes her account: her PDF goes, and what was printed can still be checked."""
    portal.call("POST", "/v1/account/deletion", 204, {"password": password})
    listed = boto3.client("s3", region_name=REGION).list_objects_v2(
        Bucket=stack.outputs["DocumentsBucketName"], Prefix=f"certificates/{certificate_id}"
    )
    require(listed["KeyCount"] == 0, "The PDF of a deleted account is still there.")
    portal.get(f"/verify/{certificate_id}", 200)
