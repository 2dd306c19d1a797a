"""IANA time zones by state. States with two zones list both; the first is where most people live.

Source: Standard Time Zone Boundaries, 49 CFR part 71, with the names of the IANA time zone database.
"""

from __future__ import annotations

_EASTERN, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_ONE = {
    _EASTERN: (
        "CT",
        "DC",
        "DE",
        "GA",
        "MA",
        "MD",
        "ME",
        "NC",
        "NH",
        "NJ",
        "NY",
        "OH",
        "PA",
        "RI",
        "SC",
        "VA",
        "VT",
        "WV",
    ),
    _CENTRAL: ("AL", "AR", "IA", "IL", "LA", "MN", "MO", "MS", "OK", "WI"),
    _MOUNTAIN: ("CO", "MT", "NM", "UT", "WY"),
    _PACIFIC: ("CA", "WA"),
}
ZONES: dict[str, tuple[str, ...]] = {state: (zone,) for zone, states in _ONE.items() for state in states} | {
    "AK": ("America/Anchorage", "America/Juneau", "America/Nome", "America/Sitka", "America/Adak"),
    "AZ": ("America/Phoenix", _MOUNTAIN),
    "FL": (_EASTERN, _CENTRAL),
    "HI": ("Pacific/Honolulu",),
    "ID": ("America/Boise", _PACIFIC),
    "IN": ("America/Indiana/Indianapolis", _CENTRAL, "America/Indiana/Knox", "America/Indiana/Vincennes"),
    "KS": (_CENTRAL, _MOUNTAIN),
    "KY": (_EASTERN, _CENTRAL, "America/Kentucky/Louisville"),
    "MI": ("America/Detroit", "America/Menominee"),
    "ND": (_CENTRAL, _MOUNTAIN, "America/North_Dakota/Center"),
    "NE": (_CENTRAL, _MOUNTAIN),
    "NV": (_PACIFIC, _MOUNTAIN),
    "OR": (_PACIFIC, "America/Boise", _MOUNTAIN),
    "SD": (_CENTRAL, _MOUNTAIN),
    "TN": (_CENTRAL, _EASTERN),
    "TX": (_CENTRAL, _MOUNTAIN),
}
