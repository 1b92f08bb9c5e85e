"""Relight as a test drives it: commands in, events and exit status out."""
import json
import os
import re
import signal
import subprocess
import time

from bed import REPO

PROGRAM = os.environ.get("RELIGHT", os.path.join(REPO, "build", "release", "bin", "relight"))


class Run:
    """One `relight run` or `resume` with --json: its events as they come, its status at the end."""

    def __init__(self, bed, *arguments, timeout=420):
        self.bed, self.timeout, self.events, self.summary = bed, timeout, [], None
        self.errors = open(os.path.join(bed.dir, f"relight-{time.monotonic_ns()}.err"), "w+")
        self.process = subprocess.Popen([PROGRAM, *arguments, "--json"], env=bed.env, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.errors, text=True)

    def follow(self, until=None):
        """Reads events until `until(event)` is true or the end; the event, or None."""
        for line in self.process.stdout:
            event = json.loads(line)
            if event["type"] == "summary":
                self.summary = event
                continue
            self.events.append(event)
            if until and until(event):
                return event
        return None

    def finish(self):
        self.follow()
        self.status = self.process.wait(timeout=self.timeout)
        return self

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        # What was in the pipe still tells which run it was.
        for line in self.process.stdout:
            try:
                event = json.loads(line)
            except ValueError:
                continue  # a torn last line
            if event["type"] != "summary":
                self.events.append(event)

    @property
    def id(self):
        return os.listdir(os.path.join(self.bed.dir, "state", "relight", "runs"))[-1]

    @property
    def stderr(self):
        self.errors.flush()
        with open(self.errors.name) as text:
            return text.read()

    def state(self, step):
        return next(s["state"] for s in self.summary["steps"] if s["id"] == step)

    def attempts(self, step):
        return next(s["attempts"] for s in self.summary["steps"] if s["id"] == step)

    def failure(self):
        return f"status {self.process.returncode}\n{json.dumps(self.summary, indent=1)}\n{self.stderr[-4000:]}"


def relight(bed, *arguments):
    return subprocess.run([PROGRAM, *arguments], env=bed.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=120)


def plan(bed):
    return json.loads(relight(bed, "plan", bed.manifest, "--json").stdout)


def digest(bed):
    return plan(bed)["digest"]


def consents(bed):
    """What a person says who has read it all: trust, warnings, a new cluster, approvals, the partner's desk was called."""
    planned = plan(bed)
    done = ["--done", "update-dns/partner"] if any(step["id"] == "update-dns/partner" for step in planned["steps"]) else []
    return ["--trust", planned["digest"], "--accept-warnings", "--new-cluster", "--approve-all", *done]


def recover(bed, *more, run_id=None):
    arguments = ["run", bed.manifest, *consents(bed), *more]
    if run_id:
        arguments += ["--run-id", run_id]
    return Run(bed, *arguments)


def found_secrets(bed):
    """Files under the state folder that hold a secret they must not; kubeconfig and terraform's plan are the run's own 0600 files."""
    secrets = [bed.env[name].encode() for name in ("GIT_TOKEN", "VAULT_TOKEN", "PG_PASSWORD")]
    found = []
    for folder, _, files in os.walk(os.path.join(bed.dir, "state")):
        for name in files:
            path = os.path.join(folder, name)
            with open(path, "rb") as content:
                text = content.read()
            found += [f"{path}: {i}" for i, secret in enumerate(secrets) if secret in text]
    return found


def shown_options(text, option):
    return re.findall(rf"--{option} (\S+)", text)
