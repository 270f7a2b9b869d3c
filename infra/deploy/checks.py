"""What must be so before a deployment starts, said in words; and what follows from the account."""

from dataclasses import dataclass, field

from infra.deploy.account import Account, Mail
from infra.deploy.config import Config

# A new account may have a concurrency of 10; 100 must stay unreserved in any account.
# https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
RESERVES_FROM = 200
UNRESERVED = 100
FIXED = 9  # feedback 5, imports 2, sweep 2: infra/functions.yaml
EMAILS_A_CONSUMER = 4  # a second, at most: bench-rush measures it
MOST_CONSUMERS = 50
MOST_API = 800
PYTHON = "python{}.{}"

_BUSY = "is being changed by another deployment ({}). Wait for it to end, then run this again."
_STUCK = {
    "ROLLBACK_FAILED": "could not be rolled back. In the CloudFormation console, delete the stack; "
    "it keeps tables and bucket, which the next deployment takes over.",
    "DELETE_FAILED": "could not be deleted. Delete it in the CloudFormation console, keeping what it "
    "names as failed.",
    "UPDATE_ROLLBACK_FAILED": "is stuck between two versions. In the CloudFormation console choose "
    "Continue update rollback, then run this again.",
}
# A create that failed, or was only planned: the stack is empty and is removed first.
EMPTY = {"ROLLBACK_COMPLETE", "REVIEW_IN_PROGRESS", "CREATE_FAILED"}


@dataclass(slots=True)
class Verdict:
    """`problems` stop the deployment; `notes` are printed; `parameters` are what was decided."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)
    adopts: bool = False


def judge(config: Config, account: Account, runtime: str, python: tuple[int, int]) -> Verdict:
    """Whether to go on, and with which parameters besides the file's."""
    verdict = Verdict()
    _stack(config, account, verdict)
    _interpreter(runtime, python, verdict)
    _certificate(config, account, verdict)
    _mail(account, verdict)
    _mail_identity(config, account, verdict)
    _gateway_role(account, verdict)
    _concurrency(config, account, verdict)
    return verdict


def consumers(per_second: float, concurrency: int) -> int:
    """How many consumers send as fast as SES takes it, and leave the account room; at least 2."""
    by_rate = round(per_second / EMAILS_A_CONSUMER)
    return max(2, min(by_rate, MOST_CONSUMERS, concurrency // 4))


def creates(account: Account) -> bool:
    """Whether there is no stack yet, or an empty one of a create that failed."""
    return not account.status or account.status in EMPTY


def _stack(config: Config, account: Account, verdict: Verdict) -> None:
    status = account.status
    if status in _STUCK:
        verdict.problems.append(f"The stack {config.stack} {_STUCK[status]}")
    elif status in EMPTY:
        verdict.notes.append(
            f"An earlier create of {config.stack} did not finish ({status}): what it left is removed."
        )
    elif status.endswith("IN_PROGRESS"):
        verdict.problems.append(f"The stack {config.stack} {_BUSY.format(status)}")
    if account.leftovers:
        verdict.adopts = True
        verdict.notes.append(
            "There is no stack, but its data is still there and is taken over: "
            f"{', '.join(account.leftovers)}."
        )


def _interpreter(runtime: str, python: tuple[int, int], verdict: Verdict) -> None:
    if PYTHON.format(*python) != runtime:
        verdict.problems.append(
            f"The package is for {runtime}, and this is {PYTHON.format(*python)}: package again."
        )


def _certificate(config: Config, account: Account, verdict: Verdict) -> None:
    if account.certificate is None:
        return
    domain, arn = config.parameters["PortalDomain"], config.parameters["PortalCertificateArn"]
    if arn.split(":")[3:4] != [config.region]:
        verdict.problems.append(
            f"The certificate {arn} is not in {config.region}. Request one there."
        )
    status, names = account.certificate["Status"], account.certificate["Names"]
    if status != "ISSUED":
        verdict.problems.append(
            f"The certificate for {domain} is {status}, not ISSUED. Add its DNS record (ACM console) "
            "and wait until ACM has seen it."
        )
    elif not any(_covers(name, domain) for name in names):
        verdict.problems.append(f"The certificate is for {', '.join(names)}, not for {domain}.")


def _covers(name: str, domain: str) -> bool:
    return name == domain or (name.startswith("*.") and domain.partition(".")[2] == name[2:])


def _mail(account: Account, verdict: Verdict) -> None:
    mail = account.mail
    if not mail.sending or mail.enforcement == "SHUTDOWN":
        verdict.notes.append(
            "SES sends nothing for this account now (paused or shut down): see the SES console, "
            "Account dashboard."
        )
    if not mail.production:
        verdict.notes.append(
            f"SES is in the sandbox here: {mail.per_day:.0f} emails a day, to verified addresses "
            "alone. Request production access (docs/deploy.md)."
        )
    verdict.notes.append(_pace(mail))


def _pace(mail: Mail) -> str:
    if mail.per_day < 0:  # SES says -1 for no limit
        return f"SES takes {mail.per_second:.0f} emails a second, as many as you like a day."
    return (
        f"SES takes {mail.per_second:.0f} emails a second and {mail.per_day:.0f} a day: the day's "
        f"are sent in {mail.per_day / max(mail.per_second, 1) / 60:.0f} minutes at the earliest."
    )


def _mail_identity(config: Config, account: Account, verdict: Verdict) -> None:
    if not creates(account):
        kept = account.parameters.get("CreateMailIdentity", "yes")
        verdict.parameters["CreateMailIdentity"] = kept
    elif account.identity_exists:
        domain = config.parameters["MailFrom"].partition("@")[2]
        verdict.parameters["CreateMailIdentity"] = "no"
        verdict.notes.append(f"SES knows {domain} already: the stack uses it and does not make it.")
    else:
        verdict.parameters["CreateMailIdentity"] = "yes"


def _gateway_role(account: Account, verdict: Verdict) -> None:
    fresh = "no" if account.gateway_role else "yes"
    kept = None if creates(account) else account.parameters.get("SetGatewayLogRole")
    verdict.parameters["SetGatewayLogRole"] = kept or fresh


def _concurrency(config: Config, account: Account, verdict: Verdict) -> None:
    given = config.parameters
    count = consumers(account.mail.per_second, account.concurrency)
    count = int(given.get("ConsumerConcurrency", count))
    verdict.parameters["ConsumerConcurrency"] = str(count)
    verdict.parameters["ReserveConcurrency"] = "no"
    if account.concurrency < RESERVES_FROM:
        verdict.notes.append(
            f"Lambda runs {account.concurrency} functions at once in this account, too few to reserve "
            "any. Ask for 1,000 (Service Quotas, Lambda, Concurrent executions) before a conference."
        )
        return
    room = account.unreserved + _ours(account) - UNRESERVED
    api = int(given.get("ApiConcurrency", min(MOST_API, room - count - FIXED)))
    needed = api + count + FIXED
    if needed > room or api < count:
        verdict.notes.append(
            f"Lambda has {room} executions left to reserve here and {needed} would be: none are "
            "reserved. Lower api_concurrency, or ask for a higher quota."
        )
        return
    verdict.parameters |= {"ReserveConcurrency": "yes", "ApiConcurrency": str(api)}


def _ours(account: Account) -> int:
    """What this stack has reserved already."""
    stored = account.parameters
    if stored.get("ReserveConcurrency") != "yes":
        return 0
    kept = int(stored["ApiConcurrency"]) + int(stored["ConsumerConcurrency"])
    return kept + FIXED
