"""What is so in the AWS account before a deployment starts, as far as it matters here."""

from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infra.deploy.config import Config

_NOT_THERE = {"NotFoundException", "ResourceNotFoundException", "404", "NoSuchBucket", "NoSuchKey"}


@dataclass(frozen=True, slots=True)
class Mail:
    """SES in this region: emails a second and a day, and whether strangers may be written to."""

    production: bool
    sending: bool
    enforcement: str
    per_second: float
    per_day: float


@dataclass(frozen=True, slots=True)
class Account:
    """Facts, gathered once. `status` is the stack's, "" when there is none."""

    id: str
    status: str
    parameters: dict[str, str]
    concurrency: int
    unreserved: int
    mail: Mail
    identity_exists: bool
    certificate: dict[str, Any] | None
    gateway_role: str
    leftovers: tuple[str, ...]


def look(config: Config) -> Account:
    """Ask AWS; changes nothing. Raises botocore's errors when it may not be asked."""
    session = boto3.Session(region_name=config.region)
    account = str(session.client("sts").get_caller_identity()["Account"])
    stack = stack_of(session, config.stack)
    limits = session.client("lambda").get_account_settings()["AccountLimit"]
    return Account(
        id=account,
        status=str(stack.get("StackStatus", "")),
        parameters={p["ParameterKey"]: p["ParameterValue"] for p in stack.get("Parameters", [])},
        concurrency=int(limits["ConcurrentExecutions"]),
        unreserved=int(
            limits.get("UnreservedConcurrentExecutions", limits["ConcurrentExecutions"])
        ),
        mail=_mail(session),
        identity_exists=_identity_exists(session, mail_domain(config)),
        certificate=_certificate(session, config.parameters.get("PortalCertificateArn", "")),
        gateway_role=str(session.client("apigateway").get_account().get("cloudwatchRoleArn") or ""),
        leftovers=_leftovers(session, config, account) if not stack else (),
    )


def stack_of(session: Any, name: str) -> dict[str, Any]:
    """The stack as CloudFormation describes it, {} when there is none."""
    try:
        [stack] = session.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
    except ClientError as problem:
        if "does not exist" in problem.response["Error"]["Message"]:
            return {}
        raise
    return {} if stack["StackStatus"] == "DELETE_COMPLETE" else dict(stack)


def mail_domain(config: Config) -> str:
    """The domain that email comes from."""
    return config.parameters["MailFrom"].partition("@")[2]


def _mail(session: Any) -> Mail:
    account = session.client("sesv2").get_account()
    quota = account["SendQuota"]
    return Mail(
        production=bool(account["ProductionAccessEnabled"]),
        sending=bool(account["SendingEnabled"]),
        enforcement=str(account.get("EnforcementStatus", "HEALTHY")),
        per_second=float(quota["MaxSendRate"]),
        per_day=float(quota["Max24HourSend"]),
    )


def _identity_exists(session: Any, domain: str) -> bool:
    return _there(lambda: session.client("sesv2").get_email_identity(EmailIdentity=domain))


def _certificate(session: Any, arn: str) -> dict[str, Any] | None:
    if not arn:
        return None
    try:
        found = session.client("acm").describe_certificate(CertificateArn=arn)["Certificate"]
    except ClientError as problem:
        return {"Status": f"not found ({problem.response['Error']['Code']})", "Names": []}
    names = {found.get("DomainName", ""), *found.get("SubjectAlternativeNames", [])}
    return {"Status": found["Status"], "Names": sorted(names)}


def _leftovers(session: Any, config: Config, account: str) -> tuple[str, ...]:
    """Names of tables and buckets that are there though the stack is not."""
    dynamodb, s3 = session.client("dynamodb"), session.client("s3")
    tables = [f"{config.stack}-{name}" for name in ("accounts", "conferences", "claims", "audit")]
    found = [t for t in tables if _there(lambda t=t: dynamodb.describe_table(TableName=t))]
    buckets = [f"{config.stack}-{name}-{account}" for name in ("documents", "audit", "imports")]
    found += [b for b in buckets if _there(lambda b=b: s3.head_bucket(Bucket=b))]
    return tuple(found)


def _there(ask: Any) -> bool:
    try:
        ask()
    except ClientError as problem:
        if problem.response["Error"]["Code"] in _NOT_THERE:
            return False
        raise
    return True
