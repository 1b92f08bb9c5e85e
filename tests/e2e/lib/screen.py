"""A display of its own, driven as a person does: windows by their titles, keys and the mouse through xdotool."""
import os
import shutil
import subprocess
import time


class Screen:
    """with Screen(1280, 800) as screen: …  One Xvfb without a window manager."""

    def __init__(self, width=1280, height=800):
        self.size = f"{width}x{height}x24"

    def __enter__(self):
        read, write = os.pipe()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", self.size, "-nolisten", "tcp"],
                                       pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start; run it by hand to see why")
        self.env = {**os.environ, "DISPLAY": f":{number}"}
        return self

    def __exit__(self, *_):
        self.server.terminate()
        self.server.wait()

    def tool(self, *arguments):
        done = subprocess.run(["xdotool", *map(str, arguments)], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        return done.stdout.split() if done.returncode == 0 else []

    def windows(self, title):
        return self.tool("search", "--onlyvisible", "--name", title)

    def window(self, title, seconds=20):
        """Waits for a window whose title matches, and gives it the keyboard."""
        def found():
            ids = self.windows(title)
            return ids[-1] if ids else None
        window = until(found, seconds, f"no window is called {title}")
        self.tool("windowfocus", "--sync", window)
        return window

    def gone(self, title, seconds=20):
        until(lambda: not self.windows(title), seconds, f"the window {title} did not close")

    def keys(self, *names):
        self.tool("key", "--clearmodifiers", "--delay", 30, *names)

    def type(self, text):
        self.tool("type", "--delay", 15, text)

    def click(self, window, x, y):
        """At a place of the window, from its left and top, or with negative numbers from its right and bottom."""
        place = dict(line.split("=") for line in self.tool("getwindowgeometry", "--shell", window))
        left, top = int(place["X"]), int(place["Y"])
        self.tool("mousemove", "--sync", left + (x if x >= 0 else int(place["WIDTH"]) + x),
                  top + (y if y >= 0 else int(place["HEIGHT"]) + y), "click", 1)

    def picture(self, path):
        subprocess.run(["import", "-window", "root", path], env=self.env, check=True)


def until(condition, seconds, what):
    """What the condition gives as soon as it is true; looks ten times a second."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what} (waited {seconds} s)")
        time.sleep(0.1)


def missing_tools():
    return [tool for tool in ("Xvfb", "xdotool", "import") if not shutil.which(tool)]
