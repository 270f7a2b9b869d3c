"""The form that says how a file is to be read, and what the importers take of it."""

from chalicelib.domain.conference import Format
from chalicelib.domain.imports import Answers, Import
from chalicelib.domain.limits import LABEL_LENGTH
from chalicelib.web.console.import_words import MEANINGS
from chalicelib.web.forms import Form

_WORD = "word"
_MOST_RULES = 50


def from_form(form: Form, held: Import) -> Answers:
    """What the form says; anything a page of ours does not offer is skipped."""
    # What the importers know is loaded when a file is at hand, not with every page's function.
    from chalicelib.services.imports.files import MATCHES

    return Answers(
        columns=_columns(form, held),
        values=_values(form, held),
        date_order=_one_of(form, "date_order", ("mdy", "dmy")),
        sheet=form.one("sheet")[:LABEL_LENGTH],
        format=_one_of(form, "format", tuple(Format)) or Format.IN_PERSON,
        eligible=_rules(form),
        no_breaks="no_breaks" in form,
        keep_cancelled="keep_cancelled" in form,
        match=_one_of(form, "match", MATCHES),
        skip_bad_rows="skip_bad_rows" in form,
        prune="prune" in form,
        take_file="take_file" in form,
    )


def _columns(form: Form, held: Import) -> dict[str, str]:
    """Only what was chosen: where we find a column by ourselves, the next file may call it otherwise."""
    from chalicelib.services.imports.files import COLUMNS

    said = {name: form.one(f"column.{name}")[:LABEL_LENGTH] for name in COLUMNS[held.what].names}
    return {name: heading for name, heading in said.items() if heading}


def _values(form: Form, held: Import) -> dict[str, dict[str, str]]:
    """Each word stands in a field, and its meaning in the field of the same number."""
    values = {column: dict(words) for column, words in held.answers.values.items()}
    for column, meanings in MEANINGS.items():
        known = {word for word, _ in meanings}
        words = form.all(f"{_WORD}.{column}")
        for word, meaning in zip(words, form.all(f"meaning.{column}"), strict=False):
            if meaning in known:
                values.setdefault(column, {})[word[:LABEL_LENGTH]] = meaning
    return values


def _rules(form: Form) -> tuple[str, ...]:
    if form.one("credit") == "all":
        return ("all",)
    if form.one("credit") != "some":
        return ()
    asked = [rule[: LABEL_LENGTH + 10] for rule in form.all("rule")]
    return tuple(rule for rule in asked if rule.startswith(("track:", "type:")))[:_MOST_RULES]


def _one_of(form: Form, name: str, words: tuple[str, ...]) -> str:
    found = form.one(name)
    return found if found in words else ""
