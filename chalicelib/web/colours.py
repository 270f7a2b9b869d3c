"""The brand's colour, made legible: lighter or darker until text in it can be read (WCAG 2, AA)."""

from collections.abc import Iterator

_STEPS = 40
AA = 4.6  # the standard asks 4.5; the rest covers rounding to eight bits


def legible(colour: str, background: str, contrast: float = AA) -> str:
    """`colour` (#rrggbb), moved towards black or white until it stands `contrast` off `background`."""
    towards = "#000000" if luminance(background) > 0.18 else "#ffffff"
    return next(c for c in _steps(colour, towards) if ratio(c, background) >= contrast)


def text_on(colour: str) -> str:
    """White or near-black, whichever reads better on `colour`."""
    return max(("#ffffff", "#111111"), key=lambda text: ratio(text, colour))


def ratio(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance of #rrggbb, 0 to 1."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _steps(colour: str, towards: str) -> Iterator[str]:
    start, end = _parts(colour), _parts(towards)
    for step in range(_STEPS + 1):
        mixed = (round(a + (b - a) * step / _STEPS) for a, b in zip(start, end, strict=True))
        yield "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(colour: str) -> tuple[int, int, int]:
    value = int(colour.removeprefix("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255
