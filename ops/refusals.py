"""Refusals of what an operator typed, and of files that are no imports."""

from chalicelib.importing.problems import Finding, Refused


def refused(source: str, sentence: str, place: str = "") -> Refused:
    """A refusal of an option, a setting or a file, with one reason."""
    return Refused(source, [Finding(place, "refused", sentence)], verb="use")
