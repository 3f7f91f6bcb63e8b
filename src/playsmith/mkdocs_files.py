"""Which files MkDocs is given, beside those of the project's own folder that it found by itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from playsmith.mkdocs_settings import edit_uri
from playsmith.project import DOCS
from playsmith.publication import Asset, Site


def put_files(files: Files, config: MkDocsConfig, site: Site, assets: Iterable[Asset]) -> None:
    """Leave the YAML out, put the site's pages and these assets in."""
    for file in list(files):
        if file.src_uri.endswith((".yaml", ".yml")):
            files.remove(file)
    own = site.project.root / DOCS
    for page in site.pages:
        if _is_ours(page.path, files, _holds(own / page.path, page.text.encode())):
            file = File.generated(config, page.path, content=page.text)
            file.edit_uri = edit_uri(config, page.source)
            files.append(file)
    for asset in assets:
        if _is_ours(asset.path, files, _holds(own / asset.path, asset.content)):
            files.append(File.generated(config, asset.path, content=asset.content))


def _is_ours(path: str, files: Files, is_own: bool) -> bool:
    """Whether a file has to be given to MkDocs: what the project's own folder holds (`is_own`) it found by itself."""
    found = files.get_file_from_path(path)
    if found is not None and not is_own:
        files.remove(found)
    return found is None or not is_own


def _holds(file: Path, content: bytes) -> bool:
    return file.is_file() and file.read_bytes() == content
