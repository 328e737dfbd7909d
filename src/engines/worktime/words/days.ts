import type { Translate } from '#platform/i18n';
import { dayNumber, weekdayOf } from '../local-minutes.ts';
import type { Step } from '../types.ts';
import { hoursText } from './span.ts';

/** One day of the list, as the ui's stairs of days take it. */
export type DayItem = {
  /** `YYYY-MM-DD` */
  date: string;
  /** `stopped`: the clock stood still, from some time of the day on or all day. */
  kind: 'counted' | 'off' | 'stopped';
  /** Height of the climb. */
  count: number;
  /** What happened, in whole sentences. */
  words: string;
  due?: true;
};

/** `13/11`. Takes `YYYY-MM-DD`. */
export const shortDate = (date: string) => `${date.slice(8)}/${date.slice(5, 7)}`;

/** `T6 13/11`. Takes `YYYY-MM-DD`. */
export const dayLabel = (date: string, t: Translate): string =>
  `${t(`worktime.weekday.${weekdayOf(dayNumber(date))}`)} ${shortDate(date)}`;

/** `thứ Sáu 13/11`. Takes `YYYY-MM-DD`. */
export const longDayLabel = (date: string, t: Translate): string =>
  `${t(`worktime.weekday-long.${weekdayOf(dayNumber(date))}`)} ${shortDate(date)}`;

function receivedText(step: Step, t: Translate): string[] {
  if (!step.received) return [];
  const { time, deferral } = step.received;
  if (deferral) return [t(`worktime.day.received-${deferral}`, { time })];
  return [t(step.kind === 'counted' ? 'worktime.day.received' : 'worktime.day.received-uncounted', { time })];
}

function pauseTexts(step: Step, t: Translate): string[] {
  return (step.pauses ?? []).map(({ from, to, begins, ends, reason }) => {
    const why = t(`worktime.pause.${reason}`);
    if (begins && ends && to) return t('worktime.day.stopped', { from, to, why });
    if (begins) return t('worktime.day.stops', { from, why });
    if (ends && to && step.kind === 'counted') return t('worktime.day.resumes', { to });
    return t('worktime.day.stands', { why });
  });
}

function countedText(step: Step, t: Translate): string[] {
  if (step.kind !== 'counted') return [];
  const name = step.special?.name[t.lang] ?? '';
  const kind = step.special?.kind;
  if (step.due) {
    if (step.ordinal === undefined) return [t('worktime.day.due', { time: step.due })];
    return [t('worktime.day.ordinal-due', { k: step.ordinal, time: step.due })];
  }
  if (step.ordinal !== undefined) {
    const key = kind === 'make-up' ? 'ordinal-make-up' : kind === 'half' ? 'ordinal-half' : 'ordinal';
    return [t(`worktime.day.${key}`, { k: step.ordinal, name })];
  }
  if (step.extended) return [t('worktime.day.extended')];
  return step.pauses?.length ? [] : [t('worktime.day.counted', { span: hoursText(step.counted, t) })];
}

/** What happened on a day, in whole sentences, in order. */
export function stepTexts(step: Step, t: Translate): string[] {
  const texts = [...receivedText(step, t), ...pauseTexts(step, t)];
  if (step.kind === 'deferred') texts.push(t('worktime.day.deferred'));
  if (step.kind === 'off' && !step.received)
    texts.push(
      step.special ? t('worktime.day.off-named', { name: step.special.name[t.lang] }) : t('worktime.day.off'),
    );
  return [...texts, ...countedText(step, t)];
}

function wordsOf(step: Step, t: Translate, today: boolean): string[] {
  if (!today || step.due) return stepTexts(step, t);
  // How long today will have counted is not known before it is over.
  const plain = step.kind === 'counted' && step.ordinal === undefined && !step.pauses && !step.received;
  return [...(plain ? [] : stepTexts(step, t)), t('worktime.day.today')];
}

/**
 * The list of days that shows how a due time came about. `hideOff` leaves free days out; `today` (`YYYY-MM-DD`) is said
 * on its day.
 */
export function dayItems(
  steps: readonly Step[],
  t: Translate,
  options: { hideOff?: boolean; today?: string } = {},
): DayItem[] {
  return steps
    .filter(step => !options.hideOff || step.kind !== 'off')
    .map(step => {
      const stopped = step.kind === 'paused' || step.pauses?.some(p => p.begins && !p.ends);
      const counts = step.kind === 'counted' || step.kind === 'paused';
      return {
        date: step.date,
        kind: !counts ? 'off' : stopped && !step.due ? 'stopped' : 'counted',
        count: step.k ?? 0,
        words: wordsOf(step, t, step.date === options.today).join('. '),
        ...(step.due ? { due: true as const } : {}),
      };
    });
}
