"""Who is at the command line: their AWS identity, which nobody types; and why, which they may say."""

from functools import cache

import boto3

from chalicelib.domain.audit import By
from stages.local import STAGE

_LOCAL = "local"
_said = {"why": ""}


def because(reason: str) -> None:
    """Keep what the operator said with --reason before the command."""
    _said["why"] = reason.strip()


def by(reason: str = "") -> By:
    """The operator, for the audit; a command's own reason goes before the general one."""
    return By(_identity(), reason.strip() or _said["why"])


def _identity() -> str:
    from chalicelib.settings import settings

    return _LOCAL if settings().stage == STAGE else _arn()


@cache
def _arn() -> str:
    return str(boto3.client("sts").get_caller_identity()["Arn"])
