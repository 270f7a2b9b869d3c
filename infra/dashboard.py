"""The stage's one dashboard: what people feel on top, below it what can be the cause."""

import json
from typing import Any

OURS = "ceu-${Stage}"
_WIDTH, _HEIGHT, _COLUMNS = 8, 6, 24
Line = list[Any]


def dashboard() -> dict[str, Any]:
    """The resource, for the template."""
    widgets = [_placed(number, *widget) for number, widget in enumerate(_widgets())]
    body = json.dumps({"widgets": widgets})
    return {
        "Dashboard": {
            "Type": "AWS::CloudWatch::Dashboard",
            "Properties": {
                "DashboardName": {"Fn::Sub": f"{OURS}-portal"},
                "DashboardBody": {"Fn::Sub": body},
            },
        }
    }


def _widgets() -> list[tuple[str, list[Line]]]:
    """Titles with their lines, three in a row."""
    return [
        ("Certificates", [_own(name) for name in ("Requested", "Made", "Sent", "Failed")]),
        ("Seconds from Generate to sent", _percentiles(_our("SecondsToSent"))),
        ("Sent within a minute (objective: 0.99)", [_line(_our("SentInTime"), "Average")]),
        ("Requests", [_gateway("Count"), _gateway("4XXError"), _gateway("5XXError")]),
        ("Milliseconds to an answer", _percentiles(_gateway_metric("Latency"))),
        ("Sign-ins refused, requests turned away", [_our_sum("SignInsRefused"), _turned_away()]),
        ("Email sent and back", [_our_sum("Bounces"), _our_sum("Complaints"), *_reputation()]),
        ("Email held up", [_our_sum(f"Emails{n}") for n in ("Deferred", "Throttled", "Paused")]),
        ("Queues: seconds the oldest waits", [_age(queue) for queue in _QUEUES]),
        ("Dead letters", [_visible(f"{queue}-dead") for queue in _QUEUES]),
        (
            "Functions at once",
            [_function(name, "ConcurrentExecutions", "Maximum") for name in _ALL],
        ),
        ("Function errors", [_function(name, "Errors", "Sum") for name in _ALL]),
        ("Function throttles", [_function(name, "Throttles", "Sum") for name in _ALL]),
        ("Cold starts, missing glyphs", [_our_sum("ColdStarts"), _our_sum("MissingGlyphs")]),
        ("Audit heads kept", [_our_sum("AuditHeadsKept")]),
        ("Milliseconds to render", _percentiles(_our("RenderMilliseconds"))),
        ("Read units", [_table(name, "ConsumedReadCapacityUnits") for name in _TABLES]),
        ("Write units", [_table(name, "ConsumedWriteCapacityUnits") for name in _TABLES]),
        ("Database throttles", [_table(n, f"{k}ThrottleEvents") for n in _TABLES for k in _KINDS]),
    ]


_ALL = ("api", "issue", "feedback", "imports", "sweep")
_QUEUES = ("certificates", "feedback", "imports")
_TABLES = ("accounts", "audit", "claims", "conferences")
_KINDS = ("Read", "Write")


def _placed(number: int, title: str, lines: list[Line]) -> dict[str, Any]:
    across = _COLUMNS // _WIDTH
    return {
        "type": "metric",
        "x": number % across * _WIDTH,
        "y": number // across * _HEIGHT,
        "width": _WIDTH,
        "height": _HEIGHT,
        "properties": {
            "title": title,
            "region": "${AWS::Region}",
            "period": 60,
            "metrics": lines,
        },
    }


def _line(metric: Line, statistic: str) -> Line:
    return [*metric, {"stat": statistic}]


def _percentiles(metric: Line) -> list[Line]:
    return [_line(metric, statistic) for statistic in ("p50", "p95", "p99")]


def _our(name: str) -> Line:
    return [OURS, name, "service", "ceu-portal"]


def _our_sum(name: str) -> Line:
    return _line(_our(name), "Sum")


def _own(name: str) -> Line:
    return _our_sum(f"Certificates{name}")


def _gateway_metric(name: str) -> Line:
    return ["AWS/ApiGateway", name, "ApiName", f"{OURS}-portal"]


def _gateway(name: str) -> Line:
    return _line(_gateway_metric(name), "Sum")


def _turned_away() -> Line:
    return _line([OURS, "GatewayThrottled"], "Sum")


def _reputation() -> list[Line]:
    names = ("Reputation.BounceRate", "Reputation.ComplaintRate")
    return [
        ["AWS/SES", n, "ses:configuration-set", f"{OURS}-mail", {"stat": "Average"}] for n in names
    ]


def _age(queue: str) -> Line:
    return _queue(queue, "ApproximateAgeOfOldestMessage")


def _visible(queue: str) -> Line:
    return _queue(queue, "ApproximateNumberOfMessagesVisible")


def _queue(queue: str, name: str) -> Line:
    return ["AWS/SQS", name, "QueueName", f"{OURS}-{queue}", {"stat": "Maximum"}]


def _function(name: str, metric: str, statistic: str) -> Line:
    return ["AWS/Lambda", metric, "FunctionName", f"{OURS}-{name}", {"stat": statistic}]


def _table(name: str, metric: str) -> Line:
    return ["AWS/DynamoDB", metric, "TableName", f"{OURS}-{name}", {"stat": "Sum"}]
