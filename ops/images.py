"""Logos and signatures: PNG or JPEG, checked and written again as PNG, so that nothing else is kept."""

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from ops import files
from ops.refusals import refused

MAX_BYTES = 1_000_000
MAX_SIDE = 2000


def png_of(path: Path) -> bytes:
    """The image as PNG bytes, the same for the same file. Raises Refused."""
    name = files.shown_name(path)
    data = files.read(path, MAX_BYTES)
    if b"<svg" in data[:4096].lower():
        raise refused(name, "This is an SVG, which can reach for other files. Save it as PNG.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            _check_size(image, name)
            image.load()
    except UnidentifiedImageError:
        raise refused(name, "This isn't a PNG or JPEG image.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refused(name, _too_large("It is too large:")) from None
    except (OSError, SyntaxError, ValueError):
        raise refused(name, "The image is damaged or cut off. Save it again.") from None
    return _written_again(image)


def _check_size(image: Image.Image, name: str) -> None:
    width, height = image.size
    if width > MAX_SIDE or height > MAX_SIDE:
        raise refused(name, _too_large(f"It has {width} × {height} pixels;"))


def _too_large(what: str) -> str:
    return f"{what} at most {MAX_SIDE} × {MAX_SIDE} pixels are allowed."


def _written_again(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    transparent = "transparency" in upright.info or upright.mode in ("RGBA", "LA", "PA")
    out = io.BytesIO()
    upright.convert("RGBA" if transparent else "RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
