"""What a cold start, a page and a certificate cost, as ratios: the machine's speed cancels out.

    make bench-ratios

Processor time. A cold start is a fresh process that imports `app`, beside one that imports boto3, in
turn. A page of 40 sessions and a certificate of 12 sessions, consumed whole with its email, are beside
one bare `get_item` of boto3, in turn, in one process; MiniStack answers from a process of its own, whose
time does not count.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.ratio_parts import Signed, consume, generated
from bench.rush_parts import prepare
from bench.world import take_settings
from infra.rehearsal.ministack import ministack

RESULTS = Path(__file__).parent / "results" / "ratios.json"
ROOT = Path(__file__).resolve().parent.parent
COLD = 7  # consumers started afresh
GETS = 20  # bare calls beside each call of ours: their median is steadier than one
BOUNDS = {"import app": 1.9, "conference page": 7.0, "certificate": 30.0}
COLD_CONSUMER = "from bench.ratio_parts import consume_one; import sys; consume_one(*sys.argv[1:])"


def main() -> None:
    """Measure, print the table, write the results."""
    parser = argparse.ArgumentParser(prog="make bench-ratios", description=__doc__)
    parser.add_argument("--starts", type=int, default=15)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--certificates", type=int, default=60)
    given = parser.parse_args()
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, ministack(Path(folder) / "log") as endpoint:
        take_settings(endpoint)
        os.environ["POWERTOOLS_LOG_LEVEL"] = "INFO"
        measured = {"import app": _starts(given.starts)}
        prepare(given.certificates + COLD + 1)
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):  # our log lines
            measured |= _calls(given.pages, given.certificates)
            measured |= _cold_consumers(given.certificates)
    result = {
        "ratios": measured,
        "bounds": BOUNDS,
        "python": platform.python_version(),
        "processor": f"{os.cpu_count()} cores, load before {load:.1f}",
        "date": datetime.now(UTC).date().isoformat(),
        "command": f"python -m bench.ratios {' '.join(sys.argv[1:])}".strip(),
    }
    RESULTS.write_text(json.dumps(result, indent=1) + "\n")
    print(f"{'what':<22}{'ours, ms':>10}{'bare, ms':>10}{'ratio':>8}{'at most':>9}")
    for name, found in measured.items():
        bound = BOUNDS.get(name, "")
        print(
            f"{name:<22}{found['ours_ms']:>10}{found['bare_ms']:>10}{found['ratio']:>8}{bound:>9}"
        )


def _starts(count: int) -> dict[str, float]:
    _spent(["-c", "import app"])
    _spent(["-c", "import boto3"])
    pairs = [(_spent(["-c", "import app"]), _spent(["-c", "import boto3"])) for _ in range(count)]
    return _figures(pairs)


def _spent(arguments: list[str]) -> float:
    """Seconds of processor time of a fresh Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # With bytecode, as the zip has it.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, *arguments]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=kept)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _calls(pages: int, certificates: int) -> dict[str, dict[str, float]]:
    bare = _bare_get()
    portal = Signed(0)
    portal.open()
    page = [(_seconds(portal.open), _median_of(bare)) for _ in range(pages)]
    consumed = []
    for number in range(certificates):
        event = generated(number)
        consumed.append((_seconds(partial(consume, event)), _median_of(bare)))
    return {"conference page": _figures(page), "certificate": _figures(consumed[2:])}


def _cold_consumers(first: int) -> dict[str, dict[str, float]]:
    """A fresh process: imports, clients, fonts and its first certificate; beside `import boto3`."""
    pairs = []
    for number in range(first, first + COLD + 1):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(generated(number), file)
            file.flush()
            command = ["-c", COLD_CONSUMER, file.name]
            pairs.append((_spent(command), _spent(["-c", "import boto3"])))
    return {"cold consumer": _figures(pairs[1:])}  # the first may have compiled modules


def _bare_get() -> Callable[[], object]:
    """One `get_item` through boto3's client, with nothing around it."""
    import boto3

    from chalicelib.settings import settings

    client = boto3.client("dynamodb", region_name=settings().aws_region)
    key = {"pk": {"S": "ACCOUNT#a0"}, "sk": {"S": "ACCOUNT"}}
    return lambda: client.get_item(
        TableName=settings().accounts_table, Key=key, ConsistentRead=True
    )


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


def _median_of(call: Callable[[], object]) -> float:
    return statistics.median(_seconds(call) for _ in range(GETS))


def _figures(pairs: list[tuple[float, float]]) -> dict[str, float]:
    """Medians in milliseconds, and the median of the pairs' ratios."""
    return {
        "ours_ms": round(statistics.median(ours for ours, _ in pairs) * 1000, 1),
        "bare_ms": round(statistics.median(bare for _, bare in pairs) * 1000, 2),
        "ratio": round(statistics.median(ours / bare for ours, bare in pairs), 2),
    }


if __name__ == "__main__":
    main()
