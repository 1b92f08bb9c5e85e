"""A Go that is new enough: the machine's own, the host's seen from inside the private root, or Debian 13's backport."""

import os
import re
import subprocess
import sys
from pathlib import Path

from . import backport

NEEDED = (1, 26, 6)
ROOT = "/run/host"


def version(go: str) -> tuple[int, ...]:
    try:
        text = subprocess.run([go, "env", "GOVERSION"], capture_output=True, text=True, timeout=30,
                              env={**os.environ, "GOTOOLCHAIN": "local"}).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = re.search(r"go(\d+)\.(\d+)(?:\.(\d+))?", text)
    return tuple(int(part or 0) for part in found.groups()) if found else ()


def candidates() -> list[str]:
    if os.environ.get("RELIGHT_TESTBED_NO_HOST_GO"):
        return []
    folders = os.environ.get("PATH", "").split(":") + ["/usr/local/go/bin", "/usr/lib/go-1.26/bin"]
    folders += [ROOT + f for f in ("/usr/local/go/bin", "/usr/lib/go-1.26/bin", "/usr/lib/go/bin", "/snap/go/current/bin")]
    return [p for p in dict.fromkeys(f"{f}/go" for f in folders if f) if os.access(p, os.X_OK)]


def find() -> str:
    for go in candidates():
        if version(go) >= NEEDED:
            return go
    go = backport.install()
    if version(go) < NEEDED:
        sys.exit(f"testbed: no Go {'.'.join(map(str, NEEDED))} or newer on this machine, and {go} is older. Install one and try again.")
    return go


def environment(objects: Path) -> dict[str, str]:
    """This environment with that Go first on PATH. What it compiles goes to `objects` unless GOCACHE says otherwise (some 5 GB, of
    use only until the peers are built); its proxy and module cache stay the machine's."""
    go = Path(find()).resolve()
    env = {"GOCACHE": str(objects), **os.environ}
    env["PATH"] = f"{go.parent}:{env.get('PATH', '')}"
    env["GOROOT"] = str(go.parent.parent)
    return env
