"""Score the slot parsers on tables of what people say and type.

    python benchmarks/slots.py FILE... [--json] [--errors]

Each line of a table is {type, locale, now, mode, text, value, options?, pattern?, checksum?}; `value` null means that
no value may be given. Prints the share of rows read exactly (all, by type, by mode), the share of null rows where a
value was given all the same, and CPU microseconds per parse. Addresses and names are compared without case, commas
and extra spaces.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from seatrial.text.context import ParseContext
from seatrial.text.parsers import SLOT_TYPES, parse

_TIMING_ROUNDS = 5
_LOOSE_TYPES = frozenset({"address", "person_name"})
Row = dict[str, Any]


def read_rows(paths: Iterable[Path]) -> list[Row]:
    rows: list[Row] = []
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                row["now"] = datetime.fromisoformat(row["now"]).replace(tzinfo=None)
            except (ValueError, KeyError, TypeError) as error:
                raise SystemExit(f"{path}:{number}: not a row of a slot table: {error}") from error
            if row.get("type") not in SLOT_TYPES or not isinstance(row.get("text"), str) or "value" not in row:
                raise SystemExit(f"{path}:{number}: type, text or value is missing or unknown")
            rows.append(row)
    return rows


def context_of(row: Row) -> ParseContext:
    return ParseContext(
        locale=row.get("locale", "en-GB"),
        now=row["now"],
        options=row.get("options"),
        pattern=row.get("pattern"),
        checksum=row.get("checksum"),
    )


def comparable(slot_type: str, value: Any) -> Any:
    """Return the value as it is compared: loosely for names and addresses, exactly for everything else."""
    if slot_type in _LOOSE_TYPES and isinstance(value, str):
        return " ".join(value.casefold().replace(",", " ").split())
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        return {key: comparable(slot_type, part) for key, part in fields.items() if part is not None}
    return value


def is_exact(row: Row, given: Any) -> bool:
    expected = comparable(row["type"], row["value"])
    found = comparable(row["type"], given)
    return type(expected) is type(found) and expected == found


def share(hits: int, count: int) -> float | None:
    return round(hits / count, 4) if count else None


def score(rows: list[Row]) -> dict[str, Any]:
    given = [parse(row["type"], row["text"], context_of(row)) for row in rows]
    exact = [is_exact(row, value) for row, value in zip(rows, given, strict=True)]

    def by(field: str) -> dict[str, dict[str, Any]]:
        groups: dict[str, list[bool]] = {}
        for row, hit in zip(rows, exact, strict=True):
            groups.setdefault(str(row.get(field)), []).append(hit)
        return {
            name: {"accuracy": share(sum(hits), len(hits)), "rows": len(hits)} for name, hits in sorted(groups.items())
        }

    null_rows = [value for row, value in zip(rows, given, strict=True) if row["value"] is None]
    null_given = sum(value is not None for value in null_rows)
    return {
        "rows": len(rows),
        "accuracy": share(sum(exact), len(rows)),
        "by_type": by("type"),
        "by_mode": by("mode"),
        "null_rows": len(null_rows),
        "null_given": null_given,
        "null_given_rate": share(null_given, len(null_rows)),
        **timings(rows),
        "errors": [
            {key: row.get(key) for key in ("type", "locale", "mode", "text", "value")}
            | {"now": row["now"].isoformat(), "given": value}
            for row, value, hit in zip(rows, given, exact, strict=True)
            if not hit
        ],
    }


def timings(rows: list[Row]) -> dict[str, Any]:
    """Return CPU microseconds per parse, the best of several rounds, all rows and by type."""
    groups: dict[str, list[tuple[str, str, ParseContext]]] = {}
    for row in rows:
        groups.setdefault(row["type"], []).append((row["type"], row["text"], context_of(row)))
    best: dict[str, float] = {}
    for _ in range(_TIMING_ROUNDS):
        for name, calls in groups.items():
            began = time.process_time()
            for slot_type, text, context in calls:
                parse(slot_type, text, context)
            spent = time.process_time() - began
            best[name] = min(best.get(name, spent), spent)
    return {
        "us_per_parse": round(sum(best.values()) / len(rows) * 1e6, 1) if rows else None,
        "us_per_parse_by_type": {name: round(best[name] / len(groups[name]) * 1e6, 1) for name in sorted(groups)},
    }


def show(result: dict[str, Any], *, errors: bool) -> None:
    print(f"rows {result['rows']}  accuracy {result['accuracy']}  us per parse {result['us_per_parse']}")
    given, nulls, rate = result["null_given"], result["null_rows"], result["null_given_rate"]
    print(f"value given where null is right: {given} of {nulls} ({rate})")
    for mode, group in result["by_mode"].items():
        print(f"  {mode:12} {group['accuracy']:.3f}  of {group['rows']}")
    for name, group in result["by_type"].items():
        spent = result["us_per_parse_by_type"][name]
        print(f"  {name:12} {group['accuracy']:.3f}  of {group['rows']:4}  {spent:7.1f} us")
    if errors:
        for error in result["errors"]:
            print(json.dumps(error, ensure_ascii=False))


def main() -> int:
    parser = argparse.ArgumentParser(description="Score the slot parsers on tables in JSON Lines.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--errors", action="store_true", help="list the rows that were read wrong")
    options = parser.parse_args()
    missing = [str(path) for path in options.files if not path.is_file()]
    if missing:
        print(f"no such file: {', '.join(missing)}", file=sys.stderr)
        return 2
    result = score(read_rows(options.files))
    if options.json:
        if not options.errors:
            del result["errors"]
        print(json.dumps(result, indent=2, ensure_ascii=False))
    else:
        show(result, errors=options.errors)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
