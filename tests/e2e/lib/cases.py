"""What has to be true of recoveries on real peers. Each case has a testbed of its own."""
import os
import random
import subprocess
import time

import contractcase
import windowcase
from bed import Bed
from relight import Run, consents, digest, found_secrets, recover, relight, shown_options

ALL = []


def case(in_ci=False):
    def register(function):
        def run(keep):
            function(keep)
        run.__name__, run.__doc__, run.in_ci = function.__name__, function.__doc__, in_ci
        ALL.append(run)
        return function
    return register


def expect(condition, run, what):
    if not condition:
        raise AssertionError(f"{what}\n{run.failure()}")


def expect_recovered(bed, run):
    expect(run.status == 0, run, "the run did not complete")
    status = bed.status()
    expect(status["orders"] > 0, run, f"the orders are not restored: {status}")
    unhealthy = [line for line in bed.kubectl("get", "applications", "-n", "argocd", "--no-headers").splitlines() if "Healthy" not in line]
    expect(not unhealthy, run, f"not healthy: {unhealthy}")
    expect(not found_secrets(bed), run, f"secrets were written down: {found_secrets(bed)}")


@case(in_ci=True)
def whole_recovery(keep):
    """the main job: everything lost, one command, everything back; a second run changes nothing"""
    with Bed(keep=keep) as bed:
        run = recover(bed).finish()
        expect_recovered(bed, run)
        texts = " ".join(str(hook) for hook in bed.webhooks())
        expect("finished" in texts and "restored" in texts, run, f"people were not told: {texts}")
        lines = bed.kubectl("get", "applications", "-n", "argocd", "-o", "jsonpath={range .items[*]}{.metadata.name} {.metadata.generation}\n{end}")
        uid = bed.kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}")
        # Not without a word: the cluster is older than the run and not empty.
        second = recover(bed).finish()
        expect(second.status == 3, second, "a cluster that was there before was taken without a consent")
        expect(shown_options(second.stderr, "cluster-identity") == [uid] or uid in second.stderr, second, "the consent is not named")
        arguments = [a for a in consents(bed) if a != "--new-cluster"]
        third = Run(bed, "run", bed.manifest, *arguments, "--cluster-identity", uid).finish()
        expect_recovered(bed, third)
        expect("done already" in str(third.events), third, "the restore was not skipped")
        again = bed.kubectl("get", "applications", "-n", "argocd", "-o", "jsonpath={range .items[*]}{.metadata.name} {.metadata.generation}\n{end}")
        expect({x.split()[0] for x in lines.splitlines()} == {x.split()[0] for x in again.splitlines()}, third, "applications changed")


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.02)


@case(in_ci=True)
def ten_kills(keep):
    """kill -9 ten times in one run, at step boundaries and in the middle, and resume each time"""
    with Bed("slow-provision", keep=keep) as bed:
        run_id = "ten-kills"
        run = recover(bed, run_id=run_id)
        rng = random.Random(7)
        seen = set()

        def boundary(event):
            key = (event["type"], event.get("step"))
            if event["type"] in ("attempt-started", "step-ended") and key not in seen:
                seen.add(key)
                return True
            return False

        kills = 0
        while kills < 10:
            if rng.random() < 0.6:
                if run.follow(boundary) is None:
                    break
            else:
                time.sleep(rng.uniform(0.2, 3))
                if run.process.poll() is not None:
                    break
            run.kill()
            kills += 1
            run = Run(bed, "resume", run_id, *consents(bed), "--restore-again", "postgres-main", "--restore-again", "cdn")
        run.finish()
        if run.summary is None:  # the last life ended before it could be killed
            run = Run(bed, "show", run_id).finish()
        expect(kills >= 5, run, f"only {kills} kills happened")
        expect_recovered(bed, run)


@case()
def kill_at_every_boundary(keep):
    """kill -9 right after each start and each end of each step, one by one, and resume each time"""
    with Bed("slow-restore", keep=keep) as bed:
        run, killed = recover(bed, run_id="boundaries"), []

        def boundary(event):
            key = (event["type"], event.get("step"))
            return event["type"] in ("attempt-started", "step-ended") and key not in killed

        while (event := run.follow(boundary)) is not None:
            run.kill()
            killed.append((event["type"], event["step"]))
            run = Run(bed, "resume", "boundaries", *consents(bed), "--restore-again", "postgres-main", "--restore-again", "cdn")
        run.finish()
        if run.summary is None:
            run = Run(bed, "show", "boundaries").finish()
        started = {step for kind, step in killed if kind == "attempt-started"}
        ended = {step for kind, step in killed if kind == "step-ended"}
        expect(len(started) >= 9 and len(ended) >= 9, run, f"killed only at {killed}")
        expect_recovered(bed, run)


@case()
def kill_during_restore(keep):
    """kill -9 while pg_restore runs: the child goes on under its supervisor, resume takes its result and does not restore twice"""
    with Bed("slow-restore", "no-approval", keep=keep) as bed:
        run = recover(bed, run_id="restore")
        run.follow(lambda e: e["type"] == "attempt-started" and e.get("step") == "restore-data/postgres-main")
        restores = os.path.join(bed.dir, "restores")
        wait_for(lambda: os.path.exists(restores))
        run.kill()
        resumed = Run(bed, "resume", "restore", *consents(bed)).finish()
        expect_recovered(bed, resumed)
        with open(restores) as lines:
            expect(len(lines.readlines()) == 1, resumed, "it was restored again")


@case()
def kill_during_local_exec(keep):
    """kill -9 while terraform's local-exec makes the cluster: terraform goes on, resume finds its result"""
    with Bed("slow-provision", keep=keep) as bed:
        run = recover(bed, run_id="local-exec")
        run.follow(lambda e: e["type"] == "fact-recorded" and e.get("key", "").startswith("applying"))
        time.sleep(2)
        run.kill()
        resumed = Run(bed, "resume", "local-exec", *consents(bed)).finish()
        expect_recovered(bed, resumed)
        expect(resumed.attempts("provision") == 2, resumed, "provision was not resumed by a second attempt")


@case()
def missing_token(keep):
    """GIT_TOKEN is not set: found in preflight, exit 3, nothing written"""
    with Bed(keep=keep) as bed:
        del bed.env["GIT_TOKEN"]
        run = recover(bed).finish()
        expect(run.status == 3 and "GIT_TOKEN" in run.stderr, run, "the missing token was not named")
        expect(not os.path.exists(os.path.join(bed.dir, "cluster", "etcd")), run, "something was provisioned")


@case()
def consents_are_asked(keep):
    """without any option: exit 3, the digest printed; with trust only: the warnings; each by name"""
    with Bed(keep=keep) as bed:
        run = Run(bed, "run", bed.manifest).finish()
        expect(run.status == 3 and digest(bed) in run.stderr, run, "the digest to trust was not printed")
        run = Run(bed, "run", bed.manifest, "--trust", digest(bed)).finish()
        expect(run.status == 3 and "--accept-warnings" in run.stderr, run, "the warnings were not asked for")


@case()
def script_changes_after_trust(keep):
    """a script that was trusted is changed before the resume: asked about again, nothing of it runs before"""
    with Bed("failing-restore", "no-approval", keep=keep) as bed:
        run = recover(bed, run_id="changed").finish()
        expect(run.status == 3 and run.state("restore-data/postgres-main") == "failed", run, "the run did not wait")
        old = consents(bed)
        with open(os.path.join(os.path.dirname(bed.manifest), "dns", "cdn.sh"), "a") as script:
            script.write("touch ../ran\n")
        resumed = Run(bed, "resume", "changed", *old, "--skip", "restore-data/postgres-main=tried without the data").finish()
        expect(resumed.status == 3 and f"--trust {digest(bed)}" in resumed.stderr, resumed, "nobody was asked about the changed script")
        expect(bed.status()["cdn"] == "lost cluster", resumed, "the changed script ran")


@case()
def stale_work_tree(keep):
    """the repository has a newer script than the work tree that is trusted: found in preflight, nothing runs"""
    with Bed("no-approval", keep=keep) as bed:
        tree = os.path.dirname(bed.manifest)
        with open(os.path.join(tree, "dns", "cdn.sh"), "a") as script:
            script.write("# newer\n")
        bed.testbed("push", "-m", "Change how traffic moves", "--dir", bed.dir)
        subprocess.run(["git", "-C", tree, "reset", "-q", "--hard", "HEAD~1"], check=True)
        run = recover(bed).finish()
        expect(run.status == 3 and "dns/cdn.sh in your work tree" in run.stderr, run, "the stale script was not named")
        expect(not os.path.exists(os.path.join(bed.dir, "cluster", "etcd")), run, "something was provisioned")


@case()
def kept_state(keep):
    """terraform's state outlived the cluster: no changes, nothing answers; the gate offers -replace, with the plan's digest it goes on"""
    with Bed("no-approval", keep=keep) as bed:
        expect_recovered(bed, recover(bed, run_id="first").finish())
        bed.lose("--keep-state")
        run = recover(bed, run_id="second").finish()
        plans = shown_options(run.stderr, "approve-plan")
        expect(run.status == 3 and plans, run, "the gate did not ask")
        expect("terraform_data.cluster" in run.stderr, run, "what is replaced is not named")
        resumed = Run(bed, "resume", "second", *consents(bed), "--approve-plan", plans[0]).finish()
        expect_recovered(bed, resumed)


@case()
def wrong_cluster(keep):
    """another UID than the one named: refused before the first write"""
    with Bed("no-approval", keep=keep) as bed:
        arguments = [a for a in consents(bed) if a != "--new-cluster"]
        run = Run(bed, "run", bed.manifest, *arguments, "--cluster-identity", "00000000-0000-0000-0000-000000000000").finish()
        expect(run.status == 3, run, "a cluster with another UID was taken")
        expect("argocd" not in bed.kubectl("get", "namespaces"), run, "it was written to")


@case()
def cluster_lost_in_the_middle(keep):
    """the new cluster dies while Argo CD syncs; provision again, its identity is asked, every later step starts over"""
    with Bed("no-approval", keep=keep) as bed:
        run = recover(bed, run_id="twice-lost")
        run.follow(lambda e: e["type"] == "attempt-started" and e.get("step") == "monitor-sync")
        run.kill()
        bed.lose()
        resumed = Run(bed, "resume", "twice-lost", *consents(bed), "--retry", "provision").finish()
        uids = shown_options(resumed.stderr, "cluster-identity")
        expect(resumed.status == 3 and uids, resumed, "another UID was taken without asking")
        arguments = [a for a in consents(bed) if a != "--new-cluster"]
        last = Run(bed, "resume", "twice-lost", *arguments, "--cluster-identity", uids[-1], "--restore-again", "postgres-main").finish()
        expect_recovered(bed, last)


@case()
def cluster_lost_after_the_restore(keep):
    """the new cluster dies when its data is back; on the next one the data is restored again, without being asked for"""
    with Bed("slow-restore", "no-approval", keep=keep) as bed:
        run = recover(bed, run_id="lost-again")
        run.follow(lambda e: e["type"] == "step-ended" and e.get("step") == "restore-data/postgres-main")
        run.kill()
        bed.lose()
        resumed = Run(bed, "resume", "lost-again", *consents(bed), "--retry", "provision").finish()
        uids = shown_options(resumed.stderr, "cluster-identity")
        expect(resumed.status == 3 and uids, resumed, "another UID was taken without asking")
        arguments = [a for a in consents(bed) if a != "--new-cluster"]
        last = Run(bed, "resume", "lost-again", *arguments, "--cluster-identity", uids[-1]).finish()
        expect_recovered(bed, last)
        with open(os.path.join(bed.dir, "restores")) as lines:
            expect(len(lines.readlines()) == 2, last, "the data was not restored onto the second cluster")


@case()
def lost_cluster_answers(keep):
    """the cluster called lost answers: asked before anything is written; never a target"""
    with Bed("no-approval", keep=keep) as bed, Bed("no-approval", keep=keep) as other:
        other.testbed("cluster-up", "--dir", other.dir)
        with open(bed.manifest) as text:
            manifest = text.read()
        lost = os.path.join(other.dir, "cluster", "kubeconfig")
        manifest = manifest.replace("  cluster:\n", f"  cluster:\n    lost: {{ kubeconfig: \"file:{lost}\" }}\n", 1)
        with open(bed.manifest, "w") as text:
            text.write(manifest)
        bed.testbed("push", "-m", "name the lost cluster", "--dir", bed.dir)
        run = recover(bed).finish()
        expect(run.status == 3 and "--lost-answers production" in run.stderr, run, "nobody was asked")
        expect_recovered(bed, recover(bed, "--lost-answers", "production").finish())


def stuck(keep, variant, *words):
    with Bed(variant, "no-approval", keep=keep) as bed:
        run = recover(bed, run_id="stuck").finish()
        text = run.stderr + str(run.events)
        expect(run.status == 3, run, "a broken application did not stop the run")
        for word in words:
            expect(word in text, run, f"it is not named: {word}")
        bed.seed("no-approval")
        names = shown_options(run.stderr, "accept-exceptions")
        expect(names, run, "the exception is not offered")
        resumed = Run(bed, "resume", "stuck", *consents(bed), "--accept-exceptions", names[0]).finish()
        expect(resumed.status == 0, resumed, "the accepted exception did not let it end")


@case()
def bad_image(keep):
    """an image that does not exist is named, with its pod"""
    stuck(keep, "bad-image", "missing")


@case()
def missing_secret(keep):
    """a Secret that does not exist is named"""
    stuck(keep, "missing-secret", "secret")


@case()
def bad_manifest(keep):
    """a manifest in Git that does not parse is named"""
    stuck(keep, "bad-manifest", "yaml")


@case()
def manual_sync(keep):
    """an application without automated sync waits for a consent, then is synced"""
    with Bed("manual-sync", "no-approval", keep=keep) as bed:
        arguments = [a for a in consents(bed) if a != "--approve-all"]
        run = Run(bed, "run", bed.manifest, *arguments, "--run-id", "manual").finish()
        expect(run.status == 3 and "--approve monitor-sync" in run.stderr, run, "the manual application was not named")
        expect_recovered(bed, Run(bed, "resume", "manual", *consents(bed)).finish())


@case()
def held_application(keep):
    """an application that a restore holds is not synced before the restore succeeded"""
    with Bed("held", "slow-restore", "no-approval", keep=keep) as bed:
        run = recover(bed)
        run.follow(lambda e: e["type"] == "attempt-started" and e.get("step") == "restore-data/postgres-main")
        time.sleep(2)
        held = bed.kubectl("get", "application", "shop", "-n", "argocd", "-o", "jsonpath={.metadata.annotations}{.status.sync.status}")
        run.finish()
        expect("skip-reconcile" in held and "Synced" not in held, run, f"shop was not held: {held}")
        expect_recovered(bed, run)


@case()
def held_application_of_a_skipped_restore(keep):
    """the restore that holds an application is skipped: the application is released, nothing stays held for ever"""
    with Bed("held", "failing-restore", "no-approval", keep=keep) as bed:
        run = recover(bed, run_id="skipped").finish()
        expect(run.status == 3 and run.state("restore-data/postgres-main") == "failed", run, "the run did not wait")
        resumed = Run(bed, "resume", "skipped", *consents(bed), "--skip", "restore-data/postgres-main=the data is not needed").finish()
        shop = bed.kubectl("get", "application", "shop", "-n", "argocd", "-o", "jsonpath={.metadata.annotations} {.status.health.status}")
        expect("skip-reconcile" not in shop and "Healthy" in shop, resumed, f"shop is held for ever: {shop}")


@case()
def api_gone(keep):
    """argocd-server stops while the applications converge: seen through Kubernetes instead, the run completes"""
    with Bed("no-approval", keep=keep) as bed:
        run = recover(bed)
        run.follow(lambda e: e["type"] == "attempt-started" and e.get("step") == "monitor-sync")
        bed.testbed("argocd-stop", "--dir", bed.dir, "--role", "argocd-server")
        run.finish()
        expect_recovered(bed, run)


@case()
def foreign_destination(keep):
    """an application that goes to another cluster needs a consent before the root is applied"""
    with Bed("foreign-destination", "no-approval", keep=keep) as bed:
        run = recover(bed, run_id="foreign").finish()
        expect(run.status == 3 and shown_options(run.stderr, "approve-destinations"), run, "nobody was asked")
        expect("root" not in bed.kubectl("get", "applications", "-n", "argocd"), run, "the root was applied before")


@case()
def token_expired(keep):
    """Git's password changes in the middle: the next run says so in preflight"""
    with Bed("no-approval", keep=keep) as bed:
        bed.env["GIT_TOKEN"] = "not-the-password"
        run = recover(bed).finish()
        expect(run.status == 3 and "Git" in run.stderr, run, "the refused password was not named")


@case()
def git_password_changes(keep):
    """Git's password is changed while the run is on: Argo CD's own message about it is named"""
    with Bed("no-approval", keep=keep) as bed:
        run = recover(bed, run_id="password")
        run.follow(lambda e: e["type"] == "attempt-started" and e.get("step") == "install-argocd")
        bed.testbed("git-password", "another-password", "--dir", bed.dir)
        run.finish()
        text = (run.stderr + str(run.events)).lower()
        expect(run.status == 3 and "auth" in text, run, "that Git refuses the password was not named")
        bed.env["GIT_TOKEN"] = "another-password"
        expect_recovered(bed, Run(bed, "resume", "password", *consents(bed), "--retry", "connect-git").finish())


def refused(keep, variant, *words):
    with Bed(variant, "no-approval", keep=keep) as bed:
        bed.testbed("cluster-up", "--dir", bed.dir)
        run = recover(bed).finish()
        expect(run.status == 3 and run.attempts("provision") == 0, run, "a cluster that refuses was not found in preflight")
        for word in words:
            expect(word in run.stderr, run, f"it is not named: {word}")
        expect("argocd" not in bed.kubectl("get", "namespaces"), run, "it was written to")


@case()
def unauthorized(keep):
    """the cluster's API answers 401: said in preflight, with what to do"""
    refused(keep, "existing-expired", "Unauthorized", "Log in again")


@case()
def forbidden(keep):
    """the cluster's API answers 403: said in preflight, with the rights that are missing"""
    refused(keep, "existing-viewer", "may not create namespaces", "may not create clusterroles")


@case()
def non_empty_cluster(keep):
    """a cluster with somebody's workloads is taken by its UID only, and what is in it stays"""
    with Bed("existing", "no-approval", keep=keep) as bed:
        bed.testbed("cluster-up", "--dir", bed.dir)
        bed.kubectl("create", "namespace", "theirs")
        bed.kubectl("create", "deployment", "theirs", "-n", "theirs", "--image", "registry.example.com/theirs:v1")
        uid = bed.kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}")
        run = recover(bed, run_id="theirs").finish()
        expect(run.status == 3 and "theirs" in run.stderr, run, "what is in the cluster was not named")
        expect(shown_options(run.stderr, "cluster-identity") == [uid], run, "the consent is not named")
        expect("argocd" not in bed.kubectl("get", "namespaces"), run, "it was written to")
        arguments = [a for a in consents(bed) if a != "--new-cluster"]
        resumed = Run(bed, "resume", "theirs", *arguments, "--cluster-identity", uid).finish()
        expect_recovered(bed, resumed)
        bed.kubectl("get", "deployment", "theirs", "-n", "theirs")


@case()
def failing_restore(keep):
    """a restore that fails pauses the run; what it said is told"""
    with Bed("failing-restore", "no-approval", keep=keep) as bed:
        run = recover(bed, run_id="failing").finish()
        expect(run.status == 3 and run.state("restore-data/postgres-main") == "failed", run, "the failed restore did not pause the run")
        expect(run.state("update-dns/cdn") == "pending", run, "traffic was moved to a cluster without data")


def run_script(bed, **environment):
    """plan --shell, without a terminal. Questions that are not consents of their own are answered with yes."""
    path = os.path.join(bed.dir, "recovery.sh")
    with open(path, "w") as text:
        text.write(relight(bed, "plan", bed.manifest, "--shell").stdout)
    return subprocess.run(["sh", path], env={**bed.env, "RELIGHT_YES": "1", **environment}, cwd=os.path.dirname(bed.manifest),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)


@case()
def shell_script(keep):
    """plan --shell does the same recovery with standard tools"""
    with Bed("no-approval", keep=keep) as bed:
        done = run_script(bed)
        assert done.returncode == 0, done.stdout[-4000:]
        assert bed.status()["orders"] > 0, done.stdout[-2000:]


@case()
def shell_script_again(keep):
    """plan --shell holds and releases; a second run wants the cluster named, and repeats neither restore nor switch"""
    def held(bed):
        return "skip-reconcile" in bed.kubectl("get", "application.argoproj.io", "shop", "-n", "argocd", "-o", "jsonpath={.metadata.annotations}")
    with Bed("no-approval", "held", keep=keep) as bed:
        done = run_script(bed)
        assert done.returncode == 0 and not held(bed), done.stdout[-4000:]
        again = run_script(bed)
        assert again.returncode == 3 and "is not empty" in again.stdout, again.stdout[-4000:]
        uid = bed.kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}")
        named = run_script(bed, RELIGHT_CLUSTER_UID=uid.strip())
        assert named.returncode == 0 and not held(bed), named.stdout[-4000:]
        for once in ("restore-data/postgres-main", "update-dns/cdn"):
            assert once + " was done before" in named.stdout, named.stdout[-4000:]


case()(windowcase.window_recovery)
case()(windowcase.window_leave)
case()(windowcase.window_mends)
case()(contractcase.contract_suites)
