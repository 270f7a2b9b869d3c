"""What CloudWatch counts: one line in its embedded metric format each, in the stage's namespace.

A number and no more: a metric names no person and no certificate. Alarms and dashboard are in infra/.
"""

import os
from enum import StrEnum

from aws_lambda_powertools.metrics import MetricResolution, MetricUnit, single_metric

SERVICE = "ceu-portal"
WITHIN_SECONDS = 60  # the objective: 99 % of certificates are sent this soon after Generate


class Metric(StrEnum):
    """Every metric there is."""

    REQUESTED = "CertificatesRequested"
    MADE = "CertificatesMade"
    SENT = "CertificatesSent"
    FAILED = "CertificatesFailed"
    SECONDS_TO_SENT = "SecondsToSent"
    SENT_IN_TIME = "SentInTime"  # 1 or 0 for each certificate that was sent or failed
    RENDER = "RenderMilliseconds"
    MISSING_GLYPHS = "MissingGlyphs"
    BOUNCES = "Bounces"
    COMPLAINTS = "Complaints"
    DEFERRED = "EmailsDeferred"
    THROTTLED = "EmailsThrottled"
    PAUSED = "EmailsPaused"
    REFUSED_SIGN_INS = "SignInsRefused"
    COLD_STARTS = "ColdStarts"
    AUDIT_HEADS = "AuditHeadsKept"  # once a day


_UNITS = {
    Metric.SECONDS_TO_SENT: MetricUnit.Seconds,
    Metric.RENDER: MetricUnit.Milliseconds,
    Metric.SENT_IN_TIME: MetricUnit.NoUnit,
}
_started = False


def record(metric: Metric, value: float = 1) -> None:
    """Add a value to a metric; its unit is the metric's own, a count where nothing is said."""
    if os.environ.get("POWERTOOLS_METRICS_DISABLED", "false").lower() in ("1", "true"):
        return
    unit = _UNITS.get(metric, MetricUnit.Count)
    namespace = f"ceu-{os.environ.get('STAGE', 'unknown')}"
    dimensions = {"service": SERVICE}
    with single_metric(metric.value, unit, value, MetricResolution.Standard, namespace, dimensions):
        pass


def sent(seconds: float) -> None:
    """A certificate was sent to everyone, so long after its round was opened."""
    record(Metric.SENT)
    record(Metric.SECONDS_TO_SENT, max(seconds, 0))
    record(Metric.SENT_IN_TIME, float(seconds <= WITHIN_SECONDS))


def failed() -> None:
    """A certificate failed for good: it will not have been sent in time, either."""
    record(Metric.FAILED)
    record(Metric.SENT_IN_TIME, 0)


def started() -> None:
    """The process handles something; its first time is a cold start."""
    global _started
    if not _started:
        _started = True
        record(Metric.COLD_STARTS)
