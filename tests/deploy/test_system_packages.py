"""What `make test` installs of the system's packages, or names, on a machine that lacks them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infra.package import ROOT

TOOLS = ("bash", "dirname", "env", "grep", "sort")
# The machine's zbar is not a command; a stand-in for ldconfig says whether it is there.
THERE = ("git", "chromium-headless-shell", "pdftotext", "qpdf")


class Machine:
    """A machine with these commands and nothing else; what it asks apt-get for is in `asked`."""

    def __init__(self, folder: Path) -> None:
        self.bin = folder
        for tool in TOOLS:
            (folder / tool).symlink_to(shutil.which(tool) or "")
        self.has("python3", f'exec {sys.executable} "$@"')
        self.has("apt-get", f'echo "$@" >>{folder}/asked')
        self.has("ldconfig", "echo libzbar.so.0")
        for command in THERE:
            self.has(command)
        self.user(0)
        self.system("debian")

    def system(self, name: str) -> None:
        (self.bin / "os-release").write_text(f"NAME=whatever\nID={name}\n")

    def has(self, command: str, does: str = "") -> None:
        (self.bin / command).write_text(f"#!{shutil.which('bash')}\n{does}\n")
        (self.bin / command).chmod(0o755)

    def lacks(self, *commands: str) -> None:
        for command in commands:
            (self.bin / command).unlink()

    def user(self, number: int) -> None:
        self.has("id", f"echo {number}")

    def prepares(self, purpose: str = "tests") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", ROOT / "infra/system_packages.sh", purpose],
            env={
                "PATH": str(self.bin),
                "HOME": str(self.bin),
                "OS_RELEASE": str(self.bin / "os-release"),
            },
            capture_output=True,
            text=True,
        )

    @property
    def asked(self) -> str:
        log = self.bin / "asked"
        return log.read_text() if log.exists() else ""


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_machine_that_has_everything_is_left_alone(machine: Machine) -> None:
    done = machine.prepares()
    assert (done.returncode, done.stderr, machine.asked) == (0, "", "")


def test_root_gets_what_is_missing_installed_and_is_told(machine: Machine) -> None:
    machine.lacks("qpdf", "pdftotext")
    machine.has("ldconfig", "echo libc.so.6")
    done = machine.prepares()
    assert done.returncode == 0, done.stderr
    update, install = machine.asked.splitlines()
    assert update.endswith("update")
    assert install.endswith("install -y --no-install-recommends poppler-utils qpdf libzbar0")
    assert "Installing poppler-utils qpdf libzbar0" in done.stderr


def test_sudo_that_asks_for_no_password_is_used(machine: Machine) -> None:
    machine.user(1000)
    machine.has("sudo", '[ "$1" = -n ] && exit\nexec "$@"')
    machine.lacks("chromium-headless-shell")
    assert machine.prepares().returncode == 0
    assert machine.asked.rstrip().endswith("--no-install-recommends chromium-headless-shell")


def test_where_chromium_comes_whole_it_will_do(machine: Machine) -> None:
    machine.system("ubuntu")
    machine.lacks("chromium-headless-shell")
    machine.has("chromium-browser")
    assert machine.prepares().returncode == 0
    machine.lacks("chromium-browser")
    assert machine.prepares().returncode == 0
    assert machine.asked.rstrip().endswith("--no-install-recommends chromium")


def test_without_root_or_sudo_the_one_line_to_type_is_named(machine: Machine) -> None:
    machine.user(1000)
    machine.lacks("chromium-headless-shell", "git")
    done = machine.prepares()
    assert done.returncode == 1
    line = done.stderr.splitlines()[-1].strip()
    assert line == "sudo apt-get install --no-install-recommends git chromium-headless-shell"
    assert machine.asked == ""


def test_a_system_without_apt_is_told_what_is_missing(machine: Machine) -> None:
    machine.lacks("apt-get", "qpdf")
    done = machine.prepares()
    assert done.returncode == 1
    assert done.stderr.startswith("Missing: qpdf")


def test_running_the_portal_takes_python_alone(machine: Machine) -> None:
    machine.lacks(*THERE)
    assert machine.prepares("python").returncode == 0
    assert machine.asked == ""


def test_the_python_found_is_never_a_venvs_own(machine: Machine) -> None:
    # The venv could be the one that is about to be made anew.
    found = subprocess.run(
        ["bash", ROOT / "infra/find_python.sh", "--or-later"],
        env={"PATH": str(machine.bin), "HOME": str(machine.bin)},
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == sys._base_executable  # type: ignore[attr-defined]
