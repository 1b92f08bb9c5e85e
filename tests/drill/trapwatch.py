"""What watches a drill among traps: a server that counts, a kernel watch on the baits, and a trace of the system calls."""
import ctypes, glob, os, re, socket, struct, threading

IN_OPEN = 0x20


class Canary:
    """Counts whoever connects; answers nobody."""

    def __init__(self, path=None):
        self.callers = 0
        self.listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        self.listener.bind(path or ("127.0.0.1", 0))
        self.listener.listen(64)
        self.port = 0 if path else self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            caller, _ = self.listener.accept()
            self.callers += 1
            caller.close()


class Baits:
    """Who opens one of these files is noticed, also without a trace."""

    def __init__(self, paths):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self.libc.inotify_init1(os.O_NONBLOCK)
        self.paths = {self.libc.inotify_add_watch(self.descriptor, path.encode(), IN_OPEN): path for path in paths}
        if self.descriptor < 0 or -1 in self.paths:
            raise OSError(ctypes.get_errno(), "cannot watch the baits")

    def taken(self):
        found = set()
        while True:
            try:
                data = os.read(self.descriptor, 65536)
            except BlockingIOError:
                return sorted(found)
            while data:
                watch, _, _, length = struct.unpack_from("iIII", data)
                data = data[16 + length:]
                found.add(self.paths[watch])


# -- the trace: one file a thread (strace -ff)
CALLS = "execve,execveat,connect,bind,listen,getsockname,socket,symlink,symlinkat,open,openat,openat2,clone,clone3,fork,vfork,unshare"
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Trace:
    def __init__(self, prefix):
        self.threads = {int(path.rsplit(".", 1)[1]): open(path, errors="replace").read() for path in glob.glob(prefix + ".*")}
        self.parents = {}
        for thread, text in self.threads.items():
            for line in text.splitlines():
                if re.match(r"(clone|clone3|fork|vfork)\(", line) and (child := re.search(r"= (\d+)$", line)):
                    self.parents[int(child[1])] = (thread, "CLONE_THREAD" in line, "CLONE_NEWNET" in line)
        self.ports = self.listened()

    def lines(self, call):
        for thread, text in self.threads.items():
            for line in text.splitlines():
                if line.startswith(call):
                    yield thread, line

    def started(self):
        """(thread, program, line) of each execve, failed ones too."""
        return [(thread, QUOTED.search(line)[1], line) for thread, line in self.lines("execve")]

    def programs(self, thread):
        """What this thread's process became, in order."""
        while self.parents.get(thread, (0, False, False))[1]:
            thread = self.parents[thread][0]
        return [QUOTED.search(line)[1] for line in self.threads.get(thread, "").splitlines()
                if line.startswith("execve") and line.endswith("= 0")]

    def listened(self):
        """Ports that somebody in the drill listens on, by program; None for one that is not of 127.0.0.1."""
        ports = {}
        for thread, text in self.threads.items():
            bound, named = set(), {}
            for line in text.splitlines():
                if (found := re.match(r"getsockname\((\d+), .*sin6?_port=htons\((\d+)\)", line)):
                    named[found[1]] = int(found[2]) if '"127.0.0.1"' in line else None
                elif (found := re.match(r"listen\((\d+)", line)):
                    bound.add(found[1])
            for descriptor in bound & named.keys():
                ports[named[descriptor]] = (self.programs(thread) or [""])[-1]
        return ports

    def withoutNetwork(self, thread):
        """Whether this process left the network: made without one, or gone from it."""
        one = thread
        while one in self.parents:
            if self.parents[one][2]:
                return True
            one = self.parents[one][0]
        return any("CLONE_NEWNET" in line and line.endswith("= 0")
                   for line in self.threads.get(thread, "").splitlines() if line.startswith("unshare"))


def judge(trace, allowed, links, folder):
    """Sentences about what a drill must not do. allowed: programs; links: prefix of the private PATH; folder: the drill's sockets."""
    wrong = []
    play = next(one for one in allowed if one.endswith("/relight-play"))
    trials = {thread for thread, program, line in trace.started() if "bwrap" in program and "/bin/true" in line}
    for thread, program, line in trace.started():
        ofTrial = program in ("/bin/true", "/usr/bin/true") and any(parent in trials for parent in ancestors(trace, thread))
        isLink = program.startswith(links) and re.fullmatch(r"[^/]+/bin/[^/]+", program[len(links):])
        if program not in allowed and not isLink and not ofTrial:
            wrong.append(f"started: {line[:300]}")
    for _, line in trace.lines("symlink"):
        target, path = QUOTED.findall(line)[0], QUOTED.findall(line)[-1]
        if re.fullmatch(r"[^/]+/bin/[^/]+", path[len(links):]) and target != play:
            wrong.append(f"a link of the private PATH leads elsewhere: {line[:300]}")
    for call in ("connect", "bind"):
        for thread, line in trace.lines(call + "("):
            why = addressTrouble(trace, call, line, folder)
            if why:
                wrong.append(f"{why}: {(trace.programs(thread) or ['?'])[-1]} {line[:300]}")
    for port, program in trace.ports.items():
        if port is None:
            wrong.append(f"{program} listens beyond 127.0.0.1")
    for _, line in trace.lines("socket("):
        if re.match(r"socket\(AF_INET6?, SOCK_(DGRAM|RAW)", line):
            wrong.append(f"a socket for datagrams, as names are looked up with: {line}")
    return wrong


def ancestors(trace, thread):
    yield thread
    while thread in trace.parents:
        thread = trace.parents[thread][0]
        yield thread


def addressTrouble(trace, call, line, folder):
    if "AF_NETLINK" in line:
        return ""  # asks the kernel, nobody else
    if "AF_UNIX" in line:
        path = QUOTED.search(line)
        return "" if path and path[1].startswith(folder) and "sun_path=@" not in line else f"{call} outside the drill's folder"
    found = re.search(r'AF_INET, sin_port=htons\((\d+)\), sin_addr=inet_addr\("([^"]+)"\)', line)
    if not found or found[2] != "127.0.0.1":
        return f"{call} beyond 127.0.0.1"
    return "" if call == "bind" or int(found[1]) in trace.ports else "connects to a port that nobody of the drill listens on"
