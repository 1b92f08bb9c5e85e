"""Processes that outlive the command that starts them: own session, no shared pipes, known by pid and start time."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

MARK = "RELIGHT_TESTBED_DAEMON"


def _started(pid: int) -> str | None:
    """The start time of a living process: with it a pid that was given to someone else is not mistaken for ours."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] in "ZX" else fields[19]


class Daemons:
    """The processes of one part ("world" or "cluster") of one testbed."""

    def __init__(self, bed, part: str):
        self.bed, self.part = bed, part

    @property
    def pids(self) -> Path:
        return self.bed.path(self.part, "pids")

    def log(self, name: str) -> Path:
        return self.bed.folder(self.part, "logs") / f"{name}.log"

    def start(self, name: str, command, env=None, cwd=None, stdout=None) -> subprocess.Popen:
        """A daemon gets a small environment of its own: nothing of the caller's secrets, clusters or proxies."""
        small = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(self.bed.folder(self.part, "home")), "LC_ALL": "C.UTF-8",
                 MARK: f"{self.bed.dir}#{self.part}", **(env or {})}
        with open(os.devnull if stdout else self.log(name), "ab") as log:
            process = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=stdout or log,
                                       stderr=subprocess.STDOUT, env=small, cwd=cwd or "/", start_new_session=True)
        self.bed.folder(self.part, "pids")
        half = self.pids / f".{name}"
        half.write_text(json.dumps({"pid": process.pid, "start": _started(process.pid)}))
        half.rename(self.pids / name)
        return process

    def pid(self, name: str) -> int | None:
        try:
            known = json.loads((self.pids / name).read_text())
        except (OSError, ValueError):
            return None
        return known["pid"] if known["start"] and _started(known["pid"]) == known["start"] else None

    def names(self) -> list[str]:
        return sorted(f.name for f in self.pids.glob("[!.]*")) if self.pids.is_dir() else []

    def stop(self, names=None, how=signal.SIGTERM, grace=8.0) -> None:
        """Ends them all at once, each with its process group; returns when none is left."""
        names = self.names() if names is None else names
        alive = {name: pid for name in names if (pid := self.pid(name))}
        for pid in alive.values():
            _signal(pid, how)
        deadline = time.monotonic() + grace
        while any(self.pid(name) for name in alive):
            if time.monotonic() > deadline:
                for name in alive:
                    if pid := self.pid(name):
                        _signal(pid, signal.SIGKILL)
                deadline += 3600
            time.sleep(0.02)
        for name in names:
            (self.pids / name).unlink(missing_ok=True)

    def sweep(self) -> None:
        sweep(self.bed, self.part, {self.pid(name) for name in self.names()})

    def say_why(self, name: str) -> str:
        lines = self.log(name).read_text(errors="replace").splitlines()[-8:] if self.log(name).exists() else []
        return f"{name} does not run; the end of {self.log(name)}:\n" + "\n".join(lines)


def _signal(pid: int, how) -> None:
    try:
        os.killpg(pid, how)
    except (ProcessLookupError, PermissionError):
        pass


def sweep(bed, part: str, known=frozenset()) -> None:
    """Kills daemons of this part that are not known, as after a kill between starting one and writing its pid down."""
    mark = f"{MARK}={bed.dir}#{part}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        pid = int(entry.name)
        try:
            # Only session leaders are daemons of ours: what they start themselves carries the mark too.
            if pid != os.getpid() and pid not in known and os.getsid(pid) == pid and mark in (entry / "environ").read_bytes().split(b"\0"):
                os.killpg(pid, signal.SIGKILL)
        except OSError:
            continue
