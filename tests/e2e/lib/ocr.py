"""Reads pictures with tesseract where there is one: on PATH, or the host's when this runs inside the build root."""
import difflib
import glob
import os
import shutil
import subprocess

HOST = "/run/host"


def command():
    """How tesseract is started, and its environment; None: there is none."""
    if shutil.which("tesseract"):
        return ["tesseract"], None
    program, loader = HOST + "/usr/bin/tesseract", HOST + "/lib64/ld-linux-x86-64.so.2"
    data = glob.glob(HOST + "/usr/share/tesseract-ocr/*/tessdata")
    if not (os.path.exists(program) and os.path.exists(loader) and data):
        return None
    libraries = ":".join(HOST + folder for folder in ("/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu"))
    return [loader, "--library-path", libraries, program], {**os.environ, "TESSDATA_PREFIX": data[-1]}


def read(picture):
    """The text of a picture, enlarged and as black on white: a screen's letters are small for OCR."""
    program, env = command()
    large = picture + ".ocr.png"
    grey = ["convert", picture, "-colorspace", "Gray"]
    mean = subprocess.run(["convert", picture, "-colorspace", "Gray", "-format", "%[fx:mean]", "info:"], stdout=subprocess.PIPE,
                          check=True, text=True).stdout
    subprocess.run([*grey, *(["-negate"] if float(mean) < 0.5 else []), "-resize", "250%", "-normalize", large], check=True)
    done = subprocess.run([*program, large, "-", "--psm", "11"], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    os.remove(large)
    return done.stdout


ALIKE = str.maketrans({"o": "0", "l": "1", "|": "1", "i": "1", "z": "2", "s": "5", "g": "9", "q": "9", "b": "8", "6": "8"})


def _plain(text):
    """Letters that OCR takes for one another are one."""
    return "".join(c for c in text.lower().translate(ALIKE) if c.isalnum())


def holds(text, secret):
    """Whether two thirds of the secret stand in the text in one piece, give or take what OCR confuses."""
    text, secret = _plain(text), _plain(secret)
    match = difflib.SequenceMatcher(None, text, secret, autojunk=False).find_longest_match(0, len(text), 0, len(secret))
    return match.size * 3 >= len(secret) * 2
