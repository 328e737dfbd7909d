import { calledOf } from '../elements.js';
import { answerChanges, holderOf, messageChanges, messageName, messagesOf } from './messages.js';
import { AGENCIES, ours, stops } from './ours.js';
import { TIMER_KINDS, timerChanges, timerIn } from './timer.js';

/** The message that is awaited: one of those that steps send, since no other ever comes. */
export function awaitedMessage({ t, definitions, create, sent }, bo) {
  const now = messageName(bo);
  const known = sent.some(one => one.name === now);
  const given = Boolean(holderOf(bo).get('messageRef'));
  return {
    key: 'message',
    label: t('field.message.awaited'),
    hint: t(sent.length ? 'field.message.awaited.hint' : 'field.message.awaited.none'),
    type: 'select',
    value: known || given ? now : '',
    options: [
      ...(known ? [] : [{ value: '', label: t('message.choose') }]),
      ...(given && !known ? [{ value: now, label: t('message.unsent', { name: now }) }] : []),
      ...sent.map(({ name, of }) => {
        const step = calledOf(of, t);
        // A message that nobody has named yet has only the number that the drawing gave it.
        const numbered = name === holderOf(of).get('messageRef')?.get('id');
        const label = numbered ? step : t('message.of', { name, step });
        return { value: name, label: step === name ? name : label };
      }),
    ],
    set(value) {
      const asker = sent.find(one => one.name === value)?.of;
      return asker
        ? answerChanges(bo, asker, definitions, create)
        : messageChanges(bo, value, definitions, create);
    },
  };
}

/** The message that starts a process, or is sent. */
export const nameOfMessage = ({ t, definitions, create }, bo) => ({
  key: 'message',
  label: t('field.message'),
  hint: t('field.message.sent.hint'),
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
    field('area', 'says', { ...hint('says'), rows: '4', inserts: 'says' }),
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
  const { kind, text } = timerIn(bo, definition, t);
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
