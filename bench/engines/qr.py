"""The QR code as a picture, for engines that are given one."""

import base64
import io

import segno
from PIL import Image, ImageOps


def png(address: str) -> bytes:
    matrix = segno.make(address, error="m", micro=False).matrix
    ink = bytes([255, 0]) + bytes(254)
    modules = Image.frombytes(
        "L", (len(matrix), len(matrix)), b"".join(bytes(row).translate(ink) for row in matrix)
    )
    out = io.BytesIO()
    quiet = ImageOps.expand(modules, 3, fill=255)
    ImageOps.scale(quiet, 4, Image.Resampling.NEAREST).save(out, "PNG", compress_level=1)
    return out.getvalue()


def data_uri(address: str) -> str:
    return "data:image/png;base64," + base64.b64encode(png(address)).decode()
