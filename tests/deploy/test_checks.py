"""Before a deployment starts: what stops it, what is told, what follows from the account."""

from dataclasses import replace

import pytest

from infra.deploy.account import Account, Mail
from infra.deploy.checks import Verdict, consumers, judge
from infra.deploy.config import Config
from infra.deploy.dns import records
from infra.deploy.run import _parameters
from infra.package import infrastructure

RUNTIME, PYTHON = "python3.13", (3, 13)
MAIL = Mail(production=True, sending=True, enforcement="HEALTHY", per_second=14, per_day=50_000)
NEW = Account(
    id="123456789012",
    status="",
    parameters={},
    concurrency=1000,
    unreserved=1000,
    mail=MAIL,
    identity_exists=False,
    certificate=None,
    gateway_role="",
    leftovers=(),
)
CONFIG = Config(
    "production",
    "us-east-1",
    parameters={"MailFrom": "ceu@example.org", "OrganizerContact": "help@example.org"},
)
WITH_DOMAIN = replace(
    CONFIG,
    parameters={
        **CONFIG.parameters,
        "PortalDomain": "ceu.example.org",
        "PortalCertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/1",
    },
)


def _problems(account: Account, config: Config = CONFIG) -> str:
    return "\n".join(judge(config, account, RUNTIME, PYTHON).problems)


def _notes(account: Account, config: Config = CONFIG) -> str:
    return "\n".join(judge(config, account, RUNTIME, PYTHON).notes)


def _decided(account: Account, config: Config = CONFIG) -> dict[str, str]:
    return judge(config, account, RUNTIME, PYTHON).parameters


def _fixed() -> int:
    """What the template reserves besides the two that are parameters."""
    reserved = [
        resource["Properties"]
        .get("ReservedConcurrentExecutions", {})
        .get("Fn::If", [None, None])[1]
        for resource in infrastructure("production")["Resources"].values()
        if "Properties" in resource
    ]
    return sum(number for number in reserved if isinstance(number, int))


def test_a_new_account_with_good_quotas_is_deployed_without_a_problem() -> None:
    assert _problems(NEW) == ""
    assert _decided(NEW) == {
        "CreateMailIdentity": "yes",
        "SetGatewayLogRole": "yes",
        "ConsumerConcurrency": "4",
        "ReserveConcurrency": "yes",
        "ApiConcurrency": "800",
    }


def test_a_package_of_another_python_is_refused() -> None:
    problems = judge(CONFIG, NEW, "python3.11", PYTHON).problems
    assert problems == ["The package is for python3.11, and this is python3.13: package again."]


@pytest.mark.parametrize("status", ["CREATE_IN_PROGRESS", "UPDATE_ROLLBACK_IN_PROGRESS"])
def test_a_stack_that_is_being_changed_is_left_alone(status: str) -> None:
    assert f"is being changed by another deployment ({status})" in _problems(
        replace(NEW, status=status)
    )


@pytest.mark.parametrize("status", ["ROLLBACK_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"])
def test_a_stuck_stack_says_what_to_do_in_the_console(status: str) -> None:
    assert "CloudFormation console" in _problems(replace(NEW, status=status))


def test_a_create_that_failed_is_repeated() -> None:
    failed = replace(NEW, status="ROLLBACK_COMPLETE")
    assert _problems(failed) == ""
    assert "what it left is removed" in _notes(failed)


def test_kept_tables_without_a_stack_are_taken_over() -> None:
    verdict = judge(CONFIG, replace(NEW, leftovers=("ceu-production-claims",)), RUNTIME, PYTHON)
    assert verdict.adopts
    assert "taken over: ceu-production-claims" in "\n".join(verdict.notes)


@pytest.mark.parametrize("name", ["ceu.example.org", "*.example.org"])
def test_an_issued_certificate_of_the_domain_is_taken(name: str) -> None:
    account = replace(NEW, certificate={"Status": "ISSUED", "Names": [name]})
    assert _problems(account, WITH_DOMAIN) == ""


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ({"Status": "PENDING_VALIDATION", "Names": []}, "is PENDING_VALIDATION, not ISSUED"),
        ({"Status": "not found (ResourceNotFoundException)", "Names": []}, "is not found"),
        ({"Status": "ISSUED", "Names": ["example.org"]}, "is for example.org, not for ceu."),
        ({"Status": "ISSUED", "Names": ["*.ceu.example.org"]}, "not for ceu.example.org"),
    ],
)
def test_a_certificate_that_would_not_do_is_refused(
    certificate: dict[str, object], said: str
) -> None:
    assert said in _problems(replace(NEW, certificate=certificate), WITH_DOMAIN)


def test_a_certificate_of_another_region_is_refused() -> None:
    account = replace(NEW, certificate={"Status": "ISSUED", "Names": ["ceu.example.org"]})
    elsewhere = replace(WITH_DOMAIN, region="eu-west-1")
    assert "is not in eu-west-1" in _problems(account, elsewhere)


def test_the_sandbox_is_told_and_not_refused() -> None:
    sandbox = replace(MAIL, production=False, per_second=1, per_day=200)
    account = replace(NEW, mail=sandbox)
    assert _problems(account) == ""
    assert "sandbox here: 200 emails a day" in _notes(account)
    assert _decided(account)["ConsumerConcurrency"] == "2"


def test_a_paused_account_is_told() -> None:
    assert "SES sends nothing" in _notes(replace(NEW, mail=replace(MAIL, sending=False)))


def test_an_identity_that_is_there_is_used() -> None:
    assert _decided(replace(NEW, identity_exists=True))["CreateMailIdentity"] == "no"


def test_what_the_first_deployment_decided_stays() -> None:
    """Else the second one would find the stack's own identity, and take it out of the stack."""
    ours = replace(
        NEW,
        status="UPDATE_COMPLETE",
        identity_exists=True,
        gateway_role="arn:ours",
        parameters={"CreateMailIdentity": "yes", "SetGatewayLogRole": "yes"},
    )
    decided = _decided(ours)
    assert (decided["CreateMailIdentity"], decided["SetGatewayLogRole"]) == ("yes", "yes")


def test_a_log_role_that_the_region_has_is_not_replaced() -> None:
    assert _decided(replace(NEW, gateway_role="arn:theirs"))["SetGatewayLogRole"] == "no"


@pytest.mark.parametrize("quota", [10, 50, 199])
def test_nothing_is_reserved_in_an_account_with_a_low_quota(quota: int) -> None:
    account = replace(NEW, concurrency=quota, unreserved=quota)
    assert _decided(account)["ReserveConcurrency"] == "no"
    assert f"Lambda runs {quota} functions at once" in _notes(account)


@pytest.mark.parametrize("quota", [200, 300, 1000, 5000])
def test_what_is_reserved_leaves_a_hundred_and_gives_pages_the_most(quota: int) -> None:
    decided = _decided(replace(NEW, concurrency=quota, unreserved=quota))
    api, issue = int(decided["ApiConcurrency"]), int(decided["ConsumerConcurrency"])
    assert decided["ReserveConcurrency"] == "yes"
    assert api + issue + _fixed() <= quota - 100
    assert api >= issue


def test_an_update_counts_what_the_stack_has_reserved_already() -> None:
    first = _decided(NEW)
    reserved = int(first["ApiConcurrency"]) + int(first["ConsumerConcurrency"]) + _fixed()
    again = replace(NEW, status="CREATE_COMPLETE", parameters=first, unreserved=1000 - reserved)
    assert _decided(again)["ApiConcurrency"] == first["ApiConcurrency"]


def test_another_application_that_has_reserved_nearly_all_is_told() -> None:
    account = replace(NEW, unreserved=103)
    assert _decided(account)["ReserveConcurrency"] == "no"
    assert "none are reserved" in _notes(account)


def test_consumers_follow_the_rate_that_ses_takes() -> None:
    assert [consumers(rate, 1000) for rate in (1, 14, 100, 1000)] == [2, 4, 25, 50]
    assert consumers(100, 10) == 2  # a new account's Lambda quota


def test_dns_records_are_ready_to_paste() -> None:
    outputs = {
        "MailDomain": "example.org",
        "MailFromDomain": "bounces.example.org",
        "PortalDomainTarget": "d-abc.execute-api.us-east-1.amazonaws.com",
    }
    identity = {
        "DkimAttributes": {"Tokens": ["one", "two", "three"]},
        "MailFromAttributes": {"MailFromDomain": "bounces.example.org"},
    }
    lines = [line.partition("  ;")[0] for line in records(WITH_DOMAIN, outputs, identity)]
    assert lines == [
        "ceu.example.org. 3600 IN CNAME d-abc.execute-api.us-east-1.amazonaws.com.",
        "one._domainkey.example.org. 3600 IN CNAME one.dkim.amazonses.com.",
        "two._domainkey.example.org. 3600 IN CNAME two.dkim.amazonses.com.",
        "three._domainkey.example.org. 3600 IN CNAME three.dkim.amazonses.com.",
        "bounces.example.org. 3600 IN MX 10 feedback-smtp.us-east-1.amazonses.com.",
        'bounces.example.org. 3600 IN TXT "v=spf1 include:amazonses.com ~all"',
        '_dmarc.example.org. 3600 IN TXT "v=DMARC1; p=none; rua=mailto:help@example.org"',
    ]


@pytest.mark.parametrize(
    ("stored", "address", "kept"),
    [
        ({}, "https://ceu.example.org", "ceu.example.org"),
        ({"PasskeyRpId": ""}, "https://ceu.example.org", "ceu.example.org"),
        ({"PasskeyRpId": "ceu.example.org"}, "https://credits.example.org", "ceu.example.org"),
        # A trial whose first deployment was interrupted before it learned its address.
        ({"PasskeyRpId": "address-follows.invalid"}, "https://a.example", "a.example"),
    ],
)
def test_passkeys_keep_the_domain_of_the_first_deployment(
    stored: dict[str, str], address: str, kept: str
) -> None:
    template = {"Parameters": {"PortalUrl": {}, "PasskeyRpId": {}}}
    config = replace(CONFIG, parameters={"PortalUrl": address})
    account = replace(NEW, parameters=stored)
    chosen = _parameters(template, config, Verdict(), account)
    assert chosen == {"PortalUrl": address, "PasskeyRpId": kept}
