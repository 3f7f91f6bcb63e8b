// A chart's display list as SVG, and its data table: the twin of playsmith/charts/svg.py.
// The layouts themselves are Python, compiled into playsmith-charts.js, which calls `define`.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});
  const NAMESPACE = "http://www.w3.org/2000/svg";
  const VARIANTS = { wide: 560, narrow: 330 };
  const STEPS = 1e6;
  const ATTRIBUTES = {
    line: ["x1", "y1", "x2", "y2"],
    rect: ["x", "y", "width", "height"],
    circle: ["cx", "cy", "r"],
    text: ["x", "y"],
  };
  const layouts = {};

  function define(factories) {
    for (const [kind, factory] of Object.entries(factories)) layouts[kind] = factory(playsmith.runtime).layout;
  }

  // The chart's pictures (one for each width), its table's head and rows; null where it cannot be drawn.
  function draw(chart, data, locale) {
    const plan = playsmith.chartPlans[chart.kind](chart, data, locale);
    const pictures = [];
    for (const [variant, width] of Object.entries(VARIANTS)) {
      const size = plan.height === null ? { width } : { width, height: plan.height };
      const drawn = playsmith.runtime.call(layouts[chart.kind], { ...size, ...plan.arguments }, { steps: STEPS });
      if (drawn.error) return null;
      pictures.push(svg(drawn.value, variant, chart.title, plan));
    }
    return { pictures, head: plan.head, rows: plan.rows };
  }

  function svg(marks, variant, title, plan) {
    const [width, height] = marks[0].points;
    const picture = element("svg", { class: `ps-svg ps-svg--${variant}`, viewBox: `0 0 ${width} ${height}`, role: "img" });
    picture.append(element("title", {}, title), element("desc", {}, plan.summary));
    for (const mark of marks.slice(1)) picture.append(shape(mark, plan));
    return picture;
  }

  function shape(mark, plan) {
    const classes = [`ps-svg-${mark.role}`];
    if (mark.role === "series" || mark.role === "level") classes.push(`ps-svg-${mark.role}-${mark.index}`);
    if (mark.shape === "text") classes.push("ps-svg-text");
    const attributes = { class: classes.join(" ") };
    const team = mark.role === "range" || mark.role === "pointer" ? plan.teams[mark.index] : null;
    if (team) attributes["data-team"] = team;
    if (mark.shape === "path" || mark.shape === "area") {
      attributes.d = outline(mark.points) + (mark.shape === "area" ? "Z" : "");
      return element("path", attributes);
    }
    ATTRIBUTES[mark.shape].forEach((name, place) => {
      attributes[name] = mark.points[place];
    });
    if (mark.shape !== "text") return element(mark.shape, attributes);
    attributes["text-anchor"] = mark.anchor;
    return element("text", attributes, shortened(plan.text(mark), mark.room));
  }

  function outline(points) {
    const pairs = [];
    for (let place = 0; place < points.length; place += 2) pairs.push(`${points[place]} ${points[place + 1]}`);
    return `M${pairs.join("L")}`;
  }

  function shortened(text, room) {
    const characters = [...text];
    if (!room || characters.length <= room) return text;
    return `${characters.slice(0, room - 1).join("").replace(/ +$/, "")}…`;
  }

  function element(name, attributes, text) {
    const made = document.createElementNS(NAMESPACE, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  playsmith.charts = { define, draw };
})();
