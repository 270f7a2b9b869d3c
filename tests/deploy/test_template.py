"""The packaged template: clean, and what the code relies on is what it deploys."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain import imports
from chalicelib.domain.audit import KEPT
from chalicelib.events.retries import MAX_RECEIVE_COUNT
from chalicelib.settings import Settings
from infra.package import ROOT, PackageError, infrastructure, package

API_GATEWAY_SECONDS = 29
QUEUES = {"Issue": "CertificatesQueue", "Feedback": "FeedbackQueue", "Imports": "ImportsQueue"}


def test_cfn_lint_finds_nothing(built: Path) -> None:
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run([linter, built / "sam.json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_function_is_given_every_setting(functions: Any) -> None:
    names = {field.upper() for field in Settings.model_fields} - {"AWS_REGION"}  # Lambda's own
    assert set(functions) == {"APIHandler", "Issue", "Feedback", "Imports", "Sweep"}
    for name, function in functions.items():
        assert set(function["Environment"]["Variables"]) == names, name


def test_nothing_is_left_of_what_stood_in_while_packaging(built: Path) -> None:
    assert "replaced-by" not in (built / "sam.json").read_text()


def test_a_parameter_has_the_default_of_its_setting(template: Any) -> None:
    variables = template["Resources"]["APIHandler"]["Properties"]["Environment"]["Variables"]
    compared = 0
    for field, info in Settings.model_fields.items():
        value = variables.get(field.upper())
        name = value.get("Ref") if isinstance(value, dict) else None
        parameter = template["Parameters"].get(name)
        if parameter is not None:
            assert parameter.get("Default") == (None if info.is_required() else info.default), field
            compared += 1
        elif isinstance(value, str) and not info.is_required():
            given = value if isinstance(info.default, str) else json.loads(value)
            assert given == info.default, field
    assert compared > 5


def test_the_stages_differ_in_their_names_alone() -> None:
    config = json.loads((ROOT / ".chalice/config.json").read_text())
    production, staging = config["stages"]["production"], config["stages"]["staging"]
    assert production.pop("environment_variables") == {"STAGE": "production"}
    assert staging.pop("environment_variables") == {"STAGE": "staging"}
    assert production == staging
    assert infrastructure("staging")["Parameters"]["Stage"]["AllowedValues"] == ["staging"]


def test_a_stage_that_does_not_exist_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"no stage 'prod'.*production, staging"):
        package("prod", tmp_path)


def test_time_outs_and_memory_are_set(functions: Any) -> None:
    assert functions["APIHandler"]["Timeout"] < API_GATEWAY_SECONDS
    assert functions["Issue"]["Timeout"] == 120
    assert functions["Issue"]["MemorySize"] >= 1024  # rendering is bound by CPU, which follows it
    assert all(function["MemorySize"] > 128 for function in functions.values())


@pytest.mark.parametrize(("function", "queue"), QUEUES.items())
def test_a_queue_and_its_consumer_agree(
    function: str, queue: str, resources: Any, functions: Any
) -> None:
    properties = resources[queue]["Properties"]
    [source] = functions[function]["Events"].values()
    consumed = source["Properties"]["Queue"]["Fn::Sub"].rpartition(":")[2]
    assert properties["QueueName"]["Fn::Sub"].replace("${Stage}", "production") == consumed
    assert properties["VisibilityTimeout"] == 6 * functions[function]["Timeout"]
    assert properties["RedrivePolicy"]["maxReceiveCount"] == MAX_RECEIVE_COUNT
    assert source["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_no_function_consumes_a_dead_letter_queue(resources: Any, functions: Any) -> None:
    dead = {name for name in resources if name.endswith("DeadQueue")}
    assert len(dead) == 3
    for function in functions.values():
        assert "dead" not in json.dumps(function.get("Events", {}))
    for role in _roles(resources).values():
        assert not any(name in json.dumps(role) for name in dead)


def test_every_policy_names_its_actions_and_its_resources(resources: Any) -> None:
    roles = _roles(resources)
    assert len(roles) == 5
    for name, statements in roles.items():
        for statement in statements:
            assert statement["Effect"] == "Allow"
            assert not any("*" in action for action in statement["Action"]), name
            for resource in _listed(statement["Resource"]):
                # No exception: AWS takes a named resource for every action in use.
                text = json.dumps(resource)
                assert isinstance(resource, dict), f"{name}: {text}"
                assert "*" not in re.sub(
                    r"/(certificates|images|heads|uploads|found|exports|looks)/\*", "", text
                )


def test_no_function_and_no_operator_changes_the_audit(resources: Any) -> None:
    for name, statements in _roles(resources).items():
        text = json.dumps([s for s in statements if "Audit" in json.dumps(s["Resource"])])
        allowed = set(re.findall(r"(?:dynamodb|s3):\w+", text)) - {"dynamodb:LeadingKeys"}
        assert allowed <= {
            "dynamodb:PutItem",
            "dynamodb:Query",
            "s3:ListBucket",
            "s3:PutObject",
        }, name
    policy = resources["OperatorPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    denied = {a for s in policy if s["Effect"] == "Deny" for a in s["Action"]}
    assert {"dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"} <= denied
    assert {"s3:PutObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"} <= denied


WRITES = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
# Actions on a table, and the partitions they are narrowed to.
NARROWED = {
    "IssueRole": {
        ("AccountsTable", "GetItem"): {"ACCOUNT#*"},
        ("ClaimsTable", "GetItem"): {"ACCOUNT#*", "CERT#*"},
        ("ClaimsTable", "Query"): {"ACCOUNT#*", "CERT#*"},
        ("ClaimsTable", "UpdateItem"): {"ACCOUNT#*"},
    },
    "FeedbackRole": {
        ("AccountsTable", "GetItem"): {"ACCOUNT#*"},
        ("AccountsTable", "UpdateItem"): {"ACCOUNT#*"},
        ("ClaimsTable", "GetItem"): {"ACCOUNT#*", "CERT#*"},
        ("ClaimsTable", "UpdateItem"): {"ACCOUNT#*"},
    },
    "SweepRole": {
        ("ConferencesTable", "DeleteItem"): {"UNFINISHED", "REISSUING"},
        ("ConferencesTable", "GetItem"): {"IMPORTS#*", "REISSUES#*"},
        ("ConferencesTable", "PutItem"): {"IMPORTS#*", "UNFINISHED", "REISSUES#*", "REISSUING"},
        ("ConferencesTable", "Query"): {"UNFINISHED", "REISSUING"},
        ("AccountsTable", "DeleteItem"): {"DEVICES#*", "EMAIL#*", "ERASURES", "ROSTER#*"},
        ("AccountsTable", "PutItem"): {"ROSTER#*"},
        ("AccountsTable", "Query"): {"DEVICES#*", "EMAIL#*", "ERASURES", "ROSTER#*"},
        ("ClaimsTable", "DeleteItem"): {"ACCOUNT#*"},
        ("ClaimsTable", "GetItem"): {"ACCOUNT#*"},
        ("ClaimsTable", "Query"): {"ACCOUNT#*", "CERT#*"},
        ("ClaimsTable", "UpdateItem"): {"ACCOUNT#*", "CERT#*"},
    },
}


def _partitions(statements: list[Any]) -> dict[tuple[str, str], set[str]]:
    """Of each table and action, the partitions named; "*" where a statement names none."""
    found: dict[tuple[str, str], set[str]] = {}
    for statement in statements:
        condition = statement.get("Condition", {}).get("ForAllValues:StringLike", {})
        for resource in _listed(statement["Resource"]):
            table, _ = resource.get("Fn::GetAtt", ("", ""))
            for action in statement["Action"]:
                if table.endswith("Table"):
                    keys = condition.get("dynamodb:LeadingKeys", ["*"])
                    found.setdefault((table, action.partition(":")[2]), set()).update(keys)
    return found


def test_roles_are_narrowed_by_partition(resources: Any) -> None:
    roles = _roles(resources)
    for role, expected in NARROWED.items():
        found = _partitions(roles[role])
        assert {at: keys for at, keys in found.items() if at[0] != "AuditTable"} == expected, role


def test_no_function_deletes_a_snapshot_and_consumers_change_none(resources: Any) -> None:
    """What a certificate says is under CERT#…; the api and the sweep may let it end, by its ttl."""
    for role, statements in _roles(resources).items():
        found = _partitions(statements)
        assert found.get(("ClaimsTable", "DeleteItem"), set()) <= {"ACCOUNT#*"}, role


def test_a_narrowed_statement_has_no_action_without_a_partition(resources: Any) -> None:
    """ForAllValues holds where a request has no leading key, as a scan: none may stand with it."""
    policy = resources["OperatorPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    for statements in (*_roles(resources).values(), policy):
        for statement in statements:
            if "ForAllValues:StringLike" in statement.get("Condition", {}):
                assert "dynamodb:Scan" not in statement["Action"], statement["Sid"]


def test_the_audits_heads_are_locked_for_seven_years(resources: Any) -> None:
    bucket = resources["AuditBucket"]["Properties"]
    assert bucket["ObjectLockEnabled"]
    rule = bucket["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert rule == {"Mode": {"Ref": "AuditLockMode"}, "Years": 7}
    [expiry] = bucket["LifecycleConfiguration"]["Rules"]
    assert expiry["ExpirationInDays"] > KEPT.days


def test_only_the_consumer_writes_pdfs_and_it_writes_no_conference(
    resources: Any,
) -> None:
    may = {
        role: {
            (action, json.dumps(statement["Resource"]))
            for statement in statements
            for action in statement["Action"]
        }
        for role, statements in _roles(resources).items()
    }
    puts = {
        (role, json.loads(resource)["Fn::Sub"])
        for role, grants in may.items()
        for action, resource in grants
        if action == "s3:PutObject"
    }
    assert puts == {
        ("IssueRole", "${DocumentsBucket.Arn}/certificates/*"),
        ("SweepRole", "${AuditBucket.Arn}/heads/*"),
        ("ApiHandlerRole", "${ImportsBucket.Arn}/uploads/*"),
        ("ApiHandlerRole", "${ImportsBucket.Arn}/exports/*"),
        ("ApiHandlerRole", "${ImportsBucket.Arn}/looks/*"),
        ("ApiHandlerRole", "${DocumentsBucket.Arn}/images/*"),
        ("ImportsRole", "${ImportsBucket.Arn}/found/*"),
        ("ImportsRole", "${ImportsBucket.Arn}/exports/*"),
    }
    for role in ("IssueRole", "FeedbackRole"):
        assert not [g for g in may[role] if g[0] in WRITES and "ConferencesTable" in g[1]]


def test_uploaded_files_are_gone_after_as_long_as_the_console_says(resources: Any) -> None:
    bucket = resources["ImportsBucket"]["Properties"]
    [rule] = bucket["LifecycleConfiguration"]["Rules"]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", imports.KEPT.days)
    assert "VersioningConfiguration" not in bucket


def test_the_tables_are_those_that_the_store_binds_to(resources: Any) -> None:
    from chalicelib.store.accounts_table import AccountsTable, TokenItem
    from chalicelib.store.audit_table import ByDayIndex, EntryItem
    from chalicelib.store.claims_table import (
        ByConferenceIndex,
        CertificateItem,
        SnapshotItem,
        UnfinishedIndex,
    )
    from chalicelib.store.conferences_table import ConferenceTable

    models = {
        "AccountsTable": AccountsTable,
        "ConferencesTable": ConferenceTable,
        "ClaimsTable": CertificateItem,
        "AuditTable": EntryItem,
    }
    for name, model in models.items():
        table = resources[name]["Properties"]
        expected = model.Meta.table_name.replace("ceu-test-", "ceu-${Stage}-")
        assert table["TableName"] == {"Fn::Sub": expected}
        assert _keys(table) == ("pk", "sk")
        assert (model.pk.attr_name, model.sk.attr_name) == ("pk", "sk")
    for name, item in (
        ("AccountsTable", TokenItem),
        ("ClaimsTable", SnapshotItem),
        ("AuditTable", EntryItem),
    ):
        ttl = resources[name]["Properties"]["TimeToLiveSpecification"]
        assert ttl == {"AttributeName": item.ttl.attr_name, "Enabled": True}
    by_conference = (ByConferenceIndex.conference_shard, ByConferenceIndex.pk)
    for name, place, model_index, keys in (
        ("ClaimsTable", 0, UnfinishedIndex, (UnfinishedIndex.shard, UnfinishedIndex.queued_at)),
        ("ClaimsTable", 1, ByConferenceIndex, by_conference),
        ("AuditTable", 0, ByDayIndex, (ByDayIndex.day, ByDayIndex.at)),
    ):
        index = resources[name]["Properties"]["GlobalSecondaryIndexes"][place]
        meta = model_index.Meta
        assert index["IndexName"] == meta.index_name
        assert _keys(index) == tuple(key.attr_name for key in keys)
        assert index["Projection"]["ProjectionType"] == meta.projection.projection_type
        assert index["Projection"]["NonKeyAttributes"] == meta.projection.non_key_attributes


def test_what_is_kept_is_encrypted_can_be_recovered_and_outlives_the_stack(resources: Any) -> None:
    tables = [r for r in resources.values() if r["Type"] == "AWS::DynamoDB::Table"]
    assert len(tables) == 4
    for table in tables:
        assert table["DeletionPolicy"] == "RetainExceptOnCreate"
        assert table["UpdateReplacePolicy"] == "Retain"
        assert table["Properties"]["SSESpecification"]["SSEEnabled"]
        recovery = table["Properties"]["PointInTimeRecoverySpecification"]
        assert recovery["PointInTimeRecoveryEnabled"]
    for name in ("DocumentsBucket", "AuditBucket"):
        bucket = resources[name]
        assert bucket["DeletionPolicy"] == "RetainExceptOnCreate"
        assert bucket["UpdateReplacePolicy"] == "Retain"
        assert all(bucket["Properties"]["PublicAccessBlockConfiguration"].values())
        assert bucket["Properties"]["BucketEncryption"]
        [tls] = resources[f"{name}Policy"]["Properties"]["PolicyDocument"]["Statement"]
        assert tls["Effect"] == "Deny"
        assert tls["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    for queue in ("Certificates", "CertificatesDead", "Feedback", "FeedbackDead"):
        assert resources[f"{queue}Queue"]["Properties"]["SqsManagedSseEnabled"]


def test_every_name_begins_with_the_stages_prefix(resources: Any) -> None:
    fields = ("TableName", "QueueName", "TopicName", "BucketName", "AlarmName", "FunctionName")
    named = 0
    for logical, resource in resources.items():
        for field in fields:
            value = resource["Properties"].get(field)
            if isinstance(value, dict) and "Fn::Sub" in value:
                assert value["Fn::Sub"].startswith("ceu-${Stage}-"), logical
                named += 1
    assert named > 25


def test_what_ses_reports_reaches_the_feedback_queue(resources: Any) -> None:
    events = resources["MailEvents"]["Properties"]["EventDestination"]
    assert set(events["MatchingEventTypes"]) == {
        "delivery",
        "bounce",
        "complaint",
        "reject",
        "deliveryDelay",
    }
    assert events["SnsDestination"] == {"TopicARN": {"Ref": "FeedbackTopic"}}
    subscription = resources["FeedbackSubscription"]["Properties"]
    assert subscription["Endpoint"] == {"Fn::GetAtt": ["FeedbackQueue", "Arn"]}
    # The consumer reads the event out of SNS's envelope.
    assert not subscription.get("RawMessageDelivery", False)


def test_the_gateways_own_answers_are_problem_documents(resources: Any) -> None:
    body = resources["RestAPI"]["Properties"]["DefinitionBody"]
    answers = body["x-amazon-apigateway-gateway-responses"]
    assert {"DEFAULT_4XX", "DEFAULT_5XX"} <= set(answers)
    assert answers["MISSING_AUTHENTICATION_TOKEN"]["statusCode"] == "404"
    for kind, answer in answers.items():
        kept = answer["responseParameters"]["gatewayresponse.header.Content-Type"]
        assert kept == "'application/problem+json'"
        text = answer["responseTemplates"]["application/json"]
        problem = json.loads(text.replace("$context.error.messageString", '"said by AWS"'))
        assert {"type", "title", "detail"} <= set(problem), kind
        assert str(problem.get("status", "")) == answer.get("statusCode", "")


def _roles(resources: Any) -> dict[str, list[Any]]:
    return {
        name: resource["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        for name, resource in resources.items()
        if resource["Type"] == "AWS::IAM::Role" and "Policies" in resource["Properties"]
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _keys(holder: Any) -> tuple[str, ...]:
    return tuple(key["AttributeName"] for key in holder["KeySchema"])
