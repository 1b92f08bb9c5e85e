"""A hostile place to play a drill in: a home, an environment, a work tree and a manifest of which every word leads into a trap. All
below one folder; what fires leaves a file in `fired`, what is read is one of `baits`, what is a secret holds one of `words`."""
import os, secrets, shlex, subprocess

TOOLS = """sh bash dash env true bwrap strace sudo ssh ssh-agent git git-lfs git-remote-http git-remote-https curl wget nc dig nsupdate
terraform tofu aws gcloud gsutil az eksctl talosctl kubectl velero vault sops kubeseal op pass secret-tool psql pg_restore restic helm
argocd python3 relight relight-play relight-world relight-supervisor""".split()


class Estate:
    def __init__(self, folder, port, agent, bus):
        self.folder, self.port, self.agent, self.bus = folder, port, agent, bus
        self.canary = f"http://127.0.0.1:{port}"
        self.fired = os.path.join(folder, "fired")
        self.home = os.path.join(folder, "home")
        self.tree = os.path.join(folder, "tree")
        self.fakes = os.path.join(folder, "fakes")
        self.state = os.path.join(folder, "state")
        self.temporary = os.path.join(folder, "t")  # short: sockets have short names
        self.words, self.baits = [], []
        for one in (self.fired, self.home, self.tree, self.fakes, self.state, self.temporary):
            os.makedirs(one, mode=0o700, exist_ok=True)
        self.make_fakes()
        self.make_home()
        self.make_tree()

    # -- pieces
    def word(self, name):
        self.words.append(f"CANARY{secrets.token_hex(8)}{name}")
        return self.words[-1]

    def touch(self, name):
        return f"/usr/bin/touch {shlex.quote(os.path.join(self.fired, name))}"

    def write(self, path, text, mode=0o600, bait=False):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)
        if bait:
            self.baits.append(path)
        return path

    def script(self, path, name, says=""):
        return self.write(path, f"#!/bin/sh\n{self.touch(name)}\necho {says}\n", 0o755)

    def make_fakes(self):
        for tool in TOOLS:
            self.script(os.path.join(self.fakes, tool), "fake-" + tool)

    def secret_file(self, name):
        return self.write(os.path.join(self.home, name), self.word("file") + "\n", bait=True)

    def kubeconfig(self, name):
        """What kubectl would take: its server is the canary, its user a program."""
        plugin = self.script(os.path.join(self.home, name + "-plugin"), "exec-plugin", "{}")
        return self.write(os.path.join(self.home, name), f"""apiVersion: v1
kind: Config
current-context: production
clusters: [{{ name: c, cluster: {{ server: "{self.canary}" }} }}]
contexts: [{{ name: production, context: {{ cluster: c, user: u }} }}]
users: [{{ name: u, user: {{ token: {self.word("token")}, exec: {{ apiVersion: client.authentication.k8s.io/v1, command: {plugin} }} }} }}]
""", bait=True)

    def make_home(self):
        at = lambda name: os.path.join(self.home, name)
        self.write(at(".gitconfig"), f"""[url "{self.canary}/instead/"]
	insteadOf = http://127.0.0.1
	insteadOf = https://
[http]
	proxy = {self.canary}
[core]
	sshCommand = "{self.touch('ssh-command')}"
	fsmonitor = "{self.script(at('fsmonitor'), 'fsmonitor')}"
	hooksPath = {self.home}/hooks
[credential]
	helper = "!{self.touch('credential-helper')}"
[filter "evil"]
	clean = "{self.touch('filter-clean')}"
	smudge = "{self.touch('filter-smudge')}"
	process = "{self.touch('filter-process')}"
""")
        for hook in ("post-checkout", "post-merge", "reference-transaction", "pre-auto-gc"):
            self.script(at("hooks/" + hook), "home-hook-" + hook)
        self.write(at(".netrc"), f"machine 127.0.0.1 login x password {self.word('netrc')}\n", bait=True)
        self.write(at(".ssh/config"), f"Host *\n  ProxyCommand {self.touch('proxy-command')}\n", bait=True)
        self.write(at(".ssh/id_ed25519"), self.word("sshkey") + "\n", bait=True)
        self.write(at(".ssh/known_hosts"), f"127.0.0.1 ssh-ed25519 {self.word('knownhosts')}\n", bait=True)
        self.write(at(".aws/credentials"), f"[default]\naws_secret_access_key = {self.word('aws')}\n", bait=True)
        self.write(at(".aws/config"), f"[default]\ncredential_process = {self.touch('credential-process')}\n", bait=True)
        self.write(at(".config/gcloud/application_default_credentials.json"), f'{{"refresh_token":"{self.word("gcloud")}"}}', bait=True)
        self.write(at(".vault-token"), self.word("vault"), bait=True)
        self.write(at(".terraformrc"), f"credentials \"x\" {{ token = \"{self.word('tfrc')}\" }}\n", bait=True)
        self.write(at(".pgpass"), f"*:*:*:*:{self.word('pgpass')}\n", bait=True)
        self.kubeconfig(".kube/config")
        self.kubeconfig(".kube/lost")
        self.kubeconfig(".kube/named")
        self.secret_file("escrow/keys.yaml")
        self.secret_file("escrow/age.txt")
        self.secret_file("escrow/password")

    def git(self, *words):
        clean = {"PATH": "/usr/bin:/bin", "HOME": self.folder, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
        subprocess.run(["/usr/bin/git", "-c", "user.name=t", "-c", "user.email=t@t.invalid", "-c", "init.defaultBranch=main", *words],
                       cwd=self.tree, env=clean, check=True, stdout=subprocess.DEVNULL)

    def make_tree(self):
        at = lambda name: os.path.join(self.tree, name)
        for name in ("provision", "probe", "kubeconfig", "bootstrap", "restore", "verify", "time", "switch", "undo", "check", "warm", "is-warm"):
            self.script(at(f"scripts/{name}.sh"), "script-" + name)
        for name in ("relight-play", "drill-kubeconfig", "terraform", "bwrap", "sh"):  # where the drill is started
            self.script(at(name), "beside-" + name)
        self.write(at("infra/main.tf"), "terraform {\n  backend \"local\" {}\n}\n")
        self.write(at("infra/terraform.tfstate"), f'{{"secret":"{self.word("tfstate")}"}}')
        self.write(at("bootstrap/storage.yaml"), "apiVersion: v1\nkind: Namespace\nmetadata: { name: storage }\n")
        self.write(at("apps/root.yaml"), f"""apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{ name: root, namespace: argocd }}
spec:
  project: default
  source: {{ repoURL: "{self.canary}/gitops.git", path: clusters/production, targetRevision: main }}
  destination: {{ server: "https://kubernetes.default.svc", namespace: argocd }}
  syncPolicy: {{ automated: {{}} }}
""")
        self.write(at("clusters/production/shop.yaml"), f"""apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{ name: shop, namespace: argocd }}
spec:
  project: default
  source: {{ repoURL: "{self.canary}/gitops.git", path: shop, targetRevision: main }}
  destination: {{ server: "https://kubernetes.default.svc", namespace: shop }}
  syncPolicy: {{ automated: {{}}, syncOptions: [CreateNamespace=true] }}
""")
        self.write(at("shop/config.yaml"), "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shop }\ndata: { a: \"$(touch b)\" }\n")
        self.write(at(".gitattributes"), "* filter=evil diff=evil\n")
        os.symlink(os.path.join(self.home, ".aws", "credentials"), at("clusters/production/link.yaml"))
        os.symlink(os.path.join(self.home, ".ssh"), at("clusters/production/folder"))
        os.symlink(self.home, at("shop/home"))
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "estate")
        # What came after: changed, so that the digest looks at it.
        os.symlink(os.path.join(self.home, "escrow", "password"), at("bootstrap/late.yaml"))
        os.symlink(os.path.join(self.home, "escrow", "age.txt"), at("clusters/production/late.yaml"))
        for hook in ("post-checkout", "post-merge", "pre-commit", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
            self.script(at(".git/hooks/" + hook), "hook-" + hook)
        with open(at(".git/config"), "a") as file:
            file.write(f"[core]\n\tfsmonitor = .git/hooks/fsmonitor-watchman\n\tsshCommand = \"{self.touch('tree-ssh-command')}\"\n"
                       f"[filter \"evil\"]\n\tclean = \"{self.touch('tree-clean')}\"\n\trequired = true\n"
                       f"[diff \"evil\"]\n\ttextconv = \"{self.touch('tree-textconv')}\"\n[remote \"origin\"]\n\turl = {self.canary}/origin.git\n")

    def environment(self):
        kept = self.kubeconfig("ambient-kubeconfig")
        given = {name: self.word(name.lower()) for name in
                 ("GIT_TOKEN", "VAULT_TOKEN", "PG_PASSWORD", "CDN_TOKEN", "ARGOCD_PASSWORD", "TSIG", "AWS_SECRET_ACCESS_KEY", "HOOK_TOKEN")}
        proxies = {name: self.canary for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")}
        commands = {name: self.touch(name) for name in
                    ("GIT_SSH_COMMAND", "GIT_ASKPASS", "SSH_ASKPASS", "GIT_PROXY_COMMAND", "GIT_EXTERNAL_DIFF", "PAGER", "EDITOR", "BROWSER")}
        startup = self.script(os.path.join(self.home, "startup"), "shell-startup")
        return {**given, **proxies, **commands, "PATH": self.fakes + ":/usr/bin:/bin", "HOME": self.home, "USER": "trapped",
                "XDG_STATE_HOME": self.state, "TMPDIR": self.temporary, "LC_ALL": "C.UTF-8", "KUBECONFIG": kept, "ENV": startup,
                "BASH_ENV": startup, "SSH_AUTH_SOCK": self.agent, "DBUS_SESSION_BUS_ADDRESS": "unix:path=" + self.bus,
                "CHAT_WEBHOOK": f"{self.canary}/{self.word('webhook')}", "RELIGHT_WORLD": self.agent, "VAULT_ADDR": self.canary,
                "AWS_ENDPOINT_URL": self.canary, "KUBERNETES_SERVICE_HOST": "127.0.0.1", "KUBERNETES_SERVICE_PORT": str(self.port)}
