"""What the certificate's template is given: the snapshot, and the few words that depend on it."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from reportlab.lib.pagesizes import A4, LETTER

from chalicelib.documents.fitting import Fitter
from chalicelib.documents.pictures import BadPicture, Picture, picture, qr_code
from chalicelib.domain.certificate import Mode, Snapshot
from chalicelib.domain.conference import Paper

QR_SIDE = 74.0  # points: an inch, which a telephone reads from a framed certificate
_LOGO_ROOM = 260.0, 46.0
_SIGNATURE_ROOM = 170.0, 38.0
_SIZES = {Paper.LETTER: LETTER, Paper.A4: A4}


def template_values(
    snapshot: Snapshot, images: Mapping[str, bytes], fitter: Fitter
) -> dict[str, object]:
    """All that templates/certificate/certificate.html names. `upright` and `wide` are in points."""
    provider = snapshot.provider
    upright, wide = _SIZES[provider.paper]
    return {
        "snapshot": snapshot,
        "provider": provider,
        "totals": snapshot.totals,
        "sessions": len(snapshot.sessions),
        "place": _place(snapshot),
        "issued_on": snapshot.issued_at.astimezone(ZoneInfo(snapshot.time_zone)).date(),
        "rounding_note": _rounding_note(snapshot),
        "verify_host": urlsplit(snapshot.verify_url).netloc or snapshot.verify_url,
        "numbers": " · ".join(f"{number.label} {number.number}" for number in provider.numbers),
        "upright": upright,
        "wide": wide,
        "fit": fitter.fit,
        "logo": _picture("logo", provider.logo, images, _LOGO_ROOM),
        "signature": _picture("signature", provider.signature_image, images, _SIGNATURE_ROOM),
        "qr": qr_code(snapshot.verify_url, QR_SIDE),
    }


def metadata(snapshot: Snapshot, drawable: Callable[[str], str]) -> dict[str, str]:
    """What the PDF says of itself."""
    provider = snapshot.provider
    return {
        "title": drawable(f"Certificate of Attendance: {snapshot.conference_name}"),
        "author": drawable(provider.name or snapshot.conference_name),
        "subject": drawable(f"{snapshot.name}: {snapshot.totals.total.hours} contact hours"),
        "keywords": snapshot.public_id,
        "lang": "en",
    }


def _place(snapshot: Snapshot) -> str:
    """Where it was held; for one attended from afar throughout, that it was online."""
    online = all(session.mode is Mode.VIRTUAL for session in snapshot.sessions)
    if not snapshot.location:
        return "Online" if online else ""
    return f"{snapshot.location} (attended online)" if online else snapshot.location


def _rounding_note(snapshot: Snapshot) -> str:
    increment = snapshot.rounding.increment_minutes
    if increment:
        return f"Contact hours count in whole steps of {increment} minutes, rounded down."
    return "One contact hour is 60 contact minutes; totals are rounded once, from minutes."


def _picture(
    which: str, digest: str, images: Mapping[str, bytes], room: tuple[float, float]
) -> Picture | None:
    """The picture, or None where there is none or it cannot be printed, which the log tells."""
    if not digest:
        return None
    try:
        return picture(images[digest], *room)
    except KeyError:
        problem = "it is not in the storage"
    except BadPicture as found:
        problem = str(found)
    from chalicelib.logs import logger  # loaded in a function anyway; not needed to render

    logger.warning("picture left out", picture=which, problem=problem)
    return None
