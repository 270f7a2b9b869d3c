"""`--stack NAME`: the settings of a deployed stage come from its stack."""

import json
import os
from collections.abc import Iterator

import boto3
import pytest

from samples import world
from tests.integration.ops.operator import ops, refused

STACK = "ceu-test"


@pytest.fixture(autouse=True)
def _environment_put_back() -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def _deployed(**outputs: str) -> None:
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {name: {"Value": value} for name, value in outputs.items()},
    }
    boto3.client("cloudformation").create_stack(StackName=STACK, TemplateBody=json.dumps(template))


def test_a_command_works_on_the_stack_it_names() -> None:
    world.hold()
    lines = [f"AWS_REGION={os.environ['AWS_DEFAULT_REGION']}", 'MAIL_FROM_NAME=Pat "CEU" Signer']
    _deployed(OperatorSettings="\n".join(lines))
    assert "spring" in ops("--stack", STACK, "list")
    assert os.environ["MAIL_FROM_NAME"] == 'Pat "CEU" Signer'


def test_a_stack_that_is_not_there_is_named_with_its_region() -> None:
    said = refused("--stack", STACK, "list")
    assert f"there is no stack {STACK} in {os.environ['AWS_DEFAULT_REGION']}" in said


def test_a_stack_of_something_else_is_refused() -> None:
    _deployed(Other="1")
    assert "isn't a stage of the portal" in refused("--stack", STACK, "list")
