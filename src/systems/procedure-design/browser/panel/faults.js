/**
 * What the checker says of an element.
 * @typedef {{ element: string | null, code: string, words: string }} Fault
 */

// The field in which a fault is mended; of several the first that the element has.
const FIELDS = {
  'lane-without-role': ['role'],
  'unknown-role': ['role'],
  'unknown-agency': ['agency', 'to'],
  'no-such-date': ['timer-date'],
  'not-a-condition': ['condition'],
  'feel-foreign': ['condition', 'when', 'params', 'area', 'timer-date', 'timer-duration'],
  'outcome-unread': ['outcomes'],
  'outcome-cut': ['outcomes'],
  'unknown-act': ['act'],
  'unknown-clock': ['clock'],
  'unknown-level': ['level'],
  'task-without-lane': ['lane', 'role'],
  'bad-share': ['share'],
  'bad-facts': ['facts'],
  'bad-when': ['when'],
  'bad-span': ['limit', 'escalate', 'process-escalate'],
  'bad-timer': ['timer-limit', 'timer-date', 'timer-duration', 'timer-cycle'],
  'timer-missing': ['timer-limit', 'timer-date', 'timer-duration', 'timer-cycle'],
  'says-unknown-field': ['says'],
  'message-missing': ['message'],
  'message-never-sent': ['message'],
  'service-missing': ['service'],
  'unknown-service': ['service'],
  'no-services': ['service'],
  'unknown-reference': ['called'],
  'calls-itself': ['called'],
  'gateway-without-default': ['default'],
  'default-not-outgoing': ['default'],
  'flow-without-condition': ['condition'],
  'feel-syntax': ['condition', 'when', 'params', 'area', 'timer-date', 'timer-duration'],
  'feel-two-signs': ['condition', 'when', 'params', 'area', 'timer-date', 'timer-duration'],
  'feel-unbounded': ['condition', 'when', 'params', 'area', 'timer-date', 'timer-duration'],
  'feel-unknown-name': ['condition', 'when', 'params', 'area', 'timer-date', 'timer-duration'],
  'feel-unknown-outcome': ['condition', 'when', 'params'],
  'feel-clock': ['condition', 'when', 'params', 'area', 'timer-date', 'timer-duration'],
  'feel-language': ['condition'],
  'duplicate-id': ['id'],
};

/**
 * Which fault is said at which field; what no field can mend is said above them.
 * @param {ReadonlyArray<{ key: string, value: unknown }>} fields
 * @param {readonly Fault[]} faults
 * @returns {{ at: Map<string, string>, elsewhere: string[] }}
 */
export function faultsByField(fields, faults) {
  const at = new Map();
  const elsewhere = [];
  const has = key => fields.some(f => f.key === key);
  const filled = key => fields.some(f => f.key === key && f.value);
  for (const { code, words } of faults) {
    const keys = (FIELDS[code] ?? []).filter(has);
    // What does not parse has been typed somewhere.
    const key = keys.find(filled) ?? keys[0];
    if (!key) elsewhere.push(words);
    else at.set(key, at.has(key) ? `${at.get(key)} ${words}` : words);
  }
  return { at, elsewhere };
}
