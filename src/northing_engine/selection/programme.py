"""An integer programme solved by HiGHS, any time: what is found and proven so far is told as it comes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from northing_engine.selection.problem import Matrix, Problem


@dataclass(frozen=True)
class Programme:
    """Maximise gains . x over 0 <= x <= 1 and the matrix's rows; `whole`: columns that must be 0 or 1."""

    gains: np.ndarray
    matrix: Matrix
    whole: np.ndarray


def programme_of(problem: Problem) -> Programme:
    """The problem as it is solved: what is only a need of others follows from them and needs no branching."""
    whole = np.ones(problem.width, dtype=bool)
    whole[problem.enablers] = False
    return Programme(problem.values.reshape(-1), problem.matrix, whole)


@dataclass(frozen=True)
class Answer:
    """x: the best found or None. bound: no x is worth more. impossible: proven that there is none."""

    x: np.ndarray | None
    bound: float
    proven: bool
    impossible: bool


Hear = Callable[[np.ndarray | None, float], None]
"""Called with a better x (or None) and the bound as it stands."""


def maximise(
    programme: Programme,
    *,
    seconds: float,
    start: np.ndarray | None = None,
    held: np.ndarray | None = None,
    hear: Hear | None = None,
    stop: Callable[[], bool] | None = None,
    proves_only: bool = False,
    any_will_do: bool = False,
) -> Answer:
    """The best x within `seconds`; columns that are `held` stay as in `start`.

    `proves_only`: no time for guesses at a better x, since somebody else looks for one. `any_will_do`: the
    question is whether there is an x at all.
    With the same programme and enough time, always the same.
    """
    import highspy  # lazily: loading it costs more than most of its answers

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, setting in {
        "output_flag": False, "time_limit": max(float(seconds), 0.05), "threads": 1,
        "mip_rel_gap": np.inf if any_will_do else 0.0,
        "mip_abs_gap": 1e-7, "mip_feasibility_tolerance": 1e-7, "random_seed": 0,
    }.items():  # fmt: skip
        solver.setOptionValue(option, setting)
    model = _model(programme)
    if start is not None and held is not None:
        model.col_lower_ = np.where(held, start, 0.0)
        model.col_upper_ = np.where(held, start, 1.0)
    if proves_only:
        solver.setOptionValue("mip_heuristic_effort", 0.0)
    solver.passModel(model)
    if start is not None:
        solver.setSolution(len(start), np.arange(len(start), dtype=np.int32), np.asarray(start, dtype=float))
    if hear is not None:
        _listen(solver, hear, stop)
    solver.run()
    return _answer(solver, programme)


def _model(programme: Programme) -> Any:
    import highspy

    model, matrix = highspy.HighsLp(), programme.matrix
    model.num_col_, model.num_row_ = len(programme.gains), len(matrix.lower)
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = programme.gains
    model.col_lower_, model.col_upper_ = np.zeros(model.num_col_), np.ones(model.num_col_)
    model.row_lower_, model.row_upper_ = matrix.lower, matrix.upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.start, matrix.index
    model.a_matrix_.value_ = matrix.amount
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    model.integrality_ = [kinds[bool(each)] for each in programme.whole]
    return model


def _listen(solver: Any, hear: Hear, stop: Callable[[], bool] | None) -> None:
    def better(event: Any) -> None:
        hear(np.array(event.data_out.mip_solution), event.data_out.mip_dual_bound)

    def interrupt(event: Any) -> None:
        if stop is not None and stop():
            event.interrupt()

    def progress(event: Any) -> None:
        hear(None, event.data_out.mip_dual_bound)

    solver.cbMipImprovingSolution += better
    solver.cbMipInterrupt += interrupt
    solver.cbSimplexInterrupt += interrupt
    solver.cbMipLogging += progress


def _answer(solver: Any, programme: Programme) -> Answer:
    import highspy

    status, info = solver.getModelStatus(), solver.getInfo()
    impossible = status in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,  # unbounded cannot be: every column ends at 1
    )
    proven = status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty)
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    x = np.array(solver.getSolution().col_value) if found or proven else None
    if impossible:
        return Answer(None, -np.inf, True, True)
    if np.any(programme.whole):
        return Answer(x, float(info.mip_dual_bound), proven, False)
    return Answer(x, float(info.objective_function_value) if proven else np.inf, proven, False)
