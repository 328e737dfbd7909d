// Whether a field is asked for, by the answers on the page: as the server decides (src/engines/forms/values/conditions.ts), so that
// nothing is asked for that it would drop. What the page does not know (an answer that is worked out) it asks for rather than not.

const RANGES = {
  under: (v, bound) => v < bound,
  atMost: (v, bound) => v <= bound,
  atLeast: (v, bound) => v >= bound,
  over: (v, bound) => v > bound,
};
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const within = (value, way, bound) =>
  typeof value === 'number' && typeof bound === 'number'
    ? RANGES[way](value, bound)
    : typeof value === 'string' && typeof bound === 'string' && DAY.test(value) && RANGES[way](value, bound);

/** Whether a value answers a test. */
export function answers(test, value) {
  const values = (Array.isArray(value) ? value : [value]).filter(
    v => v !== undefined && v !== null && v !== '',
  );
  if (test.answered !== undefined) return test.answered === values.length > 0;
  const ranges = Object.keys(RANGES).filter(way => test[way] !== undefined);
  return values.some(v => {
    if (ranges.length) return ranges.every(way => within(v, way, test[way]));
    if (test.in) return test.in.includes(v);
    if (test.notEquals !== undefined) return v !== test.notEquals;
    return v === test.equals;
  });
}

/** Whether a condition holds. `answerOf(path)`: the answer as the server would read it, undefined for none, or UNKNOWN. */
export const UNKNOWN = Symbol('unknown');
export function decide(condition, answerOf) {
  const holds = test => {
    const value = answerOf(test.field);
    return value === UNKNOWN || answers(test, value);
  };
  if (condition.any) return condition.any.some(holds);
  return (condition.all ?? [condition]).every(holds);
}
