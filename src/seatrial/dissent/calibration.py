"""From what a panel says to what happens: Platt scaling on labelled decisions, with its uncertainty and an id.

The pool before and the pool after a debate have a curve each: who has heard what the others know is surer, so that what
one number means depends on when it was said. Pure: encodes to JSON and back, reads and writes no file. Used by the
protocol, and by whoever fits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Literal, NamedTuple, TypedDict

import msgspec
import numpy as np
from numpy.typing import NDArray

from seatrial.core.errors import SpecError
from seatrial.dissent.persona import Persona
from seatrial.dissent.pooling import P_MIN, expit, logit
from seatrial.dissent.records import Case, Decision, Pooled
from seatrial.evaluation.statistics import Z_95

LABELS_MIN = 20
BYTES_MAX = 64 * 1024
PENALTY = 1 / 16
"""How firmly the curve is held to "as it is" (slope 1, shift 0): a standard deviation of four for either.

Not firmer: the mean of five independent opinions has to be made five times as sure, and where one in fifty is yes the
shift is about four. Held by 1, intervals called 95 % held the truth a third of the time on 40 such labels.
"""

_STEPS_MAX = 100
_DECIMALS = 9
"""Of what is kept: fewer than machines agree on."""

Floats = NDArray[np.float64]
_Pair = tuple[float, float]
_encoder = msgspec.json.Encoder(order="deterministic")


class Labelled(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One probability whose truth is known.

    Attributes:
        group: Probabilities of one group are not independent; "" is a group of its own.
        weight: How much it counts; the weights of one case sum to 1.
        debated: Whether it is the pool after a debate; the one before it is another probability of the same case.
    """

    p: float
    label: bool
    group: str = ""
    weight: float = 1.0
    debated: bool = False


class Curve(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``logit(calibrated) = slope * logit(p) + shift``, slope never negative.

    Attributes:
        covariance: Slope's variance, their covariance, shift's variance.
        cases: It was fitted on so many.
        positives: Of which so many are yes.
    """

    slope: float
    shift: float
    covariance: tuple[float, float, float]
    cases: int
    positives: int

    def apply(self, raw: float) -> Pooled:
        """Return a raw probability with its calibrated one and the 95 % interval of that."""
        x = logit(raw)
        z = self.slope * x + self.shift
        variance = self.covariance[0] * x * x + 2.0 * self.covariance[1] * x + self.covariance[2]
        half = Z_95 * math.sqrt(max(0.0, variance))
        return Pooled(raw=raw, p=expit(z), interval=(expit(z - half), expit(z + half)))

    @property
    def sound(self) -> bool:
        """Whether its numbers can be those of a curve."""
        a, ab, b = self.covariance
        return self.slope >= 0 and a >= 0 and b >= 0 and ab * ab <= a * b * (1 + 1e-6) + 1e-9


class Calibration(Curve, frozen=True, kw_only=True, omit_defaults=True):
    """What was fitted: the curve of sealed pools, and with enough debated cases that of pools after a debate.

    Attributes:
        id: A digest of what it was fitted on: ``cal-0123456789ab``.
        panel: Digest of the panel it was fitted for (`panel_digest`); "" for any.
        best_single: The panellist that was best alone on the fitting cases; "" where not chosen.
        after_debate: None where too few cases were debated: then the one curve serves for both.
    """

    id: str
    panel: str = ""
    best_single: str = ""
    after_debate: Curve | None = None

    def apply(self, raw: float, *, debated: bool = False) -> Pooled:
        """Return a raw probability with its calibrated one and the 95 % interval of that.

        Args:
            raw: Of the pool.
            debated: Whether there was a debate before.
        """
        return self.after_debate.apply(raw) if debated and self.after_debate else super().apply(raw)

    @property
    def sound(self) -> bool:
        """Whether its numbers can be those of a calibration."""
        return super().sound and (self.after_debate is None or self.after_debate.sound)


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The JSON file."""

    kind: Literal["seatrial.calibration"]
    version: Literal[1]
    calibration: Calibration


def uncalibrated(raw: float) -> Pooled:
    """Return a raw probability as it is, with the interval of those who do not know."""
    return Pooled(raw=raw, p=raw)


def panel_digest(personas: Sequence[Persona]) -> str:
    """Return the identity of a panel: any change to a persona makes another, the order of seats does not."""
    return _digest("panel", sorted(personas, key=lambda persona: persona.name))


def labelled(cases: Sequence[Case], decisions: Mapping[str, Decision], *, debated: bool = True) -> list[Labelled]:
    """Return what can be learnt from decided cases.

    The pool before the debate, and where there was one the pool after it.

    Args:
        cases: Those without a label or a decision are left out.
        decisions: By case id. For the curve after a debate they have to be gated as the calibrated panel will be.
        debated: Whether pools after a debate are wanted too.
    """
    points: list[Labelled] = []
    for case in cases:
        decision = decisions.get(case.id)
        if case.label is None or decision is None:
            continue
        group = f"group {case.group}" if case.group else f"case {case.id}"
        points.append(Labelled(p=decision.sealed.raw, label=case.label, group=group))
        if debated and any(ballot.round for ballot in decision.ballots):
            points.append(Labelled(p=decision.final.raw, label=case.label, group=group, debated=True))
    return points


def fit(points: Sequence[Labelled], *, panel: str = "", best_single: str = "") -> Calibration:
    """Fit a curve, or two.

    The interval follows from the curvature at the optimum, widened where groups make the sample worth less.

    Args:
        points: In any order.
        panel: As `panel_digest` gives it; "" for a calibration that any panel may use.
        best_single: Chosen on the same cases.

    Raises:
        SpecError: Fewer than LABELS_MIN labels (``calibration.too_few``), or all alike (``calibration.one_class``).

    Source: Platt, "Probabilistic Outputs for Support Vector Machines", 1999; held to the identity instead of smoothed.
        Liang and Zeger, Biometrika 1986, for the groups.
    """
    points = sorted(points, key=lambda point: (point.debated, point.p, point.label, point.group, point.weight))
    sealed = [point for point in points if not point.debated]
    cases, positives = _counted(sealed)
    if cases < LABELS_MIN:
        hint = f'Label at least {LABELS_MIN} cases ("label": true or false), or go on uncalibrated.'
        message = f"{cases} labelled cases are too few to calibrate on; it takes {LABELS_MIN}."
        raise SpecError(message, code="calibration.too_few", hint=hint)
    if positives in {0, cases}:
        which = "yes" if positives else "no"
        hint = "Add cases that turned out the other way."
        raise SpecError(
            f"All {cases} labels are {which}: nothing to tell apart.", code="calibration.one_class", hint=hint
        )
    debated = [point for point in points if point.debated]
    heard, yes = _counted(debated)
    return Calibration(
        id=f"cal-{_digest('calibration', points)}",
        panel=panel,
        best_single=best_single,
        after_debate=Curve(**_fitted(debated)) if heard >= LABELS_MIN and 0 < yes < heard else None,
        **_fitted(sealed),
    )


class _Fitted(TypedDict):
    slope: float
    shift: float
    covariance: tuple[float, float, float]
    cases: int
    positives: int


def _fitted(points: Sequence[Labelled]) -> _Fitted:
    columns = _columns(points)
    slope, shift = _minimum(columns)
    cases, positives = _counted(points)
    return {
        "slope": round(slope, _DECIMALS),
        "shift": round(shift, _DECIMALS),
        "covariance": _covariance(columns, [point.group for point in points], slope, shift),
        "cases": cases,
        "positives": positives,
    }


def _counted(points: Sequence[Labelled]) -> tuple[int, int]:
    """Return how many cases there are, and how many of them are yes."""
    yes = math.fsum(point.weight for point in points if point.label)
    return round(math.fsum(point.weight for point in points)), round(yes)


def curve(raw: Floats, labels: Floats) -> tuple[float, float]:
    """Return slope and shift of the curve that `fit` fits, for many fits of many cases: without id and interval."""
    return _minimum(_Points(log_odds(raw), labels, np.ones_like(raw)))


def log_odds(p: Floats) -> Floats:
    """Return `logit` of many."""
    clipped = np.clip(p, P_MIN, 1 - P_MIN)
    return np.log(clipped / (1 - clipped))


def encode_calibration(calibration: Calibration) -> bytes:
    """Return the JSON file that people keep beside their cases."""
    file = _File(kind="seatrial.calibration", version=1, calibration=calibration)
    return msgspec.json.format(_encoder.encode(file), indent=2) + b"\n"


def decode_calibration(data: bytes, *, file: str) -> Calibration:
    """Read such a file.

    Raises:
        SpecError: It is no calibration, or its numbers cannot be.
    """
    hint = "Make one with: seatrial panel evaluate CASES --calibrate FILE"
    if len(data) > BYTES_MAX:
        raise SpecError(f"{file}: is too large for a calibration.", code="calibration.unreadable", hint=hint)
    try:
        calibration = msgspec.json.decode(data, type=_File).calibration
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        message = f"{file}: is not a calibration: {str(error)[:200]}."
        raise SpecError(message, code="calibration.unreadable", hint=hint) from error
    if not calibration.sound or not calibration.id.startswith("cal-") or len(calibration.id) > 40:
        message = f"{file}: its numbers are not those of a calibration."
        raise SpecError(message, code="calibration.unreadable", hint=hint)
    return calibration


def _digest(what: str, value: object) -> str:
    return blake2b(_encoder.encode([what, value]), digest_size=6).hexdigest()


class _Points(NamedTuple):
    """The sample as columns: log-odds, labels as 0 and 1, weights."""

    x: Floats
    labels: Floats
    weights: Floats


def _columns(points: Sequence[Labelled]) -> _Points:
    return _Points(
        np.array([logit(point.p) for point in points]),
        np.array([float(point.label) for point in points]),
        np.array([point.weight for point in points]),
    )


def _minimum(points: _Points) -> tuple[float, float]:
    """Return slope and shift at the least loss with slope >= 0."""
    slope, shift = _descended(points, 1.0, free=True)
    if slope >= 0:
        return slope, shift
    # Saying yes more often when it is no: nothing is to be learnt from it but how often it is yes.
    return _descended(points, 0.0, free=False)


def _descended(points: _Points, slope: float, *, free: bool) -> tuple[float, float]:
    """Go down by Newton's method with halved steps, with the slope free or as given."""
    shift = 0.0
    loss = _loss(points, slope, shift)
    for _ in range(_STEPS_MAX):
        (down_a, down_b), (aa, ab, bb) = _derivatives(points, slope, shift)
        determinant = aa * bb - ab * ab
        step_a = (bb * down_a - ab * down_b) / determinant if free else 0.0
        step_b = (aa * down_b - ab * down_a) / determinant if free else down_b / bb
        length = 1.0
        while (less := _loss(points, slope - length * step_a, shift - length * step_b)) > loss and length > 1e-6:
            length /= 2
        slope, shift, loss = slope - length * step_a, shift - length * step_b, less
        if abs(step_a) + abs(step_b) < 1e-12:
            break
    return slope, shift


def _loss(points: _Points, slope: float, shift: float) -> float:
    z = slope * points.x + shift
    logs = np.logaddexp(0.0, z) - points.labels * z
    return PENALTY / 2 * ((slope - 1.0) ** 2 + shift**2) + float(points.weights @ logs)


def _derivatives(points: _Points, slope: float, shift: float) -> tuple[_Pair, tuple[float, float, float]]:
    """Return the loss's gradient, and its curvature as (slope twice, both, shift twice)."""
    q = 1.0 / (1.0 + np.exp(-(slope * points.x + shift)))
    off = points.weights * (q - points.labels)
    bend = points.weights * q * (1.0 - q)
    gradient = PENALTY * (slope - 1.0) + float(off @ points.x), PENALTY * shift + float(off.sum())
    bent = bend * points.x
    return gradient, (PENALTY + float(bent @ points.x), float(bent.sum()), PENALTY + float(bend.sum()))


def _covariance(points: _Points, groups: Sequence[str], slope: float, shift: float) -> tuple[float, float, float]:
    """Return the inverse curvature, widened by how much the groups' scores scatter beyond those of single cases."""
    _, (aa, ab, bb) = _derivatives(points, slope, shift)
    determinant = aa * bb - ab * ab
    bound = slope == 0.0  # at its bound the slope is not in doubt
    inverse = (0.0, 0.0, 1.0 / bb) if bound else (bb / determinant, -ab / determinant, aa / determinant)
    q = 1.0 / (1.0 + np.exp(-(slope * points.x + shift)))
    off = points.weights * (q - points.labels)
    scores: dict[str, _Pair] = {}
    for number, (x, score) in enumerate(zip(points.x.tolist(), off.tolist(), strict=True)):
        group = groups[number] or f"\0{number}"
        a, b = scores.get(group, (0.0, 0.0))
        scores[group] = (a + score * x, b + score)
    spread = math.fsum(inverse[0] * a * a + 2 * inverse[1] * a * b + inverse[2] * b * b for a, b in scores.values())
    effect = max(1.0, spread / (1.0 if bound else 2.0))
    a, ab, b = (round(effect * value, _DECIMALS) for value in inverse)
    return a, ab, b
