"""How long something has waited, in an operator's words."""

from datetime import timedelta

# Up to this age, in an operator's words; what is older comes under OLDER.
AGES = {
    "up to 15 minutes": timedelta(minutes=15),
    "up to 1 hour": timedelta(hours=1),
    "up to 1 day": timedelta(days=1),
}
OLDER = "more than 1 day"


def age_in_words(age: timedelta) -> str:
    """The first of AGES that `age` is not over, or OLDER."""
    return next((words for words, limit in AGES.items() if age <= limit), OLDER)
