"""A testbed of its own for one case: up, lose, look, down."""
import json
import os
import shlex
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REPO = os.path.dirname(os.path.dirname(HERE))
TESTBED = os.path.join(HERE, "testbed", "testbed")


class Bed:
    """with Bed("no-approval") as bed: …  The cluster is lost already, the world is there."""

    def __init__(self, *variants, arguments=(), keep=False, lose=True):
        self.variants, self.arguments, self.keep, self.lose_first = variants, list(arguments), keep, lose
        self.dir = tempfile.mkdtemp(prefix="relight-e2e-", dir="/tmp")
        self.env = {}

    def __enter__(self):
        arguments = ["up", "--dir", self.dir, *self.arguments]
        for variant in self.variants:
            arguments += ["--variant", variant]
        try:
            self.testbed(*arguments)
            self.read_env()
            if self.lose_first:
                self.lose()
        except BaseException:
            self.down()
            raise
        return self

    def __exit__(self, kind, *_):
        if kind and self.keep:
            print(f"        the testbed is kept: {self.dir}", flush=True)
        else:
            self.down()

    def down(self):
        subprocess.run([TESTBED, "down", "--dir", self.dir], check=False, stdout=subprocess.DEVNULL)
        shutil.rmtree(self.dir, ignore_errors=True)

    def testbed(self, *arguments):
        done = subprocess.run([TESTBED, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"testbed {' '.join(arguments)}: {done.stdout[-1500:]}{done.stderr[-1500:]}")
        return done.stdout

    def read_env(self):
        """`testbed env` prints shell; a shell reads it."""
        exports = self.testbed("env", "--dir", self.dir)
        shown = subprocess.run(["sh", "-c", exports + "\nenv -0"], stdout=subprocess.PIPE, check=True)
        self.env = dict(pair.split("=", 1) for pair in shown.stdout.decode().split("\0") if "=" in pair)
        self.env["XDG_STATE_HOME"] = os.path.join(self.dir, "state")
        self.env.pop("KUBECONFIG", None)

    @property
    def manifest(self):
        return self.env["TESTBED_MANIFEST"]

    def lose(self, *how):
        self.testbed("lose", "--dir", self.dir, *how)

    def status(self):
        return json.loads(self.testbed("status", "--dir", self.dir))

    def seed(self, *variants):
        arguments = ["seed", "--dir", self.dir]
        for variant in variants:
            arguments += ["--variant", variant]
        self.testbed(*arguments)

    def kubectl(self, *arguments):
        done = subprocess.run(["kubectl", "--kubeconfig", self.env["TESTBED_KUBECONFIG"], *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"kubectl {shlex.join(arguments)}: {done.stderr}")
        return done.stdout

    def webhooks(self):
        try:
            with open(os.path.join(self.dir, "webhooks.jsonl")) as lines:
                return [json.loads(line) for line in lines]
        except FileNotFoundError:
            return []
