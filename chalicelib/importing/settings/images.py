"""Logos and signatures: PNG or JPEG, checked and written again as PNG, so that nothing else is kept."""

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from chalicelib.domain.limits import MAX_IMAGE_BYTES, MAX_IMAGE_SIDE
from chalicelib.importing.problems import Refused, refused
from chalicelib.importing.source import Source, checked


def png_of(file: Source) -> bytes:
    """The image as PNG bytes, the same for the same file. Raises Refused."""
    data = checked(file, MAX_IMAGE_BYTES).data
    name = file.name
    if b"<svg" in data[:4096].lower():
        raise _refused(name, "This is an SVG, which can reach for other files. Save it as PNG.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            _check_size(image, name)
            image.load()
    except UnidentifiedImageError:
        raise _refused(name, "This isn't a PNG or JPEG image.") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refused(name, _too_large("It is too large:")) from None
    except (OSError, SyntaxError, ValueError):
        raise _refused(name, "The image is damaged or cut off. Save it again.") from None
    return _written_again(image)


def _check_size(image: Image.Image, name: str) -> None:
    width, height = image.size
    if width > MAX_IMAGE_SIDE or height > MAX_IMAGE_SIDE:
        raise _refused(name, _too_large(f"It has {width} × {height} pixels;"))


def _too_large(what: str) -> str:
    return f"{what} at most {MAX_IMAGE_SIDE} × {MAX_IMAGE_SIDE} pixels are allowed."


def _written_again(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    transparent = "transparency" in upright.info or upright.mode in ("RGBA", "LA", "PA")
    out = io.BytesIO()
    upright.convert("RGBA" if transparent else "RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def _refused(name: str, sentence: str) -> Refused:
    return refused(name, "image", sentence)
