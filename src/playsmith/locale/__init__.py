"""Numbers, money, durations and fixed words in the language of the playbook.

`playsmith-format.js` and `playsmith-parse.js` are the twins in the browser: from the symbols that
`Locale.to_json` hands over, both give the same code points.
"""

from __future__ import annotations

from playsmith.locale.formats import Locale
from playsmith.locale.known import known_currencies, known_locales
from playsmith.locale.words import fill, language_name

__all__ = ["Locale", "fill", "known_currencies", "known_locales", "language_name"]
