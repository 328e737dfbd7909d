const text = (name: string) => ({ name, type: 'String', isAttr: true });

/** Address of our own attributes: `xmlns:fs="https://fansipan.vn/bpmn"`. */
const FANSIPAN_URI = 'https://fansipan.vn/bpmn';

/** Names of our own attributes. */
export const OWN_ATTRIBUTES = [
  'role',
  'level',
  'agency',
  'area',
  'outcomes',
  'facts',
  'when',
  'share',
  'escalate',
  'act',
  'produces',
  'form',
  'service',
  'params',
  'to',
  'says',
  'reply',
  'clock',
  'consult',
  'limit',
  'result',
] as const;

/**
 * Our own attributes in BPMN files, read under any prefix; docs/processes.md says how a file uses them.
 * Lanes: `role`, `level` (province, district, commune), `agency` (kind or name), `area` (FEEL: code of an area). Tasks: `outcomes` (comma-separated, `agree=Đồng ý` where people read other words), `facts`, `when`, `share`
 * (`40%`), `escalate` (`4 working-hour`; on the process: for all its tasks), `act`, `produces` (kind of result), `form`, `service`, `params` (FEEL
 * context). Messages that are sent: `to` (recipient), `area`, `says` (with fields), `reply` (name of the answer), `limit`, `clock` (`stop`). Timers:
 * `limit` (`3 working-day`). End events: `result`. The process: `escalate`, `consult`, `clock` (for questions of officials).
 */
export const fansipanNamespace = {
  name: 'Fansipan',
  prefix: 'fs',
  uri: FANSIPAN_URI,
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Extended',
      extends: ['bpmn:BaseElement'],
      properties: OWN_ATTRIBUTES.map(text),
    },
  ],
};
