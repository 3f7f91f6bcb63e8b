"""playsmith untranslated"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import click

from playsmith.load import load_playbook
from playsmith.problems import did_you_mean
from playsmith.project import find_project
from playsmith.untranslated import Untranslated, find_untranslated


@click.command()
@click.argument("language", required=False)
@click.option("--json", "as_json", is_flag=True, help="Every text with its place, for programs.")
@click.pass_obj
def command(folder: Path, language: str | None, as_json: bool) -> None:
    """Tell what is not translated yet, of LANGUAGE or of the playbook's own language.

    A page counts as translated when every text on it is; pages translated in part are listed with the place of the
    first text that is missing.
    """
    default = load_playbook(find_project(folder))
    further = default.info.languages
    if language and language != default.info.language and language not in further:
        hint = did_you_mean(language, [default.info.language, *further])
        raise click.BadParameter(f"the playbook has no language '{language}'; {hint}", param_hint="LANGUAGE")
    playbook = load_playbook(find_project(folder, language)) if language in further else default
    untranslated = find_untranslated(playbook)
    click.echo(_json(untranslated) if as_json else _text(untranslated))


def _json(untranslated: Untranslated) -> str:
    texts = [
        {
            "kind": kind,
            "id": id,
            "file": one.mark.file,
            "line": one.mark.line,
            "language": one.language,
            "text": one.text,
        }
        for (kind, id), share in sorted(untranslated.shares.items())
        for one in share.foreign
    ]
    return json.dumps({"language": untranslated.language, "texts": texts}, ensure_ascii=False, indent=2)


def _text(untranslated: Untranslated) -> str:
    by_kind = defaultdict(list)
    for (kind, id), share in sorted(untranslated.shares.items()):
        by_kind[kind].append((id, share))
    lines = []
    for kind, shares in by_kind.items():
        done = sum(share.untranslated == "none" for _, share in shares)
        lines.append(f"{kind}: {done} of {len(shares)} in '{untranslated.language}'")
        whole = [id for id, share in shares if share.untranslated == "whole"]
        if whole:
            lines.append(f"    not yet: {', '.join(whole)}")
        lines += [
            f"    in part: {id}, {len(share.foreign)} of {share.texts} texts missing, first at {share.foreign[0].mark}"
            for id, share in shares
            if share.untranslated == "part"
        ]
    return "\n".join(lines)
