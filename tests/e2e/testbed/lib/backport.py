"""Go from Debian 13 backports, unpacked into the cache folder. Nothing is installed on the system."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGES = ("golang-1.26-go", "golang-1.26-src")
SUITE = "trixie-backports"


def place() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "relight" / "peers" / "go-1.26"


def install() -> str:
    target = place()
    go = target / "usr/lib/go-1.26/bin/go"
    if go.exists():
        return str(go)
    print("testbed: no Go 1.26 here, unpacking Debian's backport of it", file=sys.stderr, flush=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=".go-", dir=target.parent))
    try:
        for deb in _download(half / "apt"):
            subprocess.run(["dpkg-deb", "-x", str(deb), str(half / "tree")], check=True)
        (half / "tree").rename(target)
    except (OSError, subprocess.CalledProcessError) as error:
        why = f"apt-get or dpkg-deb ended with {error.returncode}" if isinstance(error, subprocess.CalledProcessError) else error
        sys.exit(f"testbed: Go 1.26 could not be had from {SUITE} ({why}). Check the network, or install Go 1.26 and put it on PATH.")
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return str(go)


def mirror() -> str:
    """The Debian mirror that this machine already uses."""
    for file in (Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("*"))):
        if not file.is_file():
            continue
        for line in file.read_text(errors="replace").splitlines():
            for word in line.split():
                if line.startswith(("deb ", "URIs:")) and word.startswith("http") and "security" not in word:
                    return word
    raise OSError("no Debian mirror in /etc/apt")


def _download(folder: Path) -> list[Path]:
    """With apt's own folders moved aside, so that no right to change the system is needed."""
    for part in ("lists/partial", "archives/partial", "etc"):
        (folder / part).mkdir(parents=True)
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (folder / "etc/sources.list").write_text(f"deb [signed-by={keyring}] {mirror()} {SUITE} main\n")
    (folder / "etc/status").touch()
    apt = ["apt-get", "-q", "-y", "-o", f"Dir::Etc::sourcelist={folder}/etc/sources.list", "-o", "Dir::Etc::sourceparts=/dev/null",
           "-o", f"Dir::State::lists={folder}/lists", "-o", f"Dir::State::status={folder}/etc/status",
           "-o", f"Dir::Cache={folder}", "-o", f"Dir::Cache::archives={folder}/archives", "-o", "Debug::NoLocking=1",
           "-o", "APT::Sandbox::User=root"]
    subprocess.run([*apt, "-o", "APT::Update::Error-Mode=any", "update"], check=True, stdout=sys.stderr)
    subprocess.run([*apt, "download", *PACKAGES], check=True, stdout=sys.stderr, cwd=folder)
    return sorted(folder.glob("*.deb"))
