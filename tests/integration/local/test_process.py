"""One process that starts, takes any request, and ends when it is told to."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest

from infra.package import infrastructure
from stages.local import local_environment
from tests.support.local_portal import ROOT, STOP_SECONDS, LocalPortal, free_ports, running_portal
from tests.support.local_visitor import Visitor, until


def _sqs(portal: LocalPortal) -> Any:
    return boto3.client(
        "sqs",
        region_name="us-east-1",
        endpoint_url=portal.aws_url,
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def _healthy(portal: LocalPortal) -> bool:
    return Visitor(portal.url).call("GET", "/healthz")[0] == 200


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/nothing/here", "/", "//", "/%", "/inbox", "/..%2f..%2fapp.py"])
def test_no_request_stops_it(portal: LocalPortal, method: str, path: str) -> None:
    status, _, _ = Visitor(portal.url).call(method, path)
    assert 200 <= status < 500
    assert _healthy(portal)


def test_head_sends_no_body_that_the_next_answer_would_begin_with(portal: LocalPortal) -> None:
    connection = http.client.HTTPConnection(urlsplit(portal.url).netloc, timeout=5)
    connection.request("HEAD", "/healthz")
    connection.getresponse().read()
    connection.request("GET", "/healthz")
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (
        200,
        b'{"status":"ok","version":"unreleased","commit":""}',
    )
    connection.close()


def test_bytes_that_are_no_request_do_not_stop_it(portal: LocalPortal) -> None:
    host, port = urlsplit(portal.url).netloc.split(":")
    sign_in = b"POST /v1/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: %s\r\n\r\n"
    for garbage in (b"\x16\x03\x01\x02\x00\r\n\r\n", sign_in % b"many", sign_in % b"-5"):
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(garbage)
            assert b" 400 " in connection.recv(1000)
    assert _healthy(portal)


def test_a_message_that_cannot_be_helped_ends_in_the_dead_letter_queue(portal: LocalPortal) -> None:
    settings, sqs = local_environment(aws_port=int(portal.aws_port)), _sqs(portal)
    lost = '{"certificate_id": "0000-0000-0000-0000"}'
    sqs.send_message(QueueUrl=settings["CERTIFICATES_QUEUE_URL"], MessageBody=lost)

    def dead() -> bool:
        answer = sqs.receive_message(QueueUrl=settings["CERTIFICATES_DLQ_URL"])
        return [message["Body"] for message in answer.get("Messages", [])] == [lost]

    until(dead)


def test_its_queues_are_as_the_template_has_them(portal: LocalPortal) -> None:
    resources = infrastructure("local")["Resources"]
    sqs = _sqs(portal)
    for queue in ("CertificatesQueue", "FeedbackQueue"):
        wanted = resources[queue]["Properties"]
        name = wanted["QueueName"]["Fn::Sub"].replace("${Stage}", "local")
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        assert int(found["VisibilityTimeout"]) == wanted["VisibilityTimeout"]
        receives = json.loads(found["RedrivePolicy"])["maxReceiveCount"]
        assert int(receives) == wanted["RedrivePolicy"]["maxReceiveCount"]


def test_the_operator_reaches_it_with_local(portal: LocalPortal, tmp_path: Path) -> None:
    sheet = tmp_path / "registrations.csv"
    sheet.write_text("email,name,type,attendance,days,status\nfrank@school.example,Frank,full,,,\n")
    environment = os.environ | {"AWS_PORT": portal.aws_port, "PORT": portal.url.rpartition(":")[2]}
    command = ["-m", "ops", "--local", "import-registrations", "winter", str(sheet)]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    # Not Charlie: others rely on his being an outsider.
    frank = Visitor(portal.url).sign_in("frank@school.example")
    listed = frank.json("GET", "/v1/conferences")["conferences"]
    assert "winter" in [conference["id"] for conference in listed]


def test_a_port_that_is_taken_is_named_before_anything_starts(portal: LocalPortal) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": portal.url.rpartition(":")[2],
        "AWS_PORT": portal.aws_port,
    }
    done = subprocess.run(
        [sys.executable, "-m", "local"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert f"Port {environment['PORT']} can't be used" in done.stderr
    assert "Set PORT to another" in done.stderr
    assert "Traceback" not in done.stderr


TOLD_AT_EVERY_CALL = """
import os, signal, sys, types
from local import __main__ as local

def tell(frame, event, _):
    if event == "call":
        os.kill(os.getpid(), signal.SIGTERM)

def run(options, wait):
    sys.setprofile(tell)
    wait()
    sys.setprofile(None)
    print("it waited and was told")

sys.modules["local.portal"] = types.SimpleNamespace(run=run)
sys.exit(local.main())
"""


def test_sigterm_ends_it_at_whatever_call_it_comes_while_it_begins_to_wait() -> None:
    environment = {"PATH": os.environ["PATH"]}
    environment |= dict(zip(("PORT", "AWS_PORT"), map(str, free_ports(2)), strict=True))
    done = subprocess.run(
        [sys.executable, "-c", TOLD_AT_EVERY_CALL],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=STOP_SECONDS,
    )
    assert (done.returncode, done.stdout) == (0, "it waited and was told\n"), done.stderr


def test_ctrl_c_ends_all_of_it() -> None:
    """SIGTERM is what test_persistence stops with."""
    with running_portal() as portal:
        pid = portal.process.pid
        children = [
            child
            for task in Path(f"/proc/{pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
        assert children == [], "a child could outlive it"
        started = time.monotonic()
        portal.process.send_signal(signal.SIGINT)
        assert portal.process.wait(STOP_SECONDS) == 0
        assert time.monotonic() - started < 5
        assert "Traceback" not in portal.output()
        for url in (portal.url, portal.aws_url):
            with socket.socket() as probe:
                assert probe.connect_ex(("127.0.0.1", urlsplit(url).port)) != 0
