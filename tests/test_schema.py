"""The JSON Schemas say what the model says: the same files pass, and broken ones fail in the same lines."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from playsmith import model
from playsmith.cli import main
from playsmith.documents import PER_LAYER
from playsmith.load import load_playbook
from playsmith.model import KINDS, Brand, CheckSettings, PlaybookInfo, problems_of
from playsmith.overlay import merge
from playsmith.problems import PlaybookError
from playsmith.schema import FILES, schema_names, schema_of
from playsmith.source import Node, parse_document, read_document

ROOT = Path(__file__).parent.parent
WORDS = read_document(ROOT / "site_config/locale/en.yaml", "en.yaml").plain()
MODELS = {**KINDS, "playbook": PlaybookInfo, "brand": Brand, "check": CheckSettings}
# A value of every type; none of them an integral float, which JSON cannot tell from an integer.
WRONG = [None, "", "text", "Not An Id", "x" * 301, "2027-02-30", 7, -7, 0.5, True, [], ["x"], [{}], {}, {"x": "y"}]


@cache
def schema(name: str, patch: bool = False) -> dict:
    return schema_of(name, words=WORDS, patch=patch)


def documents(name: str, below: Path = ROOT) -> list[Path]:
    return sorted(below.glob(FILES[name]))


@cache
def plain(path: Path) -> dict:
    return read_document(path, path.name).plain()


def errors_of(name: str, values: object, patch: bool = False) -> list[ValidationError]:
    validator = Draft202012Validator(schema(name, patch), format_checker=Draft202012Validator.FORMAT_CHECKER)
    return list(validator.iter_errors(values))


def laid_out(values: object) -> Node:
    """A document in which every value begins in the line of its key, and each key has a line of its own."""
    return parse_document(json.dumps(values, indent=1), "broken.yaml")


def lines_of_schema(name: str, values: object, patch: bool = False) -> set[int]:
    document = laid_out(values)
    return {line for error in errors_of(name, values, patch) for line in lines_of(error, document)}


def lines_of(error: ValidationError, document: Node) -> Iterator[int]:
    place = tuple(error.absolute_path)
    if "propertyNames" in error.schema_path:
        yield document.at((*place, error.instance)).mark.line
    elif error.validator == "additionalProperties" and error.validator_value is False:
        for key in error.instance.keys() - error.schema.get("properties", {}).keys():
            yield document.at((*place, key)).mark.line
    else:
        yield document.at(place).mark.line


def problems_of_model(name: str, document: Node, id: str = "some-id") -> set[int]:
    values = document.plain()
    if name in KINDS:
        values = {**values, "id": id}
    if isinstance(values.get("practices"), dict) and name == "alignment":
        values["practices"] = {
            key: {**one, "id": key} if isinstance(one, dict) else one for key, one in values["practices"].items()
        }
    try:
        MODELS[name].model_validate(values)
    except model.ValidationError as error:
        return {problem.mark.line for problem in problems_of(error, MODELS[name], document)}
    return set()


@pytest.mark.parametrize("patch", [False, True], ids=["whole", "patch"])
@pytest.mark.parametrize("name", FILES)
def test_the_reference_playbook_passes(name: str, patch: bool) -> None:
    Draft202012Validator.check_schema(schema(name, patch))
    assert documents(name)
    for path in documents(name):
        assert [error.message for error in errors_of(name, plain(path), patch)] == [], path


@pytest.mark.parametrize("name", FILES)
def test_presets_pass_as_patches(name: str) -> None:
    for preset in (ROOT / "site_config/presets").glob("*"):
        if "translates" in plain(preset / FILES["playbook"]):
            continue  # Words alone, matched to lists by position: no patch.
        for path in documents(name, preset):
            assert [error.message for error in errors_of(name, plain(path), patch=True)] == [], path


def keys_of(node: object, place: str = "") -> Iterator[tuple[str, dict]]:
    if isinstance(node, dict):
        for key, one in node.get("properties", {}).items():
            if isinstance(one, dict):
                yield f"{place}.{key}", one
        for key, one in node.items():
            yield from keys_of(one, f"{place}/{key}")
    elif isinstance(node, list):
        for one in node:
            yield from keys_of(one, place)


@pytest.mark.parametrize("name", [name for name in FILES if name != "words"])
def test_every_key_is_explained_and_no_id_is_asked_for(name: str) -> None:
    defs = schema(name).get("$defs", {})
    for place, one in keys_of(schema(name)):
        if "if" not in place:
            assert one.get("description") or defs[one["$ref"].split("/")[-1]].get("description"), place
        assert not place.endswith(".id"), place


def test_an_id_in_the_file_is_refused_at_the_top_and_in_practices() -> None:
    step = copy.deepcopy(plain(documents("alignment")[0]))
    step["id"] = "some-id"
    next(iter(step["practices"].values()))["id"] = "some-id"
    for patch in (False, True):
        assert sorted(error.message.split("(")[-1] for error in errors_of("alignment", step, patch)) == [
            "'id' was unexpected)",
            "'id' was unexpected)",
        ]


def test_an_id_in_a_practice_is_told_with_its_place(project: Callable) -> None:
    text = "practices:\n  weekly:\n    id: weekly\n"
    with pytest.raises(PlaybookError) as error:
        load_playbook(project({"playbook/alignment/talk.yaml": text}, "client"))
    said = "playbook/alignment/talk.yaml:3:5: practices.weekly: unknown key 'id'"
    assert [str(problem).splitlines()[0] for problem in error.value.problems] == [said]


def places(values: object, place: tuple = ()) -> Iterator[tuple]:
    items = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, one in items:
        yield (*place, key)
        yield from places(one, (*place, key))


def places_in_mappings(values: dict) -> list[tuple]:
    """Where a patch may reach: not into lists, nor into what is never merged."""
    return [
        place for place in places(values) if all(isinstance(key, str) for key in place) and place[0] not in PER_LAYER
    ]


def at(values: object, place: tuple) -> object:
    for key in place:
        values = values[key]
    return values


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, dict]:
    """A file of the reference playbook with one thing changed: a value, a key lost, a key misspelt, a key added."""
    name = draw(st.sampled_from(list(MODELS)))
    values = copy.deepcopy(plain(draw(st.sampled_from(documents(name)))))
    place = draw(st.sampled_from(sorted(places(values), key=str)))
    parent, last = at(values, place[:-1]), place[-1]
    change = draw(st.sampled_from(["replace", "lose", "misspell", "add"] if isinstance(last, str) else ["replace"]))
    if change == "replace":
        parent[last] = draw(st.sampled_from(WRONG))
    elif change == "lose":
        del parent[last]
    elif change == "misspell":
        parent[last + "Q"] = parent.pop(last)
    else:
        parent["added"] = draw(st.sampled_from(WRONG))
    return name, values


@settings(max_examples=400, deadline=None)
@given(broken())
def test_what_the_model_refuses_the_schema_refuses_in_the_same_lines(case: tuple[str, dict]) -> None:
    name, values = case
    assert lines_of_schema(name, values) == problems_of_model(name, laid_out(values))


@st.composite
def patches(draw: st.DrawFn) -> tuple[str, dict, dict]:
    """A file of the reference playbook and a patch of it that changes one value."""
    name = draw(st.sampled_from(list(MODELS)))
    base = plain(draw(st.sampled_from(documents(name))))
    inner = places_in_mappings(base)
    place = draw(st.sampled_from(sorted(inner, key=str)))
    before = at(base, place)
    value = draw(st.sampled_from([*WRONG[1:], before]))
    if isinstance(before, list):
        value = draw(st.sampled_from([value, {"add": ["x"]}, {"add": [{"text": 7}]}]))
    says_kinds = draw(st.booleans())
    patch: object = value
    for depth in reversed(range(len(place))):
        around = at(base, place[:depth])
        kind = {"kind": around["kind"]} if says_kinds and "kind" in around else {}
        patch = {**kind, place[depth]: patch}
    return name, base, patch


@settings(max_examples=400, deadline=None)
@given(patches())
def test_a_patch_passes_where_it_leads_to_something_right_and_fails_where_it_says_something_wrong(
    case: tuple[str, dict, dict],
) -> None:
    name, base, patch = case
    merged = merge(laid_out(base), laid_out(patch), []).plain()
    wrong = bool(problems_of_model(name, laid_out(merged)))
    refused = bool(errors_of(name, patch, patch=True))
    # Without its kind, a patch of an input may say what is right of another kind.
    if says_all_kinds(patch, base):
        assert refused == wrong
    else:
        assert wrong or not refused


def says_all_kinds(patch: object, base: object) -> bool:
    if not isinstance(patch, dict) or not isinstance(base, dict):
        return True
    return ("kind" in patch or "kind" not in base) and all(
        says_all_kinds(one, base.get(key)) for key, one in patch.items()
    )


@settings(deadline=None)
@given(st.data())
def test_a_patch_may_leave_out_and_remove_anything_in_a_mapping(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(MODELS)))
    values = copy.deepcopy(plain(data.draw(st.sampled_from(documents(name)))))
    inner = places_in_mappings(values)
    for place in data.draw(st.lists(st.sampled_from(sorted(inner, key=str)), max_size=8)):
        try:
            parent = at(values, place[:-1])
        except (KeyError, TypeError):
            continue
        if isinstance(parent, dict) and data.draw(st.booleans()):
            parent.pop(place[-1], None)
        elif isinstance(parent, dict):
            parent[place[-1]] = None
    assert [error.message for error in errors_of(name, values, patch=True)] == []


def test_only_a_patch_may_hide_a_thing_and_playbook_yaml_may_not_be_hidden() -> None:
    assert errors_of("roles", {"hide": True}, patch=True) == []
    assert errors_of("playbook", {"hide": True}, patch=True)
    assert any("'hide' was unexpected" in error.message for error in errors_of("roles", {"hide": True}))


def test_layers_of_one_playbook_are_never_merged() -> None:
    assert errors_of("playbook", {"extends": ["reference"]}, patch=True) == []
    assert errors_of("playbook", {"extends": {"add": ["reference"]}}, patch=True)


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["-C", str(folder), "schema", *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_command_shows_one_schema_by_folder_or_kind(tmp_path: Path) -> None:
    code, by_folder = run(tmp_path, "metrics")
    assert code == 0
    assert run(tmp_path, "metric") == (0, by_folder)
    shown = json.loads(by_folder)
    assert shown["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "category" in shown["required"]
    assert run(tmp_path)[1].split() == list(schema_names())


def test_command_says_what_was_meant(tmp_path: Path) -> None:
    code, output = run(tmp_path, "metrcs")
    assert code == 2
    assert "did you mean 'metrics'" in output


def test_in_a_client_project_schemas_are_of_patches_and_know_the_ids(project: Callable, tmp_path: Path) -> None:
    client = project(
        {"playbook/tools/chat-desk.yaml": "title: Chat\nsummary: s\nteams: [sales]\nused_for: [x]\n"}, "client"
    )
    code, output = run(client.root, "--write", ".playsmith/schema")
    assert code == 0, output
    written = {path.stem: json.loads(path.read_text()) for path in (client.root / ".playsmith/schema").iterdir()}
    assert written.keys() == FILES.keys()
    assert "required" not in written["roles"]
    tools = written["roles"]["properties"]["tools"]["items"]
    assert "chat-desk" in tools["examples"]
    assert "pattern" in tools and "enum" not in tools
    assert "required" in json.loads(run(client.root, "roles", "--whole")[1])
    assert not list(tmp_path.glob("*/*.json"))
