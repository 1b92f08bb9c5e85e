"""PostgreSQL with the shop's orders, its dump, and how the database is lost. Survives the cluster, as an outside database would."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .bed import Bed
from .daemon import Daemons

NOBODY = 65534
SETTINGS = {"listen_addresses": "'127.0.0.1'", "unix_socket_directories": "''", "fsync": "off", "full_page_writes": "off",
            "synchronous_commit": "off", "shared_buffers": "'32MB'", "max_connections": "40"}


def programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(re.sub(r"\D", "", p.parts[4]) or 0))
    if not found:
        sys.exit("testbed: PostgreSQL is not installed here; start the testbed through packaging/enter.")
    return found[-1].parent


def _unprivileged() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []


def _data(bed: Bed) -> Path:
    return Path(bed.data.get("postgresData") or bed.path("world/postgres"))


def _choose_folder(bed: Bed) -> Path:
    """In the testbed, unless a folder above it is closed to the user that PostgreSQL runs as: then beside other temporary files."""
    if os.getuid() == 0 and not all(parent.stat().st_mode & 0o001 for parent in (bed.dir, *bed.dir.parents)):
        bed.data["postgresData"] = tempfile.mkdtemp(prefix="relight-tb-postgres-", dir="/tmp")
        bed.save()
    data = _data(bed)
    data.mkdir(parents=True, exist_ok=True)
    return data


def make(bed: Bed, orders: int) -> None:
    if not (_data(bed) / "PG_VERSION").exists():
        data = _choose_folder(bed)
        password = data.parent / f"{data.name}-password"
        password.write_text(bed.data["postgresPassword"])
        if os.getuid() == 0:
            os.chown(data, NOBODY, NOBODY)
            os.chown(password, NOBODY, NOBODY)
        password.chmod(0o600)
        _run([*_unprivileged(), programs() / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync",
              "--auth=scram-sha-256", f"--pwfile={password}"])
        password.unlink()
    start(bed)
    if not bed.path("backups/latest.dump").exists():
        _fill(bed, orders)


def start(bed: Bed) -> None:
    daemons = Daemons(bed, "world")
    if not daemons.pid("postgres"):
        options = [f"-c{name}={value.strip(chr(39))}" for name, value in SETTINGS.items()]
        daemons.start("postgres", [*_unprivileged(), programs() / "postgres", "-D", _data(bed), "-p", bed.port("postgres"), *options], cwd="/")
    deadline = time.monotonic() + 60
    while subprocess.run(client(bed, "pg_isready", "-q", "-d", "postgres"), env=environment(bed)).returncode:
        if not daemons.pid("postgres") or time.monotonic() > deadline:
            sys.exit(f"testbed: {daemons.say_why('postgres')}")
        time.sleep(0.05)


def lose(bed: Bed) -> None:
    _sql(bed, "postgres", "drop database if exists main with (force)")


def count(bed: Bed) -> int | None:
    """Rows of the table orders; None when the database is lost."""
    done = subprocess.run(client(bed, "psql", "-d", "main", "-Atc", "select count(*) from orders"), env=environment(bed),
                          capture_output=True, text=True)
    return int(done.stdout) if done.returncode == 0 else None


def client(bed: Bed, program: str, *arguments) -> list[str]:
    return [str(programs() / program), "-h", "127.0.0.1", "-p", str(bed.port("postgres")), "-U", "postgres", *map(str, arguments)]


def environment(bed: Bed) -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGPASSWORD": bed.data["postgresPassword"]}


def _fill(bed: Bed, orders: int) -> None:
    _sql(bed, "postgres", "drop database if exists main with (force)")
    _sql(bed, "postgres", "create database main")
    _sql(bed, "main", "create table customers (id int primary key, name text not null);"
                      "create table orders (id int primary key, customer int references customers, placed timestamptz, note text);"
                      "insert into customers select i, 'customer ' || i from generate_series(1, 1000) i;"
                      "insert into orders select i, 1 + i % 1000, timestamptz '2026-01-01' + i * interval '1 minute', md5(i::text)"
                      f" from generate_series(1, {int(orders)}) i; create index on orders (placed)")
    half = bed.folder("backups") / ".half"
    _run(client(bed, "pg_dump", "-Fc", "-d", "main", "-f", half), environment(bed))
    half.rename(bed.path("backups/latest.dump"))


def _sql(bed: Bed, database: str, text: str) -> None:
    _run(client(bed, "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text), environment(bed))


def _run(command, env=None) -> None:
    done = subprocess.run([str(part) for part in command], env=env, capture_output=True, text=True, cwd="/")
    if done.returncode:
        sys.exit(f"testbed: {Path(str(command[0])).name} failed ({done.returncode}): {done.stderr.strip()}")


def remove(bed: Bed) -> None:
    shutil.rmtree(_data(bed), ignore_errors=True)
