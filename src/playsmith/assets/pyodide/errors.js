// What can go wrong on the way to an answer: a code, for which site_config/locale has a sentence.
(() => {
  "use strict";
  const playsmith = (globalThis.playsmith ||= {});

  // code: file, offline, missing, altered, blocked, memory, stopped, too_slow, broken; values fill the sentence's places.
  playsmith.LaneError = class LaneError extends Error {
    constructor(code, values = {}, detail = "") {
      super(detail || code);
      this.code = code;
      this.values = values;
    }
  };
})();
