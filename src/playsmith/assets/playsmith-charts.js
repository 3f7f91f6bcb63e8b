// The chart layouts of playsmith/charts/, compiled: written by `python -m playsmith.charts.compiled`.
playsmith.charts.define({
"line": function (py) {
  "use strict";
  const files = ["playsmith/charts/line.py", "playsmith/charts/marks.py", "playsmith/charts/scale.py"];
  
  function layout(width, height, series, start, levels, mark, affix) {
    py.enter("14:1");
    try {
      let after, ahead, at_x, at_y, bottom, crossed, digits, drawable, drawn_values, every, falling, high, index, last, left, level, longest, low, marked, marks, period, place, points, right, role, room, row, step, tick, top, value, values, x, y, parts, parts_2, parts_3;
      drawable = ((out) => {
        let values_2;
        for (values_2 of series) {
          py.step("25:52");
          out.push(finite_start(values_2));
        }
        return out;
      })([]);
      crossed = ((out_2) => {
        let level_2;
        for (level_2 of levels) {
          py.step("26:35");
          if (level_2 !== null && py.math.isfinite(level_2, "26:67")) {
            out_2.push(level_2);
          }
        }
        return out_2;
      })([]);
      drawn_values = ((out_3) => {
        let values_3, value_2;
        for (values_3 of drawable) {
          py.step("27:41");
          for (value_2 of values_3) {
            py.step("27:63");
            out_3.push(value_2);
          }
        }
        return out_3;
      })([]);
      low = py.min([0, py.min(drawn_values, null, "28:20", 0), py.min(crossed, null, "28:52", 0)], null, "28:11");
      high = py.max([0, py.max(drawn_values, null, "29:21", 0), py.max(crossed, null, "29:53", 0)], null, "29:12");
      if (high <= low) {
        high = low + 1;
      }
      step = nice_step(high - low, 5);
      digits = decimals(step);
      marked = ticks(low, high, step);
      longest = py.safe(py.max(((out_4) => {
        let tick_2;
        for (tick_2 of marked) {
          py.step("35:58");
          out_4.push(tick_length(tick_2, digits));
        }
        return out_4;
      })([]), null, "35:15", 1) + affix, "35:15");
      left = longest * 7 + 8;
      right = width - 14;
      top = drawable.length < 2 ? 22 : 16 * drawable.length + 14;
      bottom = height - 40;
      last = py.max([1, py.max(((out_5) => {
        let values_4;
        for (values_4 of drawable) {
          py.step("40:54");
          out_5.push(py.safe(values_4.length - 1, "40:24"));
        }
        return out_5;
      })([]), null, "40:19", 1)], null, "40:12");
      at_x = (place_2) => {
        py.enter("42:5");
        try {
          return left + py.divide((right - left) * py.value(place_2), last, "43:23");
        } finally {
          py.leave();
        }
      };
      at_y = (value_3) => {
        py.enter("45:5");
        try {
          return bottom - (bottom - top) * py.divide(value_3 - low, high - low, "46:43");
        } finally {
          py.leave();
        }
      };
      marks = [drawn("frame", "frame", [width, height], 0)];
      for (const each of marked) {
        py.step("49:17");
        tick = each;
        y = at_y(tick);
        role = tick === 0 ? "axis" : "grid";
        py.append(marks, drawn("line", role, [left, y, right, y], 0), "52:9");
        py.append(marks, written("tick", "y", left - 6, y + 4, "end", tick, digits, 0), "53:9");
      }
      every = calendar_step(last, width < 400 ? 6 : 9);
      for (let k = 0, stop = py.safe(last + 1, "55:25"); k < stop; k += 1) {
        py.step("55:19");
        period = k;
        if (py.moduloInt(py.safe(period + start, "56:13"), every, "56:12") === 0) {
          py.append(marks, written("tick", "x", at_x(period), bottom + 17, "middle", py.safe(period + start, "57:99"), 0, 0), "57:13");
        }
      }
      py.append(marks, written("axis-name", "along", right, bottom + 34, "end", 0, 0, 0), "58:5");
      for (const each_3 of py.enumerate(levels, 0)) {
        py.step("60:25");
        parts = each_3;
        index = parts[0];
        level = parts[1];
        if (level === null || !py.math.isfinite(level, "61:33")) {
          continue;
        }
        y = at_y(level);
        py.append(marks, drawn("line", "level", [left, y, right, y], index), "64:9");
        ahead = drawable.length > 0 && py.item(drawable, 0, "65:43").length > 0 && near_end(py.item(drawable, 0, "65:73"), level);
        x = ahead ? left + 4 : right;
        py.append(marks, written("level", "level", x, y - 6, ahead ? "start" : "end", level, index, right - left), "67:9");
      }
      for (const each_4 of py.enumerate(drawable, 0)) {
        py.step("69:26");
        parts_2 = each_4;
        index = parts_2[0];
        values = parts_2[1];
        points = [];
        for (const each_5 of py.enumerate(values, 0)) {
          py.step("71:29");
          parts_3 = each_5;
          place = py.int(parts_3[0]);
          value = parts_3[1];
          py.append(points, at_x(py.value(place)), "72:13");
          py.append(points, at_y(value), "73:13");
        }
        if (points.length > 0) {
          py.append(marks, drawn("path", "series", points, index), "75:13");
        }
        if (drawable.length > 1) {
          row = 16 * index + 10;
          py.append(marks, drawn("path", "series", [left, row - 4, left + 28, row - 4], index), "79:13");
          py.append(marks, written("series", "series", left + 36, row, "start", 0, index, right - left - 36), "80:13");
        } else if (values.length > 0) {
          falling = py.item(values, py.floorDivideInt(py.safe(values.length * 2 + 0, "82:30"), 3, "82:30"), "82:23") > py.item(values, -1, "82:54");
          y = at_y(py.item(values, -1, "83:22")) + (falling ? 16 : -8);
          py.append(marks, written("series", "series", right, y, "end", 0, index, right - left), "84:13");
        }
      }
      if (mark !== null && drawable.length > 0) {
        place = mark - start;
        if (py.value(0) <= py.value(place) && py.value(place) <= py.value(py.item(drawable, 0, "88:32").length - 1)) {
          x = at_x(place);
          y = at_y(between(py.item(drawable, 0, "90:30"), place));
          after = x < (left + right) / 2;
          room = (after ? right - x : x - left) - 10;
          py.append(marks, drawn("line", "drop", [x, y, x, bottom], 0), "93:13");
          py.append(marks, drawn("circle", "mark", [x, y, 5], 0), "94:13");
          py.append(marks, written("mark", "mark", after ? x + 8 : x - 8, bottom - 8, after ? "start" : "end", mark, 0, room), "95:13");
        }
      }
      return marks;
    } finally {
      py.leave();
    }
  }
  
  function finite_start(values) {
    py.step("110:1");
    let kept, value;
    kept = [];
    for (const each of values) {
      py.step("113:18");
      value = each;
      if (!py.math.isfinite(value, "114:16")) {
        break;
      }
      py.append(kept, value, "116:9");
    }
    return kept;
  }
  
  function tick_length(tick, digits) {
    py.step("120:1");
    let length, size;
    length = 1;
    size = Math.abs(tick);
    while (size >= 10 && length < 40) {
      py.step("124:5");
      size = size / 10;
      length = py.safe(length + 1, "126:18");
    }
    length = py.safe(length + py.floorDivideInt(py.safe(length - 1, "127:24"), 3, "127:23"), "127:14");
    if (digits > 0) {
      length = py.safe(py.safe(length + digits, "129:18") + 1, "129:18");
    }
    return tick < 0 ? py.safe(length + 1, "130:12") : length;
  }
  
  function near_end(values, level) {
    py.step("133:1");
    return Math.abs(py.item(values, -1, "135:16") - level) <= Math.abs(py.item(values, 0, "135:43") - level);
  }
  
  function between(values, place) {
    py.step("138:1");
    let before;
    before = py.math.floor(py.value(place), "140:14");
    if (before >= py.safe(values.length - 1, "141:18")) {
      return py.item(values, -1, "142:16");
    }
    return py.item(values, before, "143:12") + (py.item(values, py.safe(before + 1, "143:37"), "143:30") - py.item(values, before, "143:51")) * py.value(py.number("-", place, py.int(before), "143:70"));
  }
  
  function nice_step(span, most) {
    py.step("4:1:2");
    let factor, step;
    if (!(0 < span && span < 1e+300)) {
      return 1;
    }
    step = 1;
    while (step * most < span) {
      py.step("9:5:2");
      step = step * 10;
    }
    while (step / 10 * most >= span && step > 1e-12) {
      py.step("11:5:2");
      step = step / 10;
    }
    for (const each of [0.2, 0.5]) {
      py.step("13:19:2");
      factor = each;
      if (step * factor * most >= span) {
        return step * factor;
      }
    }
    return step;
  }
  
  function decimals(step) {
    py.step("27:1:2");
    let digits, scaled;
    digits = 0;
    scaled = step;
    while (digits < 12 && Math.abs(scaled - py.round(scaled, "31:40:2")) > 1e-06) {
      py.step("31:5:2");
      scaled = scaled * 10;
      digits = py.safe(digits + 1, "33:18:2");
    }
    return digits;
  }
  
  function ticks(low, high, step) {
    py.step("37:1:2");
    let first, found, index, tick;
    found = [];
    if (step > 0 && Math.abs(py.divide(low, step, "40:27:2")) < 1000000000 && Math.abs(py.divide(high, step, "40:53:2")) < 1000000000) {
      first = py.truncate(py.floorDivide(low, step, "41:21:2"), "41:17:2");
      for (let k = first, stop = py.safe(first + 102, "42:35:2"); k < stop; k += 1) {
        py.step("42:22:2");
        index = k;
        tick = index * step;
        if (low - step * 1e-09 <= tick && tick <= high + step * 1e-09) {
          py.append(found, tick, "45:17:2");
        }
      }
    }
    return found;
  }
  
  function drawn(shape, role, points, index) {
    py.step("30:1:1");
    let tidy;
    tidy = ((out) => {
      let point;
      for (point of points) {
        py.step("32:42:1");
        out.push(py.roundTo(point, 1, "32:13:1"));
      }
      return out;
    })([]);
    return { shape: shape, role: role, points: tidy, index: index, text: "", value: 0, anchor: "start", room: 0 };
  }
  
  function written(role, text, x, y, anchor, value, index, room) {
    py.step("45:1:1");
    return { shape: "text", role: role, points: [py.roundTo(x, 1, "52:20:1"), py.roundTo(y, 1, "52:33:1")], index: index, text: text, value: value, anchor: anchor, room: room > 0 ? py.max([py.truncate(room / 7, "57:21:1"), 4], null, "57:17:1") : 0 };
  }
  
  function calendar_step(count, most) {
    py.step("19:1:2");
    let step;
    for (const each of [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600]) {
      py.step("21:17:2");
      step = each;
      if (count <= py.safe(step * most + 0, "22:21:2")) {
        return step;
      }
    }
    return py.max([py.floorDivideInt(count, most, "24:16:2"), 1], null, "24:12:2");
  }
  
  return {
    layout: py.entry(layout, [["width", "float"], ["height", "float"], ["series", ["list", ["list", "float"]]], ["start", "int"], ["levels", ["list", ["optional", "float"]]], ["mark", ["optional", "float"]], ["affix", "int"]], ["list", ["row", [["shape", "str"], ["role", "str"], ["points", ["list", "float"]], ["index", "int"], ["text", "str"], ["value", "float"], ["anchor", "str"], ["room", "int"]]]], files),
    finite_start: py.entry(finite_start, [["values", ["list", "float"]]], ["list", "float"], files),
    tick_length: py.entry(tick_length, [["tick", "float"], ["digits", "int"]], "int", files),
    near_end: py.entry(near_end, [["values", ["list", "float"]], ["level", "float"]], "bool", files),
    between: py.entry(between, [["values", ["list", "float"]], ["place", "float"]], "float", files),
  };
},
"bars": function (py) {
  "use strict";
  const files = ["playsmith/charts/bars.py", "playsmith/charts/marks.py"];
  
  function layout(width, values) {
    py.step("10:1");
    let end, high, index, lengths, low, marks, span, top, value, zero, parts;
    lengths = ((out) => {
      let value_2;
      for (value_2 of values) {
        py.step("12:35");
        if (value_2 !== null && py.math.isfinite(value_2, "12:67")) {
          out.push(value_2);
        }
      }
      return out;
    })([]);
    low = py.min([0, py.min(lengths, null, "13:20", 0)], null, "13:11");
    high = py.max([0, py.max(lengths, null, "14:21", 0)], null, "14:12");
    span = high > low ? high - low : 1;
    zero = py.divide(-low, span, "16:12") * width;
    marks = [drawn("frame", "frame", [width, values.length * 46 + 2], 0)];
    for (const each of py.enumerate(values, 0)) {
      py.step("18:25");
      parts = each;
      index = parts[0];
      value = parts[1];
      top = index * 46;
      py.append(marks, written("item", "item", 0, top + 15, "start", 0, index, width * 0.6), "20:9");
      py.append(marks, written("value", "value", width, top + 15, "end", 0, index, width * 0.4), "21:9");
      py.append(marks, drawn("rect", "track", [0, top + 22, width, 12], index), "22:9");
      if (value !== null && py.math.isfinite(value, "23:34")) {
        end = py.divide(value, span, "24:19") * width;
        py.append(marks, drawn("rect", "bar", [py.min([zero, zero + end], null, "25:48"), top + 22, Math.abs(end), 12], index), "25:13");
      }
    }
    if (low < 0) {
      py.append(marks, drawn("line", "axis", [zero, 18, zero, values.length * 46 - 6], 0), "27:9");
    }
    return marks;
  }
  
  function drawn(shape, role, points, index) {
    py.step("30:1:1");
    let tidy;
    tidy = ((out) => {
      let point;
      for (point of points) {
        py.step("32:42:1");
        out.push(py.roundTo(point, 1, "32:13:1"));
      }
      return out;
    })([]);
    return { shape: shape, role: role, points: tidy, index: index, text: "", value: 0, anchor: "start", room: 0 };
  }
  
  function written(role, text, x, y, anchor, value, index, room) {
    py.step("45:1:1");
    return { shape: "text", role: role, points: [py.roundTo(x, 1, "52:20:1"), py.roundTo(y, 1, "52:33:1")], index: index, text: text, value: value, anchor: anchor, room: room > 0 ? py.max([py.truncate(room / 7, "57:21:1"), 4], null, "57:17:1") : 0 };
  }
  
  return {
    layout: py.entry(layout, [["width", "float"], ["values", ["list", ["optional", "float"]]]], ["list", ["row", [["shape", "str"], ["role", "str"], ["points", ["list", "float"]], ["index", "int"], ["text", "str"], ["value", "float"], ["anchor", "str"], ["room", "int"]]]], files),
  };
},
"ranges": function (py) {
  "use strict";
  const files = ["playsmith/charts/ranges.py", "playsmith/charts/marks.py"];
  
  function layout(width, values, lows, highs, shapes) {
    py.enter("13:1");
    try {
      let at_x, centre, high, index, least, lengths, low, marks, middle, span, top, value, widest, parts;
      lengths = ((out) => {
        let value_2;
        for (value_2 of values) {
          py.step("17:35");
          if (value_2 !== null && py.math.isfinite(value_2, "17:67")) {
            out.push(value_2);
          }
        }
        return out;
      })([]);
      widest = py.max([0, py.max(lengths, null, "18:23", 0), py.max(highs, null, "18:50", 0)], null, "18:14");
      least = py.min([0, py.min(lengths, null, "19:22", 0)], null, "19:13");
      span = (widest - least) * 1.15;
      if (!(0 < span && span < Infinity)) {
        span = 1;
      }
      at_x = (value_3) => {
        py.enter("24:5");
        try {
          return 8 + (width - 16) * py.divide(value_3 - least, span, "25:40");
        } finally {
          py.leave();
        }
      };
      marks = [drawn("frame", "frame", [width, values.length * 66], 0)];
      for (const each of py.enumerate(values, 0)) {
        py.step("28:25");
        parts = each;
        index = parts[0];
        value = parts[1];
        top = index * 66;
        middle = top + 31;
        low = at_x(py.item(lows, index, "31:20"));
        high = at_x(py.item(highs, index, "32:21"));
        py.append(marks, written("item", "item", 0, top + 15, "start", 0, index, width * 0.6), "33:9");
        py.append(marks, written("value", "value", width, top + 15, "end", 0, index, width * 0.4), "34:9");
        py.append(marks, drawn("rect", "track", [0, middle - 4, width, 8], index), "35:9");
        py.append(marks, drawn("rect", "range", [low, middle - 8, py.max([high - low, 1], null, "36:65"), 16], index), "36:9");
        centre = py.min([py.max([(low + high) / 2, 9 * 7], null, "37:22"), width - 9 * 7], null, "37:18");
        py.append(marks, written("range", "range", centre, middle + 22, "middle", 0, index, 0), "38:9");
        if (value !== null && py.math.isfinite(value, "39:34")) {
          py.append(marks, pointer(at_x(value), middle, py.item(shapes, index, "40:55"), index), "40:13");
        }
      }
      return marks;
    } finally {
      py.leave();
    }
  }
  
  function pointer(x, y, shape, index) {
    py.step("44:1");
    if (shape === 0) {
      return drawn("circle", "pointer", [x, y, 7], index);
    }
    if (shape === 1) {
      return drawn("rect", "pointer", [x - 6, y - 6, 12, 12], index);
    }
    if (shape === 2) {
      return drawn("area", "pointer", [x, y - 8, x + 8, y + 7, x - 8, y + 7], index);
    }
    return drawn("area", "pointer", [x, y - 8, x + 8, y, x, y + 8, x - 8, y], index);
  }
  
  function drawn(shape, role, points, index) {
    py.step("30:1:1");
    let tidy;
    tidy = ((out) => {
      let point;
      for (point of points) {
        py.step("32:42:1");
        out.push(py.roundTo(point, 1, "32:13:1"));
      }
      return out;
    })([]);
    return { shape: shape, role: role, points: tidy, index: index, text: "", value: 0, anchor: "start", room: 0 };
  }
  
  function written(role, text, x, y, anchor, value, index, room) {
    py.step("45:1:1");
    return { shape: "text", role: role, points: [py.roundTo(x, 1, "52:20:1"), py.roundTo(y, 1, "52:33:1")], index: index, text: text, value: value, anchor: anchor, room: room > 0 ? py.max([py.truncate(room / 7, "57:21:1"), 4], null, "57:17:1") : 0 };
  }
  
  return {
    layout: py.entry(layout, [["width", "float"], ["values", ["list", ["optional", "float"]]], ["lows", ["list", "float"]], ["highs", ["list", "float"]], ["shapes", ["list", "int"]]], ["list", ["row", [["shape", "str"], ["role", "str"], ["points", ["list", "float"]], ["index", "int"], ["text", "str"], ["value", "float"], ["anchor", "str"], ["room", "int"]]]], files),
    pointer: py.entry(pointer, [["x", "float"], ["y", "float"], ["shape", "int"], ["index", "int"]], ["row", [["shape", "str"], ["role", "str"], ["points", ["list", "float"]], ["index", "int"], ["text", "str"], ["value", "float"], ["anchor", "str"], ["room", "int"]]], files),
  };
}
});
