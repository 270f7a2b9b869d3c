"""Which element of a form a problem belongs to, where rows of fields carry the same names."""

import re

from chalicelib.errors import Invalid, PortalError

_IN_ROW = re.compile(r"\w+\[(\d+)\]\.(\w+)")


def at_fields(refused: PortalError | None) -> dict[str, str]:
    """Message by element id, in order; "" for what belongs to no field.

    `licenses[1].number` is the element `number2`: rows are counted from 1 in pages.
    """
    if refused is None:
        return {}
    if not isinstance(refused, Invalid) or not refused.problems:
        return {"": refused.detail}
    found: dict[str, str] = {}
    for problem in refused.problems:
        row = _IN_ROW.fullmatch(problem.field)
        found.setdefault(f"{row[2]}{int(row[1]) + 1}" if row else problem.field, problem.message)
    return found
