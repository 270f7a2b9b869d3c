"""Who gets through the door, and what an attacker gets: through the real services, with a clock of our own.

    make bench-door                                # all of it, the store's functions in memory
    python -m bench.door --store tables --part crowd  # the whole crowd, over the embedded AWS's tables
    python -m bench.door --store tables --scale 0.02  # a bit of all

An honest crowd signs in behind one network; an attacker guesses, with 1 and with 1,000 networks; emails
are asked for, to known and unknown addresses. Password checks are replaced by a comparison: what is
measured is counted, and virtual time passes between the tries. How long the crowd waits comes from what its
calls took and what a check takes (bench/door_waits.py).
"""

import argparse
import contextlib
import json
import platform
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
RESULTS = Path(__file__).parent / "results" / "door.json"


from bench.door_at_once import all_at_once  # noqa: E402
from bench.door_memory import in_memory  # noqa: E402
from bench.door_parts import BEGIN, HOTEL, RIGHT, WRONG, Row, account, look, tried  # noqa: E402
from bench.door_waits import Try, rows_of  # noqa: E402
from chalicelib.errors import TooManyRequests  # noqa: E402
from chalicelib.logs import logger  # noqa: E402
from chalicelib.services.mail import send  # noqa: E402
from chalicelib.services.people import reset_password, sign_in, throttle  # noqa: E402
from chalicelib.settings import Settings  # noqa: E402
from infra.package import infrastructure  # noqa: E402
from stages.test import embedded_aws  # noqa: E402


def crowd(people: int) -> list[Row]:
    """First sign-ins within ten minutes behind one address, one in five mistyping once or twice."""
    chance = random.Random(7)
    tries = []
    for number in range(people):
        arrives = BEGIN + timedelta(seconds=chance.uniform(0, 600))
        mistypes = chance.choice((1, 2)) if chance.random() < 0.2 else 0
        for turn in range(mistypes + 1):
            password = RIGHT if turn == mistypes else WRONG
            tries.append((arrives + timedelta(seconds=4 * turn), f"guest{number}", password))
    addresses = {f"guest{number}": account(f"guest{number}") for number in range(people)}
    answers, made = [], []
    for at, who, word in sorted(tries):
        began = time.perf_counter()
        answers.append(tried(addresses[who], word, HOTEL, at))
        made.append(Try(at, time.perf_counter() - began))
    return [
        Row(f"crowd of {people}: signed in", answers.count("in"), people, at_least=True),
        Row("crowd: told to wait", answers.count("refused"), 0),
        *rows_of(made),
    ]


def guessing(networks: int, tries: int, at_once: bool) -> list[Row]:
    """An attacker on one account for an hour, with an account of their own to sign in to between."""
    own, label = account(f"mallory{networks}{at_once}"), "at once" if at_once else "spread"
    victim = account(f"victim{networks}{at_once}")
    looks: list[str] = []

    def one(number: int) -> None:
        network = f"10.{at_once:d}.{number % networks // 250}.{number % networks % 250}"
        at = BEGIN if at_once else BEGIN + timedelta(seconds=3600 * number / tries)
        looks.append(tried(victim, WRONG, network, at))
        if number % 3 == 0:
            tried(own, RIGHT, network, at)

    with ThreadPoolExecutor(8 if at_once else 1) as pool:
        list(pool.map(one, range(tries)))
    most = throttle.limit_of("guess-account").most
    bound = most if at_once else 4 * most
    what = f"guesses at one account, {networks} networks, {tries} tries {label}"
    return [Row(what, looks.count("looked at"), bound)]


def spraying(tries: int) -> list[Row]:
    """One network on many accounts, all at once, paying with right sign-ins of its own."""
    own = account("sprayer")
    looks: list[str] = []

    def one(number: int) -> None:
        looks.append(tried(f"nobody{number}@school.example", WRONG, "203.0.113.5", BEGIN))
        if number % 2 == 0:
            tried(own, RIGHT, "203.0.113.5", BEGIN)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(tries)))
    most = throttle.limit_of("guess-network").most
    return [Row(f"guesses from one network, {tries} at once", looks.count("looked at"), most)]


def emails(known: int, unknown: int, networks: int) -> list[Row]:
    """Access asked for over four hours: registered people behind one network, and an attacker."""
    sent: list[Any] = []
    registered = {f"reg{number}@school.example" for number in range(known)}
    rows = []

    def token_for(email: str, _normalised: str, _now: datetime) -> str | None:
        name, _, host = email.partition("@")
        return "token" if f"{name.partition('+')[0]}@{host}" in registered else None

    with (
        patch.object(reset_password, "_token_for", token_for),
        patch.object(send, "send_now", sent.append),
    ):
        for number, address in enumerate(sorted(registered)):
            at = BEGIN + timedelta(hours=4 * number / known)
            with contextlib.suppress(TooManyRequests):
                reset_password.ask(address, HOTEL, at)
        rows.append(
            Row(f"{known} registered, one network, 4 h: emailed", len(sent), known, at_least=True)
        )
        sent.clear()
        for number in range(unknown):
            network = f"10.9.{number % networks // 250}.{number % networks % 250}"
            at = BEGIN + timedelta(hours=number / unknown)
            with contextlib.suppress(TooManyRequests):
                reset_password.ask(f"x{networks}-{number}@else.example", network, at)
        kind = "mail-unknown" if networks > 10 else "mail-unknown-network"
        what = f"emails to unknown addresses in an hour, {networks} networks, {unknown} asked"
        rows.append(Row(what, len(sent), throttle.limit_of(kind).most))
        sent.clear()
        for number in range(50):
            with contextlib.suppress(TooManyRequests):
                reset_password.ask(f"reg0+{number}@school.example", f"10.8.0.{number}", BEGIN)
        rows.append(
            Row(
                "emails to one mailbox in an hour, 50 plus-tags",
                len(sent),
                throttle.limit_of("mail-mailbox").most,
            )
        )
    return rows


def simulate(
    scale: float, world_of: Callable[[], AbstractContextManager[None]], part: str = "all"
) -> list[Row]:
    """Every row; `scale` shrinks crowd and attacker alike; each `world_of` begins empty."""

    def some(number: int) -> int:
        return max(20, round(number * scale))

    with patch.object(sign_in, "matches", look), patch.object(sign_in, "outdated", lambda _: False):
        with world_of():
            rows = crowd(some(2_000))
            if part == "crowd":
                return rows
            for networks, tries in ((1, some(600)), (1_000, some(3_000))):
                for at_once in (True, False):
                    rows += guessing(networks, tries, at_once)
            rows += spraying(some(3_000))
            rows += emails(some(10_000), some(2_000), 1)
        with world_of():
            rows += emails(20, some(3_000), 1_000)
        with world_of():
            rows += all_at_once(some(2_000), some(3_000), some(2_000))
    return rows + held_functions()


def held_functions() -> list[Row]:
    """How many executions refusals can hold at once: what the gateway lets through, for so long.

    Of the public POSTs, these four make an answer even by waiting.
    """
    parameters = infrastructure("production")["Parameters"]
    rate = parameters["PublicPostRate"]["Default"]
    seconds = Settings.model_fields["even_answer_seconds"].default
    what = f"functions held by even answers, four routes flooded at {rate} a second each"
    return [Row(what, 4 * rate * seconds, parameters["ApiConcurrency"]["Default"])]


def main() -> int:
    """Print, write, and fail where a bound is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--store", choices=("memory", "tables"), default="memory")
    parser.add_argument("--part", choices=("all", "crowd"), default="all")
    chosen = parser.parse_args()
    logger.setLevel("CRITICAL")
    began = time.monotonic()
    world_of = in_memory if chosen.store == "memory" else embedded_aws
    rows = simulate(chosen.scale, world_of, chosen.part)
    print(f"{'what':<72}{'seen':>8}{'bound':>10}")
    for row in rows:
        sign = "≥" if row.at_least else "≤"
        mark = "" if row.holds else "   BROKEN"
        print(f"{row.what:<72}{row.seen:>8,.5g}{sign:>4}{row.bound:>6,.0f}{mark}")
    results = RESULTS if chosen.part == "all" else RESULTS.with_name(f"door-{chosen.part}.json")
    results.parent.mkdir(exist_ok=True)
    found = {
        "date": datetime.now(UTC).date().isoformat(),
        "seconds": round(time.monotonic() - began),
    }
    found |= {"scale": chosen.scale, "store": chosen.store, "python": platform.python_version()}
    found["rows"] = [vars(row) | {"holds": row.holds} for row in rows]
    results.write_text(json.dumps(found, indent=2) + "\n")
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
