import { messageChanges, messageName, messagesOf, sends } from './messages.js';
import { AGENCIES, ours, stops } from './ours.js';
import { TIMER_KINDS, timerChanges, timerIn } from './timer.js';

/** The message that is sent or awaited. */
export const nameOfMessage = ({ t, definitions, create }, bo) => ({
  key: 'message',
  label: t('field.message'),
  hint: t(sends(bo) ? 'field.message.sent.hint' : 'field.message.awaited.hint'),
  type: 'text',
  value: messageName(bo),
  options: messagesOf(definitions).map(m => ({ value: m.get('name') ?? m.get('id'), label: '' })),
  set: value => messageChanges(bo, value, definitions, create),
});

/** A message that goes out, which is a question where its answer is awaited. */
export function ofMessage(around, bo) {
  const { t } = around;
  const { field, hint } = ours(around, bo);
  return [
    nameOfMessage(around, bo),
    field('text', 'to', {
      ...hint('to'),
      options: ['applicant', 'committee', ...AGENCIES].map(value => ({ value, label: t(`agency.${value}`) })),
    }),
    field('outcomes', 'outcomes', { label: t('field.answers'), hint: t('field.answers.hint') }),
    field('span', 'limit', hint('limit')),
    stops(around, bo),
    field('text', 'reply', { ...hint('reply'), more: true }),
    field('feel', 'area', { ...hint('area'), more: true }),
    field('feel', 'params', { ...hint('params'), more: true }),
  ];
}

/** When a timer fires. */
export function ofTimer({ t, create }, bo, definition) {
  const { kind, text } = timerIn(bo, definition);
  const written = value => timerChanges(bo, definition, { kind, text: value }, create);
  return [
    {
      key: 'timer-kind',
      label: t('field.timer-kind'),
      type: 'select',
      value: kind,
      options: TIMER_KINDS.map(value => ({ value, label: t(`timer.${value}`) })),
      set: value => timerChanges(bo, definition, { kind: value, text: '' }, create),
    },
    {
      key: `timer-${kind}`,
      label: t(`timer.${kind}.label`),
      type: kind === 'limit' ? 'span' : 'text',
      value: text,
      hint: t(`timer.${kind}.hint`),
      set: value => written(value ?? ''),
    },
  ];
}
