"""`settings.toml`: what an organizer decides about a conference. Keys left out change nothing."""

import tomllib
from pathlib import Path

from chalicelib.importing.problems import Findings
from chalicelib.importing.settings.check import checked
from chalicelib.importing.settings.model import ConferenceSettings
from chalicelib.importing.source import MEGABYTE
from ops import files
from ops.refusals import refused


def parse(path: Path, findings: Findings) -> ConferenceSettings:
    """Raises Refused naming every setting that cannot be used."""
    data = files.read(path, MEGABYTE)
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        line = f"line {data.count(10, 0, problem.start) + 1}"
        raise refused(
            findings.source, "This isn't UTF-8 text. Save the file as UTF-8.", line
        ) from None
    except tomllib.TOMLDecodeError as problem:
        raise refused(findings.source, f"This isn't TOML: {problem}.") from None
    except RecursionError:
        raise refused(findings.source, "This is nested too deeply.") from None
    return checked(values, findings)
