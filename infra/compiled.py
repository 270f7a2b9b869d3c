"""Bytecode for every module in the Lambda zip: /var/task cannot be written to, so without it each
cold start compiles everything again.

Unchecked-hash files, since a zip's dates say nothing: Python takes them without looking at the source.
https://docs.python.org/3/reference/import.html#cached-bytecode-invalidation
"""

import hashlib
import importlib.util
import py_compile
import sys
import zipfile
from pathlib import Path

LAMBDA_ROOT = "/var/task"  # where Lambda lays the zip: what a stack trace names


def add_compiled(package: Path, cache: Path) -> int:
    """Put a `__pycache__` file beside each module of the zip; returns how many.

    `cache` keeps what was compiled, by name and content. A file that isn't valid Python (some
    libraries ship templates as .py) stays as it is.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(package, "a") as archive:
        names = set(archive.namelist())
        modules = sorted(name for name in names if name.endswith(".py"))
        added = 0
        for name in modules:
            target = importlib.util.cache_from_source(name)
            compiled = _compiled(name, archive.read(name), cache)
            if compiled is not None and target not in names:
                entry = zipfile.ZipInfo(target, archive.getinfo(name).date_time)
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, compiled, zipfile.ZIP_DEFLATED, compresslevel=9)
                added += 1
    return added


def _compiled(name: str, source: bytes, cache: Path) -> bytes | None:
    key = hashlib.sha256(b"\0".join([sys.version.encode(), name.encode(), source])).hexdigest()
    kept = cache / f"{key}.pyc"
    if not kept.exists():
        copy = cache / "module.py"
        copy.write_bytes(source)
        try:
            py_compile.compile(
                str(copy),
                cfile=str(kept),
                dfile=f"{LAMBDA_ROOT}/{name}",
                doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
        except (py_compile.PyCompileError, ValueError):
            return None
        finally:
            copy.unlink()
    return kept.read_bytes()
