"""How far an import has come, reported as it goes; the listener can stop it."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

AT_ONCE = 8  # calls under way; more would only wait for each other

Item = TypeVar("Item")
Result = TypeVar("Result")


class Progress(Protocol):
    """Called after each part: `step` names the work, `done` of `total` parts are done.

    It returns whether to go on. What was written until then stays, and the same import goes on
    from there: what is stored already is skipped.
    """

    def __call__(self, step: str, done: int, total: int) -> bool:
        """Whether to go on."""


class Stopped(Exception):
    """The listener asked to stop; `done` of `total` parts were done."""

    def __init__(self, step: str, done: int, total: int) -> None:
        super().__init__(f"{step}: stopped after {done} of {total}")
        self.step, self.done, self.total = step, done, total


def silent(step: str, done: int, total: int) -> bool:
    """Tells nobody, and goes on."""
    return True


def parts(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """The items in parts of at most `size`."""
    return [items[start : start + size] for start in range(0, len(items), size)]


def in_parallel(
    work: Sequence[Item], does: Callable[[Item], Result], step: str, progress: Progress
) -> Iterator[Result]:
    """`does` over the work, several at a time, telling how far it is; results in its order.

    Raises Stopped; what was begun until then is finished first.
    """
    with ThreadPoolExecutor(AT_ONCE) as threads:
        running: list[Future[Result]] = []
        for done, item in enumerate(work):
            if not progress(step, done, len(work)):
                raise Stopped(step, done, len(work))
            running.append(threads.submit(does, item))
            if len(running) == AT_ONCE:
                yield running.pop(0).result()
        for future in running:
            yield future.result()
    progress(step, len(work), len(work))
