// How the build talks to the runtime in the embedded engine: JSON text in, JSON text out. JSON.stringify writes -0 as 0, so it is tagged: no dict has the key "0".
globalThis.bridge = (name, inputs, steps, shift) => {
  playsmith.runtime.shift = shift;
  const answer = playsmith.runtime.call(compiled[name], JSON.parse(inputs), { steps });
  return JSON.stringify(answer, (key, x) => (Object.is(x, -0) ? { 0: 0 } : x));
};
