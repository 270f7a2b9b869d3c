"""`python -m local`: the whole portal in one process, until Ctrl-C or SIGTERM."""

import os
import signal
import sys

from local.options import BadOption, Options

END = (signal.SIGINT, signal.SIGTERM)


def main() -> int:
    """Returns the exit code."""
    # Held back for every thread, and waited for: a handler that sets an event runs in the thread
    # that waits for it, and hangs when it comes while that thread holds the event's own lock.
    signal.pthread_sigmask(signal.SIG_BLOCK, END)
    try:
        options = Options.read(os.environ)
        # Before anything reads the settings: table names bind when the store is imported.
        os.environ.update(options.environment())
        os.environ.pop("AWS_PROFILE", None)
        from local.portal import run

        run(options, lambda: signal.sigwait(END))
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
