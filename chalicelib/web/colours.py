"""The brand's color, made legible: lighter or darker until text in it can be read (WCAG 2, AA)."""

import colorsys
from collections.abc import Iterator

_STEPS = 50
_MIDDLE = 0.18  # the luminance that stands as far off black as off white
AA = 4.6  # the standard asks 4.5; the rest covers rounding to eight bits


def legible(colour: str, background: str, contrast: float = AA) -> str:
    """`colour` (#rrggbb), darker or lighter until it stands `contrast` off `background`."""
    end = 0.0 if luminance(background) > _MIDDLE else 1.0
    return next(c for c in _steps(colour, end) if ratio(c, background) >= contrast)


def text_on(colour: str) -> str:
    """White or near-black, whichever reads better on `colour`."""
    return max(("#ffffff", "#111111"), key=lambda text: ratio(text, colour))


def ratio(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colors, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """WCAG's relative luminance of #rrggbb, 0 to 1."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in _parts(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _steps(colour: str, end: float) -> Iterator[str]:
    """From the color to black (`end` 0) or white (1): hue and saturation stay the brand's."""
    hue, light, saturation = colorsys.rgb_to_hls(*(part / 255 for part in _parts(colour)))
    for step in range(_STEPS + 1):
        mixed = colorsys.hls_to_rgb(hue, light + (end - light) * step / _STEPS, saturation)
        yield "#" + "".join(f"{round(part * 255):02x}" for part in mixed)


def _parts(colour: str) -> tuple[int, int, int]:
    value = int(colour.removeprefix("#"), 16)
    return value >> 16, value >> 8 & 255, value & 255
