"""Calculators of engine pyodide without a browser: their checks, wheels, lock, built results and published files."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import math
import posixpath
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from playsmith.calculators.collect import load_calculators
from playsmith.cli import main
from playsmith.compiler import Source
from playsmith.load import load_playbook
from playsmith.problems import Mark, PlaybookError
from playsmith.project import INFO
from playsmith.pyodide_lane import core, fetch, prepared
from playsmith.pyodide_lane.bundles import load_bundle
from playsmith.pyodide_lane.child import Child
from playsmith.pyodide_lane.lock import lock_of
from playsmith.pyodide_lane.packages import find_packages
from playsmith.pyodide_lane.published import digest
from playsmith.pyodide_lane.runner import Unfit, plain, run, throttled
from playsmith.pyodide_lane.wheels import wheel
from playsmith.site import build_site
from playsmith.trees import assets_of, build_trees

DATA = Path(__file__).parent / "data/lane"
ORDERS = {
    "playbook/calculators/orders.yaml": (DATA / "orders.yaml").read_text("utf-8"),
    "playbook/samples/orders.csv": (DATA / "orders.csv").read_bytes(),
    "calculators/orders.py": (DATA / "orders.py").read_text("utf-8"),
    "playbook/images/logo.svg": (DATA.parents[2] / "playbook/images/logo.svg").read_text("utf-8"),
    "playbook/images/favicon.svg": (DATA.parents[2] / "playbook/images/favicon.svg").read_text("utf-8"),
}
MINIMAL = DATA.parents[1] / "sites/minimal/input"
LOCK = {"info": {"abi_version": "2026_0", "arch": "wasm32", "platform": "emscripten_5_0_3", "python": "3.14.2"}}


def changed(path: str, old: str, new: str) -> dict[str, str | bytes]:
    """The project's files with one change."""
    assert old in ORDERS[path]
    return {**ORDERS, path: ORDERS[path].replace(old, new)}


def problems_of(project) -> str:
    with pytest.raises(PlaybookError) as raised:
        load_calculators(load_playbook(project))
    return str(raised.value)


def test_the_sample_is_run_once_for_proof_examples_and_page(project, tmp_path, monkeypatch):
    monkeypatch.setenv("PLAYSMITH_CACHE", str(tmp_path / "cache"))
    started, run_child = [], Child.run

    def watched(child: Child, arguments: dict, files: dict) -> dict:
        started.append((sorted(arguments.items()), sorted(files.items())))
        return run_child(child, arguments, files)

    monkeypatch.setattr(Child, "run", watched)
    site = build_site(project(ORDERS))
    assert any(page.path == "calculators/orders.md" for page in site.pages)
    assert started
    assert all(call not in started[place + 1 :] for place, call in enumerate(started))


def test_wheel_has_the_same_bytes_each_time():
    texts = {"calculators/b.py": "B = 1\n", "calculators/a.py": "A = 1\n"}
    name, content = wheel("playsmith_a", texts, ("tomli==2.0",))
    assert (name, content) == wheel("playsmith_a", dict(reversed(texts.items())), ("tomli==2.0",))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.read("calculators/a.py") == b"A = 1\n"
        recorded = archive.read("playsmith_a-1.dist-info/RECORD").decode()
        assert all(each in recorded for each in archive.namelist())
        assert b"Requires-Dist: tomli==2.0" in archive.read("playsmith_a-1.dist-info/METADATA")


def test_bundle_holds_what_is_imported_and_no_more():
    helpers = {
        f"calculators.{name}": Source(f"calculators.{name}", f"calculators/{name.replace('.', '/')}.py", text)
        for name, text in {
            "tables.read": "from calculators.tables import dates\n",
            "tables.dates": "import datetime\n",
            "shared.unused": "",
        }.items()
    }
    source = Source("calculators.a", "calculators/a.py", "def f():\n    from calculators.tables.read import x\n")
    bundle = load_bundle(source, helpers)
    assert set(bundle.paths) == {"calculators/a.py", "calculators/tables/read.py", "calculators/tables/dates.py"}
    with pytest.raises(PlaybookError, match=r"calculators/a.py:1:1: there is no module calculators.tables.raed"):
        load_bundle(Source("calculators.a", "calculators/a.py", "import calculators.tables.raed\n"), helpers)
    with pytest.raises(PlaybookError, match="'numpy' is no module of Python's own"):
        load_bundle(Source("calculators.a", "calculators/a.py", "import numpy\n"), helpers)


def test_each_package_that_is_not_to_be_had_is_one_problem():
    file, content = wheel("tiny", {"tiny.py": "X = 1\n"})
    digest = hashlib.sha256(content).hexdigest()
    wheels = {file: content, "native-2-cp314-cp314-linux_x86_64.whl": b"x"}
    declared = (
        f"tiny==1 --hash=sha256:{digest}",
        "tiny>=1",
        "tiny==1",
        f"gone==1 --hash=sha256:{digest}",
        f"tiny==1 --hash=sha256:{'0' * 64}",
        f"native==2 --hash=sha256:{digest}",
    )
    found, problems = find_packages(declared, wheels, lambda index: Mark("x.yaml", index + 1, 1))
    assert [each.name for each in found] == ["tiny"]
    assert [problem.mark.line for problem in problems] == [2, 3, 4, 5, 6]
    words = ("not pinned", "not pinned", "there is no wheel of gone", "its sha256 differs", "is not pure Python")
    for problem, word in zip(problems, words, strict=True):
        assert word in problem.message and problem.hint


def test_lock_is_of_pyodides_own_form_and_the_same_each_time():
    file, content = wheel("tiny", {"tiny.py": "X = 1\n"})
    text = lock_of(LOCK, {file: content}, Mark("x"))
    assert text == lock_of(LOCK, {file: content}, Mark("x"))
    entry = json.loads(text)["packages"]["tiny"]
    assert entry["file_name"] == file
    assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    needing = dict([wheel("needing", {"n.py": ""}, ("absent==1",))])
    with pytest.raises(PlaybookError, match="absent"):
        lock_of(LOCK, needing, Mark("x"))


def test_results_become_plain_json():
    @dataclass
    class Row:
        share: Decimal
        never: float

    assert plain([Row(Decimal("0.5"), math.inf), {"a": (1, None)}]) == [
        {"share": 0.5, "never": "Infinity"},
        {"a": [1, None]},
    ]
    with pytest.raises(Unfit):
        plain(math.nan)
    with pytest.raises(Unfit, match="object"):
        plain(object())


def test_progress_is_told_ten_times_a_second_at_most():
    told = []
    progress = throttled(lambda *step: told.append(step))
    for step in range(100_001):
        progress(step, 100_000)
    assert told[-1] == (100_000, 100_000)
    assert len(told) < 100


def test_errors_name_the_line_of_the_calculator(tmp_path, monkeypatch):
    folder = tmp_path / "calculators"
    folder.mkdir()
    (folder / "lane_faulty.py").write_text("import json\n\n\ndef calculate(*, x):\n    return json.loads(x)\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in __import__("sys").modules if name.split(".")[0] == "calculators"]:
        monkeypatch.delitem(__import__("sys").modules, name)
    answer = json.loads(run(json.dumps({"module": "calculators.lane_faulty", "arguments": {"x": "{"}})))
    assert answer["error"]["type"] == "JSONDecodeError"
    assert (answer["error"]["file"], answer["error"]["line"]) == ("calculators/lane_faulty.py", 5)


def sha256(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def test_site_with_such_a_calculator_carries_python_checked_and_hashed(project):
    site = build_site(project(ORDERS))
    files = {asset.path: asset.content for asset in (*site.assets, *site.shared)}
    folder = next(path for path in files if path.endswith("/frame.html")).rpartition("/")[0]
    assert gzip.decompress(files[f"{folder}/python_stdlib.zip.bin"])[:2] == b"PK"
    manifest = json.loads(
        files["assets/playsmith/calculators/orders.js"].decode().partition("lane: ")[2].removesuffix(",\n});\n")
    )
    for each in (*manifest["core"], *manifest["wheels"]):
        content = files[f"assets/playsmith/{each['path']}"]
        assert len(content) == each["bytes"]
        assert sha256(content) == each["sent"]
        assert digest(gzip.decompress(content) if each["packed"] else content) == each["digest"]
    page = next(page.text for page in site.pages if page.path == "calculators/orders.md")
    assert "$60" in page and "data-lane-run" in page
    again = build_site(project(ORDERS, name="again"))
    assert {a.path: a.content for a in (*again.assets, *again.shared)} == files


def test_all_languages_share_one_copy(project):
    """Of the runtime, wherever the calculator is: here the German layer alone has it."""
    info = {
        "playbook/playbook.yaml": "languages: {de: [../german]}\n" + (MINIMAL / INFO).read_text("utf-8"),
        "../german/playbook/playbook.yaml": "title: Zwei\nsummary: Zwei Sprachen.\nlanguage: de\n",
    }
    own = {path: text for path, text in ORDERS.items() if "images" in path}
    german = {f"../german/{path}": text for path, text in ORDERS.items() if "images" not in path}
    default, further = trees = build_trees(project({**own, **german, **info}).root)
    names = [asset.path.rpartition("/")[2] for asset in assets_of(default, trees)]
    assert names.count("frame.html") == names.count("lane.js") == names.count("python_stdlib.zip.bin") == 1
    paths = {asset.path for asset in assets_of(default, trees)}
    assert not [a.path for a in assets_of(further, trees) if "pyodide-" in a.path or "wheels/" in a.path]
    script = next(a.content for a in assets_of(further, trees) if a.path.endswith("calculators/orders.js")).decode()
    manifest = json.loads(script.partition("lane: ")[2].removesuffix(",\n});\n"))
    for each in (*manifest["core"], *manifest["wheels"]):
        assert posixpath.normpath(f"de/assets/playsmith/{each['path']}") in paths


def test_snapshots_can_be_switched_off(project):
    brand = (DATA.parents[2] / "site_config/brand.yaml").read_text("utf-8")
    site = build_site(project({**ORDERS, "site_config/brand.yaml": f"{brand}\npython_snapshot: false\n"}))
    script = next(asset.content for asset in site.assets if asset.path.endswith("calculators/orders.js"))
    assert b'"snapshot": false' in script


def test_site_without_carries_none_of_it(project):
    site = build_site(project({path: text for path, text in ORDERS.items() if "images" in path}))
    assert site.shared == ()
    assert not [asset.path for asset in site.assets if "pyodide" in asset.path or "wheels" in asset.path]
    assert not any("data-lane" in page.text for page in site.pages)
    styles = next(asset.content for asset in site.assets if asset.path.endswith("playsmith.css"))
    assert b"ps-lane" not in styles


def test_examples_are_run(project):
    files = changed("playbook/calculators/orders.yaml", "total: 120.0", "total: 121.0")
    assert "total is 120.0, not 121.0" in problems_of(project(files))
    files = changed("calculators/orders.py", "len(rows), ", "'many', ")
    assert "rows: 'many' is not int" in problems_of(project(files))
    files = changed("calculators/orders.py", "amounts = []", "amounts = [] + 1")
    assert "calculators/orders.py:21" in problems_of(project(files))


def test_what_never_ends_is_stopped(project):
    files = changed("calculators/orders.py", "amounts = []", "while True: pass")
    path = "playbook/calculators/orders.yaml"
    files[path] = files[path].replace("seconds: 20", "seconds: 1").partition("  - inputs:")[0]
    assert "took more than 1 seconds" in problems_of(project(files))


def test_each_mistake_is_one_problem_with_its_place(project):
    path = "playbook/calculators/orders.yaml"
    assert "there is no file playbook/samples/gone.csv" in problems_of(
        project(changed(path, "samples/orders.csv", "samples/gone.csv"))
    )
    assert "has no parameter 'orders'" in problems_of(
        project(
            changed("calculators/orders.py", "orders: bytes, factor: float", "order: bytes, factor: float"), name="b"
        )
    )
    assert "a compiled calculator takes no files" in problems_of(
        project(changed(path, "engine: pyodide", "engine: compiled"), name="c")
    )
    assert "is not pinned and hashed" in problems_of(
        project(changed(path, "engine: pyodide", "engine: pyodide\npackages: [tomli]"), name="d")
    )


def stranger(tmp_path: Path, files: dict) -> str:
    """A layer that is not trusted; what to write into `extends`."""
    folder = tmp_path / "stranger"
    for path, text in {"playbook/playbook.yaml": "title: Stranger\nsummary: One.\n", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return "../stranger"


def test_python_of_a_layer_that_is_not_trusted_is_not_run(project, tmp_path):
    trap = tmp_path / "trap"
    code = f"open({str(trap)!r}, 'w').close()\n{ORDERS['calculators/orders.py']}"
    calculator = {path: text for path, text in ORDERS.items() if "images" not in path}
    layer = stranger(tmp_path, {**calculator, "calculators/orders.py": code})
    images = {path: text for path, text in ORDERS.items() if "images" in path}
    minimal = (Path(__file__).parent / "sites/minimal/input/playbook/playbook.yaml").read_text("utf-8")
    site = build_site(project({**images, "playbook/playbook.yaml": f"extends: [{layer}]\n{minimal}"}))
    page = next(page.text for page in site.pages if page.path == "calculators/orders.md")
    assert "$60" in page
    assert "data-lane-built>These results are stated" in page
    assert not trap.exists()
    trusting = f"extends: [{layer}]\ntrust: [{layer}]\n{minimal}"
    site = build_site(project({**images, "playbook/playbook.yaml": trusting}, name="trusting"))
    assert trap.exists()
    assert any("data-lane-built>These are the results for the sample" in page.text for page in site.pages)


def test_calc_takes_files(project, tmp_path):
    root = str(project(ORDERS).root)
    (tmp_path / "own.csv").write_text("a,1\nb,2.5\n", "utf-8")
    given = ["-C", root, "calc", "orders", "--file", f"orders={tmp_path / 'own.csv'}"]
    answer = CliRunner().invoke(main, given)
    assert json.loads(answer.output)["outputs"]["total"] == 3.5
    (tmp_path / "own.csv").write_text("", "utf-8")
    answer = CliRunner().invoke(main, given)
    assert answer.exit_code == 1
    assert json.loads(answer.output)["problems"][0]["code"] == "no_rows"
    assert CliRunner().invoke(main, [*given[:4], "--file", "orders=/nowhere.csv"]).exit_code == 2
    assert CliRunner().invoke(main, [*given, "--engine", "compiled"]).exit_code == 2


def test_core_that_is_missing_or_other_is_one_problem(tmp_path, monkeypatch):
    with pytest.raises(PlaybookError, match="which this installation does not have"):
        core.read_core(Mark("x.yaml", 1, 1), tmp_path)
    for path in fetch.FOLDER.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert fetch.is_whole(tmp_path)
    with monkeypatch.context() as other:
        other.setitem(fetch._prepared, "recipe", lambda: "prepared in another way")
        assert not fetch.is_whole(tmp_path)
    (tmp_path / "python_stdlib.zip.bin").write_bytes(b"PK")
    assert not fetch.is_whole(tmp_path)


def test_what_a_start_imports_is_bytecode_and_nothing_is_missing():
    archive = gzip.decompress((fetch.FOLDER / "python_stdlib.zip.bin").read_bytes())
    with zipfile.ZipFile(io.BytesIO(archive)) as library:
        names = library.namelist()
        made = {name: library.read(name)[:8] for name in names if name.endswith(".pyc")}
    assert {"csv.pyc", "statistics.pyc", "email/__init__.pyc", "_pyodide/_base.pyc", "asyncio/events.pyc"} <= set(made)
    # Taken without a look for the source, which is not there.
    assert {head[4:] for head in made.values()} == {b"\x01\0\0\0"}
    assert not {f"{name}c" for name in names} & set(names)
    assert {"imaplib.py", "unittest/case.py", "importlib/_bootstrap.py"} <= set(names)
    assert len([name for name in names if name.endswith((".py", ".pyc"))]) > 550


def npm_that(tmp_path: Path, writes: str, node: str = sys.executable) -> SimpleNamespace:
    return SimpleNamespace(npm=[sys.executable, "-c", writes], node=node)


def test_archive_that_is_not_the_pinned_one_is_refused(tmp_path, monkeypatch):
    other = npm_that(tmp_path, "open('x.tgz', 'wb').write(b'something else')")
    monkeypatch.setattr(fetch, "_npms", lambda place: [other])
    with pytest.raises(fetch.NotFetched, match="not the pinned one"):
        fetch.fetch(tmp_path / "core")
    assert not (tmp_path / "core").exists()


def test_each_npm_is_tried_and_the_last_one_heard(tmp_path, monkeypatch):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as tar:
        for name, text in (("pyodide.js", ""), ("pyodide.asm.mjs", "export default made;\n"), ("pyodide.asm.wasm", "")):
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(text)
            tar.addfile(entry, io.BytesIO(text.encode()))
    (tmp_path / "x.tgz").write_bytes(content.getvalue())
    pinned = fetch.Pins("pyodide", "1", base64.b64encode(hashlib.sha512(content.getvalue()).digest()).decode())
    monkeypatch.setattr(fetch, "pins", lambda: pinned)
    copies = f"import shutil; shutil.copy({str(tmp_path / 'x.tgz')!r}, '.')"
    silent = npm_that(tmp_path, "import sys; sys.exit('no network')")
    # A Python for a Node: it does not take the script.
    monkeypatch.setattr(fetch, "_npms", lambda place: [silent, npm_that(tmp_path, copies)])
    with pytest.raises(fetch.NotFetched, match="Pyodide does not run in"):
        fetch.fetch(tmp_path / "core")
    monkeypatch.setattr(fetch, "_npms", lambda place: [silent])
    with pytest.raises(fetch.NotFetched, match="no network"):
        fetch.fetch(tmp_path / "core")
    assert not (tmp_path / "core").exists()


def test_scripts_of_another_form_are_refused():
    assert "self.createPyodideModule = made;" in prepared.classic("", "var made;\nexport default made;\n")
    with pytest.raises(prepared.NotPrepared, match="one export"):
        prepared.classic("", "export { made };\n")
