"""`--stack NAME`: the settings of a deployed stage come from its stack."""

import os
from collections.abc import Iterator

import boto3
import pytest
from botocore.stub import Stubber

from samples import world
from tests.integration.ops.operator import ops, refused

STACK = "ceu-test"


@pytest.fixture(autouse=True)
def _environment_put_back() -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stubber]:
    """CloudFormation's answers: the embedded AWS takes seconds to make a stack of nothing."""
    client, others = boto3.client("cloudformation"), boto3.client
    monkeypatch.setattr(
        boto3,
        "client",
        lambda name, **facts: client if name == "cloudformation" else others(name, **facts),
    )
    with Stubber(client) as stubber:
        yield stubber


def _deployed(answers: Stubber, **outputs: str) -> None:
    found = {
        "StackName": STACK,
        "CreationTime": world.NOW,
        "StackStatus": "CREATE_COMPLETE",
        "Outputs": [{"OutputKey": k, "OutputValue": v} for k, v in outputs.items()],
    }
    answers.add_response("describe_stacks", {"Stacks": [found]}, {"StackName": STACK})


def test_a_command_works_on_the_stack_it_names(answers: Stubber) -> None:
    world.hold()
    lines = [f"AWS_REGION={os.environ['AWS_DEFAULT_REGION']}", 'MAIL_FROM_NAME=Pat "CEU" Signer']
    _deployed(answers, OperatorSettings="\n".join(lines))
    assert "spring" in ops("--stack", STACK, "list")
    assert os.environ["MAIL_FROM_NAME"] == 'Pat "CEU" Signer'


def test_a_stack_that_is_not_there_is_named_with_its_region(answers: Stubber) -> None:
    answers.add_client_error(
        "describe_stacks", "ValidationError", f"Stack with id {STACK} does not exist"
    )
    said = refused("--stack", STACK, "list")
    assert f"there is no stack {STACK} in {os.environ['AWS_DEFAULT_REGION']}" in said


def test_a_stack_of_something_else_is_refused(answers: Stubber) -> None:
    _deployed(answers, Other="1")
    assert "isn't a stage of the portal" in refused("--stack", STACK, "list")
