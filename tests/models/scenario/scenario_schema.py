#!/usr/bin/env python3
"""Holds the JSON Schema of scenarios to the files that the parser is tested on."""
import pathlib
import sys

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "tests/models"))
sys.dont_write_bytecode = True
from schemafiles import check  # noqa: E402

corpus = root / "tests/models/scenario/corpus"
good = sorted((corpus / "good").glob("*.yaml")) + sorted((root / "resources/scenarios").glob("*.yaml"))
sys.exit(check(root / "resources/schema/scenario.schema.json", good, sorted((corpus / "bad").glob("*.yaml")), 17, 25))
