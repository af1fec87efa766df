"""The published JSON Schema is that of the code."""

from pathlib import Path

from jsonschema import Draft202012Validator

import geo
from geo.cli.schema import schema_text
from geo.record import json_schema

PUBLISHED = Path(geo.__file__).with_name("record.schema.json")


def test_the_published_schema_is_the_generated_one():
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), "run: python -m geo schema > geo/record.schema.json"


def test_the_schema_is_one_of_draft_2020_12():
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_the_schema_refuses_what_is_no_record():
    refused = {error.json_path for error in Draft202012Validator(json_schema()).iter_errors({"id": 5, "places": {}})}
    assert {"$", "$.id", "$.places"} <= refused
