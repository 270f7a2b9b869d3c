"""`python -m bench.imports_apply`: how fast accounts are written over MiniStack, and one after another.

Version 0.1.0 wrote one account's transaction after the other: 2,000 took 40 s on MiniStack. Both ways run
in turn here, so that the ratio holds on a busy machine too. Adds its figures to results/imports.json.
"""

import json
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.imports import RESULTS
from bench.world import take_settings
from infra.rehearsal.ministack import ministack

AT_ONCE, ONE_BY_ONE, ROUNDS = 400, 50, 2


def main() -> None:
    """Write people both ways, print and keep the rates in accounts a second."""
    with tempfile.TemporaryDirectory() as folder, ministack(Path(folder) / "log") as endpoint:
        take_settings(endpoint)
        from chalicelib.store.accounts_table import AccountsTable

        AccountsTable.create_table(wait=True)
        together = alone = 0.0
        for number in range(ROUNDS):
            alone += _seconds(f"alone{number}", ONE_BY_ONE, one_by_one=True)
            together += _seconds(f"together{number}", AT_ONCE, one_by_one=False)
    rates = {
        "one transaction after another": round(ROUNDS * ONE_BY_ONE / alone, 1),
        "accounts": round(ROUNDS * AT_ONCE / together, 1),
    }
    times = round(rates["accounts"] / rates["one transaction after another"], 1)
    found = {
        "accounts a second": rates,
        "times": times,
        "load": round(os.getloadavg()[0], 1),
        "date": datetime.now(UTC).date().isoformat(),
    }
    print(json.dumps(found, indent=1))
    RESULTS.write_text(
        json.dumps(json.loads(RESULTS.read_text()) | {"applied": found}, indent=2) + "\n"
    )


def _seconds(name: str, people: int, *, one_by_one: bool) -> float:
    from chalicelib.importing.people import accounts_plan
    from chalicelib.importing.progress import parts
    from chalicelib.importing.source import Source

    rows = (f"{name}{n},Pat Doe {n},{name}{n}@school.example,yes," for n in range(people))
    text = "\n".join(["account,name,email,primary,password_hash", *rows])
    plan = accounts_plan.plan(accounts_plan.Request(Source(f"{name}.csv", text.encode())))
    now, began = datetime.now(UTC), time.perf_counter()
    if one_by_one:
        for change in parts(plan.changes, 1):
            refused = accounts_plan.apply(
                accounts_plan.Plan((), tuple(change), [], plan.tally), now
            )
            assert not refused
    else:
        refused = accounts_plan.apply(plan, now)
        assert not refused
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
