"""A compact set of passwords that leaked: it knows each of them, and very few others (a Bloom filter).

A file is `CEUBF1`, the number of hashes (1 byte) and of bits (8 bytes, big endian), then the bits.
"""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass

_MAGIC = b"CEUBF1"
_HEADER = len(_MAGIC) + 9


class NotAFilter(ValueError):
    """The bytes are no filter of ours."""


@dataclass(frozen=True, slots=True)
class BreachFilter:
    """`hashes` bits are set for each password."""

    hashes: int
    bits: int
    data: bytes

    def __contains__(self, password: str) -> bool:
        return all(
            self.data[place // 8] & (1 << place % 8)
            for place in _places(password, self.hashes, self.bits)
        )


def build(passwords: Iterable[str], count: int, false_positives: float = 0.001) -> bytes:
    """The filter's file for `count` passwords; `false_positives` is the share of others it takes for one."""
    bits = max(8, math.ceil(-count * math.log(false_positives) / math.log(2) ** 2))
    hashes = max(1, round(bits / max(count, 1) * math.log(2)))
    data = bytearray((bits + 7) // 8)
    for password in passwords:
        for place in _places(password, hashes, bits):
            data[place // 8] |= 1 << place % 8
    return _MAGIC + bytes([hashes]) + bits.to_bytes(8, "big") + bytes(data)


def read(file: bytes) -> BreachFilter:
    """The filter of a file; raises NotAFilter."""
    if len(file) < _HEADER or not file.startswith(_MAGIC):
        raise NotAFilter("This isn't a breach filter. Make one with: make breach-filter FILE=…")
    hashes, bits = file[len(_MAGIC)], int.from_bytes(file[len(_MAGIC) + 1 : _HEADER], "big")
    if not hashes or not bits or len(file) - _HEADER != (bits + 7) // 8:
        raise NotAFilter("The breach filter is cut off; make it again.")
    return BreachFilter(hashes, bits, file[_HEADER:])


def _places(password: str, hashes: int, bits: int) -> list[int]:
    digest = hashlib.sha256(password.casefold().encode(errors="surrogatepass")).digest()
    first, step = int.from_bytes(digest[:16], "big"), int.from_bytes(digest[16:], "big") | 1
    return [(first + number * step) % bits for number in range(hashes)]
