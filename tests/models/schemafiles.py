"""Holds a JSON Schema to the files that its parser is tested on: good ones pass, bad ones do not, unless they say "# schema: passes"."""
import json
import re

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors and the parser have it: dates and yes/no are text."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("tag:yaml.org,2002:int", r"^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", list("-+0123456789")),
    ("tag:yaml.org,2002:float", r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)$", list("-+.0123456789")),
    ("tag:yaml.org,2002:merge", r"^(?:<<)$", ["<"]),
):
    Loader.add_implicit_resolver(tag, re.compile(pattern), first)


def strict_ends(node, pattern=False):
    """The schema with "$" as JSON Schema means it: Python's also matches before a last line end."""
    if isinstance(node, str):
        return re.sub(r"(?<!\\)\$", r"\\Z", node) if pattern else node
    if isinstance(node, list):
        return [strict_ends(each) for each in node]
    if isinstance(node, dict):
        return {
            key: {strict_ends(name, True): strict_ends(each) for name, each in value.items()}
            if key == "patternProperties"
            else strict_ends(value, key == "pattern" and isinstance(value, str))
            for key, value in node.items()
        }
    return node


def refusal(validator, path):
    """Why the schema refuses the file, or None. A file that does not load is refused, too."""
    try:
        document = yaml.load(path.read_bytes().decode("utf-8-sig"), Loader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        return f"not loaded: {error}"
    error = jsonschema.exceptions.best_match(validator.iter_errors(document))
    return f"{error.json_path}: {error.message}" if error else None


def check(schema_path, good, bad, least_good, least_bad):
    """Says what does not agree; the exit status."""
    schema = json.loads(schema_path.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(strict_ends(schema), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
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
    if len(good) < least_good or len(bad) < least_bad:
        problems.append(f"the corpus is not there: {len(good)} good, {len(bad)} bad files")
    print("\n".join(problems) or f"{len(good)} good and {len(bad)} bad files agree with the schema")
    return 1 if problems else 0
