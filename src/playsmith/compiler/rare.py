"""What few calculators use: pages load that part of the runtime only where compiled code asks for it."""

from __future__ import annotations

import re

# As compiled code writes them; playsmith-runtime-rare.js has these and no others.
LISTS_AND_DICTS = "slice pop insert reverse concat repeat get getOr setKey keys values items"
MATH = "fmod isclose fsum prod prodInt perm comb isqrt gcd logBase pow factorial copysign degrees radians atan2"
_ASKED = re.compile(rf"\bpy\.(?:(?:{LISTS_AND_DICTS.replace(' ', '|')})|math\.(?:{MATH.replace(' ', '|')}))\b")


def uses_rare(javascript: str) -> bool:
    """Whether compiled code asks for any of it."""
    return _ASKED.search(javascript) is not None
