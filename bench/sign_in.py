"""What a refusal tells by its time: known and unknown addresses, per kind of password hash.

    make bench-sign-in                       # 200 tries a kind, some 25 minutes, nearly all of it waiting
    python -m bench.sign_in --tries 20

Each try comes from a network of its own and meets an account of its own, so that no throttle answers
in the password's place; the kinds take turns, so that a slow minute hits all of them. `work` is what
was done before the wait that evens answers out (EVEN_ANSWER_SECONDS), `answer` what a caller sees.
"""

import argparse
import json
import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results" / "sign-in.json"
MOST_PERCENT = 5.0
WRONG = "this is not the password"

even_seconds = os.environ.get("EVEN_ANSWER_SECONDS", "0.6")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from stages.test import embedded_aws, take_settings  # noqa: E402

take_settings(EVEN_ANSWER_SECONDS=even_seconds)

import bcrypt  # noqa: E402
from argon2 import PasswordHasher  # noqa: E402

from chalicelib.errors import Unauthorized  # noqa: E402
from chalicelib.logs import logger  # noqa: E402
from chalicelib.services.people import even_answers, reset_password, throttle  # noqa: E402
from chalicelib.services.people.password_hashes import hash_password  # noqa: E402
from chalicelib.services.people.sign_in import sign_in  # noqa: E402
from chalicelib.store.people import imported_accounts, limits  # noqa: E402
from samples import world  # noqa: E402

Samples = dict[str, dict[str, list[float]]]


def _hashes() -> dict[str, str | None]:
    """The kinds of hashes an account can have."""
    secret = "the password of everybody here"
    return {
        "argon2id as set here": hash_password(secret),
        "argon2id, 64 MiB, 3 passes": PasswordHasher(3, 65536, 4).hash(secret),
        "bcrypt, cost 10": bcrypt.hashpw(secret.encode(), bcrypt.gensalt(10)).decode(),
        "bcrypt, cost 12": bcrypt.hashpw(secret.encode(), bcrypt.gensalt(12)).decode(),
        "no password": None,
    }


def _people(tries: int) -> dict[str, Callable[[int], str]]:
    """For each kind, the address of its account number n; the unknown ones have none."""
    now = datetime.now(UTC)
    kinds: dict[str, Callable[[int], str]] = {"unknown": lambda n: f"unknown{n}@school.example"}
    for place, (kind, hashed) in enumerate(_hashes().items()):
        for number in range(tries):
            address = f"known{place}-{number}@school.example"
            imported_accounts.save(f"k{place}-{number}", "Known", [(address, True)], hashed, now)
        kinds[kind] = lambda n, place=place: f"known{place}-{n}@school.example"  # type: ignore[misc]
    return kinds


def _network(number: int) -> str:
    return f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"


def _measure(
    kinds: dict[str, Callable[[int], str]], tries: int, one: Callable[[str, str], None]
) -> Samples:
    """Time `one(address, network)` for every kind and number, the kinds in a new order each time."""
    work: list[float] = []
    wait = even_answers.until_even

    def noted(started: float) -> None:
        work.append(time.monotonic() - started)
        wait(started)

    even_answers.until_even = noted
    samples: Samples = {kind: {"work": [], "answer": []} for kind in kinds}
    turn = 0
    for number in range(-2, tries):  # two rounds to warm up
        for kind in random.sample(list(kinds), len(kinds)):
            turn += 1
            address = kinds[kind](max(number, 0))
            _forget(address)
            started = time.monotonic()
            one(address, _network(turn))
            took = time.monotonic() - started
            if number >= 0:
                samples[kind]["work"].append(work[-1] * 1000)
                samples[kind]["answer"].append(took * 1000)
    even_answers.until_even = wait
    return samples


def _forget(address: str) -> None:
    """As if nobody had asked for email to that address."""
    counter = throttle.counter_of("mail-mailbox", address, datetime.now(UTC))
    if counted := limits.counted(counter):
        limits.subtract(counter, counted)


def _refused(address: str, network: str) -> None:
    try:
        sign_in(address, WRONG, network, datetime.now(UTC))
    except Unauthorized:
        return
    raise RuntimeError("a wrong password signed in")


def _asked(address: str, network: str) -> None:
    reset_password.ask(address, network, datetime.now(UTC))


def _table(title: str, samples: Samples) -> dict[str, Any]:
    """Print medians and how far each kind is from an unknown address; returns them."""
    print(f"\n{title}\n{'kind':<28}{'work ms':>10}{'answer ms':>11}{'differs':>10}")
    unknown = statistics.median(samples["unknown"]["answer"])
    found = {}
    for kind, measured in samples.items():
        medians = {name: round(statistics.median(values), 1) for name, values in measured.items()}
        percent = round(abs(medians["answer"] - unknown) / unknown * 100, 2)
        found[kind] = {**medians, "differs_percent": percent}
        print(f"{kind:<28}{medians['work']:>10}{medians['answer']:>11}{percent:>9}%")
    return found


def main() -> int:
    """Measure, print, write; fails when a kind differs too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=200)
    tries = parser.parse_args().tries
    logger.setLevel("CRITICAL")
    with embedded_aws():
        kinds = _people(tries)
        signing_in = _table(
            f"POST /v1/sign-in refused, {tries} tries a kind", _measure(kinds, tries, _refused)
        )
        world.hold()
        for number in range(tries):
            world.register(f"registered{number}@school.example")
        asking_kinds = {
            "unknown": kinds["unknown"],
            "registered": lambda n: f"registered{n}@school.example",
            "account": kinds["argon2id as set here"],
        }
        few = max(tries // 4, 1)
        asking = _table(f"POST /v1/access, {few} tries a kind", _measure(asking_kinds, few, _asked))
    worst = max(kind["differs_percent"] for kind in (*signing_in.values(), *asking.values()))
    print(f"\nThe largest difference is {worst} % (at most {MOST_PERCENT} %).")
    RESULTS.parent.mkdir(exist_ok=True)
    packages = ("argon2-cffi", "bcrypt", "pwdlib", "moto", "pynamodb")
    result = {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in packages},
        "tries": tries,
        "even_answer_seconds": float(even_seconds),
        "sign_in": signing_in,
        "access": asking,
        "largest_difference_percent": worst,
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    return 0 if worst < MOST_PERCENT else 1


if __name__ == "__main__":
    sys.exit(main())
