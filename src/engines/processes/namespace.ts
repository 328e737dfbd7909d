const text = (name: string) => ({ name, type: 'String', isAttr: true });

/** Address of our own attributes: `xmlns:fs="https://fansipan.vn/bpmn"`. */
export const FANSIPAN_URI = 'https://fansipan.vn/bpmn';

/**
 * Our own attributes in BPMN files, read under any prefix; docs/processes.md says how a file uses them.
 * Lanes: `role`, `level` (province, district, commune), `agency` (kind). Tasks: `outcomes` (comma-separated), `share`
 * (`40%`), `escalate` (`4 working-hour`; on the process: for all its tasks), `act`, `form`, `service`, `params` (FEEL
 * context), `to` (recipient of a message). Timers: `limit` (`3 working-day`). End events: `result`.
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
      properties: [
        'role',
        'level',
        'agency',
        'outcomes',
        'share',
        'escalate',
        'act',
        'form',
        'service',
        'params',
        'to',
        'limit',
        'result',
      ].map(text),
    },
  ],
};
