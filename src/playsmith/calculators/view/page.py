"""A calculator's view: everything its template places, worked out with the defaults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from playsmith.calculators.calculator import Calculator
from playsmith.calculators.compiled_engine import CompiledEngine
from playsmith.calculators.run import Calculation, python_engine
from playsmith.calculators.validate import defaults
from playsmith.calculators.view.code import CodeView, code_views
from playsmith.calculators.view.data import details_data, page_data
from playsmith.calculators.view.fields import FieldView, GroupView, field_views
from playsmith.calculators.view.hand_over import HandOverView, hand_over_views
from playsmith.calculators.view.results import (
    ResultView,
    Shown,
    TableView,
    VerdictView,
    WorkingView,
    working_views,
)
from playsmith.charts import draw
from playsmith.locale import Locale
from playsmith.model.base import Statement
from playsmith.model.calculator import CalculatorSpec
from playsmith.problems import PlaybookError, Problem

_KEPT = (
    "id",
    "title",
    "engine",
    "seconds",
    "definition",
    "headline",
    "headline_note",
    "verdict",
    "secondary",
    "messages",
    "charts",
    "hand_over",
)
_SHOWN_ELSEWHERE = ("help", "metric")


@dataclass(frozen=True)
class ChartView:
    """A chart as SVG, and its numbers as a table."""

    index: int
    title: str
    description: str
    svg: Markup
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class LaneView:
    """Of a calculator of engine pyodide: what its Python weighs, and whether its results are stated, not computed."""

    megabytes: int
    stated: bool


@dataclass(frozen=True)
class CalculatorView:
    """What `templates/partials/calculator/` places. `words` gives a fixed word by its key below `calculator`.

    Help, notes, assumptions and sources are Markdown, for the template's own filter.
    """

    id: str
    title: str
    words: Callable[..., str]
    fields: tuple[FieldView, ...]
    groups: tuple[GroupView, ...]
    inputs: str
    headline: ResultView
    headline_note: str | None
    verdict: VerdictView | None
    secondary: tuple[ResultView, ...]
    flags: tuple[ResultView, ...]
    tables: tuple[TableView, ...]
    charts: tuple[ChartView, ...]
    working: tuple[WorkingView, ...]
    definition: str
    assumptions: tuple[Statement, ...]
    sources_note: tuple[str, ...]
    code: tuple[CodeView, ...]
    spec_json: Markup
    details: Mapping[str, object]
    lane: LaneView | None = None
    checkable: int = 0
    hand_over: tuple[HandOverView, ...] = ()

    @property
    def headline_text(self) -> str:
        """The number that matters, as text."""
        return self.headline.text


def view(
    calculator: Calculator, locale: Locale, shapes: Mapping[str, str] | None = None, megabytes: int = 0
) -> CalculatorView:
    """The calculator with its default results. `shapes` are the teams' shapes in charts, `megabytes` what a reader
    loads before Python itself runs; 0 where the site does not carry it. A compiled calculator is `checkable` with it.

    Raises PlaybookError where the defaults give no result.
    """
    spec = calculator.spec
    stated = calculator.bundle is not None and not calculator.trusted
    with (CompiledEngine if stated else python_engine)(calculator) as engine:
        calculation = Calculation(calculator, engine)
        values, results = _stated(calculation) if stated else _standard(calculation)
        outputs = results if stated else calculation.outputs(results)
        shown = Shown(spec, values, outputs, locale)
        working = working_views(calculation, {**values, **results}, shown)
    standard = defaults(spec)
    plain = plain_spec(spec, shapes)
    fields, groups = field_views(spec, standard, locale)
    every = (*fields, *(each for group in groups for each in group.fields))
    return CalculatorView(
        id=spec.id,
        title=spec.title,
        words=lambda key, **values: locale.word(f"calculator.{key}", **values),
        fields=fields,
        groups=groups,
        inputs=" ".join(each.id for each in every if each.kind != "table" and (each.select or not each.options)),
        headline=shown.result(spec.headline),
        headline_note=shown.words(spec.headline_note) if spec.headline_note else None,
        verdict=shown.verdict(),
        secondary=tuple(shown.result(name) for name in spec.secondary),
        flags=tuple(shown.result(name) for name, each in spec.outputs.items() if each.kind == "flag"),
        tables=tuple(shown.table(name) for name, each in spec.outputs.items() if each.kind == "table"),
        charts=_charts(spec, {"spec": plain, "inputs": standard, "outputs": outputs, "shapes": shapes or {}}, locale),
        working=working,
        definition=spec.definition,
        assumptions=spec.assumptions,
        sources_note=spec.sources_note,
        code=code_views(calculator.source, calculator.helpers),
        spec_json=page_data(spec, plain, standard, locale, lane=calculator.bundle is not None),
        details=details_data(plain, locale),
        lane=None if calculator.bundle is None else LaneView(megabytes, stated),
        checkable=megabytes if calculator.bundle is None else 0,
        hand_over=hand_over_views(shown),
    )


def _standard(calculation: Calculation) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """Inputs and results of the defaults. Raises PlaybookError where they give none."""
    evaluation = calculation.evaluate({})
    if evaluation.results is None:
        message = "inputs: the defaults give no result"
        raise PlaybookError([Problem(calculation.calculator.marks("inputs"), message, "choose others", "default")])
    return evaluation.values, evaluation.results


def _stated(calculation: Calculation) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """The first example's results as its YAML states them; nothing where it is silent."""
    spec = calculation.calculator.spec
    silent: dict[str, object] = {"table": [], "series": [], "flag": False}
    given = spec.examples[0].outputs
    results = {name: given.get(name, silent.get(each.kind)) for name, each in spec.outputs.items()}
    return calculation.evaluate(spec.examples[0].inputs, only_inputs=True).values, results


def plain_spec(spec: CalculatorSpec, shapes: Mapping[str, str] | None = None) -> dict[str, object]:
    """The spec as JSON for scripts; what only the template says is left out."""
    everything = spec.model_dump(mode="json")
    kept = (*_KEPT, "inputs", "outputs")
    plain = {name: everything[name] for name in kept}
    for part in ("inputs", "outputs"):
        for each in plain[part].values():
            for field in (each, *each.get("columns", {}).values()):
                for name in _SHOWN_ELSEWHERE:
                    field.pop(name, None)
    plain["working"] = [{"output": each["output"], "values": list(each["values"])} for each in everything["working"]]
    plain["rules"] = [{"message": each["message"]} for each in everything["rules"]]
    for message in plain["messages"].values():
        message["values"] = {name: {"kind": value["kind"]} for name, value in message["values"].items()}
    if shapes:
        plain["shapes"] = dict(shapes)
    return plain


def _charts(spec: CalculatorSpec, data: Mapping[str, object], locale: Locale) -> tuple[ChartView, ...]:
    views = []
    for index, chart in enumerate(spec.charts):
        drawing = draw(chart, data, locale)
        views.append(
            ChartView(
                index,
                chart.title,
                chart.description,
                Markup(drawing["svg"]),
                drawing["head"],
                drawing["table"],
            )
        )
    return tuple(views)
