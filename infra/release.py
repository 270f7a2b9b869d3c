"""What a package calls itself, in logs, /healthz and the stack's outputs: version and commit."""

import subprocess
import tomllib
from pathlib import Path


def release(root: Path) -> str:
    """`0.2.0+1a2b3c4d5e6f`, with `.changed` where a tracked file differs from that commit.

    Without git, or outside a repository, the version alone.
    """
    version = str(tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"])
    commit = _git(root, "rev-parse", "--short=12", "HEAD")
    if not commit:
        return version
    changed = ".changed" if _git(root, "status", "--porcelain", "--untracked-files=no") else ""
    return f"{version}+{commit}{changed}"


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
