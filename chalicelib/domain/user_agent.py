"""What a browser says of itself, in a person's words."""

from chalicelib.domain.device import Via

# In this order: most browsers also name those they descend from.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)
_LOOKED_AT = 400  # characters of what a browser says of itself


def in_words(user_agent: str, via: Via) -> str:
    """`Chrome on Windows`; nothing of what was sent is repeated."""
    looked_at = user_agent[:_LOOKED_AT]
    browser = next((name for sign, name in _BROWSERS if sign in looked_at), "")
    system = next((name for sign, name in _SYSTEMS if sign in looked_at), "")
    if via is Via.BEARER:
        return f"Conference app on {system}" if system else "Conference app"
    if browser and system:
        return f"{browser} on {system}"
    return browser or (f"A browser on {system}" if system else "An unknown browser")
