"""The crowd, two attackers and everybody's emails in one moment, on eight threads."""

import contextlib
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest.mock import patch

from bench.door_parts import BEGIN, HOTEL, RIGHT, WRONG, Row, account, tried
from chalicelib.errors import TooManyRequests
from chalicelib.services.mail import send
from chalicelib.services.people import reset_password, throttle

_SPRAYER = "203.0.113.9"


def all_at_once(people: int, tries: int, asking: int) -> list[Row]:
    """Everything in one window, in a random order; each guest types, mistypes and types again."""
    seen: Counter[str] = Counter()
    sent: list[Any] = []
    victim, own = account("victim-of-all"), account("mallory-of-all")
    guests = [account(f"together{number}") for number in range(people)]

    def guest(number: int) -> None:
        for _ in range(1 + number % 2 if number % 5 == 0 else 0):
            tried(guests[number], WRONG, HOTEL, BEGIN)
        seen[f"guest {tried(guests[number], RIGHT, HOTEL, BEGIN)}"] += 1

    def guess(number: int) -> None:
        network = f"10.4.{number % 1_000 // 250}.{number % 250}"
        seen[f"guess {tried(victim, WRONG, network, BEGIN)}"] += 1
        tried(own, RIGHT, network, BEGIN)

    def spray(number: int) -> None:
        seen[f"spray {tried(f'none{number}@school.example', WRONG, _SPRAYER, BEGIN)}"] += 1
        tried(own, RIGHT, _SPRAYER, BEGIN)

    def ask(number: int) -> None:
        known = number % 2 == 0
        address = f"{'reg' if known else 'x'}{number}@school.example"
        with contextlib.suppress(TooManyRequests):
            reset_password.ask(address, HOTEL if known else f"10.5.0.{number % 250}", BEGIN)

    tasks: list[Callable[[], None]] = []
    for count, does in ((people, guest), (tries, guess), (tries, spray), (asking, ask)):
        tasks += [lambda does=does, number=number: does(number) for number in range(count)]  # type: ignore[misc]
    random.Random(11).shuffle(tasks)
    with (
        patch.object(reset_password, "_token_for", _token_for),
        patch.object(send, "send_now", sent.append),
        ThreadPoolExecutor(8) as threads,
    ):
        list(threads.map(lambda task: task(), tasks))
    known = sum(mail.to.startswith("reg") for mail in sent)
    most = throttle.limit_of
    return [
        Row(f"all at once: crowd of {people}, in", seen["guest in"], people, at_least=True),
        Row(
            f"all at once: guesses at one account, 1000 networks, {tries} tries",
            seen["guess looked at"],
            most("guess-account").most,
        ),
        Row(
            f"all at once: guesses from one network, {tries} tries",
            seen["spray looked at"],
            most("guess-network").most,
        ),
        Row("all at once: registered, emailed", known, (asking + 1) // 2, at_least=True),
        Row(
            "all at once: emails to unknown addresses", len(sent) - known, most("mail-unknown").most
        ),
    ]


def _token_for(email: str, _normalised: str, _now: Any) -> str | None:
    return "token" if email.startswith("reg") else None
