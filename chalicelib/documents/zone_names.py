"""Time zones by the names people use for them."""

_NAMES = {
    "Eastern Time": ("America/New_York", "America/Detroit", "America/Toronto", "US/Eastern",
                     "America/Kentucky/Louisville", "America/Indiana/Indianapolis"),
    "Central Time": ("America/Chicago", "America/Winnipeg", "US/Central", "America/Menominee"),
    "Mountain Time": ("America/Denver", "America/Boise", "America/Edmonton", "US/Mountain"),
    "Arizona Time": ("America/Phoenix", "US/Arizona"),
    "Pacific Time": ("America/Los_Angeles", "America/Vancouver", "US/Pacific"),
    "Alaska Time": ("America/Anchorage", "America/Juneau", "US/Alaska"),
    "Hawaii Time": ("Pacific/Honolulu", "US/Hawaii"),
    "Atlantic Time": ("America/Halifax", "America/Puerto_Rico"),
    "Coordinated Universal Time": ("UTC", "Etc/UTC"),
}  # fmt: skip
_BY_ZONE = {zone: name for name, zones in _NAMES.items() for zone in zones}


def zone_name(zone: str) -> str:
    """`Central Time`; of a zone without a name of its own, `Berlin time`."""
    city = zone.rpartition("/")[2].replace("_", " ")
    return _BY_ZONE.get(zone) or f"{city} time"
