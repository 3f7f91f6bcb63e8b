"""Run by Pyodide's own Python at set-up: bytecode of the modules that every start imports.

As it comes, the standard library is an archive of sources, and each start would compile a hundred and fifty of them.
"""

import importlib
import importlib._bootstrap_external
import importlib.util
import sys
import zipfile

LIBRARY = next(path for path in sys.path if path.endswith(".zip"))


def write(imported, path):
    """An archive of .pyc files: of what is loaded once the modules named in `imported` are, too."""
    for name in imported.split():
        importlib.import_module(name)
    with zipfile.ZipFile(LIBRARY) as library, zipfile.ZipFile(path, "w") as written:
        for name in sorted(loaded() & set(library.namelist())):
            written.writestr(f"{name}c", bytecode(name, library.read(name)))


def loaded():
    """The sources of the modules that are loaded, by their names in the archive. Frozen modules have none."""
    specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
    return {str(spec.origin).removeprefix(f"{LIBRARY}/") for spec in specs if spec}


def bytecode(name, source):
    """A .pyc that is taken without a look for its source."""
    code = compile(source, f"{LIBRARY}/{name}", "exec", dont_inherit=True)
    made = importlib._bootstrap_external._code_to_hash_pyc
    return bytes(made(code, importlib.util.source_hash(source), checked=False))
