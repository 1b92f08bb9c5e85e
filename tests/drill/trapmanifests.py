"""The manifests of the trap test: every place of format 1 that names a command, a file, an address or a secret."""


def nasty(estate, name):
    """One text that fires however it is taken: run, expanded, split at a line end or at a semicolon."""
    touch = estate.touch
    return f"{touch(name)}; $({touch(name + '-substituted')}) `{touch(name + '-backticks')}` && ./scripts/{name}.sh\n{touch(name + '-next-line')}"


def block(text, indent):
    return "|\n" + "".join(" " * indent + line + "\n" for line in text.split("\n"))


CLUSTERS = {
    "command": lambda e: f"""
    provisioner: command
    command: {block(nasty(e, 'provision'), 6)}
    probe: {block(nasty(e, 'probe'), 6)}
    kubeconfig: {{ command: "{e.touch('kubeconfig')}; ./scripts/kubeconfig.sh" }}
    bootstrap: [bootstrap/storage.yaml, "./scripts/bootstrap.sh; {e.touch('bootstrap')}", "{e.tree}/scripts/bootstrap.sh"]
    lost: {{ kubeconfig: "file:~/.kube/lost", context: production }}""",
    "terraform": lambda e: f"""
    provisioner: terraform
    path: infra
    variables: {{ region: "$({e.touch('variable')})", nodes: "3; {e.touch('variable-next')}" }}
    bootstrap: [bootstrap/storage.yaml, "bootstrap/late.yaml", "./scripts/bootstrap.sh"]
    lost: {{ server: "https://127.0.0.1:{e.port}" }}""",
    "existing": lambda e: f"""
    provisioner: existing
    kubeconfig: {{ path: "{e.home}/.kube/named" }}
    context: production
    lost: {{ kubeconfig: "file:{e.home}/.kube/lost", context: production }}""",
}
GIT = {
    "command": lambda e: f"""
    repo: {e.canary}/gitops.git
    credentials: {{ username: "$({e.touch('username')})", password: env:GIT_TOKEN }}
    argocd: {{ namespace: argocd, version: v3.2.11, server: "{e.canary}", credentials: {{ username: admin, password: env:ARGOCD_PASSWORD }} }}""",
    "terraform": lambda e: f"""
    repo: ssh://git@127.0.0.1:{e.port}/gitops.git
    credentials: {{ ssh-private-key: "file:~/.ssh/id_ed25519", known-hosts: "file:~/.ssh/known_hosts" }}
    argocd: {{ namespace: argocd, version: v3.2.11, manifest: "https://127.0.0.1:{e.port}/install.yaml", sha256: "{'a' * 64}" }}""",
    "existing": lambda e: f"""
    repo: "file://{e.tree}"
    argocd: {{ namespace: argocd, version: v3.2.11, credentials: {{ token: "command:{e.fakes}/op read argocd" }} }}""",
}
SECRETS = {
    "command": lambda e: f"""
    method: external-secrets
    vault-address: {e.canary}
    vault-backup: "file://{e.home}/escrow/"
    token: "command:{e.fakes}/vault print token"
    secret: {{ namespace: external-secrets, name: vault-token, key: token }}""",
    "terraform": lambda e: f"""
    method: sealed-secrets
    keys: "file:{e.home}/escrow/keys.yaml" """,
    "existing": lambda e: """
    method: sops
    age-key: "file:~/escrow/age.txt" """,
}


def manifest(estate, kind):
    e = estate
    return f"""recovery:
  format: 1
  name: "production $({e.touch('name')}) `x`; ../../up"
  objectives: {{ rto: 1h, rpo: 30m }}
  cluster:{CLUSTERS[kind](e)}
  gitops:{GIT[kind](e)}
    path: clusters/production
    root-app: apps/root.yaml
    revision: main
  secrets:{SECRETS[kind](e)}
  data:
    databases:
      - name: postgres-main
        backup-location: "file://{e.home}/escrow/"
        backup-time: {{ command: "./scripts/time.sh; {e.touch('backup-time')}" }}
        environment: {{ PGPASSWORD: env:PG_PASSWORD, PATH: "file:~/escrow/password", LD_PRELOAD: "prompt:preload", BASH_ENV: "env:BASH_ENV" }}
        restore-command: {block(nasty(e, 'restore'), 10)}
        verify-command: {block(nasty(e, 'verify'), 10)}
        estimate: 5m
      - {{ name: absolute, backup-location: "{e.home}/.aws", restore-command: "{e.tree}/scripts/restore.sh '$HOME' \\n {e.touch('absolute')}", estimate: 2m }}
    volumes:
      - {{ name: uploads, backup-location: "s3://$({e.touch('bucket')})/", restore-command: "aws s3 cp s3://x . && kubectl get secret -A && git push", estimate: 2m }}
  traffic:
    - name: www
      provider: command
      command: {block(nasty(e, 'switch'), 8)}
      undo-command: {block(nasty(e, 'undo'), 8)}
      zone: shop.example
      environment: {{ CDN_TOKEN: "keychain:cdn-token", HOOK: "command:{e.fakes}/op read hook" }}
      record: {{ name: localhost, type: A, ttl: 60, value: 127.0.0.1 }}
    - {{ name: internal, provider: rfc2136, server: 127.0.0.1, zone: internal.example, record: {{ name: shop.internal.example, type: A, ttl: 60, value: 127.0.0.1 }}, tsig: {{ name: relight., algorithm: hmac-sha256, secret: env:TSIG }} }}
    - {{ name: balancer, provider: terraform, path: infra }}
  verification:
    - {{ name: web, http: "{e.canary}/healthz", expect: 200, within: 5m }}
    - {{ name: own, command: "./scripts/check.sh; {e.touch('check')}", within: 2m, environment: {{ X: "file:{e.home}/.vault-token" }} }}
  notifications:
    - {{ webhook: env:CHAT_WEBHOOK, events: [declared, paused, restored, finished] }}
    - {{ webhook: "command:{e.fakes}/op read webhook", events: [finished] }}
    - {{ mail: [ops@shop.example], smtp: "smtp://127.0.0.1:{e.port}", events: [declared, finished] }}
  external-dependencies:
    - Web: {{ description: "`{e.touch('description')}`", check: {{ http: "{e.canary}/dependency" }} }}
    - Port: {{ description: port, check: {{ tcp: "127.0.0.1:{e.port}" }} }}
    - Name: {{ description: name, check: {{ dns: "trap.example" }} }}
    - Program: {{ description: program, check: {{ command: "{e.touch('dependency')}; ./scripts/check.sh" }} }}
  contacts:
    - oncall: "$({e.touch('contact')})"
  steps:
    warm-cache:
      title: "Warm; {e.touch('title')}"
      after: [verify-health]
      before: [notify]
      run: {block(nasty(e, 'warm'), 8)}
      probe: {block(nasty(e, 'is-warm'), 8)}
      environment: {{ TOKEN: env:HOOK_TOKEN }}
      estimate: 1m
"""
