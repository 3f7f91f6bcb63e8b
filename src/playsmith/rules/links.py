"""Hand-written pages: their links lead somewhere, their images are there and say what they show."""

from __future__ import annotations

from collections.abc import Iterator

from playsmith.handwritten import WrittenPage
from playsmith.model import KINDS
from playsmith.problems import did_you_mean
from playsmith.project import INFO
from playsmith.rules.addresses import Address, addresses, anchors, is_relative, resolve
from playsmith.rules.rule import Found
from playsmith.rules.subject import Subject

_THEME = "assets/"


def _dead_link(subject: Subject) -> Iterator[Found]:
    if subject.examined.written is None:
        return  # What is wrong with the pages comes first: a link may lead to one of those that cannot be read.
    pages = _pages(subject)
    for page, one in _relative(subject):
        path, _ = resolve(page.path, one.target)
        if one.image or path.startswith(_THEME) or path.split("/")[0] in subject.playbook.info.languages:
            continue
        if one.target.startswith("/"):
            hint = f"Write the way from this page, such as {'../' * page.path.count('/')}{one.target.lstrip('/')}."
            yield Found(one.mark, f"the link to '{one.target}' begins at the host, where the site may not stand", hint)
        elif path.startswith("../"):
            yield Found(one.mark, f"the link to '{one.target}' leads out of the site", "Write the way to a page of it.")
        elif path.endswith("/") and f"{path.removeprefix('./')}index.md" in pages:
            yield Found(one.mark, f"the link to '{one.target}' names a folder", f"Write '{one.target}index.md'.")
        elif _markdown(path) not in pages and path not in subject.examined.written.files:
            known = [*pages, *subject.examined.written.files]
            hint = did_you_mean(_markdown(path), known) or "Check the way there from this page, and the ending."
            yield Found(one.mark, f"the link to '{one.target}' leads nowhere", hint)


def _dead_anchor(subject: Subject) -> Iterator[Found]:
    if subject.site is None:
        return
    texts = {page.path: page.text for page in subject.site.pages}
    known: dict[str, frozenset[str]] = {}
    for page, one in _relative(subject):
        path, anchor = resolve(page.path, one.target)
        path = _markdown(path)
        if one.image or not anchor or path not in texts:
            continue
        if path not in known:
            known[path] = anchors(texts[path])
        if anchor not in known[path]:
            hint = did_you_mean(anchor, sorted(known[path])) or "Link to the page alone, or to one of its headings."
            yield Found(one.mark, f"the link to '{one.target}': that page has no '#{anchor}'", hint)


def _missing_image(subject: Subject) -> Iterator[Found]:
    for page, one in _relative(subject):
        path, _ = resolve(page.path, one.target)
        if one.image and path not in subject.examined.written.files:
            hint = did_you_mean(path, [*subject.examined.written.files])
            yield Found(one.mark, f"there is no image '{one.target}'", hint or "Put it below playbook/, in any layer.")


def _image_alt(subject: Subject) -> Iterator[Found]:
    for _, one in _all(subject):
        if one.image and not (one.alt or "").strip():
            hint = "Write ![what it shows](...); a picture that only decorates gets { role=presentation } behind it."
            yield Found(one.mark, f"the image '{one.target}' says nothing to those who do not see it", hint)


def _all(subject: Subject) -> Iterator[tuple[WrittenPage, Address]]:
    written = subject.examined.written
    for page in written.pages.values() if written else ():
        for one in addresses(page.text, page.shown):
            yield page, one


def _relative(subject: Subject) -> Iterator[tuple[WrittenPage, Address]]:
    return ((page, one) for page, one in _all(subject) if is_relative(one.target))


def _markdown(path: str) -> str:
    return path.removesuffix(".html") + ".md" if path.endswith(".html") else path


def _pages(subject: Subject) -> frozenset[str]:
    """Every page there is, those of things that are broken too: that is another problem."""
    broken = (problem.mark.file.rpartition(":")[2] for problem in subject.examined.problems)
    yaml = {path for path in (*subject.playbook.documents, *broken) if path.endswith(".yaml")}
    made = {path.removeprefix("playbook/").removesuffix(".yaml") + ".md" for path in yaml - {INFO}}
    made = {path for path in made if path.split("/")[0] in KINDS}
    overviews = {f"{path.split('/')[0]}/index.md" for path in made}
    return frozenset({*made, *overviews, "index.md", "sources.md", *subject.examined.written.pages})


FINDERS = {
    "dead-link": _dead_link,
    "dead-anchor": _dead_anchor,
    "missing-image": _missing_image,
    "image-alt": _image_alt,
}
