"""Each module in the zip has its bytecode, which Python takes though nothing can be written there."""

import importlib.util
import marshal
import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from infra.compiled import add_compiled

UNCHECKED_HASH = 0b01
# Of the libraries: templates of other languages, never imported.
FEW = 20


def test_every_module_is_compiled_for_the_interpreter_that_runs_it(shipped: ZipFile) -> None:
    names = set(shipped.namelist())
    modules = [name for name in names if name.endswith(".py")]
    missing = [n for n in modules if importlib.util.cache_from_source(n) not in names]
    assert len(modules) > 1000
    assert len(missing) < FEW, missing
    assert not [name for name in missing if name.startswith(("app.py", "chalicelib/"))]


def test_bytecode_says_it_need_not_be_compared_and_names_lambdas_own_folder(
    shipped: ZipFile,
) -> None:
    data = shipped.read(importlib.util.cache_from_source("app.py"))
    assert data[:4] == importlib.util.MAGIC_NUMBER
    assert int.from_bytes(data[4:8], "little") == UNCHECKED_HASH
    assert marshal.loads(data[16:]).co_filename == "/var/task/app.py"


def test_importing_from_a_folder_that_cannot_be_written_compiles_nothing(unpacked: Path) -> None:
    program = f"import sys; sys.path.insert(0, {str(unpacked)!r}); import app"
    done = subprocess.run(
        [sys.executable, "-v", "-I", "-S", "-B", "-c", program],
        env={**os.environ, "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    # `-v` names each module's source when it has to be compiled.
    loaded = re.findall(
        rf"code object from '?{re.escape(str(unpacked))}/(\S+?)'?$", done.stderr, re.M
    )
    assert len(loaded) > 200
    assert [name for name in loaded if name.endswith(".py")] == []


def test_a_module_that_is_no_python_stays_as_it_is(tmp_path: Path) -> None:
    package = tmp_path / "package.zip"
    with ZipFile(package, "w") as archive:
        archive.writestr("template.py", "{% if python %}")
        archive.writestr("good.py", "x = 1")
    assert add_compiled(package, tmp_path / "cache") == 1
    with ZipFile(package) as archive:
        assert archive.read("template.py") == b"{% if python %}"
        assert importlib.util.cache_from_source("good.py") in archive.namelist()
