"""Differences and explanations as lines of a terminal: with colours where there are any, else with signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from playsmith.changes import Group, Part, Thing, detail, one_line, title_of
from playsmith.explain import Explained, Explanation, Saying, shown_path
from playsmith.model import path_text
from playsmith.upgrade import Conflict, Upgrade

_SIGN = {"added": "+", "removed": "-", "changed": "~"}
_STYLE = {"added": "green", "removed": "red", "changed": "yellow"}
_PART_STYLE = {"same": "", "added": "green", "removed": "red strike"}
_HEADING = {"playbook": "The playbook as a whole", "alignment": "Alignment steps", "stages": "Stages of the journey"}
_HEADING |= {"problems": "What you hear", "words": "Fixed words", "arithmetic": "Arithmetic of calculators"}


def difference_lines(groups: Iterable[Group], colours: bool) -> Iterator[Text]:
    """The groups of a difference. Without colours what went stands in [-…-] and what came in {+…+}."""
    for group in groups:
        yield Text(_HEADING.get(group.name, group.name.capitalize()), style="bold")
        for thing in group.things:
            yield from _thing(thing, colours)
        yield Text("")


def upgrade_lines(upgrade: Upgrade, groups: Iterable[Group], colours: bool) -> Iterator[Text]:
    """What an upgrade brings, then what it meets."""
    yield Text(f"From {upgrade.old.version} to {upgrade.new.version}", style="bold")
    yield Text("")
    yield from difference_lines(groups, colours)
    if upgrade.conflicts:
        yield Text("Changed below what this playbook says itself", style="bold")
    for conflict in upgrade.conflicts:
        yield from _conflict(conflict, upgrade, colours)


def explanation_lines(explanation: Explanation) -> Iterator[Text]:
    """A line for each value, and below it the places that say it, the one that holds first."""
    yield Text(shown_path(explanation.path), style="bold")
    for value in explanation.values:
        yield from _explained(value)


def _thing(thing: Thing, colours: bool) -> Iterator[Text]:
    name = Text(f"  {_SIGN[thing.change]} {thing.title}", style=_STYLE[thing.change])
    yield name.append(f"  {shown_path(thing.path)}", style="dim")
    for one in thing.details:
        first, *others = one.blocks or ((),)
        yield Text(f"      {one.label}: ").append_text(_parts(first, colours))
        for block in others:
            yield Text("        ").append_text(_parts(block, colours))


def _parts(parts: Iterable[Part], colours: bool) -> Text:
    parts = list(parts)
    head = Text(parts.pop(0).text) if parts and parts[0].op == "same" and parts[0].text.endswith(": ") else Text()
    if [part.op for part in parts] == ["removed", "added"] and all(len(part.text) <= 40 for part in parts):
        removed, added = (Text(part.text, style=_PART_STYLE[part.op] if colours else "") for part in parts)
        return head.append_text(removed).append(" → ", style="").append_text(added)
    text = head
    for part in parts:
        around = ("", "") if colours or part.op == "same" else ("[-", "-]") if part.op == "removed" else ("{+", "+}")
        text.append(f"{around[0]}{part.text}{around[1]}", style=_PART_STYLE[part.op] if colours else "")
    return text


def _conflict(conflict: Conflict, upgrade: Upgrade, colours: bool) -> Iterator[Text]:
    change = conflict.change
    title = title_of(change.path, upgrade.new.content, upgrade.old.content)
    where = f"{title}, {path_text(change.loc)}" if change.loc else title
    yield Text(f"  ! {where}", style="yellow").append(f"  {conflict.mark}", style="dim")
    for block in detail(change).blocks if change.loc else ():
        yield Text("      the base: ").append_text(_parts(block, colours))
    if not change.loc:
        yield Text(f"      the base: {change.kind}")
    said = "the same: your patch is no longer needed" if conflict.agrees else _short(conflict.yours)
    yield Text(f"      you say:  {said}")


def _explained(value: Explained) -> Iterator[Text]:
    *replaced, holds = value.sayings
    said = "hidden" if holds.removed and not value.loc else "removed" if holds.removed else _short(holds.value)
    label = f"{path_text(value.loc)}: {said}" if value.loc else said
    yield Text(f"  {label}")
    yield Text(f"      {holds.mark}", style="green").append(f"  {holds.layer}", style="dim")
    for one in reversed(replaced):
        yield _replaced(one, bool(value.loc))


def _replaced(one: Saying, is_value: bool) -> Text:
    said = f"{'nothing' if one.removed else _short(one.value)}  " if is_value else ""
    return Text(f"      instead of {said}").append(f"{one.mark}", style="dim").append(f"  {one.layer}", style="dim")


def _short(value: object) -> str:
    text = one_line(value)
    return text if len(text) <= 90 else text[:87] + "..."
