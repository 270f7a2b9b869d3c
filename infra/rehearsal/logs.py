"""What the functions complained of in their logs, in few words."""

import json

import boto3

FUNCTIONS = ("api", "issue", "feedback", "imports", "sweep")
# What the platform itself writes around every call.
_PLATFORM = ("START ", "END ", "REPORT ", "INIT_START ")


def complaints(stage: str) -> list[str]:
    """Every warning and error of every function, and every line that is not a log record."""
    logs = boto3.client("logs")
    found = []
    for function in FUNCTIONS:
        pages = logs.get_paginator("filter_log_events").paginate(
            logGroupName=f"/aws/lambda/ceu-{stage}-{function}"
        )
        lines = [event["message"] for page in pages for event in page["events"]]
        found += [f"{function}: {said}" for said in map(_complaint, lines) if said]
    return found


def _complaint(line: str) -> str:
    line = line.strip()
    if not line.startswith("{"):
        return "" if line.startswith(_PLATFORM) else line
    record = json.loads(line)
    if record.get("level", "INFO") in ("DEBUG", "INFO"):
        return ""
    said = [record["level"], record["message"], record.get("error"), record.get("code")]
    said += (record.get("where") or record.get("exception", "").splitlines())[-1:]
    return " ".join(word for word in said if word)
