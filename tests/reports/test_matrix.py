from seatrial.reports.matrix import COLUMNS_MAX, ROWS_MAX, Cell, MatrixCounts
from seatrial.reports.summary import rate


def test_each_scenario_has_a_row_and_each_persona_a_column():
    counts = MatrixCounts()
    for scenario, persona, passed in (("sink", "terse", True), ("sink", "chatty", False), ("tap", "terse", False)):
        counts.add(scenario, persona, passed=passed, known_failure="flow" if scenario == "tap" else "")
    matrix = counts.matrix()
    assert matrix.personas == ("terse", "chatty")
    sink, tap = matrix.rows
    assert [cell.percent for cell in sink.cells] == ["100", "0"]
    assert [cell.percent for cell in tap.cells] == ["0", ""]
    assert (sink.all.percent, tap.known_failure) == ("50", "flow")
    assert [cell.percent for cell in matrix.foot] == ["50", "0"]


def test_one_failure_in_a_thousand_is_neither_100_percent_nor_without_shade():
    cell = Cell(persona="terse", passed=rate(999, 1_000))
    assert (cell.percent, cell.shade) == ("99", 1)
    cell = Cell(persona="terse", passed=rate(1, 1_000))
    assert (cell.percent, cell.shade) == ("1", 8)


def test_shades_go_from_all_passed_to_none():
    shades = [Cell(persona="", passed=rate(passed, 7)).shade for passed in range(7, -1, -1)]
    assert shades == sorted(shades)
    assert (shades[0], shades[-1]) == (0, 8)


def test_of_too_many_rows_those_with_most_failures_are_kept_and_the_rest_is_counted():
    counts = MatrixCounts()
    for number in range(ROWS_MAX + 50):
        counts.add(f"card_{number}", f"persona_{number % (COLUMNS_MAX + 3)}", passed=number < 50)
    matrix = counts.matrix()
    assert len(matrix.rows) == ROWS_MAX
    assert all(row.all.percent == "0" for row in matrix.rows)
    assert matrix.left_out == 53
