"""The reference calculators against published and independently computed values, in both engines."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from playsmith.calculators.compiled_engine import CompiledEngine
from playsmith.calculators.load import load_calculator
from playsmith.calculators.outcome import identical
from playsmith.calculators.python_engine import PythonEngine
from playsmith.calculators.run import Calculation
from playsmith.calculators.words import sentence
from playsmith.compiler import Source
from playsmith.load import Playbook, load_playbook
from playsmith.locale import Locale
from playsmith.project import find_project

ROOT = Path(__file__).parent.parent
IDS = ("cac", "clv", "budget-split")
VECTORS = {each["id"]: each for each in json.loads((ROOT / "tests/data/vectors.json").read_text("utf-8"))}
NO_PEOPLE = {"marketing_people": 0.0, "sales_people": 0.0, "tools": 0.0}
YEARLY = {"period": "year", "churn_period": "year", "gross_margin": 1.0}


@cache
def playbook() -> Playbook:
    return load_playbook(find_project(ROOT))


def source(path: Path, name: str) -> Source:
    return Source(name, str(path.relative_to(ROOT)), path.read_text("utf-8"))


class Reference:
    """One calculator in both engines."""

    def __init__(self, id: str) -> None:
        shared = (ROOT / "calculators/shared").glob("*.py")
        helpers = [source(path, f"calculators.shared.{path.stem}") for path in shared]
        stem = id.replace("-", "_")
        self.calculator = load_calculator(
            playbook().get("calculator", id),
            source(ROOT / f"calculators/{stem}.py", stem),
            {each.name: each for each in helpers},
            lambda *loc: playbook().mark("calculator", id, loc),
            playbook().of("guideline"),
        )
        self.spec = self.calculator.spec
        words = yaml.safe_load((ROOT / "site_config/locale/en.yaml").read_text("utf-8"))
        self.locale = Locale("en-US", "USD", words)
        self.python = Calculation(self.calculator, PythonEngine(self.calculator).__enter__())
        self.compiled = Calculation(self.calculator, CompiledEngine(self.calculator).__enter__())

    def close(self) -> None:
        self.python.engine.__exit__(None, None, None)
        self.compiled.engine.__exit__(None, None, None)

    def __call__(self, **inputs: object) -> dict:
        """What comes out, the same bits in both engines; problems under "problems" as {code: message}."""
        here, there = self.python.evaluate(inputs), self.compiled.evaluate(inputs)
        assert here.problems == there.problems
        assert here.failure is None
        if here.results is None:
            words = self.python.words(here, self.locale, here.problems)
            return {"problems": {each["code"]: each["message"] for each in words}}
        assert identical(here.results, there.results)
        return {**here.results, "inputs": here.values}

    def said(self, name: str, outputs: dict) -> str:
        """The words of a flag that stands, or of a choice."""
        spec, value = self.spec.outputs[name], outputs[name]
        assert value, f"{name} does not stand"
        text = spec.text if spec.kind == "flag" else spec.options[value].text
        return sentence(self.spec, text, outputs["inputs"], outputs, self.locale)


@pytest.fixture(scope="module")
def reference() -> Iterator[Mapping[str, Reference]]:
    all_three = {id: Reference(id) for id in IDS}
    yield all_three
    for each in all_three.values():
        each.close()


@pytest.fixture
def cac(reference):
    return reference["cac"]


@pytest.fixture
def clv(reference):
    return reference["clv"]


@pytest.fixture
def budget(reference):
    return reference["budget-split"]


def agrees(vector: str, value: float, expected: float | None = None) -> None:
    """`value` is what the vector says, within its tolerance."""
    each = VECTORS[vector]
    tolerance = each["tolerance"]
    target = each["expected"] if expected is None else expected
    assert math.isclose(value, target, rel_tol=tolerance.get("rel", 0), abs_tol=tolerance.get("abs", 0)), each["source"]


def close(value: object, wanted: object, tolerance: float) -> bool:
    """Whether a value is the one an example names, numbers within the tolerance."""
    if isinstance(wanted, list):
        return len(value) == len(wanted) and all(close(a, b, tolerance) for a, b in zip(value, wanted, strict=True))
    if isinstance(wanted, dict):
        return all(close(value[key], each, tolerance) for key, each in wanted.items())
    if isinstance(wanted, float) and isinstance(value, float):
        return math.isclose(value, wanted, rel_tol=tolerance)
    return value == (math.inf if wanted == "Infinity" else wanted)


@pytest.mark.parametrize("id", IDS)
def test_words_and_arithmetic_fit_without_a_warning(reference, id):
    assert reference[id].calculator.warnings == ()


@pytest.mark.parametrize("id", IDS)
def test_at_most_eight_fields_before_a_disclosure(reference, id):
    assert len([each for each in reference[id].spec.inputs.values() if each.group is None]) <= 8


@pytest.mark.parametrize("id", IDS)
def test_examples_hold(reference, id):
    calculator = reference[id]
    assert len(calculator.spec.examples) >= 6
    for example in calculator.spec.examples:
        answer = calculator(**example.inputs)
        if example.problem:
            assert list(answer["problems"]) == [example.problem], example.title
        for name, wanted in example.outputs.items():
            assert close(answer[name], wanted, example.tolerance), f"{example.title}: {name} is {answer[name]}"


@pytest.mark.parametrize("id", IDS)
def test_every_sentence_can_be_said(reference, id):
    """No placeholder fails for want of a value, whichever flag or verdict stands."""
    calculator = reference[id]
    for example in calculator.spec.examples:
        answer = calculator(**example.inputs)
        for name, output in calculator.spec.outputs.items():
            if name in answer and output.kind in ("flag", "choice") and answer[name]:
                assert "{" not in calculator.said(name, answer)


def test_cac_blended(cac):
    given = VECTORS["cac.blended.01"]["inputs"]
    outputs = cac(
        marketing_media=given["marketing_spend"],
        marketing_people=0.0,
        sales_people=given["sales_spend"],
        tools=0.0,
        new_customers=given["new_customers"],
    )
    agrees("cac.blended.01", outputs["cac"])


def test_cac_of_a_mix_is_weighted_by_customers(cac):
    mix = VECTORS["cac.blended_from_channel_mix.01"]["inputs"]["channels"]
    channels = [{"name": "-", "customers": round(100 * each["share_of_customers"]), "spend": 0.0} for each in mix]
    for row, each in zip(channels, mix, strict=True):
        row["spend"] = row["customers"] * each["cac"]
    spend = sum(row["spend"] for row in channels)
    outputs = cac(**NO_PEOPLE, marketing_media=spend, new_customers=100, channels=channels)
    agrees("cac.blended_from_channel_mix.01", outputs["cac"])
    agrees("cac.blended_from_channel_mix.01", sum(row["share"] * row["cac"] for row in outputs["by_channel"]))


def test_cac_by_channel(cac):
    vector = VECTORS["cac.by_channel.01"]
    rows = vector["inputs"]["channels"]
    channels = [{"name": each["name"], "spend": each["spend"], "customers": each["new_customers"]} for each in rows]
    outputs = cac(
        **NO_PEOPLE,
        marketing_media=sum(each["spend"] for each in rows),
        new_customers=sum(each["new_customers"] for each in rows),
        channels=channels,
    )
    for row, wanted in zip(outputs["by_channel"], vector["expected"]["by_channel"], strict=True):
        agrees("cac.by_channel.01", row["cac"], wanted)
    agrees("cac.by_channel.01", outputs["cac"], vector["expected"]["blended"])


def test_cac_range_is_garwoods(cac):
    vector = VECTORS["cac.confidence_interval_95.01"]
    outputs = cac(
        **NO_PEOPLE, marketing_media=vector["inputs"]["spend"], new_customers=vector["inputs"]["new_customers"]
    )
    for name, key in (("cac", "cac"), ("cac_low", "low"), ("cac_high", "high")):
        agrees("cac.confidence_interval_95.01", outputs[name], vector["expected"][key])


@pytest.mark.parametrize(
    ("spend", "customers", "low", "high"), [(100_000.0, 25, 2710, 6181), (5_000.0, 1, 897, 197_489)]
)
def test_cac_range_of_few_customers(cac, spend, customers, low, high):
    outputs = cac(**NO_PEOPLE, marketing_media=spend, new_customers=customers)
    assert (round(outputs["cac_low"]), round(outputs["cac_high"])) == (low, high)


def test_cac_fully_loaded(cac):
    given = VECTORS["cac.fully_loaded_from_cpa.01"]["inputs"]
    outputs = cac(
        marketing_media=float(given["cpa_media"]),
        content=float(given["creative_per_sale"]),
        tools=given["tracking_per_sale"],
        marketing_people=float(given["team_per_sale"]),
        sales_people=0.0,
        new_customers=1,
    )
    agrees("cac.fully_loaded_from_cpa.01", outputs["cac"])


def test_switched_off_costs_do_not_count(cac):
    off = cac(onboarding=6000.0, promotions=3000.0)
    assert off["cac"] == cac()["cac"]
    on = cac(onboarding_counts=True, onboarding=6000.0, promotions_count=True, promotions=3000.0)
    assert on["total_spend"] == off["total_spend"] + 9000.0


def reading(outputs: dict, measure: str) -> float | None:
    """CAC by one of the readings of two periods."""
    return next((row["cac"] for row in outputs["two_periods"] if row["measure"] == measure), None)


def test_cac_lagged(cac):
    vector = VECTORS["cac.lagged.01"]
    spends, customers = vector["inputs"]["spend_by_month"], vector["inputs"]["new_customers_by_month"]
    lag = vector["inputs"]["lag_months"]
    for month, (spend, won) in enumerate(zip(spends, customers, strict=True)):
        before = float(spends[month - lag]) if month >= lag else None
        outputs = cac(**NO_PEOPLE, marketing_media=float(spend), new_customers=won, previous_spend=before)
        agrees("cac.lagged.01", outputs["cac"], vector["expected"]["cac_unlagged"][month])
        wanted = vector["expected"]["cac_lagged"][month]
        lagged = reading(outputs, "lagged")
        assert lagged is None if wanted is None else lagged == pytest.approx(wanted, rel=1e-12)


def test_cac_marginal(cac):
    given = VECTORS["cac.marginal.01"]["inputs"]
    outputs = cac(
        **NO_PEOPLE,
        marketing_media=float(given["spend_after"]),
        new_customers=given["customers_after"],
        previous_spend=float(given["spend_before"]),
        previous_customers=given["customers_before"],
    )
    agrees("cac.marginal.01", reading(outputs, "marginal"))


def test_cac_of_extra_spend_without_extra_customers(cac):
    outputs = cac(previous_spend=100_000.0, previous_customers=60)
    assert reading(outputs, "marginal") is None
    assert "no extra customers" in cac.said("no_extra_customers", outputs)


def test_ltv_to_cac(cac):
    given = VECTORS["cac.ltv_cac_ratio.01"]["inputs"]
    outputs = cac(
        **NO_PEOPLE,
        marketing_media=float(given["cac"]),
        new_customers=1,
        monthly_revenue=float(given["ltv"]),
        gross_margin=1.0,
        monthly_churn=1.0,
        yearly_discount=0.0,
    )
    agrees("cac.ltv_cac_ratio.01", outputs["ltv_cac"])


def test_payback_without_churn(cac):
    given = VECTORS["cac.payback_months_simple.01"]["inputs"]
    outputs = cac(
        **NO_PEOPLE,
        marketing_media=float(given["cac"]),
        new_customers=1,
        monthly_revenue=float(given["arpa_monthly"]),
        gross_margin=given["gross_margin"],
    )
    agrees("cac.payback_months_simple.01", outputs["payback_simple"])


def test_payback_with_churn(cac):
    vector = VECTORS["cac.payback_survival_discounted.01"]
    outputs = cac(
        **NO_PEOPLE,
        marketing_media=float(vector["inputs"]["cac"]),
        new_customers=1,
        monthly_revenue=float(vector["inputs"]["monthly_gross_profit_per_customer"]),
        gross_margin=1.0,
        monthly_churn=vector["inputs"]["monthly_churn"],
        yearly_discount=vector["inputs"]["monthly_discount_rate"],
    )
    assert outputs["payback"] == vector["expected"]["months_whole"]
    month = int(outputs["payback"])
    assert outputs["cumulative_margin"][month - 1] < outputs["cac"] <= outputs["cumulative_margin"][month]


def test_payback_that_never_comes(cac):
    """CAC 2,000 at 50 a month: the simple formula says 40 months, a lifetime brings 1,666.67."""
    outputs = cac(
        **NO_PEOPLE,
        marketing_media=2000.0,
        new_customers=1,
        monthly_revenue=50.0,
        gross_margin=1.0,
        monthly_churn=0.03,
        yearly_discount=0.0,
    )
    assert (outputs["payback_simple"], outputs["payback"]) == (40.0, math.inf)
    assert outputs["lifetime_margin"] == pytest.approx(1666.67, abs=0.005)
    said = cac.said("never_lifetime_below_cac", outputs)
    assert all(each in said for each in ("$1,667", "$2,000", "40"))


@pytest.mark.parametrize(
    ("spend", "margin", "churn", "discount", "month"),
    [
        (600.0, 50.0, 0.0, 0.0, 12.0),  # nobody leaves: the closed form would divide by zero
        (50.0, 50.0, 1.0, 0.0, 1.0),  # everybody leaves after the first payment
        (50.01, 50.0, 1.0, 0.0, math.inf),
        (0.0, 50.0, 0.03, 0.1, 0.0),
        (100.0, 0.01, 0.0, 0.0, 10000.0),  # past the months that are added up
    ],
)
def test_payback_at_the_edges(cac, spend, margin, churn, discount, month):
    outputs = cac(
        **NO_PEOPLE,
        marketing_media=spend,
        new_customers=1,
        monthly_revenue=margin,
        gross_margin=1.0,
        monthly_churn=churn,
        yearly_discount=discount,
    )
    assert outputs["payback"] == month


# The messages: what is wrong, why, what to do, with the reader's numbers.


def test_no_customers(cac):
    vector = VECTORS["cac.blended.04"]
    outputs = cac(**NO_PEOPLE, marketing_media=1000.0, new_customers=vector["inputs"]["new_customers"])
    said = outputs["problems"][vector["expected"]["error"]]
    assert "$1,000" in said
    assert "$271.09" in said


@pytest.mark.parametrize("line", ["marketing_media", "sales_people", "agencies", "events", "overhead"])
def test_negative_spend(cac, line):
    assert "refunds" in cac(**{line: -1.0})["problems"]["negative_spend"]


def test_every_wrong_field_is_told_at_once(cac):
    problems = cac(tools=-1.0, gross_margin=1.2, monthly_churn=1.5, yearly_discount=-1.0)["problems"]
    assert set(problems) == {
        "negative_spend",
        "percent_out_of_range",
        "churn_out_of_range",
        "discount_out_of_range",
    }


@pytest.mark.parametrize("id", ["cac", "clv"])
def test_percent_out_of_range(reference, id):
    assert "120" in reference[id](gross_margin=1.2)["problems"]["percent_out_of_range"]


def test_a_fraction_typed_for_a_percentage_is_asked_about(cac):
    evaluation = cac.python.evaluate({"gross_margin": 0.008})
    assert [(each.field, each.code) for each in evaluation.warnings] == [("gross_margin", "suspicious_fraction")]
    assert evaluation.results is not None


def test_never_with_a_margin_of_zero(cac):
    given = VECTORS["cac.payback_months_simple.03"]["inputs"]
    outputs = cac(
        **NO_PEOPLE,
        marketing_media=float(given["cac"]),
        new_customers=1,
        monthly_revenue=float(given["arpa_monthly"]),
        gross_margin=float(given["gross_margin"]),
    )
    assert (outputs["payback_simple"], outputs["payback"]) == (math.inf, math.inf)
    assert "$0" in cac.said(VECTORS["cac.payback_months_simple.03"]["expected"]["error"], outputs)


def test_zero_cac_leaves_the_lifetime_margin_standing(cac):
    outputs = cac(**NO_PEOPLE, marketing_media=0.0)
    assert outputs["ltv_cac"] is None
    assert "$8,775" in cac.said(VECTORS["cac.ltv_cac_ratio.03"]["expected"]["error"], outputs)


@pytest.mark.parametrize(
    ("flag", "inputs"),
    [
        ("small_sample", {"new_customers": 29}),
        ("ratio_too_good", {"new_customers": 200}),
        ("payback_after_lifetime", {"monthly_churn": 0.045, "yearly_discount": 0.0, "monthly_revenue": 200.0}),
        ("salaries_missing", NO_PEOPLE),
        ("churn_looks_yearly", {"monthly_churn": 0.15}),
        ("cycle_longer_than_period", {"sales_cycle": 4.0}),
        ("channels_exceed_totals", {"new_customers": 59}),
        ("verdict_uncertain", {}),
        ("zero_churn", {"monthly_churn": 0.0}),
        ("never_non_positive_margin", {"gross_margin": -0.2}),
    ],
)
def test_warnings_leave_the_result_standing(cac, flag, inputs):
    outputs = cac(**inputs)
    assert outputs["cac"] > 0
    assert cac.said(flag, outputs)


def test_annual_churn_and_discount_are_converted_effectively(clv):
    churn, discount = VECTORS["clv.annual_to_monthly_churn.01"], VECTORS["clv.annual_to_monthly_discount.01"]
    outputs = clv(
        churn=churn["inputs"]["annual_churn"],
        churn_period="year",
        yearly_discount=discount["inputs"]["annual_rate"],
    )
    agrees("clv.annual_to_monthly_churn.01", outputs["churn_per_payment"])
    agrees("clv.annual_to_monthly_discount.01", outputs["discount_per_payment"])
    assert clv(yearly_discount=0.1)["discount_per_payment"] == pytest.approx(0.00797414, abs=5e-9)


def test_monthly_churn_over_a_year(clv, cac):
    given = VECTORS["clv.monthly_to_annual_churn.01"]["inputs"]["monthly_churn"]
    agrees("clv.monthly_to_annual_churn.01", clv(churn=given)["yearly_churn"])
    agrees("clv.monthly_to_annual_churn.01", cac(monthly_churn=given)["yearly_churn"])


def test_unit_slip_is_what_hurts(clv):
    """50 a month at 3 % a month and 10 % a year; the yearly discount taken for a monthly one costs two thirds."""
    right = clv(revenue=50.0, gross_margin=1.0, churn=0.03)
    assert right["clv"] == pytest.approx(1327.18, abs=0.005)
    assert right["simple_clv"] == pytest.approx(1666.67, abs=0.005)
    slipped = clv(revenue=50.0, gross_margin=1.0, churn=0.03, yearly_discount=1.1**12 - 1)
    assert slipped["clv"] == pytest.approx(423.08, abs=0.005)


def test_wilson_range_of_the_churn(clv):
    vector = VECTORS["clv.churn_wilson_interval_95.01"]
    outputs = clv(churn=0.0, customers_measured=vector["inputs"]["customers_at_start"])
    agrees("clv.churn_wilson_interval_95.01", outputs["churn_low"], vector["expected"]["low"])
    agrees("clv.churn_wilson_interval_95.01", outputs["churn_high"], vector["expected"]["high"])


def test_expected_lifetime(clv):
    outputs = clv(churn=VECTORS["clv.expected_lifetime_periods.01"]["inputs"]["churn"])
    agrees("clv.expected_lifetime_periods.01", outputs["expected_payments"])
    assert outputs["lifetime"] * 12 == pytest.approx(outputs["expected_payments"])


def yearly(vector: str, timing: str = "due", horizon: int | None = None) -> dict:
    """A vector whose rates are of the payment period, as payments of a year."""
    given = VECTORS[vector]["inputs"]
    churn = given["churn"] if "churn" in given else 1.0 - given["retention"]
    return {
        **YEARLY,
        "revenue": float(given["margin"]),
        "churn": churn,
        "yearly_discount": float(given["discount"]),
        "yearly_growth": given.get("growth", 0.0),
        "timing": timing,
        "horizon": horizon,
    }


@pytest.mark.parametrize(
    ("vector", "timing"),
    [
        ("clv.retention_first_payment_now.01", "due"),
        ("clv.retention_first_payment_now_conditioning.01", "due"),
        ("clv.retention_multiple_r_over.01", "renewal"),
        ("clv.geometric_expansion.01", "due"),
    ],
)
def test_clv_without_an_end(clv, vector, timing):
    agrees(vector, clv(**yearly(vector, timing))["clv"])


def test_clv_within_a_horizon(clv):
    vector = "clv.finite_horizon.01"
    agrees(vector, clv(**yearly(vector, horizon=VECTORS[vector]["inputs"]["periods"]))["clv"])


def test_simple_clv(clv):
    given = VECTORS["clv.simple_churn.01"]["inputs"]
    outputs = clv(revenue=float(given["arpa"]), gross_margin=given["gross_margin"], churn=given["churn"])
    agrees("clv.simple_churn.01", outputs["simple_clv"])


def test_survival(clv):
    vector = VECTORS["clv.survival_geometric.01"]
    outputs = clv(**YEARLY, revenue=1.0, churn=0.2, yearly_discount=0.0, horizon=vector["inputs"]["t"] + 1)
    received = outputs["cumulative_undiscounted"]
    agrees("clv.survival_geometric.01", received[11] - received[10], vector["expected"]["survival"])


def test_transactional_lifetime(clv):
    vector = VECTORS["clv.transactional_lifespan.01"]
    given = vector["inputs"]
    outputs = clv(
        period="year",
        churn_period="year",
        revenue=given["average_order_value"] * given["orders_per_year"],
        churn=1.0 / given["lifespan_years"],
        gross_margin=given["gross_margin"],
        lifespan=float(given["lifespan_years"]),
    )
    agrees("clv.transactional_lifespan.01", outputs["simple_clv"], vector["expected"]["lifetime_gross_profit"])
    revenue = [row["value"] for row in outputs["ladder"] if row["model"] == "revenue"]
    agrees("clv.transactional_lifespan.01", revenue[0], vector["expected"]["lifetime_revenue"])
    assert not outputs["lifespan_conflict"]


def test_value_net_of_cac(clv):
    given = VECTORS["clv.transactional_net_of_cac.01"]["inputs"]
    outputs = clv(
        revenue=given["average_order_value"] * given["orders_per_month"],
        gross_margin=given["gross_margin"],
        churn=1.0 / given["lifespan_months"],
        yearly_discount=0.0,
        acquisition_cost=float(given["cac"]),
    )
    agrees("clv.transactional_net_of_cac.01", outputs["net_value"])


@pytest.mark.parametrize("vector", ["clv.simple_churn.06", "clv.retention_first_payment_now.05"])
def test_zero_churn_has_no_limit_and_a_way_out(clv, vector):
    assert VECTORS[vector]["expected"]["error"] in ("zero_churn_infinite", "diverges")
    alone = clv(churn=0.0, yearly_discount=0.0, customers_measured=None)
    assert alone["clv"] == alone["simple_clv"] == math.inf
    assert "horizon" in clv.said("zero_churn_infinite", alone)
    measured = clv(churn=0.0, yearly_discount=0.0, customers_measured=200)
    assert "1.88" in clv.said("zero_churn_measured", measured)
    assert measured["clv_low"] == pytest.approx(200 / 0.018845326377266575)
    assert clv(churn=0.0, yearly_discount=0.0, horizon=5)["clv"] == pytest.approx(12_000.0)


def test_zero_churn_with_a_discount_is_finite(clv):
    outputs = clv(churn=0.0)
    assert outputs["simple_clv"] == math.inf
    assert outputs["clv"] == pytest.approx(200 * 1.00797414 / 0.00797414, rel=1e-6)
    assert clv.said("zero_churn", outputs)


def test_diverges(clv):
    outputs = clv(yearly_growth=0.4)
    assert outputs["clv"] == math.inf
    said = clv.said("diverges", outputs)
    assert "40" in said
    assert "horizon" in said
    assert math.isfinite(clv(yearly_growth=0.4, horizon=5)["clv"])


def test_discount_out_of_range(clv):
    vector = VECTORS["clv.finite_horizon.07"]
    problems = clv(yearly_discount=float(vector["inputs"]["discount"]))["problems"]
    assert vector["expected"]["error"] in problems
    assert clv(yearly_discount=1.5)["clv"] > 0


def test_churn_out_of_range(clv):
    assert "150" in clv(churn=1.5)["problems"]["churn_out_of_range"]
    assert "growth" in clv(churn=-0.02)["problems"]["churn_out_of_range"]


def test_lifespan_conflict(clv):
    outputs = clv(lifespan=3.0)
    assert "5.6" in clv.said("lifespan_conflict", outputs)
    assert not clv(lifespan=5.5)["lifespan_conflict"]


def test_a_negative_margin_is_shown_negative(clv):
    outputs = clv(gross_margin=-0.1)
    assert outputs["clv"] < 0
    assert clv.said("negative_margin", outputs)
    endless = clv(gross_margin=-0.1, churn=0.0, yearly_discount=0.0)
    assert endless["clv"] is None


def test_budget_as_percent_of_revenue(budget):
    vector = VECTORS["budget.percent_of_revenue.01"]
    given, expected = vector["inputs"], vector["expected"]
    outputs = {}
    for end in (0, 1):
        outputs = budget(
            revenue=float(given["revenue"]),
            marketing_share=given["marketing_pct"][end],
            sales_share=given["sales_pct"][end],
        )
        assert outputs["marketing_budget"] == expected["marketing"][end]
        assert outputs["sales_budget"] == expected["sales"][end]
        assert outputs["total_budget"] == expected["total"][end]
        assert outputs["verdict"] == "inside"
    for end, name in enumerate(("low", "high")):
        agrees("budget.percent_of_revenue.01", outputs[f"total_{name}"], expected["total"][end])
        share = expected["marketing_share_of_total"][end]
        agrees("budget.percent_of_revenue.01", outputs[f"marketing_part_{name}"], share)


@pytest.mark.parametrize(
    ("marketing", "sales", "verdict", "flags"),
    [
        (0.05, 0.16, "below", {"marketing_below"}),
        (0.13, 0.16, "above", {"marketing_above"}),
        (0.14, 0.12, "mixed", {"marketing_above", "sales_below"}),
        (0.1, 0.25, "above", {"sales_above"}),
        (0.5, 0.6, "above", {"marketing_above", "sales_above", "over_revenue"}),
    ],
)
def test_budgets_outside_their_ranges(budget, marketing, sales, verdict, flags):
    outputs = budget(marketing_share=marketing, sales_share=sales)
    assert outputs["verdict"] == verdict
    standing = {name for name, each in budget.spec.outputs.items() if each.kind == "flag" and outputs[name]}
    assert standing == flags
    assert all(budget.said(name, outputs) for name in standing)


def test_emphasis_moves_the_suggestion_within_the_ranges(budget):
    new, established = budget(emphasis="new"), budget(emphasis="established")
    assert (new["suggested_marketing"], new["suggested_sales"]) == (120_000.0, 150_000.0)
    assert established["suggested_marketing"] == pytest.approx(90_000.0)
    assert established["suggested_sales"] == pytest.approx(175_000.0)


@pytest.mark.parametrize(("table", "code"), [("stages", "stage"), ("channels", "channel")])
def test_shares_not_100(budget, table, code):
    rows = [{"name": "One", "share": 0.5}, {"name": "Two", "share": 0.45}]
    assert "95" in budget(**{table: rows})["problems"][f"{code}_shares_not_100"]
    assert "problems" not in budget(**{table: []})


def test_negative_budget(budget):
    assert budget(revenue=-5.0)["problems"]["negative_budget"]


def test_a_payback_of_longer_than_can_be_counted_is_told(cac):
    told = cac(
        **NO_PEOPLE, marketing_media=1e12, new_customers=9, monthly_revenue=2e-5, monthly_churn=0.0, yearly_discount=0.0
    )
    assert told["payback"] > 1e15 and len(told["cumulative_margin"]) == 241
