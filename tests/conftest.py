"""Settings for every test; nothing here reaches beyond the machine."""

import os

import pytest

os.environ.update(
    {
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "STAGE": "test",
        "PORTAL_URL": "https://ceu.example.org",
        "CERTIFICATES_QUEUE_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/ceu-test-certificates",
        "CERTIFICATES_DLQ_URL": "https://sqs.us-east-1.amazonaws.com/123456789012/ceu-test-certificates-dead",
        "DOCUMENTS_BUCKET": "ceu-test-documents",
        "MAIL_FROM": "ceu@conference.example.org",
        "MAIL_CONFIGURATION_SET": "ceu-test-mail",
        "LEGACY_CEU_URL": "https://old-ceu.example.org",
        "ORGANIZER_CONTACT": "help@conference.example.org",
        "POWERTOOLS_TRACE_DISABLED": "1",
        "EVEN_ANSWER_SECONDS": "0",  # bench/sign_in.py measures it; tests need not wait
    }
)
for unwanted in ("AWS_ENDPOINT_URL", "AWS_PROFILE"):
    os.environ.pop(unwanted, None)

# Before any client exists, or the calls of those that do would not be seen.
from tests.support import calls, faults, iam  # noqa: E402

calls.listen()
faults.listen()
iam.listen()
pytest_plugins = ["tests.support.iam_plugin"]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):  # type: ignore[no-untyped-def]
    """Under CEU_NO_SKIPS nothing passes by being skipped."""
    report = (yield).get_result()
    if report.skipped and os.environ.get("CEU_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
