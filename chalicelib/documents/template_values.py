"""What the certificate's template is given: the snapshot, and the few words that depend on it."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from chalicelib.documents.document import About
from chalicelib.documents.pictures import BadPicture, Picture, picture
from chalicelib.documents.qr_code import qr_code
from chalicelib.documents.zone_names import zone_name
from chalicelib.domain.certificate import Mode, Snapshot
from chalicelib.domain.conference import BuiltIn
from chalicelib.wording import built_in_words, credit_type_words

QR_SIDE = 74.0  # points: an inch, which a telephone reads from a framed certificate
_LOGO_ROOM = 260.0, 46.0
_SIGNATURE_ROOM = 170.0, 38.0
_SEAL_ROOM = 84.0, 84.0


def template_values(snapshot: Snapshot, pictures: Mapping[str, Picture]) -> dict[str, object]:
    """All that templates/certificate/certificate.html names, but the measure of its places."""
    provider = snapshot.provider
    numbers = [f"{number.label} {number.number}" for number in provider.numbers]
    return {
        "snapshot": snapshot,
        "provider": provider,
        "totals": snapshot.totals,
        "sessions": len(snapshot.sessions),
        "place": _place(snapshot),
        "issued_on": snapshot.issued_at.astimezone(ZoneInfo(snapshot.time_zone)).date(),
        "confirmed_on": snapshot.confirmed_at.astimezone(ZoneInfo(snapshot.time_zone)).date(),
        "rounding_note": _rounding_note(snapshot),
        "credit_notes": [credit_type_words(type_) for type_ in snapshot.credit_types],
        "type_statements": [(t.label, t.statement) for t in snapshot.credit_types if t.statement],
        "earned": " · ".join(f"{total.amount} {total.label}" for total in snapshot.credits),
        "times": zone_name(snapshot.time_zone),
        "verify_host": urlsplit(snapshot.verify_url).netloc or snapshot.verify_url,
        "numbers": " · ".join(numbers),
        "first_number": numbers[0] if numbers else "",
        "pictures": set(pictures),
    }


def about(snapshot: Snapshot, drawable: Callable[[str], str]) -> About:
    """What the PDF says of itself."""
    provider = snapshot.provider
    return About(
        title=drawable(f"Certificate of Attendance: {snapshot.conference_name}"),
        author=drawable(provider.name or snapshot.conference_name),
        subject=drawable(f"{snapshot.name}: {_first_total(snapshot)}"),
        keywords=snapshot.public_id,
        made_at=snapshot.issued_at,
    )


def pictures(snapshot: Snapshot, images: Mapping[str, bytes]) -> dict[str, Picture]:
    """Those of the certificate by the template's name for them; one that cannot be printed is left out."""
    provider = snapshot.provider
    found: dict[str, Picture] = {"qr": qr_code(snapshot.verify_url, QR_SIDE)}
    for name, digest, room in (
        ("logo", provider.logo, _LOGO_ROOM),
        ("signature", provider.signature_image, _SIGNATURE_ROOM),
        ("signature2", provider.signature2_image, _SIGNATURE_ROOM),
        ("seal", provider.seal, _SEAL_ROOM),
    ):
        image = _picture(name, digest, images, room)
        if image is not None:
            found[name] = image
    return found


def _place(snapshot: Snapshot) -> str:
    """Where it was held; if all was attended online, that it was."""
    online = all(session.mode is Mode.VIRTUAL for session in snapshot.sessions)
    if not snapshot.location:
        return "Online" if online else ""
    return f"{snapshot.location} (attended online)" if online else snapshot.location


def _first_total(snapshot: Snapshot) -> str:
    """What it is worth, in a word: a built-in total, or that of a credit type where none is earned."""
    if snapshot.built_in:
        return built_in_words(snapshot.built_in[:1], snapshot.totals.total)
    return next((f"{total.amount} {total.label}" for total in snapshot.credits), "no credit")


def _rounding_note(snapshot: Snapshot) -> str:
    """How the built-in total is rounded; "" where it is not printed."""
    if not snapshot.built_in:
        return ""
    contact = (
        BuiltIn.CLOCK_HOURS not in snapshot.built_in or BuiltIn.CONTACT_HOURS in snapshot.built_in
    )
    hour = "contact hour" if contact else "clock hour"
    increment = snapshot.rounding.increment_minutes
    if increment:
        return f"{hour.capitalize()}s count in whole steps of {increment} minutes, rounded down."
    return f"One {hour} is 60 contact minutes; totals are rounded once, from minutes."


def _picture(
    name: str, digest: str, images: Mapping[str, bytes], room: tuple[float, float]
) -> Picture | None:
    """The picture, or None where there is none or it cannot be printed, which the log tells."""
    if not digest:
        return None
    try:
        return picture(name, images[digest], *room)
    except KeyError:
        problem = "it is not in the storage"
    except BadPicture as found:
        problem = str(found)
    from chalicelib.logs import logger  # loaded in a function anyway; not needed to render

    logger.warning("picture left out", picture=name, problem=problem)
    return None
