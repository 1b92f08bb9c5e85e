"""The GitOps repository of one testbed: filled from repo/, changed by variants, committed and pushed. Can be called again at any time."""

import os
import shutil
import subprocess

from . import many, peers, variants
from .bed import ENTER, HERE, PROGRAM, Bed


def seed(bed: Bed, chosen=(), applications=0, waves=6, mutate=None) -> str:
    """Returns the commit. mutate(bed) may change bed.work after the variants did."""
    unknown = [name for name in chosen if name not in variants.ALL]
    if unknown:
        raise SystemExit(f"testbed: no variant is called {', '.join(unknown)}; there are {', '.join(variants.ALL)}.")
    if not bed.work.is_dir():
        bed.work.parent.mkdir(parents=True, exist_ok=True)
        _git(bed, "clone", "-q", bed.path("world/git/gitops.git"), bed.work, cwd=bed.dir)
        _git(bed, "symbolic-ref", "HEAD", "refs/heads/main")
    _fill(bed)
    if applications:
        many.write(bed, applications, waves)
    for name in chosen:
        variants.ALL[name](bed)
    if mutate:
        mutate(bed)
    return push(bed, "Describe production" + (f" ({', '.join(chosen)})" if chosen else ""))


def push(bed: Bed, message: str) -> str:
    """Commits whatever changed in the working clone and pushes it past the password, straight into the bare repository."""
    _git(bed, "add", "-A")
    if _git(bed, "status", "--porcelain") or not _git(bed, "rev-list", "--all", "-n1"):
        _git(bed, "commit", "-q", "-m", message)
    _git(bed, "push", "-q", bed.path("world/git/gitops.git"), "HEAD:main")
    _git(bed, "remote", "set-url", "origin", bed.git_url)
    _git(bed, "update-ref", "refs/remotes/origin/main", "HEAD")
    return _git(bed, "rev-parse", "HEAD")


def _fill(bed: Bed) -> None:
    """Every file of the repository anew, so that seeding again also takes back what an earlier variant did."""
    for entry in bed.work.iterdir():
        if entry.name in ("recovery-manifest.yaml", "apps", "clusters", "workloads", "bootstrap", "checks", "dns"):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    words = {"@PROVISIONER@": peers.provisioner()[0], "@GIT@": bed.git_url, "@WORLD@": f"http://127.0.0.1:{bed.port('world')}",
             "@BACKUPS@": str(bed.path("backups")), "@PGPORT@": str(bed.port("postgres")), "@DIR@": str(bed.dir),
             "@ENTER@": str(ENTER), "@TESTBED@": str(PROGRAM)}
    for source in sorted((HERE / "repo").rglob("*")):
        if source.is_file():
            target = bed.work / source.relative_to(HERE / "repo")
            text = source.read_text()
            for word, meaning in words.items():
                text = text.replace(word, meaning)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
            shutil.copymode(source, target)
    install = bed.work / "bootstrap/argocd/install.yaml"
    install.parent.mkdir(parents=True)
    shutil.copyfile(peers.place("argocd") / "share/install.yaml", install)
    traffic = bed.folder("traffic") / "cdn"
    if not traffic.exists():
        traffic.write_text("lost cluster\n")


def _git(bed: Bed, *arguments, cwd=None) -> str:
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
           for part, value in (("NAME", "Testbed"), ("EMAIL", "testbed@example.com"))}
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(bed.folder("world/home")), "GIT_CONFIG_NOSYSTEM": "1",
                   "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*", **who}
    done = subprocess.run(["git", *map(str, arguments)], cwd=cwd or bed.work, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"testbed: git {arguments[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()
