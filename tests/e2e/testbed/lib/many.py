"""A large estate: N applications in M sync waves instead of the six of repo/, for the benchmark."""

import shutil

from .bed import Bed


def write(bed: Bed, applications: int, waves: int) -> None:
    template = (bed.work / "clusters/production/shop.yaml").read_text()
    for name in ("monitoring", "ingress", "payments"):
        (bed.work / f"clusters/production/{name}.yaml").unlink()
        shutil.rmtree(bed.work / f"workloads/{name}")
    kept = len(list((bed.work / "clusters/production").glob("*.yaml")))  # platform, external-secrets, shop: what the manifest relies on
    for number in range(1, max(0, applications - kept) + 1):
        name = f"service-{number:03}"
        text = template.replace("name: shop", f"name: {name}").replace("workloads/shop", f"workloads/{name}")
        text = text.replace("namespace: shop", f"namespace: team-{number % 10}").replace('sync-wave: "3"', f'sync-wave: "{number % waves}"')
        (bed.work / f"clusters/production/{name}.yaml").write_text(text)
        shutil.copytree(bed.work / "workloads/shop", bed.work / f"workloads/{name}")
        for file in (bed.work / f"workloads/{name}").iterdir():
            file.write_text(file.read_text().replace("shop", name).replace("replicas: 3", "replicas: 1"))
