"""YAML that is hostile, broken or odd: a Node with marks, or problems in words; nothing else, and soon."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from playsmith import source
from playsmith.problems import Mark, PlaybookError
from playsmith.source import MAX_BYTES, MAX_DEPTH, Node, parse_document, read_document

ROOT = Path(__file__).parent.parent
REFERENCE = sorted((ROOT / "playbook").rglob("*.yaml"))
PARSERS = {"libyaml": getattr(yaml, "CSafeLoader", None), "pure Python": yaml.SafeLoader}


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both of PyYAML's parsers, the second of which is all there is where no C compiler was."""
    if PARSERS[request.param] is None:
        pytest.skip("PyYAML is here without libyaml")
    monkeypatch.setattr(source, "_Parser", PARSERS[request.param])
    return request.param


def problems(text: str | bytes, tmp_path: Path) -> list[str]:
    file = tmp_path / "x.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PlaybookError) as error:
        read_document(file, "x.yaml")
    return [str(problem).split("\n")[0] for problem in error.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", "no"),
        ("a: yes", "yes"),
        ("a: on", "on"),
        ("a: NO", "NO"),
        ("a: true", True),
        ("a: False", False),
        ("a:", None),
        ("a: ~", None),
        ("a: null", None),
        ('a: "null"', "null"),
        ("a: 2027-01-31", "2027-01-31"),
        ("a: 12:30:00", "12:30:00"),
        ("a: 1_000", "1_000"),
        ("a: 010", 10),
        ("a: 0o10", 8),
        ("a: 0x1F", 31),
        ("a: 0b1", "0b1"),
        ("a: -7", -7),
        ("a: .5", 0.5),
        ("a: 1e3", 1000.0),
        ("a: 1e-999", 0.0),
        ("a: 0.1000000000000000055511151231257827", 0.1),
        ("a: .inf", float("inf")),
        ("a: .nan", ".nan"),
        ("a: =", "="),
        ("a: 9007199254740992", 2**53),
        ("a: '1'", "1"),
        ("a: |\n  one\n  two\n", "one\ntwo\n"),
        ("a: >-\n  one\n  two\n", "one two"),
        ("a: {{b: 1}: 2}", None),
    ],
)
def test_scalars_follow_yaml_1_2(text: str, value: object, parser: str) -> None:
    if "{{" in text:
        with pytest.raises(PlaybookError):
            parse_document(text, "x.yaml")
    else:
        given_value = parse_document(text, "x.yaml").plain()["a"]
        assert given_value == value
        assert type(given_value) is type(value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_marks_count_from_one_whatever_ends_the_lines(end: str, start: str, tmp_path: Path, parser: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes((start + end.join(["# ä", "title: Ä 😀", "list:", "  - a: 1", "    b: 2"])).encode())
    node = read_document(file, "x.yaml")
    assert node.at(("title",)).mark == Mark("x.yaml", 2, 8)
    assert node.at(("title",)).key == Mark("x.yaml", 2, 1)
    assert node.at(("list", 0, "b")).mark == Mark("x.yaml", 5, 8)
    assert node.at(("list", 0, "c")).mark == Mark("x.yaml", 4, 5)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "x.yaml: the file is empty"),
        (b"# nothing\n", "x.yaml: the file is empty"),
        (b"\xef\xbb\xbf", "x.yaml: the file is empty"),
        (b"a: \xff", "x.yaml:1:4: the file is not UTF-8 text"),
        ("title: ä\nb: c".encode("latin-1"), "x.yaml:1:8: the file is not UTF-8 text"),
        ("a: b".encode("utf-16"), "x.yaml:1:1: the file is not UTF-8 text"),
        (b"a: \x00", "x.yaml:1:4: the text has an invisible character (U+0000)"),
        (b"a: b\x1b[31m", "x.yaml:1:5: the text has an invisible character (U+001B)"),
        ("a: b\u202e".encode(), "x.yaml:1:5: the text has an invisible character (U+202E)"),
        ("\na: \u2066".encode(), "x.yaml:2:4: the text has an invisible character (U+2066)"),
        ("a: b\u2028c: d".encode(), "x.yaml:1:5: the text has an invisible character (U+2028)"),
        ("a: b\x85".encode(), "x.yaml:1:5: the text has an invisible character (U+0085)"),
        ("a: b\ufeff".encode(), "x.yaml:1:5: the text has an invisible character (U+FEFF)"),
        (b'a: "\\uD800"', None),
        (b"a" * (MAX_BYTES + 1), "x.yaml: the file is larger than 1,000,000 bytes"),
        (b"a: [" + b"1," * 50_000 + b"1]", "x.yaml:1:99999: the file has more than 50,000 values"),
        (b"[" * 400_000, "x.yaml:1:33: nested deeper than 32 levels"),
        (b"{a: " * 200_000, "x.yaml:1:126: nested deeper than 32 levels"),
        (b"\n".join(b" " * i + b"- a:" for i in range(60)), None),
        (b"? " * 100_000, None),
        (b"- " * 100_000, "x.yaml:1:65: nested deeper than 32 levels"),
        (b"a: &a [*a]", None),
        (b"a: " + b"9" * 900_000, "x.yaml:1:4: a whole number beyond 9,007,199,254,740,992: not allowed here"),
        (b"a: 0x" + b"f" * 900_000, "x.yaml:1:4: a whole number beyond 9,007,199,254,740,992: not allowed here"),
        (b"a: 1e99999", "x.yaml:1:4: a number too large to hold: not allowed here"),
        (b"%YAML 3.0\n---\na: b", None),
        (b"%TAG ! tag:evil,2000:\n---\na: !b c", None),
        (b"a: b\n--- \nc: d", "x.yaml:2:1: a second document starts here: not allowed here"),
        (b"a: b\n...\ntrailing", None),
        (b": a", None),
        (b"a: @b", None),
        (b"a: `b", None),
        (b"a: 'b", None),
        (b"\tb: c", None),
        (b"*a : b", None),
        (b"&a : b", None),
        (b"!!python/object/apply:os.system [ls]", None),
        (b"? {a: b}\n: c", None),
        (b"a: !!float 1\nb: !!binary aGk=\nc: !!set {d}", None),
    ],
)
def test_what_is_refused_is_refused_soon_and_in_words(
    text: bytes, message: str | None, tmp_path: Path, parser: str
) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(text)
    with pytest.raises(PlaybookError) as error:
        read_document(file, "x.yaml")
    assert all(problem.hint and problem.mark.file == "x.yaml" for problem in error.value.problems)
    if message is not None:
        assert [str(problem).split("\n")[0] for problem in error.value.problems] == [message]


def test_bombs_of_aliases_and_merge_keys_are_never_composed(tmp_path: Path, parser: str) -> None:
    levels = "\n".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9) if i else 'lol'}]" for i in range(12))
    assert problems(levels, tmp_path)[0] == "x.yaml:1:5: anchor '&a0': not allowed here"
    merges = "\n".join(f"m{i}: {{<<: [{', '.join([f'*m{i - 1}'] * 2) if i else ''}]}}" for i in range(28))
    assert "merge key '<<': not allowed here" in problems(merges, tmp_path)[0]


def test_every_duplicate_and_every_refusal_of_a_file_is_told(tmp_path: Path, parser: str) -> None:
    assert problems("a: 1\nb: !t 1\na: 2\nc: {d: 1, d: 2}\na: *x\n", tmp_path) == [
        "x.yaml:2:4: tag '!t': not allowed here",
        "x.yaml:3:1: key 'a' stands twice: not allowed here",
        "x.yaml:4:11: key 'd' stands twice: not allowed here",
        "x.yaml:5:1: key 'a' stands twice: not allowed here",
        "x.yaml:5:4: alias '*x': not allowed here",
    ]


def test_what_stood_before_a_syntax_error_is_told_too(tmp_path: Path, parser: str) -> None:
    assert problems("a: 1\na: 2\nb: 'c\n", tmp_path)[0] == "x.yaml:2:1: key 'a' stands twice: not allowed here"
    assert len(problems("a: 1\na: 2\nb: 'c\n", tmp_path)) == 2


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise PermissionError(13, os.strerror(13))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PlaybookError, match=r"^x.yaml: the file cannot be read: permission denied"):
        read_document(tmp_path / "x.yaml", "x.yaml")


def both(text: str) -> list[Node | None]:
    """What each of the two parsers makes of a text; None where it is refused."""
    found: list[Node | None] = []
    before = source._Parser
    try:
        for loader in PARSERS.values():
            source._Parser = loader
            try:
                found.append(parse_document(text, "x.yaml"))
            except PlaybookError:
                found.append(None)
    finally:
        source._Parser = before
    return found


needs_libyaml = pytest.mark.skipif(PARSERS["libyaml"] is None, reason="PyYAML is here without libyaml")


@needs_libyaml
def test_both_parsers_give_the_reference_playbook_mark_by_mark() -> None:
    # The pure one is slow: a part of the files, another one each day of the year, would not be the same twice.
    for path in REFERENCE[::12]:
        fast, pure = both(path.read_text("utf-8"))
        assert fast is not None
        assert fast == pure, path.name


_PLAIN = st.text(st.sampled_from("ab1é😀 -'#:,&"), max_size=6)
_SCALARS = st.one_of(_PLAIN, st.integers(-(2**53), 2**53), st.booleans(), st.none(), st.floats(allow_nan=False))
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PLAIN.filter(bool), inner, max_size=3),
    max_leaves=12,
)


@needs_libyaml
@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_PLAIN.filter(lambda key: key not in ("", "<<")), _VALUES, min_size=1), st.booleans())
def test_both_parsers_read_what_pyyaml_writes(values: dict, flow: bool) -> None:
    text = yaml.dump(values, allow_unicode=True, default_flow_style=flow, Dumper=_NoAliases)
    fast, pure = both(text)
    assert fast == pure
    assert fast is not None


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(st.sampled_from("ab:- \n[]{},&*!|>'\"%@`?#\t\\x0"), max_size=60))
def test_any_bytes_give_a_node_or_problems(tmp_path_factory: pytest.TempPathFactory, data: bytes | str) -> None:
    text = data.decode("utf-8", "replace") if isinstance(data, bytes) else data
    for node in both(text):
        assert node is None or node.mark.line >= 1


def test_mutated_reference_files_give_a_node_or_problems(tmp_path: Path) -> None:
    dice = random.Random(7)
    file = tmp_path / "x.yaml"
    refused = 0
    for path in REFERENCE:
        data = bytearray(path.read_bytes())
        for _ in range(dice.randint(1, 4)):
            at = dice.randrange(len(data))
            data[at : at + dice.randint(0, 3)] = dice.choice(
                [b"", b"\n", b"\t", b":", b"- ", b"{", b"&a", b"\xff", b'"']
            )
        file.write_bytes(bytes(data))
        try:
            read_document(file, "x.yaml")
        except PlaybookError:
            refused += 1
    assert 0 < refused < len(REFERENCE)


def test_depth_counts_what_a_playbook_needs() -> None:
    text = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert parse_document(text, "x.yaml").plain()
