"""Reads pictures with tesseract where there is one: on PATH, or, for root inside the build root, the host's."""
import difflib
import os
import shutil
import subprocess

HOST = "/run/host"


def command():
    """How tesseract is started; None: there is none."""
    if shutil.which("tesseract"):
        return ["tesseract"]
    if os.geteuid() == 0 and os.path.exists(HOST + "/usr/bin/tesseract"):
        return ["chroot", HOST, "/usr/bin/tesseract"]
    return None


def read(picture):
    """The text of a picture, enlarged and as black on white: a screen's letters are small for OCR."""
    large = picture + ".ocr.png"
    grey = ["convert", picture, "-colorspace", "Gray"]
    mean = subprocess.run(["convert", picture, "-colorspace", "Gray", "-format", "%[fx:mean]", "info:"], stdout=subprocess.PIPE,
                          check=True, text=True).stdout
    subprocess.run([*grey, *(["-negate"] if float(mean) < 0.5 else []), "-resize", "200%", "-normalize", large], check=True)
    with open(large, "rb") as enlarged:
        done = subprocess.run([*command(), "stdin", "stdout", "--psm", "11"], stdin=enlarged, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True, text=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    os.remove(large)
    return done.stdout


ALIKE = str.maketrans({"o": "0", "l": "1", "|": "1", "i": "1", "z": "2", "s": "5", "g": "9", "q": "9", "b": "8", "6": "8"})


def _plain(text):
    """Letters that OCR takes for one another are one."""
    return "".join(c for c in text.lower().translate(ALIKE) if c.isalnum())


def holds(text, secret):
    """Whether half of the secret stands in the text in one piece, give or take what OCR confuses."""
    text, secret = _plain(text), _plain(secret)
    match = difflib.SequenceMatcher(None, text, secret, autojunk=False).find_longest_match(0, len(text), 0, len(secret))
    return match.size * 2 >= len(secret)
