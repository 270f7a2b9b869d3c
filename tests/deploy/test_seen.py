"""What is watched: alarms with their page of the runbook, and the dashboard, over metrics that exist."""

import json
import re
from typing import Any

import pytest

from chalicelib.metrics import SERVICE, WITHIN_SECONDS, Metric
from infra.package import ROOT

FILTERED = {
    "LoggedErrors",
    "GatewayThrottled",
    "UnknownEmailsSpent",
}  # counted from logs by a metric filter


@pytest.fixture(scope="session")
def alarms(resources: Any) -> dict[str, Any]:
    return {
        r["Properties"]["AlarmName"]["Fn::Sub"].removeprefix("ceu-${Stage}-"): r["Properties"]
        for r in resources.values()
        if r["Type"] == "AWS::CloudWatch::Alarm"
    }


def test_every_alarm_reaches_somebody_and_has_its_page_in_the_runbook(
    alarms: dict[str, Any],
) -> None:
    runbook = (ROOT / "docs/runbook.md").read_text()
    headings = re.findall(r"^### `(.+)`$", runbook, re.M)
    assert len(headings) == len(set(headings))
    assert set(alarms) == set(headings)
    assert len(alarms) >= 18
    for name, alarm in alarms.items():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [{"Ref": "AlarmTopic"}], name
        assert len(alarm["AlarmDescription"]) > 20, name
        assert alarm["TreatMissingData"] in ("notBreaching", "breaching"), name


def _stats(alarm: Any) -> list[Any]:
    if "Metrics" not in alarm:
        return [alarm]
    return [entry["MetricStat"]["Metric"] for entry in alarm["Metrics"] if "MetricStat" in entry]


def test_an_alarm_of_ours_watches_a_metric_that_the_code_writes(alarms: dict[str, Any]) -> None:
    watched = set()
    for name, alarm in alarms.items():
        for stat in _stats(alarm):
            if stat["Namespace"] != {"Fn::Sub": "ceu-${Stage}"}:
                continue
            watched.add(stat["MetricName"])
            if stat["MetricName"] not in FILTERED:
                assert stat["Dimensions"] == [{"Name": "service", "Value": SERVICE}], name
    assert watched <= {metric.value for metric in Metric} | FILTERED
    assert {"SentInTime", "SignInsRefused", "EmailsDeferred", "EmailsPaused"} <= watched


def test_what_watching_costs_is_counted(alarms: dict[str, Any]) -> None:
    """CloudWatch charges each metric of an alarm, and each metric of ours."""
    cost = (ROOT / "docs/cost.md").read_text()
    watched = sum(len(_stats(alarm)) for alarm in alarms.values())
    assert (
        f"| {len(alarms)} alarms over {watched} metrics, at 0.10 a metric | {watched / 10:.2f} |"
        in cost
    )
    ours = len(Metric) + len(FILTERED)
    assert f"| {ours} metrics of our own at 0.30, each" in cost
    assert f"| 0 to {ours * 0.3:.2f} |" in cost


def test_what_users_feel_is_watched(alarms: dict[str, Any]) -> None:
    watched = {(str(s["Namespace"]), s["MetricName"]) for a in alarms.values() for s in _stats(a)}
    assert {
        ("AWS/ApiGateway", "5XXError"),
        ("AWS/ApiGateway", "Latency"),
        ("AWS/Lambda", "Throttles"),
        ("AWS/DynamoDB", "ReadThrottleEvents"),
        ("AWS/DynamoDB", "WriteThrottleEvents"),
        ("AWS/SQS", "ApproximateNumberOfMessagesVisible"),
        ("AWS/SQS", "ApproximateAgeOfOldestMessage"),
    } <= watched


def test_the_objective_is_99_percent_within_a_minute(alarms: dict[str, Any]) -> None:
    alarm = alarms["certificates-in-time"]
    assert (alarm["Threshold"], alarm["ComparisonOperator"]) == (99, "LessThanThreshold")
    assert WITHIN_SECONDS == 60


def test_the_dashboard_shows_every_metric_of_ours(resources: Any) -> None:
    body = resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    filled = body.replace("${Stage}", "production").replace("${AWS::Region}", "us-east-1")
    assert "${" not in filled
    widgets = json.loads(filled)["widgets"]
    shown = {line[1] for w in widgets for line in w["properties"]["metrics"]}
    assert {metric.value for metric in Metric} - shown == set()
    places = {(w["x"], w["y"]) for w in widgets}
    assert len(places) == len(widgets)
    assert all(w["x"] + w["width"] <= 24 for w in widgets)


def test_a_metric_names_nobody() -> None:
    source = (ROOT / "chalicelib/metrics.py").read_text()
    assert not re.search(r"\b(public_id|address|account_id)\b", source)
