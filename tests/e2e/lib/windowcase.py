"""The window drives a recovery: a display of its own, keys as a person presses them, pictures of each phase kept."""
import glob
import json
import os
import shutil
import subprocess
import threading

import ocr
from bed import REPO, Bed
from relight import PROGRAM, digest, found_secrets
from screen import Screen, missing_tools, until

CANARIES = ("GIT_TOKEN", "VAULT_TOKEN", "PG_PASSWORD")


class Journal:
    """The one run of a testbed, read from its journal while it is written."""

    def __init__(self, bed):
        self.pattern = os.path.join(bed.dir, "state", "relight", "runs", "*", "journal.jsonl")
        self.window = None  # who writes it: when that is gone nobody has to wait

    def events(self):
        paths = sorted(glob.glob(self.pattern))
        if not paths:
            return []
        with open(paths[-1]) as lines:
            whole = [line for line in lines if line.endswith("\n")]
        return [json.loads(line.split(" ", 1)[1]) for line in whole[1:]]

    def wait(self, what, condition, seconds=240):
        """The first event for which the condition holds."""
        def looked():
            gone = self.window and self.window.process.poll() is not None
            event = next((event for event in self.events() if condition(event)), None)
            assert event or not gone, f"the window is gone ({self.window.process.returncode}), it waited for: {what}"
            return event
        return until(looked, seconds, f"the journal never said: {what}")

    def asked(self, kind):
        event = self.wait(f"decision of the kind {kind}", lambda e: e["type"] == "decision-requested" and e["decision"]["kind"] == kind)
        return event["decision"]

    def taken(self, decision):
        return self.wait(f"{decision['id']} taken", lambda e: e["type"] == "decision-taken" and e["decision"] == decision["id"])


class ArgvWatch(threading.Thread):
    """Looks at every command line of this machine, over and over, for secrets."""

    def __init__(self, secrets):
        super().__init__(daemon=True)
        self.secrets, self.found, self.looked, self.over = [s.encode() for s in secrets], set(), 0, threading.Event()

    def run(self):
        while not self.over.wait(0.02):
            for path in glob.glob("/proc/[0-9]*/cmdline"):
                try:
                    with open(path, "rb") as text:
                        line = text.read()
                except OSError:
                    continue
                self.looked += 1
                if any(secret in line for secret in self.secrets):
                    self.found.add(line.replace(b"\0", b" ").decode(errors="replace"))

    def end(self):
        self.over.set()
        self.join()
        return self.found


class Window:
    """`relight [MANIFEST]` on a screen, with its pictures in a folder."""

    def __init__(self, bed, screen, folder, *arguments, colours="dark"):
        self.screen, self.folder, self.number = screen, folder, 0
        os.makedirs(folder, exist_ok=True)
        settings = os.path.join(bed.dir, "config", "relight")
        os.makedirs(settings, exist_ok=True)
        with open(os.path.join(settings, "window.ini"), "w") as text:
            text.write(f"[window]\ncolours={colours}\n")
        self.errors = os.path.join(bed.dir, "window.err")
        env = {**bed.env, "DISPLAY": screen.env["DISPLAY"], "XDG_CONFIG_HOME": os.path.join(bed.dir, "config"), "QT_QPA_PLATFORM": "xcb"}
        with open(self.errors, "w") as errors:
            self.process = subprocess.Popen([PROGRAM, *arguments, "--screenshots", os.path.join(folder, "window")], env=env,
                                            stdin=subprocess.DEVNULL, stdout=errors, stderr=subprocess.STDOUT, cwd=bed.dir)

    def main(self):
        return self.screen.window("Relight$")

    def picture(self, name):
        self.number += 1
        self.screen.picture(os.path.join(self.folder, f"screen-{self.number:02}-{name}.png"))

    def answer(self, title, *keys, typed=None):
        """Ctrl+Return, the dialog of that title, its keys; back when it is closed."""
        self.main()
        self.screen.keys("ctrl+Return")
        self.screen.window(title)
        if typed:
            self.screen.type(typed)
        self.picture("answer")
        self.screen.keys(*keys)
        self.screen.gone(title)

    def close(self):
        self.main()
        self.screen.keys("ctrl+q")
        status = self.process.wait(timeout=30)
        assert status == 0, f"the window ended with {status}: {self.said()}"

    def kill(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def said(self):
        with open(self.errors) as text:
            return text.read()[-4000:]


def pictures_folder(name):
    folder = os.path.join(os.environ.get("RELIGHT_SCREENSHOTS", os.path.join(REPO, "build", "screenshots")), name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def start_in_window(window, name="production"):
    """From the opened manifest to the running recovery: trust, a new cluster, warnings accepted, the name typed."""
    window.screen.window("recovery manifest")  # it is read and can be started
    window.picture("manifest")
    window.screen.keys("ctrl+shift+Return")
    window.screen.window("Start a live recovery")
    window.screen.keys("alt+n", "alt+w")
    window.screen.keys("alt+p")
    window.screen.type(name)
    window.picture("start")
    window.screen.keys("Return")
    window.screen.gone("Start a live recovery")


def supervised(bed):
    """Commands that work in this testbed under a supervisor."""
    found = []
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            with open(path) as text:
                parent = text.read().rsplit(")", 1)[1].split()[1]
            with open(f"/proc/{parent}/cmdline", "rb") as text:
                supervisor = b"relight-supervisor" in text.read()
            if supervisor and os.readlink(os.path.join(os.path.dirname(path), "cwd")).startswith(bed.dir):
                found.append(path)
        except (OSError, IndexError):
            continue
    return found


def look_for_secrets(folder, secrets):
    """In the texts beside the window's pictures, and, where there is OCR, in every picture of the screen."""
    texts = glob.glob(os.path.join(folder, "**", "*.txt"), recursive=True)
    everything = ""
    for path in texts:
        with open(path) as text:
            content = text.read()
        everything += content
        assert not any(secret in content for secret in secrets), f"a secret is on the screen: {path}"
    # The check can see: what certainly was on the screen is found by it.
    for word in ("terraform_data.cluster: Creating", "Monitor sync progress", "Approve on production", "partner · Awaiting approval", "preflight: 0 blockers"):
        assert word in everything, f"the texts of the pictures are not whole: {word} is missing"
    pictures = sorted(glob.glob(os.path.join(folder, "**", "*.png"), recursive=True))
    assert len(pictures) > 10, f"only {len(pictures)} pictures were kept"
    if not ocr.command():
        print("        no tesseract on this machine: the texts of the pictures were searched, not the pictures themselves", flush=True)
        return
    proof = os.path.join(folder, "proof.png")  # OCR can see: a picture that does hold a secret
    subprocess.run(["convert", "-size", "700x40", "xc:#0D1014", "-fill", "#E4E9EE", "-font", "DejaVu-Sans-Mono", "-pointsize", "13",
                    "-annotate", "+10+25", f"password {secrets[0]}", proof], check=True)
    assert ocr.holds(ocr.read(proof), secrets[0]), "OCR does not see a secret that is there"
    os.remove(proof)
    screens = sorted(glob.glob(os.path.join(folder, "screen-*.png")))  # the window's own pictures have their texts beside them
    for picture in screens:
        text = ocr.read(picture)
        assert not any(ocr.holds(text, secret) for secret in secrets), f"a secret can be read in {picture}"
    print(f"        {len(screens)} pictures of the screen read by OCR, {len(texts)} texts searched", flush=True)


def in_order(journal, *kinds):
    """One decision of each kind, as the slot shows them: what waits longest first."""
    asked = [journal.asked(kind) for kind in kinds]
    order = [e["decision"]["id"] for e in journal.events() if e["type"] == "decision-requested"]
    return sorted(asked, key=lambda decision: order.index(decision["id"]))


def drive(window, journal):
    start_in_window(window)
    journal.wait("preflight finished", lambda e: e["type"] == "preflight-finished", 60)
    journal.wait("provision runs", lambda e: e["type"] == "attempt-started" and e["step"] == "provision")
    window.main()
    window.screen.keys("alt+2")  # the step's log
    window.picture("provision")
    window.screen.keys("ctrl+n")
    window.screen.type("the partner desk is informed")
    window.screen.keys("Return")
    journal.wait("the note", lambda e: e["type"] == "note-added")
    window.screen.keys("ctrl+p")
    journal.wait("paused", lambda e: e["type"] == "run-paused")
    window.picture("paused")
    window.screen.keys("ctrl+p")
    journal.wait("continued", lambda e: e["type"] == "run-continued")
    journal.wait("sync runs", lambda e: e["type"] == "attempt-started" and e["step"] == "monitor-sync")
    window.picture("sync")
    for decision in in_order(journal, "step-approval", "manual-step"):
        if decision["kind"] == "step-approval":
            window.answer("LIVE .*cdn", "alt+a")
            journal.taken(decision)
            journal.wait("cdn switched", lambda e: e["type"] == "step-ended" and e["step"] == "update-dns/cdn")
            window.picture("approved")
        else:
            window.answer("LIVE .*partner", "alt+i", typed="Called, Mia confirmed")
            assert journal.taken(decision).get("comment") == "Called, Mia confirmed", "the evidence is not in the journal"
    return journal.wait("the end", lambda e: e["type"] == "run-ended", 120)


def window_recovery(keep):
    """the window drives one recovery under Xvfb, by keys alone: start, note, pause, approve, tick; no secret is seen"""
    missing = missing_tools()
    assert not missing, f"not here: {', '.join(missing)}"
    folder = pictures_folder("window_recovery")
    with Bed(keep=keep) as bed, Screen() as screen:
        secrets = [bed.env[name] for name in CANARIES]
        watch = ArgvWatch(secrets)
        watch.start()
        journal = Journal(bed)
        window = journal.window = Window(bed, screen, folder, bed.manifest)
        try:
            end = drive(window, journal)
            screen.window("LIVE run, Completed")
            window.picture("completed")
            window.close()
        except BaseException:
            window.picture("failed")
            print(f"        {window.said()}\n        pictures: {folder}", flush=True)
            raise
        finally:
            window.kill()
            on_command_lines = watch.end()
        assert end["end"] == "completed", f"the run ended as {end}"
        status = bed.status()
        assert status["orders"] > 0, f"the orders are not restored: {status}"
        assert not found_secrets(bed), f"secrets were written down: {found_secrets(bed)}"
        assert watch.looked > 1000 and not on_command_lines, f"secrets on command lines: {on_command_lines}"
        look_for_secrets(folder, secrets)
        print(f"        pictures: {folder}", flush=True)


def window_leave(keep):
    """the window is closed while terraform works: it goes on, nothing is lost, the next window resumes with one key"""
    folder = pictures_folder("window_leave")
    with Bed("slow-provision", "no-approval", keep=keep) as bed, Screen(2560, 1440) as screen:
        journal = Journal(bed)
        window = journal.window = Window(bed, screen, folder, bed.manifest, colours="light")
        try:
            start_in_window(window)
            journal.wait("terraform applies", lambda e: e["type"] == "fact-recorded" and e.get("key") == "applying")
            window.main()
            screen.keys("ctrl+q")
            screen.window("Leave the recovery of production")
            window.picture("leave")
            screen.keys("Escape")  # stays
            screen.gone("Leave the recovery")
            window.main()
            screen.keys("ctrl+q")
            screen.window("Leave the recovery of production")
            screen.keys("alt+l")
            status = window.process.wait(timeout=30)
            assert status == 0, f"the window ended with {status}: {window.said()}"
            journal.window = None
            left = journal.events()
            assert not any(e["type"] in ("run-ended", "attempt-ended") for e in left), f"leaving ended something: {left[-1]}"
            assert supervised(bed), "terraform did not go on without the window"

            window = journal.window = Window(bed, screen, os.path.join(folder, "again"), colours="light")
            window.main()
            window.picture("resume")
            screen.keys("space")
            journal.wait("resumed", lambda e: e["type"] == "run-resumed", 60)
            journal.asked("cluster-identity")  # the rule that was chosen was for the life that is over
            window.answer("LIVE .*Provision", "Return", typed="production")
            end = journal.wait("the end", lambda e: e["type"] == "run-ended")
            screen.window("LIVE run, Completed")
            window.picture("completed")
            window.close()
        finally:
            window.kill()
        assert end["end"] == "completed", f"the run ended as {end}"
        assert bed.status()["orders"] > 0, "the orders are not restored"
        assert not found_secrets(bed), f"secrets were written down: {found_secrets(bed)}"
        print(f"        pictures: {folder}", flush=True)


# Places in a window of 1280 x 800, from its left and top.
CONVERGENCE, TIMELINE, STEP = (508, 153), (402, 153), (602, 153)
ANSWER = (1000, 113)  # the button of the slot


def health(bed, application):
    """Its health and the commit it was compared with; a space: it is not there yet."""
    return bed.kubectl("get", "--ignore-not-found", "application", application, "-n", "argocd", "-o", "jsonpath={.status.health.status} {.status.sync.revision}") or " "


def window_mends(keep):
    """with mouse and keyboard: an application hangs on an image that does not exist, Git is mended, it is refreshed from its page"""
    missing = missing_tools()
    assert not missing, f"not here: {', '.join(missing)}"
    folder = pictures_folder("window_mends")
    with Bed("bad-image", keep=keep) as bed, Screen() as screen:
        journal = Journal(bed)
        window = journal.window = Window(bed, screen, folder, bed.manifest, colours="light")
        try:
            start_in_window(window)
            journal.wait("sync runs", lambda e: e["type"] == "attempt-started" and e["step"] == "monitor-sync")
            screen.click(window.main(), *CONVERGENCE)
            until(lambda: health(bed, "payments").startswith(("Progressing ", "Degraded ")), 90, "payments never came to its image")
            window.picture("stuck")
            before = health(bed, "payments").split()[1]
            bed.seed()  # the image exists in the next commit
            screen.keys("ctrl+k")
            screen.type("payments")
            window.picture("palette")
            screen.keys("Return")
            window.picture("chosen")
            screen.keys("F5")
            screen.window("Refresh payments")
            window.picture("refresh")
            screen.keys("shift+Tab", "space")  # the keyboard stands on Cancel
            screen.gone("Refresh payments")
            journal.wait("the refresh is in the journal", lambda e: e["type"] == "note-added" and "payments" in e["text"])
            until(lambda: health(bed, "payments").split()[1] != before, 60, "Argo CD did not read the new commit")
            journal.wait("converged", lambda e: e["type"] == "step-ended" and e["step"] == "monitor-sync" and e["state"] == "succeeded", 120)
            window.picture("converged")
            waiting = in_order(journal, "step-approval", "manual-step")
            screen.click(window.main(), *TIMELINE)
            window.picture("timeline")
            for decision in waiting:
                screen.click(window.main(), *ANSWER)
                if decision["kind"] == "step-approval":
                    screen.window("LIVE .*cdn")
                    screen.keys("alt+a")
                    screen.gone("LIVE .*cdn")
                else:
                    screen.window("LIVE .*partner")
                    screen.type("Called, Mia confirmed")
                    screen.keys("alt+i")
                    screen.gone("LIVE .*partner")
                journal.taken(decision)
            end = journal.wait("the end", lambda e: e["type"] == "run-ended", 120)
            screen.window("LIVE run, Completed")
            for name, place in (("end-step", STEP), ("end-convergence", CONVERGENCE), ("end-timeline", TIMELINE)):
                screen.click(window.main(), *place)
                window.picture(name)
            window.close()
        except BaseException:
            window.picture("failed")
            print(f"        {window.said()}\n        pictures: {folder}", flush=True)
            raise
        finally:
            window.kill()
        assert end["end"] == "completed", f"the run ended as {end}"
        assert bed.status()["orders"] > 0, "the orders are not restored"
        print(f"        pictures: {folder}", flush=True)
