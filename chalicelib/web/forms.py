"""What a posted form holds."""

from urllib.parse import parse_qs

from chalice.app import Request

from chalicelib.domain.limits import MAX_BODY_BYTES, MAX_FIELDS
from chalicelib.domain.problem import Code
from chalicelib.errors import BadRequest, TooLarge
from chalicelib.http.request import header
from chalicelib.web.form_parts import WITH_FILES, UploadedFile, read_parts

FORM = "application/x-www-form-urlencoded"


class Form:
    """The fields of a form, as typed; read with `one` and `all`. `files` are those chosen, by field."""

    def __init__(
        self, fields: dict[str, list[str]], files: "dict[str, UploadedFile] | None" = None
    ) -> None:
        self._fields = fields
        self.files = files or {}

    def one(self, name: str) -> str:
        """The field's last value, or "" where it is missing."""
        return self._fields.get(name, [""])[-1]

    def all(self, name: str) -> list[str]:
        """Every value of a repeated field, in the order sent."""
        return self._fields.get(name, [])

    def pairs(self) -> list[tuple[str, str]]:
        """Every field with each of its values."""
        return [(name, value) for name, values in self._fields.items() for value in values]

    def __contains__(self, name: str) -> bool:
        return name in self._fields


def whole_number(typed: str, otherwise: int) -> int:
    """A version or a revision as a page wrote it; `otherwise` where it isn't a number."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else otherwise


def read_form(request: Request) -> Form:
    """The request's form; raises TooLarge, BadRequest."""
    raw = request.raw_body
    if header(request, "content-type").startswith(WITH_FILES):
        sent = raw.encode() if isinstance(raw, str) else raw
        return Form(*read_parts(header(request, "content-type"), sent))
    if len(raw) > MAX_BODY_BYTES:
        raise TooLarge("This form is too large.", code=Code.TOO_LARGE)
    text = raw if isinstance(raw, str) else raw.decode("ascii", "replace")
    try:
        fields = parse_qs(text, keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError:
        raise BadRequest("We couldn't read the form.", code=Code.NOT_A_FORM) from None
    return Form(fields)
