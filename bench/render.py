"""How long a certificate takes, beside reportlab by hand and other engines: `make bench-render`.

All run in one process, in turn, each with a snapshot nobody has seen, so that a machine that gets
slower or faster meanwhile does so for all of them. Times are of the processor, in milliseconds, the
median of the rounds; the wall clock of a shared machine says more about its other work. Needs
bench/requirements.txt; an engine that is not installed is left out.
"""

import gc
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.engines import by_hand
from chalicelib.documents.certificate import render
from chalicelib.domain.certificate import Snapshot
from samples import snapshots

RESULT = Path(__file__).parent / "results" / "render.json"
PACKAGES = (
    "uharfbuzz", "reportlab", "rl_accel", "xhtml2pdf", "weasyprint", "fpdf2", "typst", "segno",
)  # fmt: skip
# Sessions → rounds, and the rounds of the engines that take minutes.
ROUNDS = {1: (15, 3), 12: (15, 3), 60: (9, 1), 500: (7, 1), 2000: (5, 0)}
PATIENT = {"portal", "reportlab", "typst"}

Engine = Callable[[Snapshot], object]


def engines() -> dict[str, Engine]:
    found: dict[str, Engine] = {"portal": render, "reportlab": by_hand.render}
    from bench.engines import html

    found["xhtml2pdf"] = html.xhtml2pdf
    try:
        import weasyprint  # noqa: F401

        found["weasyprint"] = html.weasyprint
    except (ImportError, OSError):
        print("weasyprint or Pango is not installed: left out")
    try:
        from bench.engines import fpdf2, typst_page

        found |= {"fpdf2": fpdf2.render, "typst": typst_page.render}
    except ImportError:
        print("fpdf2 or typst is not installed: left out")
    return found


def measure() -> dict[str, dict[str, float]]:
    contenders = engines()
    for engine in contenders.values():  # fonts are read, templates compiled
        engine(snapshots.snapshot(60))
    table: dict[str, dict[str, float]] = {}
    for count, (rounds, few) in ROUNDS.items():
        times: dict[str, list[float]] = {name: [] for name in contenders}
        for number in range(rounds):
            for name, engine in contenders.items():
                if name in PATIENT or number < few:
                    times[name].append(_once(engine, count, f"{name} {number} "))
        table[str(count)] = {
            name: round(statistics.median(taken), 1) for name, taken in times.items() if taken
        }
        print(_line(count, table[str(count)]), flush=True)
    return table


def _once(engine: Engine, count: int, salt: str) -> float:
    listed = snapshots.some_sessions(count, salt)
    fresh = snapshots.snapshot(listed, name=f"Alice {salt}Ångström")
    gc.collect()
    started = time.process_time()
    engine(fresh)
    return (time.process_time() - started) * 1000


def _line(count: int, times: dict[str, float]) -> str:
    cells = [f"{name} {ms:8.1f} ({ms / times['reportlab']:5.2f})" for name, ms in times.items()]
    return f"N = {count:5}  " + "  ".join(cells)


def _in_fresh_process(code: str) -> float:
    """The least of five answers that `code` prints: the rest is what else the machine did."""
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(5)
    ]
    return min(float(run.stdout.split()[-1]) for run in runs)


def import_ms(module: str) -> float:
    code = f"import time; t = time.process_time(); import {module}; print((time.process_time() - t) * 1e3)"
    return round(_in_fresh_process(code), 1)


def first_ms() -> float:
    """Of a fresh process that imports the renderer and renders one certificate of 12 sessions."""
    code = (
        "from samples import snapshots; made = snapshots.snapshot(12);"
        "import time; t = time.process_time();"
        "from chalicelib.documents.certificate import render; render(made);"
        "print((time.process_time() - t) * 1e3)"
    )
    return round(_in_fresh_process(code), 1)


def peak_mb(count: int) -> float:
    """Of a process that renders one certificate of so many sessions."""
    code = (
        "import re; from samples import snapshots;"
        "from chalicelib.documents.certificate import render;"
        f"render(snapshots.snapshot({count}));"
        # Not getrusage, whose maximum a process takes over from the one that started it.
        "kb = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1];"
        "print(int(kb) / 1024)"
    )
    return round(_in_fresh_process(code), 1)


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def main() -> None:
    table = measure()
    imports = {
        name: import_ms(name) for name in ("reportlab.platypus", "chalicelib.documents.certificate")
    }
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "versions": _versions(),
        "clock": "processor time, median",
        "ms": table,
        "ratio_to_reportlab": {
            count: {name: round(ms / times["reportlab"], 2) for name, ms in times.items()}
            for count, times in table.items()
        },
        "ratio_to_typst": {
            count: round(times["portal"] / times["typst"], 2)
            for count, times in table.items()
            if "typst" in times
        },
        "bytes": {
            str(count): len(render(snapshots.snapshot(count)).pdf) for count in (1, 12, 60, 300)
        },
        "portal_2000_to_500": round(table["2000"]["portal"] / table["500"]["portal"], 2),
        "import_ms": imports,
        "import_ratio": round(
            imports["chalicelib.documents.certificate"] / imports["reportlab.platypus"], 2
        ),
        "import_and_first_ms": first_ms(),
        "peak_mb": {str(count): peak_mb(count) for count in (1, 500)},
    }
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps({k: v for k, v in result.items() if k not in ("ms", "versions")}, indent=1))


if __name__ == "__main__":
    main()
