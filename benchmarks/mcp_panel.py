"""How well the panel tells tools that mean harm from others, by their definitions alone.

    python benchmarks/mcp_panel.py FILE [--json] [--no-names]
    SEATRIAL_DATA=../shared/data python benchmarks/mcp_panel.py [--json]

FILE is JSON Lines: {name, description, schema, label, server (optional)}, label 1 for harm. Nothing is fitted,
calibrated or thresholded on it: weights, calibration and threshold are those that ship, and each tool is judged alone.
Beside the panel stand simpler ways, each with a calibration of its own from the same fitting data. Intervals are 95 %,
by a bootstrap over servers. Precision is printed for realistic shares of malicious tools, too.

Without FILE, the local report: fitted on one source alone; each source left out; five folds of tools of
the two public collections; five folds of tools, and of servers, of all sources.
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from mcp_panel_judging import ballots, judge, shipped_calibration, shipped_model
from mcp_panel_training import COMPARATORS, FOLDS, PUBLIC, calibrations, example, folds_of, judged, sources, train
from seatrial.dissent.calibration import Calibration
from seatrial.dissent.metrics import Sample, group_weights, scores
from seatrial.dissent.pooling import expit, logit
from seatrial.mcp_audit.analysts import TOOL_SETTINGS

BOUND = TOOL_SETTINGS.yes_from
"""A tool is called malicious from the calibrated probability on from which the panel blocks it."""
REVIEWED = TOOL_SETTINGS.no_to
FPR_FIXED = 0.05
PREVALENCES = (0.5, 0.05, 0.01, 0.005)
KEYWORDS = ("ignore", "secret", "password", "ssh", "exfiltrate", "do not tell", "before using", "important")
"""What a first attempt at a filter would look for."""
CISCO, REAL = "cisco_evals", "livemcpbench"
RESAMPLES = 300
ROWS_MAX = 100_000

Row = Mapping[str, Any]
Floats = NDArray[np.float64]
Ways = dict[str, Floats]


def read_file(path: Path) -> list[Row]:
    """Return the rows of a table; whatever has no label of 0 or 1 is refused."""
    rows: list[Row] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row: Any = json.loads(line)
        if not isinstance(row, dict) or cast("Row", row).get("label") not in (0, 1):
            raise SystemExit(f"{path.name}:{number}: expected an object with a label of 0 or 1.")
        rows.append(cast("Row", row))
    if not 0 < len(rows) <= ROWS_MAX:
        raise SystemExit(f"{path.name}: {len(rows)} rows; expected 1 to {ROWS_MAX}.")
    return rows


def shipped_ways(rows: Sequence[Row], *, with_names: bool) -> Ways:
    """Return calibrated probabilities by the panel as it ships, and by every simpler way."""
    curves = json.loads(COMPARATORS.read_text("utf-8"))
    found: dict[str, list[float]] = {}
    for decision in judge(rows, shipped_model(), calibration=shipped_calibration(), with_names=with_names):
        found.setdefault("panel", []).append(decision.final.p)
        raws = {"sealed": decision.sealed.raw, **ballots(decision)}
        raws |= {name: decision.comparators[name] for name in ("majority", "most_confident", "self_consistency")}
        for name, raw in raws.items():
            slope, shift = curves[name]
            found.setdefault(name, []).append(expit(slope * logit(raw) + shift))
    return {name: np.array(values) for name, values in found.items()} | plain_ways(rows, with_names=with_names)


def plain_ways(rows: Sequence[Row], *, with_names: bool) -> Ways:
    """Return what needs no panel: eight keywords, and calling everything benign."""
    texts = [
        f"{row.get('name') if with_names else ''} {row.get('description')} {json.dumps(row.get('schema'))}".lower()
        for row in rows
    ]
    hits = np.array([sum(word in text for word in KEYWORDS) for text in texts])
    return {"keywords": np.where(hits > 0, 1 - 0.3 / np.maximum(hits, 1), 0.1), "always_benign": np.zeros(len(rows))}


def figures(p: Floats, rows: Sequence[Row]) -> dict[str, Any]:
    """Return all figures of one way."""
    label = np.array([float(row["label"]) for row in rows])
    groups = [str(row.get("server") or "") for row in rows]
    measured = scores(Sample.of(p, label.astype(bool).tolist(), groups), resamples=RESAMPLES)
    both = 0 < label.sum() < len(label)
    called = p >= BOUND
    tpr, fpr = _share(called, label == 1), _share(called, label == 0)
    found: dict[str, Any] = {
        "auc": _estimate(measured.auc) if both else None,
        "f1": _f1(called, label),
        "precision": _share(label == 1, called),
        "recall": tpr,
        "fpr": fpr,
        "recall_at_5_fpr": _recall_at(p, label) if both else None,
        "brier": _estimate(measured.brier),
        "ece": _estimate(measured.ece),
        "reviewed_or_blocked": {
            "f1": _f1(p > REVIEWED, label),
            "recall": _share(p > REVIEWED, label == 1),
            "fpr": _share(p > REVIEWED, label == 0),
        },
    }
    found |= {f"{name}_95": _interval(called, label, groups, name) for name in ("f1", "fpr")}
    if both:
        found["precision_at_prevalence"] = {str(share): _precision(tpr, fpr, share) for share in PREVALENCES}
    return found


def _estimate(estimate: Any) -> Any:
    if estimate.value is None:
        return None
    bounds = [None if bound is None else round(bound, 4) for bound in (estimate.low, estimate.high)]
    return {"value": round(estimate.value, 4), "low": bounds[0], "high": bounds[1]}


def _share(what: NDArray[np.bool_], among: NDArray[np.bool_]) -> float | None:
    return round(float(what[among].mean()), 4) if among.any() else None


def _f1(called: NDArray[np.bool_], label: Floats) -> float | None:
    right = float((called & (label == 1)).sum())
    sizes = float(called.sum() + label.sum())
    return round(2 * right / sizes, 4) if sizes else None


def _recall_at(p: Floats, label: Floats) -> float:
    """Return the share of malicious tools above the bound that only the fixed share of benign ones exceed."""
    benign = np.sort(p[label == 0])[::-1]
    bound = benign[math.floor(FPR_FIXED * len(benign))]
    return round(float((p[label == 1] > bound).mean()), 4)


def _precision(tpr: float | None, fpr: float | None, share: float) -> float | None:
    if tpr is None or fpr is None or not tpr + fpr:
        return None
    return round(tpr * share / (tpr * share + fpr * (1 - share)), 4)


def _interval(called: NDArray[np.bool_], label: Floats, groups: Sequence[str], name: str) -> list[float] | None:
    """Return the 95 % interval of f1 or fpr over servers."""
    drawn: list[float] = []
    for block in group_weights(tuple(groups), len(label), resamples=RESAMPLES):
        both, sizes = block @ (called * label), block @ called.astype(float) + block @ label
        wrong, benign = block @ (called * (1 - label)), block @ (1 - label)
        top, bottom = (2 * both, sizes) if name == "f1" else (wrong, benign)
        drawn += [float(one / other) for one, other in zip(top, bottom, strict=True) if other > 0]
    if not drawn:
        return None
    return [round(float(bound), 4) for bound in np.quantile(drawn, [0.025, 0.975])]


def report(ways: Mapping[str, Floats], rows: Sequence[Row], title: str) -> dict[str, Any]:
    """Return the figures of every way, the panel's at the top."""
    labels = [int(row["label"]) for row in rows]
    return {
        "set": title,
        "tools": len(rows),
        "malicious": sum(labels),
        "threshold": BOUND,
        **figures(ways["panel"], rows),
        "comparators": {name: figures(p, rows) for name, p in ways.items() if name != "panel"},
    }


def local_reports() -> list[dict[str, Any]]:
    """Return the local report: nothing in it is measured on what it was fitted on."""
    rows = sources()
    tables = {name: [example(row, name) for row in table] for name, table in rows.items()}
    return [
        *fitted_on_one(tables, rows),
        *left_out(tables, rows),
        # The scanner's malicious tools are all of one server, so that no fold of servers has both kinds.
        in_folds({name: tables[name] for name in PUBLIC}, rows, "the two public sources", by_server=False),
        in_folds(tables, rows, "all sources", by_server=False),
        in_folds(tables, rows, "all sources", by_server=True),
    ]


def fitted_on_one(tables: Mapping[str, Any], rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return how many benign tools are called malicious by what was fitted on the scanner's collection alone."""
    say("fitted on cisco_evals alone")
    curve = _curves({CISCO: _folded({CISCO: tables[CISCO]}, rows, by_server=False)[CISCO]}, rows, [CISCO])
    ways = _applied(judged(rows[REAL], train(tables[CISCO])), curve)
    return [report(ways | plain_ways(rows[REAL], with_names=True), rows[REAL], f"fitted on {CISCO} alone: {REAL}")]


def left_out(tables: Mapping[str, Any], rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the figures for each source by what was fitted on the others, curve and all."""
    say("sources left out")
    raw: dict[str, dict[str, list[float]]] = {}
    bare: dict[str, list[float]] = {}
    for name in tables:
        model = train([one for other, table in tables.items() if other != name for one in table])
        raw[name] = judged(rows[name], model)
        if name == CISCO:
            bare = judged(rows[name], model, with_names=False)
    found: list[dict[str, Any]] = []
    for name, table in rows.items():
        curve = _curves(raw, rows, [other for other in tables if other != name])
        found.append(
            report(_applied(raw[name], curve) | plain_ways(table, with_names=True), table, f"left out: {name}")
        )
        if name == CISCO:
            ways = _applied(bare, curve) | plain_ways(table, with_names=False)
            found.append(report(ways, table, f"left out, without names: {name}"))
    return found


def in_folds(tables: Mapping[str, Any], rows: Mapping[str, Any], which: str, *, by_server: bool) -> dict[str, Any]:
    """Return the figures for some sources together, a fifth of the tools or of the servers held out at a time."""
    what = f"five folds of {'servers' if by_server else 'tools'}, {which}"
    say(what)
    folded = _folded(tables, rows, by_server=by_server)
    folds = {name: folds_of(table, by_server=by_server) for name, table in tables.items()}
    pooled: list[Row] = []
    ways: dict[str, list[Floats]] = {}
    for fold in range(FOLDS):
        others = {name: [at for at, own in enumerate(of) if own != fold] for name, of in folds.items()}
        curve = _curves(
            _at(folded, others),
            {name: [rows[name][at] for at in others[name]] for name in tables},
            list(tables),
            balanced=False,
        )
        own = {name: [at for at, one in enumerate(of) if one == fold] for name, of in folds.items()}
        for name, raw in _at(folded, own).items():
            pooled += [row | {"server": f"{name}/{row.get('server')}"} for row in (rows[name][at] for at in own[name])]
            for way, values in _applied(raw, curve).items():
                ways.setdefault(way, []).append(values)
    joined = {way: np.concatenate(values) for way, values in ways.items()}
    return report(joined | plain_ways(pooled, with_names=True), pooled, what)


def _at(
    scores: Mapping[str, Mapping[str, Sequence[float]]], places: Mapping[str, Sequence[int]]
) -> dict[str, dict[str, list[float]]]:
    return {
        name: {way: [values[at] for at in places[name]] for way, values in ways.items()}
        for name, ways in scores.items()
    }


def _folded(
    tables: Mapping[str, Any], rows: Mapping[str, Any], *, by_server: bool
) -> dict[str, dict[str, list[float]]]:
    """Return raw probabilities of every tool by a model that was trained on the other folds of all sources."""
    folds = {name: folds_of(table, by_server=by_server) for name, table in tables.items()}
    found: dict[str, dict[str, list[float]]] = {name: {} for name in tables}
    for fold in range(FOLDS):
        model = train(
            [one for name, table in tables.items() for one, own in zip(table, folds[name], strict=True) if own != fold]
        )
        for name in tables:
            places = [at for at, own in enumerate(folds[name]) if own == fold]
            for way, values in judged([rows[name][at] for at in places], model).items():
                column = found[name].setdefault(way, [0.0] * len(rows[name]))
                for at, p in zip(places, values, strict=True):
                    column[at] = p
    return found


def _curves(
    raw: Mapping[str, Mapping[str, Any]], rows: Mapping[str, Any], names: Sequence[str], *, balanced: bool = True
) -> dict[str, Calibration]:
    return calibrations({name: raw[name] for name in names}, {name: rows[name] for name in names}, balanced=balanced)


def _applied(ways: Mapping[str, Sequence[float]], curves: Mapping[str, Calibration]) -> Ways:
    return {name: np.array([curves[name].apply(p).p for p in values]) for name, values in ways.items()}


def say(what: str) -> None:
    """Tell progress."""
    print(what, file=sys.stderr, flush=True)


def print_report(found: Mapping[str, Any]) -> None:
    """Print figures for people."""
    print(f"\n{found['set']}: {found['tools']} tools, {found['malicious']} bad; blocked from {found['threshold']}")
    print(f"{'':18}{'auc':>22}{'f1':>7}{'fpr':>7}{'recall':>8}{'r@5%':>7}{'brier':>7}{'ece':>7}")
    for name, one in (("panel", found), *found["comparators"].items()):
        auc = one["auc"]
        ranked = f"{auc['value']:.3f} [{auc['low'] or 0:.3f}, {auc['high'] or 0:.3f}]" if auc else "-"
        cells = [
            one["f1"],
            one["fpr"],
            one["recall"],
            one["recall_at_5_fpr"],
            one["brier"]["value"],
            one["ece"]["value"],
        ]
        widths = (7, 7, 8, 7, 7, 7)
        print(
            f"{name:18}{ranked:>22}"
            + "".join(f"{'-' if v is None else format(v, '.3f'):>{w}}" for v, w in zip(cells, widths, strict=True))
        )
    if found["fpr_95"]:
        print(f"panel: fpr 95 % {found['fpr_95']}, f1 95 % {found['f1_95']}")
        print(f"panel, reviewed or blocked: {found['reviewed_or_blocked']}")
    if "precision_at_prevalence" in found:
        shares = ", ".join(
            f"{float(share):.1%} malicious: {value}" for share, value in found["precision_at_prevalence"].items()
        )
        print(f"panel's precision where {shares}")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-names", action="store_true", help="judge without the tools' names")
    options = parser.parse_args()
    began = time.monotonic()
    if options.file is None:
        found = local_reports()
    else:
        rows = read_file(options.file)
        found = [report(shipped_ways(rows, with_names=not options.no_names), rows, options.file.name)]
        found[0]["seconds"] = round(time.monotonic() - began, 1)
    if options.json:
        print(json.dumps(found if options.file is None else found[0], indent=1))
    else:
        for one in found:
            print_report(one)
    return 0


if __name__ == "__main__":
    sys.exit(main())
