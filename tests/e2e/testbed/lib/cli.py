"""The command line: which words there are and what each one calls."""

import argparse
import json
import os
import shlex
import shutil
import sys
from pathlib import Path

from . import argocd, cluster, gitserver, kube, kubelet, peers, postgres, seed, variants, world, worldserver
from .bed import ENTER, PROGRAM, Bed, choosing_ports
from .daemon import Daemons


def enter_if_needed(arguments):
    """Where the peers' packages are not installed, the same command goes on inside the private root."""
    if all(shutil.which(program) for program in ("etcd", "redis-server", "openssl", "git", "setpriv")):
        return
    if os.environ.get("RELIGHT_TESTBED_ENTERED"):
        sys.exit("testbed: etcd, redis-server, openssl, git or setpriv is missing even inside packaging/enter.")
    os.environ["RELIGHT_TESTBED_ENTERED"] = "1"
    os.execv(ENTER, [str(ENTER), str(PROGRAM), *arguments])


def build(options):
    """builds the peers once, into the cache folder"""
    peers.build(options.component)


def up(options):
    """makes the world (Git, PostgreSQL, webhook, the commander's work tree); the cluster is terraform's to make"""
    peers.build()
    with choosing_ports():
        bed = Bed.make(options.dir, options.base_port)
        world.up(bed, options)
    print(f"testbed: the world is up in {bed.dir}; `testbed env --dir {bed.dir}` has what its commander needs", file=sys.stderr)


def down(options):
    """ends every process of this testbed and removes its folder"""
    bed = Bed.load(options.dir)
    cluster.down(bed)
    world.down(bed)
    postgres.remove(bed)
    shutil.rmtree(bed.dir, ignore_errors=True)
    if bed.dir.exists():
        sys.exit(f"testbed: {bed.dir} could not be removed completely; look at who still writes there.")


def lose(options):
    """the disaster: the cluster with its data, the database and terraform's state are gone"""
    bed = Bed.load(options.dir)
    cluster.down(bed)
    if not options.cluster_only:
        postgres.lose(bed)
        bed.path("traffic/cdn").write_text("lost cluster\n")
    if not (options.keep_state or options.cluster_only):
        for file in (bed.work / "terraform/clusters/production").glob("*.tfstate*"):
            file.unlink() if file.is_file() else shutil.rmtree(file)


def status(options):
    """one JSON object: processes, ports, the cluster's UID, rows in the restored table"""
    bed = Bed.load(options.dir)
    parts = {part: {name: pids.pid(name) for name in pids.names()} for part in ("world", "cluster") for pids in [Daemons(bed, part)]}
    lines = lambda name: bed.path(name).read_text().splitlines() if bed.path(name).exists() else []
    print(json.dumps({"dir": str(bed.dir), "ports": bed.ports(), **parts, "clusterUid": kube.cluster_uid(bed.kubeconfig),
                      "orders": postgres.count(bed) if parts["world"].get("postgres") else None,
                      "cdn": "".join(lines("traffic/cdn")), "webhooks": len(lines("webhooks.jsonl"))}, indent=2))


def env(options):
    """shell exports: eval "$(testbed env --dir DIR)" """
    bed = Bed.load(options.dir)
    values = {"TESTBED_DIR": bed.dir, "TESTBED_KUBECONFIG": bed.kubeconfig, "TESTBED_MANIFEST": bed.work / "recovery-manifest.yaml",
              "TESTBED_PROVISIONER": "terraform" if bed.path("bin/terraform").exists() else "tofu", "GIT_TOKEN": bed.data["gitPassword"],
              "VAULT_TOKEN": bed.data["vaultToken"], "PG_PASSWORD": bed.data["postgresPassword"], "PG_PORT": bed.port("postgres"),
              "RELIGHT_WEBHOOK": bed.webhook_url, "CHECKPOINT_DISABLE": "1"}
    for name, value in values.items():
        print(f"export {name}={shlex.quote(str(value))}")
    # OpenTofu complains of a missing one on stdout, in the middle of `output -raw`.
    print('[ -e "${TF_CLI_CONFIG_FILE:-/}" ] || unset TF_CLI_CONFIG_FILE')
    print(f"export PATH={shlex.quote(str(bed.path('bin')))}:\"$PATH\"")


def reseed(options):
    """fills the GitOps repository again, with other variants or none, and pushes"""
    print(seed.seed(Bed.load(options.dir), options.variant, options.applications, options.waves))


def main(arguments) -> int:
    parser = argparse.ArgumentParser(prog="testbed", description="Relight's real testbed on loopback.")
    words = parser.add_subparsers(required=True, metavar="COMMAND")

    def word(name, call, text=None):
        made = words.add_parser(name, help=text or call.__doc__, description=text or call.__doc__)
        made.set_defaults(call=call)
        if name != "build":
            made.add_argument("--dir", type=Path, default=Path("/tmp/relight-testbed"), help="the testbed's folder (%(default)s)")
        return made

    def seeding(made):
        made.add_argument("--variant", action="append", default=[], help="may be repeated: " + ", ".join(variants.ALL))
        made.add_argument("--applications", type=int, default=0, help="this many applications instead of the usual six")
        made.add_argument("--waves", type=int, default=6, help="in this many sync waves (%(default)s)")

    bed = lambda options: Bed.load(options.dir)
    made = word("build", build)
    made.add_argument("component", nargs="*", help="kubernetes, kwok, argocd, opentofu; all that are needed when left out")
    made = word("up", up)
    seeding(made)
    made.add_argument("--base-port", type=int, help="first of the ports (a free range is chosen when left out)")
    made.add_argument("--orders", type=int, default=20000, help="rows in the database (%(default)s)")
    word("down", down)
    made = word("lose", lose)
    made.add_argument("--keep-state", action="store_true", help="terraform goes on believing that the cluster exists")
    made.add_argument("--cluster-only", action="store_true", help="only the cluster: database, terraform's state and traffic stay")
    word("status", status)
    word("env", env)
    seeding(word("seed", reseed))
    made = word("push", lambda o: print(seed.push(bed(o), o.message)), "commits and pushes what changed in the working clone")
    made.add_argument("-m", "--message", default="Change production")
    made = word("cluster-up", lambda o: cluster.up(Bed.make(o.dir), o.nodes), "starts the cluster (terraform's local-exec calls it)")
    made.add_argument("--nodes", type=int, default=3)
    word("cluster-down", lambda o: cluster.down(bed(o)), "ends the cluster and deletes its data")
    made = word("argocd-stop", lambda o: argocd.stop_on_purpose(bed(o), o.role), "Argo CD's API goes away, its controller goes on")
    made.add_argument("--role", default="argocd-server", choices=argocd.ROLES)
    made = word("argocd-start", lambda o: argocd.start_again(bed(o), o.role), "and comes back")
    made.add_argument("--role", default="argocd-server", choices=argocd.ROLES)
    made = word("git-password", lambda o: world.set_password(bed(o), o.password), "Git takes this password from now on")
    made.add_argument("password")
    word("git-server", lambda o: gitserver.serve(bed(o)), "(a daemon of the testbed)")
    word("world-server", lambda o: worldserver.serve(bed(o)), "(a daemon of the testbed)")
    word("kubelet", lambda o: kubelet.Kubelet(bed(o)).run(), "(a daemon of the testbed)")

    options = parser.parse_args(arguments)
    if options.call is not build:
        enter_if_needed(arguments)
    options.call(options)
    return 0
