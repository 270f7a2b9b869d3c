"""What AWS itself would refuse or do, and no emulator or linter tells; each test names its source."""

import json
import re
from typing import Any

import pytest

from app import app
from infra.package import infrastructure
from ops.stack import operator_settings

DASH = "~1"
TABLES = ("AccountsTable", "AuditTable", "ConferencesTable", "ClaimsTable")
KEPT = {*TABLES, "AuditBucket", "DocumentsBucket", "MailIdentity"}


def _queue_arns(statement: Any) -> list[str]:
    resource = statement["Resource"]
    return [json.dumps(each) for each in (resource if isinstance(resource, list) else [resource])]


def policies_that_sqs_refuses(resources: Any) -> list[str]:
    """ "Each policy must cover only a single queue (when writing a policy, don't include statements
    that cover different queues)": SQS developer guide, Special Information for SQS Policies.
    """
    refused = []
    for name, resource in resources.items():
        if resource["Type"] == "AWS::SQS::QueuePolicy":
            queues = [json.dumps({"Fn::GetAtt": [q["Ref"], "Arn"]}) for q in _queues(resource)]
            spoken_of = {arn for s in _statements(resource) for arn in _queue_arns(s)}
            if len(queues) != 1 or spoken_of != set(queues):
                refused.append(name)
    return refused


def _queues(resource: Any) -> list[Any]:
    queues: list[Any] = resource["Properties"]["Queues"]
    return queues


def _statements(resource: Any) -> list[Any]:
    statements: list[Any] = resource["Properties"]["PolicyDocument"]["Statement"]
    return statements


def test_a_queues_policy_speaks_of_that_queue_alone(resources: Any) -> None:
    policies = [n for n, r in resources.items() if r["Type"] == "AWS::SQS::QueuePolicy"]
    assert len(policies) == 2
    assert policies_that_sqs_refuses(resources) == []


def test_the_policy_of_0_1_0_would_be_noticed() -> None:
    arns = [{"Fn::GetAtt": [f"{name}Queue", "Arn"]} for name in ("Feedback", "FeedbackDead")]
    policy = {
        "Queues": [{"Ref": "FeedbackQueue"}, {"Ref": "FeedbackDeadQueue"}],
        "PolicyDocument": {"Statement": [{"Resource": arns}]},
    }
    both = {"Policy": {"Type": "AWS::SQS::QueuePolicy", "Properties": policy}}
    assert policies_that_sqs_refuses(both) == ["Policy"]


# Properties that fix what a resource is called; anything else gets a name of CloudFormation's own.
FIXES_NAME = {
    "AlarmName",
    "BucketName",
    "DashboardName",
    "EmailIdentity",
    "FunctionName",
    "LogGroupName",
    "ManagedPolicyName",
    "QueueName",
    "RoleName",
    "TableName",
    "TopicName",
}


def names_that_block_a_second_create(resources: Any) -> list[str]:
    """What a first create that failed leaves behind under a name that the next one asks for again.

    "Retain": kept "without deleting the resource or its contents when its stack is deleted", a create
    that is rolled back included; "RetainExceptOnCreate" deletes it there: CloudFormation template
    reference, DeletionPolicy attribute. "Name already exists": its custom name stays taken.
    """
    return [
        name
        for name, resource in resources.items()
        if resource.get("DeletionPolicy") == "Retain" and FIXES_NAME & resource["Properties"].keys()
    ]


def test_a_first_create_that_failed_can_be_repeated(resources: Any) -> None:
    named = {n for n, r in resources.items() if FIXES_NAME & r.get("Properties", {}).keys()}
    assert named >= KEPT  # so the rule has something to find
    assert names_that_block_a_second_create(resources) == []


def test_the_retain_of_0_1_0_would_be_noticed(resources: Any) -> None:
    for name in KEPT:
        as_it_was = resources | {name: resources[name] | {"DeletionPolicy": "Retain"}}
        assert names_that_block_a_second_create(as_it_was) == [name]


def test_what_is_kept_outlives_its_stack_and_its_replacement(resources: Any) -> None:
    for name in KEPT:
        assert resources[name]["DeletionPolicy"] == "RetainExceptOnCreate", name
        assert resources[name]["UpdateReplacePolicy"] == "Retain", name


def test_deletion_protection_can_be_off_while_a_create_may_still_fail(template: Any) -> None:
    """DeleteTable answers a protected table with ValidationException, so a create could not be undone."""
    assert template["Parameters"]["ProtectData"]["Default"] == "yes"
    for name in TABLES:
        protected = template["Resources"][name]["Properties"]["DeletionProtectionEnabled"]
        assert protected == {"Fn::If": ["ProtectsData", True, False]}


def test_every_public_post_is_throttled_tighter_than_the_rest(resources: Any) -> None:
    settings = resources["RestAPI"]["Properties"]["MethodSettings"]
    limits = {
        (s["HttpMethod"], s["ResourcePath"]): (s["ThrottlingRateLimit"], s["ThrottlingBurstLimit"])
        for s in settings
    }
    public = {
        ("POST", "/" + path.replace("/", DASH))
        for path, methods in app.routes.items()
        for method, entry in methods.items()
        if method == "POST" and entry.view_function.authentication == "public"
    }
    assert limits.pop(("*", "/*")) == ({"Ref": "ThrottleRate"}, {"Ref": "ThrottleBurst"})
    assert set(limits) == public
    assert set(map(str, limits.values())) == {
        str(({"Ref": "PublicPostRate"}, {"Ref": "PublicPostBurst"}))
    }


def test_a_throttled_path_is_one_that_the_gateway_has(resources: Any) -> None:
    properties = resources["RestAPI"]["Properties"]
    paths = set(properties["DefinitionBody"]["paths"])
    for setting in properties["MethodSettings"][1:]:
        assert setting["ResourcePath"][1:].replace(DASH, "/") in paths


def test_the_default_throttles_are_ordered_and_below_the_accounts(template: Any) -> None:
    """10,000 requests a second and 5,000 at once: API Gateway quotas, a region's default."""
    default = {name: p.get("Default") for name, p in template["Parameters"].items()}
    assert default["PublicPostRate"] < default["ThrottleRate"] < 10_000
    assert default["PublicPostBurst"] < default["ThrottleBurst"] < 5_000


def test_a_consumer_is_never_reserved_less_than_its_source_may_start(functions: Any) -> None:
    """Lambda, SQS scaling: a source above its function's reserved concurrency is throttled, and
    each throttled receive counts towards the dead-letter queue."""
    for name, source in (("Issue", "IssueSqsEventSource"), ("Feedback", "FeedbackSqsEventSource")):
        most = functions[name]["Events"][source]["Properties"]["ScalingConfig"][
            "MaximumConcurrency"
        ]
        [_, reserved, otherwise] = functions[name]["ReservedConcurrentExecutions"]["Fn::If"]
        assert reserved == most, name
        assert otherwise == {"Ref": "AWS::NoValue"}
    for function in functions.values():
        assert function["ReservedConcurrentExecutions"]["Fn::If"][0] == "ReservesConcurrency"


def test_maximum_concurrency_is_at_least_two(template: Any) -> None:
    """Lambda API, ScalingConfig: minimum 2, maximum 1000."""
    concurrency = template["Parameters"]["ConsumerConcurrency"]
    assert (concurrency["MinValue"], concurrency["MaxValue"]) == (2, 1000)


def test_there_is_one_public_stage_and_one_public_name(resources: Any) -> None:
    """SAM issue 191: without OpenApiVersion a stage named Stage is made besides."""
    api = resources["RestAPI"]["Properties"]
    assert api["OpenApiVersion"]
    assert api["DisableExecuteApiEndpoint"] == {"Fn::If": ["HasDomain", True, False]}


def test_access_logs_name_no_person(resources: Any) -> None:
    _, setting, _ = resources["RestAPI"]["Properties"]["AccessLogSetting"]["Fn::If"]
    fields = set(json.loads(setting["Format"]).values())
    assert "$context.requestId" in fields  # API Gateway refuses a format without it
    told = {"$context.identity", "$context.path", "$context.authorizer", "$input"}
    assert not [field for field in fields if field.startswith(tuple(told))]
    assert "$context.resourcePath" in fields


def test_the_gateways_log_role_is_set_before_the_stage(resources: Any) -> None:
    """API Gateway, set up logging: a stage with access logs is refused while the account has no role."""
    group = resources["AccessLogGroup"]
    assert {"Ref": "GatewayLogAccount"} in group["Properties"]["Tags"][0]["Value"]["Fn::If"]
    _, setting, _ = resources["RestAPI"]["Properties"]["AccessLogSetting"]["Fn::If"]
    assert setting["DestinationArn"] == {"Fn::GetAtt": ["AccessLogGroup", "Arn"]}


def test_mail_goes_over_tls_and_bounces_to_a_name_of_ours(resources: Any) -> None:
    configuration = resources["MailConfigurationSet"]["Properties"]
    assert configuration["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}
    back = resources["MailIdentity"]["Properties"]["MailFromAttributes"]
    # Else every email is refused until the MX record is there.
    assert back["BehaviorOnMxFailure"] == "USE_DEFAULT_VALUE"


@pytest.mark.parametrize(
    "name", ["Counselors' Conference", 'The "Big" One', "A=B; $(id) `x`", "Élan"]
)
def test_a_name_with_quotes_reaches_the_operators_settings_as_it_is(
    template: Any, name: str
) -> None:
    text = template["Outputs"]["OperatorSettings"]["Value"]["Fn::Sub"]
    filled = re.sub(r"\$\{MailFromName\}", lambda _: name, text)
    assert operator_settings(filled)["MAIL_FROM_NAME"] == name


def test_a_name_cannot_hold_a_line_break(template: Any) -> None:
    for parameter in ("MailFromName", "BrandName"):
        pattern = template["Parameters"][parameter]["AllowedPattern"]
        assert re.fullmatch(pattern, 'Counselors\' "Conference"')
        assert not re.fullmatch(pattern, "two\nSTAGE=other")


def test_a_package_says_which_release_it_is(resources: Any, template: Any) -> None:
    name = template["Mappings"]["Package"]["Release"]["Name"]
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+)?\+[0-9a-f]{12}(\.changed)?", name)
    found = {"Fn::FindInMap": ["Package", "Release", "Name"]}
    for function in ("APIHandler", "Issue", "Feedback", "Sweep"):
        assert resources[function]["Properties"]["Environment"]["Variables"]["RELEASE"] == found
    assert template["Outputs"]["Release"]["Value"] == found


def test_waf_and_budget_are_there_only_when_asked_for() -> None:
    merged = infrastructure("production")
    assert merged["Parameters"]["WafRateLimit"]["Default"] == 0
    assert merged["Parameters"]["MonthlyBudget"]["Default"] == 0
    assert merged["Resources"]["FrontDoor"]["Condition"] == "HasWaf"
    assert merged["Resources"]["Budget"]["Condition"] == "HasBudget"
    rule = merged["Resources"]["FrontDoor"]["Properties"]["Rules"][0]
    assert rule["Statement"]["RateBasedStatement"]["AggregateKeyType"] == "IP"
