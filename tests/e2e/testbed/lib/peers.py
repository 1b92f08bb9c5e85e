"""The real peers' binaries: built once from pinned modules, cached by what they are built from."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import golang

SOURCES = Path(__file__).resolve().parent.parent / "peers"
NEEDED = ("kubernetes", "kwok", "argocd")


def cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "relight" / "peers"


def place(component: str) -> Path:
    """Where this component's binaries live; another go.mod, go.sum or build script means another folder."""
    digest = hashlib.sha256()
    for file in (SOURCES / component / "go.mod", SOURCES / component / "go.sum", SOURCES / "build.sh"):
        digest.update(file.read_bytes())
    return cache() / f"{component}-{digest.hexdigest()[:12]}"


def host_terraform() -> str | None:
    """The machine's own terraform; inside the private root the host's is under /run/host. RELIGHT_TESTBED_OPENTOFU hides it."""
    if os.environ.get("RELIGHT_TESTBED_OPENTOFU"):
        return None
    found = shutil.which("terraform")
    if found:
        return found
    inside = Path("/run/host/usr/local/bin/terraform"), Path("/run/host/usr/bin/terraform")
    return next((str(p) for p in inside if os.access(p, os.X_OK)), None)


def provisioner() -> tuple[str, str]:
    """("terraform" | "opentofu", its program)."""
    terraform = host_terraform()
    return ("terraform", terraform) if terraform else ("opentofu", str(place("opentofu") / "bin/tofu"))


def components() -> tuple[str, ...]:
    return NEEDED if host_terraform() else NEEDED + ("opentofu",)


def missing() -> list[str]:
    return [c for c in components() if not place(c).is_dir()]


def build(wanted=None) -> None:
    try:
        for component in wanted or components():
            _build_one(component)
    except KeyboardInterrupt:
        sys.exit("testbed: interrupted. What is compiled so far is kept: call again to go on.")
    if _objects().is_dir() and not missing():
        with open(cache() / "build.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            shutil.rmtree(_objects(), ignore_errors=True)


def _objects() -> Path:
    """Kept while something is left to build, so that an interrupted build goes on where it was."""
    return cache() / ".go-build"


def _build_one(component: str) -> None:
    target = place(component)
    if target.is_dir():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    # One builder at a time: two of them would only take the processors away from each other.
    with open(target.parent / "build.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if target.is_dir():
            return
        for stale in target.parent.glob(f".{component}-*"):
            shutil.rmtree(stale, ignore_errors=True)
        # Filled aside and renamed when whole: an interrupted build leaves nothing that looks finished.
        half = Path(tempfile.mkdtemp(prefix=f".{component}-", dir=target.parent))
        try:
            print(f"testbed: building {component} (once, some minutes)", file=sys.stderr, flush=True)
            command = ["nice", "-n", "10", str(SOURCES / "build.sh"), component, str(half)]
            result = subprocess.run(command, env=golang.environment(_objects()), stdout=sys.stderr)
            if result.returncode != 0:
                sys.exit(f"testbed: {component} did not build (exit {result.returncode}); the messages above say why. "
                         "Run the same command again after that is put right.")
            half.chmod(0o755)
            half.rename(target)
        finally:
            shutil.rmtree(half, ignore_errors=True)
