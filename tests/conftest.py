"""Settings for every test; nothing here reaches beyond the machine."""

import gc
import os

import pytest
from hypothesis import settings as hypothesis_settings

from stages.test import take_settings

take_settings()
# No test fails for its time: machines differ, and are busy.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

# Before any client exists, or the calls of those that do would not be seen.
from stages import read_units  # noqa: E402
from tests.support import calls, faults, hashes, iam  # noqa: E402

calls.listen()
read_units.listen()
faults.listen()
iam.listen()
hashes.cheapen()
pytest_plugins = ["tests.support.iam_plugin", "tests.support.present", "tests.support.order"]


def pytest_collection_finish() -> None:
    """All that was imported stays: looking through it again and again for garbage is a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):  # type: ignore[no-untyped-def]
    """Under CEU_NO_SKIPS nothing passes by being skipped."""
    report = (yield).get_result()
    if report.skipped and os.environ.get("CEU_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
