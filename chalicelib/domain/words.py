"""Dates in the words of a sentence."""

from datetime import date


def date_in_words(day: date) -> str:
    """`November 20, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"
