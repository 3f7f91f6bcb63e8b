"""A calculator as a wheel: the same bytes for the same sources, whoever builds it and whenever."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping

# The first moment a zip archive can tell.
_TIME = (1980, 1, 1, 0, 0, 0)
VERSION = "1"


def wheel(name: str, texts: Mapping[str, str], requires: tuple[str, ...] = ()) -> tuple[str, bytes]:
    """File name and bytes of a pure wheel with these modules (text by path); `requires` are names with versions."""
    info = f"{name}-{VERSION}.dist-info"
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {VERSION}"]
    metadata += [f"Requires-Dist: {each}" for each in requires]
    tags = ["Wheel-Version: 1.0", "Generator: playsmith", "Root-Is-Purelib: true", "Tag: py3-none-any"]
    files = {path: text.encode() for path, text in sorted(texts.items())}
    files[f"{info}/METADATA"] = _lines(metadata)
    files[f"{info}/WHEEL"] = _lines(tags)
    files[f"{info}/RECORD"] = _lines([*(_recorded(*each) for each in files.items()), f"{info}/RECORD,,"])
    return f"{name}-{VERSION}-py3-none-any.whl", _zip(files)


def _lines(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def _recorded(path: str, content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    return f"{path},sha256={digest},{len(content)}"


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Stored, not packed: zlib's bytes differ from one build of it to the next, and servers pack what they send."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()
