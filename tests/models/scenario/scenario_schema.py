#!/usr/bin/env python3
"""Holds the JSON Schema of scenarios to the files that the parser is tested on, as schema_corpus.py does for manifests."""
import json
import pathlib
import sys

import jsonschema

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "tests/models/manifest"))
sys.dont_write_bytecode = True
from schema_corpus import refusal, strict_ends  # noqa: E402


def main():
    schema = json.loads((root / "resources/schema/scenario.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(strict_ends(schema))
    corpus = root / "tests/models/scenario/corpus"
    good = sorted((corpus / "good").glob("*.yaml")) + sorted((root / "resources/scenarios").glob("*.yaml"))
    bad = sorted((corpus / "bad").glob("*.yaml"))
    problems = []
    for path in good:
        if (reason := refusal(validator, path)) is not None:
            problems.append(f"{path.name}: should pass: {reason}")
    for path in bad:
        passes = b"\n# schema: passes\n" in path.read_bytes()
        reason = refusal(validator, path)
        if passes and reason is not None:
            problems.append(f"{path.name}: says that the schema passes it, but: {reason}")
        elif not passes and reason is None:
            problems.append(f"{path.name}: the schema lets it pass")
    if len(good) < 17 or len(bad) < 25:
        problems.append(f"the corpus is not there: {len(good)} good, {len(bad)} bad files")
    print("\n".join(problems) or f"{len(good)} good and {len(bad)} bad files agree with the schema")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
