// calculators/cac.py as one would write it in JavaScript by hand.
(() => {
  const { expm1, log1p, exp, sqrt, ceil, min, max } = Math;
  const Z = 1.959963984540054;

  function atMost(count, mean) {
    let term = exp(-mean), total = term;
    for (let events = 1; events <= count; events++) total += term = (term * mean) / events;
    return total;
  }

  function meanWhere(count, probability, low, high) {
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      if (atMost(count, middle) > probability) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  function lowerLimit(count) {
    if (count <= 100) return count ? meanWhere(count - 1, 0.975, 0, count) : 0;
    return count * (1 - 1 / (9 * count) - Z / (3 * sqrt(count))) ** 3;
  }

  function upperLimit(count) {
    if (count <= 100) return meanWhere(count, 0.025, count, count + 4 * sqrt(count) + 10);
    const more = count + 1;
    return more * (1 - 1 / (9 * more) + Z / (3 * sqrt(more))) ** 3;
  }

  function unlimitedValue(margin, churn, discount) {
    if (margin === 0) return 0;
    const gap = churn + discount;
    if (gap <= 0) return margin > 0 ? Infinity : -Infinity;
    return (margin * (1 + discount)) / gap;
  }

  function monthsToRecover(cost, margin, churn, discount, lifetime) {
    const enough = cost * (1 - 1e-9);
    if (cost <= 0) return 0;
    if (margin <= 0) return Infinity;
    if (churn >= 1) return margin >= enough ? 1 : Infinity;
    if (lifetime <= cost) return Infinity;
    const kept = (1 - churn) / (1 + discount);
    for (let month = 1, received = 0, due = margin; month <= 1200; month++, due *= kept) {
      received += due;
      if (received >= enough) return month;
    }
    if (lifetime === Infinity) return ceil(enough / margin);
    return ceil(log1p(-enough / lifetime) / (log1p(-churn) - log1p(discount)));
  }

  function runningTotal(months, margin, churn, discount) {
    const kept = (1 - churn) / (1 + discount);
    const totals = [0];
    for (let month = 0, received = 0, due = margin; month < months; month++, due *= kept) {
      totals.push((received += due));
    }
    return totals;
  }

  const ratio = (value, cost) => (cost === 0 || value === -Infinity ? null : value / cost);

  function verdict(cac, margin, lifetime, payback, target, longest) {
    if (cac === 0) return "free";
    if (margin <= 0) return "loses-money";
    if (payback === Infinity) return "never";
    if (lifetime === Infinity) return "no-limit";
    if (lifetime < target * cac) return "thin";
    if (payback > longest) return "slow";
    return lifetime > 10 * cac ? "very-high" : "healthy";
  }

  const differ = (low, high, target) =>
    low !== null && high !== null && ((low < 1 && 1 <= high) || (low < target && target <= high));

  function twoPeriods(spend, customers, before, customersBefore) {
    if (before === null) return [];
    const readings = [{ measure: "average", cac: spend / customers }];
    if (customersBefore !== null) {
      const [more, extra] = [spend - before, customers - customersBefore];
      readings.push({ measure: "marginal", cac: extra === 0 || more > 0 !== extra > 0 ? null : more / extra });
    }
    return [...readings, { measure: "lagged", cac: before / customers }];
  }

  function calculate(i) {
    if (i.new_customers < 1) throw new RangeError("no_customers");
    const people = i.marketing_people + i.sales_people + i.sales_development;
    let other = i.agencies + i.content + i.events + i.sales_development + i.overhead;
    if (i.onboarding_counts) other += i.onboarding;
    if (i.promotions_count) other += i.promotions;
    const total = i.marketing_media + i.marketing_people + i.sales_people + i.tools + other;
    const cac = total / i.new_customers;
    const low = total / upperLimit(i.new_customers);
    const high = total / lowerLimit(i.new_customers);
    const margin = i.monthly_revenue * i.gross_margin;
    const discount = expm1(log1p(i.yearly_discount) / 12);
    const churn = i.monthly_churn;
    const lifetime = unlimitedValue(margin, churn, discount);
    const payback = monthsToRecover(cac, margin, churn, discount, lifetime);
    const within = runningTotal(i.longest_payback, margin, churn, discount).at(-1);
    const months = payback === Infinity ? 60 : min(max(24, ceil(1.5 * payback)), 240);
    const ratioLow = ratio(lifetime, high);
    const ratioHigh = ratio(lifetime, low);
    const spend = i.channels.reduce((sum, channel) => sum + channel.spend, 0);
    const won = i.channels.reduce((sum, channel) => sum + channel.customers, 0);
    const perYear = { month: 12, quarter: 4 }[i.period] ?? 1;
    const ceilings = [["break-even", lifetime], ["target", lifetime / i.target_ratio], ["cash", within]];
    const knownBefore = i.previous_spend !== null && i.previous_customers !== null;
    return {
      cac, cac_low: low, cac_high: high, other_costs: other, total_spend: total,
      verdict: verdict(cac, margin, lifetime, payback, i.target_ratio, i.longest_payback),
      media_only_cac: i.marketing_media / i.new_customers,
      monthly_margin: margin, payback, payback_simple: cac <= 0 ? 0 : margin <= 0 ? Infinity : cac / margin,
      monthly_discount: discount, lifetime_margin: lifetime === -Infinity ? null : lifetime,
      ltv_cac: ratio(lifetime, cac), ltv_cac_low: ratioLow, ltv_cac_high: ratioHigh,
      yearly_churn: churn >= 1 ? churn : -expm1(12 * log1p(-churn)),
      by_channel: i.channels.map(({ name, spend, customers }) => ({
        name, spend, customers,
        cac: customers ? spend / customers : null, share: won ? customers / won : 0,
      })),
      ceilings: lifetime === -Infinity ? [] : ceilings.map(([ceiling, amount]) => ({ ceiling, amount, room: amount - cac })),
      two_periods: twoPeriods(total, i.new_customers, i.previous_spend, i.previous_customers),
      cumulative_margin: runningTotal(months, margin, churn, discount),
      margin_if_nobody_left: runningTotal(months, margin, 0, 0),
      zero_cac: cac === 0, never_non_positive_margin: margin <= 0,
      never_lifetime_below_cac: margin > 0 && payback === Infinity, zero_churn: churn === 0,
      churn_looks_yearly: churn >= 0.15, salaries_missing: total > 0 && people === 0,
      small_sample: i.new_customers < 30, verdict_uncertain: differ(ratioLow, ratioHigh, i.target_ratio),
      ratio_too_good: cac > 0 && lifetime !== Infinity && lifetime > 10 * cac,
      payback_after_lifetime: payback !== Infinity && payback * churn > 1,
      channels_exceed_totals: spend > total * (1 + 1e-9) || won > i.new_customers,
      no_extra_customers: knownBefore && total > i.previous_spend && i.new_customers <= i.previous_customers,
      cycle_longer_than_period: i.sales_cycle !== null && i.sales_cycle > 12 / perYear,
    };
  }

  handWritten(calculate);
})();
