"""A PDF 1.7 file as bytes: objects in compressed object streams, found by a cross-reference stream.

Everything that isn't a stream itself goes into object streams, so that the thousands of small objects
of a structure tree take a tenth of their room. Same objects, same bytes.
"""

import zlib
from collections.abc import Sequence

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_PACKED = 400  # objects in one object stream: a reader unpacks all of it to read one


def text_string(text: str) -> bytes:
    """A text string object: ASCII in parentheses, anything else as UTF-16 in hex."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})".encode()
    return b"<feff%s>" % text.encode("utf-16-be", "replace").hex().encode()


def number(value: float) -> str:
    """At most three decimals, without trailing zeros: as short as a page's accuracy allows."""
    shown = f"{value:.3f}".rstrip("0").rstrip(".")
    return shown if shown not in {"", "-0"} else "0"


class PdfFile:
    """Collects objects and writes them. Object numbers are given in the order they are asked for."""

    def __init__(self) -> None:
        self._count = 0
        self._plain: list[tuple[int, bytes]] = []
        self._streams: list[tuple[int, bytes]] = []

    def reserve(self) -> int:
        """The number of an object that is still to come."""
        self._count += 1
        return self._count

    def put(self, body: bytes, number: int = 0) -> int:
        """Add an object that isn't a stream; `number` is what `reserve` gave, or 0 for a new one."""
        number = number or self.reserve()
        self._plain.append((number, body))
        return number

    def stream(self, entries: bytes, data: bytes, number: int = 0, *, compress: bool = True) -> int:
        """Add a stream; `entries` are those of its dictionary but length and filter."""
        number = number or self.reserve()
        if compress:
            data = zlib.compress(data)
            entries += b"/Filter/FlateDecode"
        body = b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)
        self._streams.append((number, body))
        return number

    def finish(self, root: int, info: int, identity: bytes) -> bytes:
        """The file. `root` and `info` are object numbers; `identity` is 16 bytes that tell it apart."""
        places: dict[int, tuple[int, int, int]] = {0: (0, 0, 0xFFFF)}
        self._pack(places)
        parts, offset = [_HEADER], len(_HEADER)
        for object_number, body in self._streams:
            places[object_number] = (1, offset, 0)
            parts.append(b"%d 0 obj\n%s\nendobj\n" % (object_number, body))
            offset += len(parts[-1])
        xref = self.reserve()
        places[xref] = (1, offset, 0)
        rows = [places[object_number] for object_number in range(self._count + 1)]
        data = zlib.compress(_predicted(rows))
        entries = (
            b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]/Filter/FlateDecode"
            b"/DecodeParms<</Predictor 12/Columns 7>>/Length %d"
        ) % (len(rows), root, info, identity.hex().encode(), identity.hex().encode(), len(data))
        parts.append(b"%d 0 obj\n<<%s>>stream\n%s\nendstream\nendobj\n" % (xref, entries, data))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % offset)
        return b"".join(parts)

    def _pack(self, places: dict[int, tuple[int, int, int]]) -> None:
        for start in range(0, len(self._plain), _PACKED):
            packed = self._plain[start : start + _PACKED]
            index, offset = [], 0
            for object_number, body in packed:
                index.append(b"%d %d" % (object_number, offset))
                offset += len(body) + 1
            head = b" ".join(index) + b"\n"
            data = head + b"\n".join(body for _, body in packed)
            entries = b"/Type/ObjStm/N %d/First %d" % (len(packed), len(head))
            holder = self.stream(entries, data)
            for position, (object_number, _) in enumerate(packed):
                places[object_number] = (2, holder, position)


def _predicted(rows: Sequence[tuple[int, int, int]]) -> bytes:
    """Each row of the cross-reference as its difference to the row above (PNG's filter "up")."""
    table = b"".join(
        bytes((kind,)) + place.to_bytes(4, "big") + position.to_bytes(2, "big")
        for kind, place, position in rows
    )
    above = bytes(7) + table
    differences = bytes([(a - b) & 255 for a, b in zip(table, above, strict=False)])
    return b"".join(b"\2" + differences[at : at + 7] for at in range(0, len(table), 7))
