"""IANA time zones by the names people call them."""

from datetime import datetime
from zoneinfo import ZoneInfo

# Zones by their common name in US English, as CLDR groups them.
_ZONES = {
    "Eastern Time": (
        "America/New_York America/Detroit America/Kentucky/Louisville America/Kentucky/Monticello "
        "America/Indiana/Indianapolis America/Indiana/Vincennes America/Indiana/Winamac "
        "America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Vevay "
        "America/Indianapolis America/Fort_Wayne America/Louisville America/Toronto "
        "America/Montreal America/Iqaluit America/Nassau US/Eastern US/Michigan US/East-Indiana "
        "Canada/Eastern EST5EDT"
    ),
    "Central Time": (
        "America/Chicago America/Indiana/Knox America/Indiana/Tell_City America/Menominee "
        "America/North_Dakota/Center America/North_Dakota/New_Salem America/North_Dakota/Beulah "
        "America/Knox_IN America/Winnipeg US/Central US/Indiana-Starke Canada/Central CST6CDT"
    ),
    "Mountain Time": (
        "America/Denver America/Boise America/Edmonton America/Shiprock US/Mountain "
        "Canada/Mountain MST7MDT"
    ),
    "Arizona Time": "America/Phoenix US/Arizona MST",
    "Pacific Time": "America/Los_Angeles America/Vancouver US/Pacific Canada/Pacific PST8PDT",
    "Alaska Time": (
        "America/Anchorage America/Juneau America/Sitka America/Metlakatla America/Yakutat "
        "America/Nome US/Alaska"
    ),
    "Hawaii Time": "Pacific/Honolulu US/Hawaii HST",
    "Atlantic Time": "America/Halifax America/Moncton Canada/Atlantic",
    "Atlantic Standard Time": "America/Puerto_Rico America/St_Thomas",
    "Newfoundland Time": "America/St_Johns Canada/Newfoundland",
    "UK time": "Europe/London Europe/Belfast GB",
    "Irish time": "Europe/Dublin Eire",
    "Central European Time": (
        "Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava "
        "Europe/Brussels Europe/Budapest Europe/Copenhagen Europe/Ljubljana Europe/Luxembourg "
        "Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica "
        "Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje "
        "Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw "
        "Europe/Zagreb Europe/Zurich CET MET"
    ),
    "Eastern European Time": (
        "Europe/Athens Europe/Bucharest Europe/Chisinau Europe/Helsinki Europe/Kiev Europe/Kyiv "
        "Europe/Riga Europe/Sofia Europe/Tallinn Europe/Vilnius Asia/Nicosia EET"
    ),
    "India Standard Time": "Asia/Kolkata Asia/Calcutta",
    "Philippine time": "Asia/Manila",
    "Hong Kong time": "Asia/Hong_Kong Hongkong",
    "Singapore time": "Asia/Singapore Singapore",
    "Japan Standard Time": "Asia/Tokyo Japan",
    "Korea Standard Time": "Asia/Seoul ROK",
    "China Standard Time": "Asia/Shanghai PRC",
    "Australian Eastern Time": (
        "Australia/Sydney Australia/Melbourne Australia/Hobart Australia/Canberra"
    ),
    "Queensland time": "Australia/Brisbane Australia/Lindeman",
    "Western Australia time": "Australia/Perth",
    "New Zealand time": "Pacific/Auckland NZ",
    "UTC": "UTC Etc/UTC Etc/GMT GMT Zulu Universal",
}
# The zone that stands for each name: the first of its list.
COMMON = {name: zones.split()[0] for name, zones in _ZONES.items()}
_CALLED = {name.casefold(): zone for name, zone in COMMON.items()}
_NAMES = {zone: name for name, zones in _ZONES.items() for zone in zones.split()}


def zone_called(text: str) -> str:
    """The IANA zone that `Central Time` stands for; any other text as it is."""
    return _CALLED.get(text.casefold(), text)


def zone_name(zone: str) -> str:
    """`Central Time` for an IANA zone, to follow “All times are”; else `local time in Nairobi`."""
    return _NAMES.get(zone) or _by_place(zone)


def _by_place(zone: str) -> str:
    """By the city in the zone's own name; by its offset where it names none (`Etc/GMT+5`)."""
    area, _, place = zone.rpartition("/")
    if area == "Etc":
        return f"UTC{datetime.min.replace(tzinfo=ZoneInfo(zone)).isoformat()[-6:]}"
    return f"local time in {place.replace('_', ' ')}"
