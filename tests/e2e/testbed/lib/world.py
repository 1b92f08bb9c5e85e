"""What a loss of the cluster does not touch: Git, the database server, the webhook, the commander's own folder with its tools."""

import os
import subprocess
import sys
import time

from . import peers, postgres, seed
from .bed import ENTER, PROGRAM, Bed, is_free
from .daemon import Daemons


def up(bed: Bed, options) -> None:
    _tools(bed)
    _serve(bed, "git", "git-server")
    _serve(bed, "world", "world-server")
    postgres.make(bed, options.orders)
    if not bed.work.is_dir():
        _bare(bed)
        seed.seed(bed, options.variant, options.applications, options.waves)


def down(bed: Bed) -> None:
    Daemons(bed, "world").stop()
    Daemons(bed, "world").sweep()


def set_password(bed: Bed, password: str) -> None:
    """Git takes this password from the next request on."""
    file = bed.path("world/git-password")
    file.touch(mode=0o600)
    file.write_text(password)


def _serve(bed: Bed, port: str, command: str) -> None:
    daemons = Daemons(bed, "world")
    if daemons.pid(command):
        return
    if not bed.path("world/git-password").exists():
        bed.folder("world/git")
        set_password(bed, bed.data["gitPassword"])
    daemons.start(command, [sys.executable, PROGRAM, command, "--dir", bed.dir])
    while is_free(bed.port(port)):
        if not daemons.pid(command):
            sys.exit(f"testbed: {daemons.say_why(command)}")
        time.sleep(0.02)


def _bare(bed: Bed) -> None:
    bare = bed.path("world/git/gitops.git")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(bare)], check=True)


def _tools(bed: Bed) -> None:
    """Goes in front of PATH: the machine's terraform, and PostgreSQL's clients in the same version as the server."""
    name, program = peers.provisioner()
    outside = program.removeprefix("/run/host")
    _script(bed, "terraform" if name == "terraform" else "tofu", f'[ -x {outside} ] && exec {outside} "$@"\nexec {program} "$@"')
    for tool in ("psql", "pg_restore", "pg_dump"):
        _script(bed, tool, f'exec "{ENTER}" {postgres.programs() / tool} "$@"')


def _script(bed: Bed, name: str, body: str) -> None:
    file = bed.folder("bin") / name
    file.write_text(f"#!/bin/sh\n{body}\n")
    os.chmod(file, 0o755)
