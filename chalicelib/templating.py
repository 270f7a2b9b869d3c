"""The Jinja2 environment that pages and emails share."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib import wording
from chalicelib.domain import limits
from chalicelib.domain.attended_on import after_midnight
from chalicelib.domain.words import date_in_words
from chalicelib.zone_names import COMMON, zone_name

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

# In the repository and in the Lambda zip alike, templates/ lies beside chalicelib/.
ROOT = Path(__file__).resolve().parent.parent
_PIECE = re.compile(r"[^@.]*[@.]+|[^@.]+")


@cache
def environment() -> "Environment":
    """HTML is escaped, text is not; a name a template misspells is an error, not a blank."""
    # Loaded at the first page or email: neither /v1 nor the sweep needs it.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["long_date"] = wording.long_date
    made.filters["date_in_words"] = date_in_words
    made.filters["short_date"] = wording.short_date
    made.filters["clock"] = wording.clock
    made.filters["zone_name"] = zone_name
    made.filters["breaking"] = breaking
    made.globals["common_zones"] = COMMON
    made.globals["clock_span"] = wording.clock_span
    made.globals["time_span"] = wording.time_span
    made.globals["date_span"] = wording.date_span
    made.globals["limits"] = limits
    made.globals["rounding_words"] = wording.rounding_words
    made.globals["credit_type_words"] = wording.credit_type_words
    made.globals["built_in_totals"] = wording.built_in_totals
    made.globals["built_in_words"] = wording.built_in_words
    made.globals["session_credits"] = wording.session_credits
    made.globals["parts_words"] = wording.parts_words
    made.globals["earned"] = wording.earned
    made.globals["amounts"] = wording.amounts
    made.globals["summed"] = wording.summed
    made.globals["attendance_words"] = wording.attendance_words
    made.globals["after_midnight"] = after_midnight
    made.globals["dict"] = dict
    made.globals["count"] = wording.count
    return made


def render(template: str, **values: object) -> str:
    """A template of templates/ with its values."""
    return environment().get_template(template).render(**values)


def breaking(address: str) -> "Markup":
    """An address that goes on in the next line after @ and dots, where it is too long for one."""
    from markupsafe import Markup

    return Markup("<wbr>").join(_PIECE.findall(address))
