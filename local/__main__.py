"""`python -m local`: the whole portal in one process, until Ctrl-C or SIGTERM."""

import os
import signal
import sys
import threading

from local.options import BadOption, Options


def main() -> int:
    """Returns the exit code."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        options = Options.read(os.environ)
        # Before anything reads the settings: table names bind when the store is imported.
        os.environ.update(options.environment())
        os.environ.pop("AWS_PROFILE", None)
        from local.portal import run

        run(options, stop)
    except BadOption as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        return 2
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Everything is saved and stopped: taking moto and botocore apart would take a second more.
    os._exit(code)
