#!/usr/bin/env python3
"""Holds the JSON Schema of manifests to the corpus that the parser is tested on."""
import pathlib
import sys

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "tests/models"))
sys.dont_write_bytecode = True
from schemafiles import check  # noqa: E402

corpus = root / "tests/models/manifest/corpus"
good = sorted((corpus / "good").glob("*.yaml")) + sorted((root / "resources/samples").glob("*.yaml"))
sys.exit(check(root / "resources/schema/recovery-manifest.schema.json", good, sorted((corpus / "bad").glob("*.yaml")), 25, 100))
