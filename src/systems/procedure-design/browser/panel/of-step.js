import { AGENCIES, ours } from './ours.js';

const ROLES = ['receiver', 'officer', 'leader', 'registrar'];
const ACTS = ['receive', 'process', 'sign', 'return'];

/** Who does it: of a lane, or of a step where no lanes are drawn. */
export function who(around, bo) {
  const { t, levels } = around;
  const { field, hint, choose } = ours(around, bo);
  return [
    choose('role', ROLES, 'role.none'),
    choose('level', levels, 'level.none'),
    field('text', 'agency', {
      ...hint('agency'),
      options: AGENCIES.map(value => ({ value, label: t(`agency.${value}`) })),
    }),
    field('feel', 'area', { ...hint('area'), more: true }),
  ];
}

/** What somebody does. */
export function ofTask(around, bo) {
  const { t, lanes, lane } = around;
  const { field, hint, choose } = ours(around, bo);
  const where = lanes.length
    ? [
        {
          key: 'lane',
          label: t('field.lane'),
          type: 'select',
          value: lane,
          options: lane ? lanes : [{ value: '', label: t('lane.none') }, ...lanes],
          set: value => (value ? [{ lane: value }] : []),
        },
      ]
    : who(around, bo);
  return [
    ...where,
    choose('act', ACTS, 'act.none'),
    field('outcomes', 'outcomes', hint('outcomes')),
    ...(['sign', 'return'].includes(bo.get('fs:act')) && !bo.get('fs:facts')
      ? []
      : [field('facts', 'facts', hint('facts'))]),
    field('text', 'when', { ...hint('when'), more: true }),
    field('text', 'share', hint('share')),
    ...(bo.get('fs:act') === 'sign' || bo.get('fs:produces')
      ? [field('text', 'produces', hint('produces'))]
      : []),
    field('span', 'escalate', { ...hint('escalate'), more: true }),
    field('text', 'form', { ...hint('form'), more: true }),
  ];
}

/** What a system contributes, called by name. */
export function ofService(around, bo) {
  const { field, hint } = ours(around, bo);
  return [
    field('text', 'service', hint('service')),
    field('feel', 'params', { ...hint('params'), more: true }),
  ];
}
