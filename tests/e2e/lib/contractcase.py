"""The contract suites that the drill world is held to, on the real peers."""
import os
import subprocess

from bed import REPO, Bed
from relight import recover

SUITES = ["tests/app/kubernetes/tst_realcluster", "tests/app/argocd/tst_realargocd"]


def contract_suites(keep):
    """what the clients expect of Kubernetes and Argo CD holds of the real ones as of the drill's"""
    build = os.environ.get("RELIGHT_BUILD", os.path.join(REPO, "build", "dev"))
    with Bed(keep=keep) as bed:
        run = recover(bed).finish()
        assert run.status == 0, f"the cluster did not come up\n{run.failure()}"
        environment = {**bed.env, "RELIGHT_TEST_KUBECONFIG": bed.env["TESTBED_KUBECONFIG"], "RELIGHT_TEST_TESTBED": bed.dir,
                       "RELIGHT_TEST_ARGOCD_MANIFEST": os.path.join(bed.dir, "work/gitops/bootstrap/argocd/install.yaml")}
        # The one of Argo CD's API last: it takes its server away.
        for suite in SUITES:
            done = subprocess.run([os.path.join(build, suite)], env=environment, cwd=REPO, capture_output=True, text=True)
            said = done.stdout.splitlines()
            wrong = [line for at, line in enumerate(said) if "FAIL!" in line or "SKIP" in line or (at and "FAIL!" in said[at - 1])]
            assert done.returncode == 0 and not wrong, "\n".join([suite, *wrong, done.stderr[-1000:]])
            print(f"        {os.path.basename(suite)}: {said[-2]}", flush=True)
