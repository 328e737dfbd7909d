import { formatTime, localDate } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import type { Explanation } from '../explain.ts';
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
  /** Its number within the limit, of a day about which there is nothing else to say: a list may draw such days together. */
  number?: number;
  /** A day that is like others with the same words: a list may draw those together. */
  alike?: true;
};

/** What is due: the result that was promised to the applicant, or an answer to whoever asked. */
type What = 'result' | 'answer';

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
    // On a free day, or after closing, the clock goes on with the next opening.
    if (ends && to)
      return t(step.counted > 0 ? 'worktime.day.resumes' : 'worktime.day.stop-over', { to, why });
    return t('worktime.day.stands', { why });
  });
}

/** The number of a day in `Ngày thứ nhất`. */
const nth = (k: number, t: Translate): string | number => (k === 1 ? t('worktime.day.first') : k);

/** The day whose number is said, and what is unusual about it; on the due day until when. */
function ordinalText(
  { ordinal: k = 0, ordinalFrom: from, special, due }: Step,
  t: Translate,
  what: What,
): string {
  const unusual = special?.kind === 'make-up' || special?.kind === 'half' ? `-${special.kind}` : '';
  const key = from === undefined ? `ordinal${due ? '-due' : ''}${unusual}` : `ordinals${due ? '-due' : ''}`;
  const name = special?.name[t.lang] ?? '';
  const promise = due ? { time: due, what: t(`worktime.day.what-${what}`) } : {};
  return t(`worktime.day.${key}`, { k: nth(k, t), from: nth(from ?? k, t), name, ...promise });
}

/** The due day of a limit whose last day nobody works on: which day that was, and why it is due later. */
function movedText(
  { date, ordinal: k, name }: NonNullable<Step['movedFrom']>,
  time: string,
  t: Translate,
  whose: What,
) {
  const what = t(`worktime.day.what-${whose}`);
  const day = longDayLabel(date, t);
  return name
    ? t('worktime.day.moved-holiday', { k: nth(k, t), day, name: name[t.lang], time, what })
    : t('worktime.day.moved', { k: nth(k, t), day, time, what });
}

function countedText(step: Step, t: Translate, what: What): string[] {
  if (step.kind !== 'counted') return [];
  if (step.due) {
    if (step.movedFrom) return [movedText(step.movedFrom, step.due, t, what)];
    if (step.ordinal === undefined)
      return [t(`worktime.day.due${what === 'answer' ? '-answer' : ''}`, { time: step.due })];
    return [ordinalText(step, t, what)];
  }
  if (stillWaits(step)) return [];
  if (step.ordinal !== undefined) return [ordinalText(step, t, what)];
  if (step.extended) return step.agreed ? [] : [t('worktime.day.extended')];
  return step.pauses?.length ? [] : [t('worktime.day.counted', { span: hoursText(step.counted, t) })];
}

/** Whether the clock stands still at this moment: what the rest of the day would count is not known. */
const stillWaits = ({ pauses }: Step): boolean => pauses?.some(({ to }) => to === null) ?? false;

/** Whether the clock stood still all day: then it does not matter whether anybody works on it. */
const standsStill = ({ kind, received, pauses }: Step): boolean =>
  kind === 'paused' || (kind === 'off' && !received && (pauses?.some(p => !p.begins && !p.ends) ?? false));

/** Whether a day begins and ends the whole limit, with nothing between: then its number says nothing. */
const isWhole = ({
  kind,
  received,
  due,
  ordinal = 1,
  ordinalFrom,
  movedFrom,
  special,
  pauses,
}: Step): boolean =>
  kind === 'counted' &&
  received !== undefined &&
  !received.deferral &&
  due !== undefined &&
  ordinal === 1 &&
  ordinalFrom === undefined &&
  !movedFrom &&
  !special &&
  !pauses;

/** What happened on a day, in whole sentences, in order. */
export function stepTexts(step: Step, t: Translate, what: What = 'result'): string[] {
  if (isWhole(step) && !step.agreed) {
    const times = { time: step.received?.time ?? '', due: step.due ?? '' };
    return [t('worktime.day.whole', { ...times, what: t(`worktime.day.what-${what}`) })];
  }
  const texts = [...receivedText(step, t), ...pauseTexts(step, t)];
  if (step.kind === 'deferred') texts.push(t('worktime.day.deferred'));
  if (step.kind === 'off' && !step.received && !standsStill(step))
    texts.push(
      step.special ? t('worktime.day.off-named', { name: step.special.name[t.lang] }) : t('worktime.day.off'),
    );
  texts.push(...countedText(step, t, what));
  return step.agreed ? [...texts, t('worktime.day.agreed', { time: step.agreed })] : texts;
}

/** What is said of one day beside how it was counted: that it is today, that the dossier came to its end. */
type Said = { date: string; words: string };

/** What is said on the day on which it ended; null while it runs. */
export const endSaid = ({ ended }: Pick<Explanation, 'ended'>, t: Translate): Said | null =>
  ended && {
    date: localDate(ended.at),
    words: t(`worktime.day.ended-${ended.how}`, { time: formatTime(ended.at) }),
  };

function wordsOf(step: Step, t: Translate, today: boolean, what: What): string[] {
  if (!today || step.due) return stepTexts(step, t, what);
  // How long today will have counted is not known before it is over.
  const plain = step.kind === 'counted' && step.ordinal === undefined && !step.pauses && !step.received;
  return [...(plain ? [] : stepTexts(step, t)), t('worktime.day.today')];
}

/** How a day may be drawn together with its neighbours: never one that says more than its number, or that it is free. */
function folding(step: Step): Pick<DayItem, 'number' | 'alike'> {
  if (step.due || step.agreed || step.received) return {};
  if (step.pauses)
    return standsStill(step) && !step.pauses.some(p => p.begins || p.ends) ? { alike: true } : {};
  // A holiday is an ordinary day where days of the calendar are counted; a half-day or a make-up day never is.
  if (step.special && (step.special.kind !== 'closed' || step.kind !== 'counted')) return {};
  if (step.kind === 'off' || (step.kind === 'counted' && step.extended)) return { alike: true };
  if (step.kind !== 'counted' || step.ordinal === undefined || step.ordinalFrom !== undefined) return {};
  return { number: step.ordinal };
}

/**
 * The list of days that shows how a due time came about. `hideOff` leaves free days out; `today` (`YYYY-MM-DD`) is said
 * on its day, and so is `said`; `what`: what the last day is the last for.
 */
export function dayItems(
  steps: readonly Step[],
  t: Translate,
  options: { hideOff?: boolean; today?: string; said?: Said | null; what?: What } = {},
): DayItem[] {
  const { said } = options;
  return steps
    .filter(step => !options.hideOff || step.kind !== 'off')
    .map(step => {
      const stopped = standsStill(step) || stillWaits(step) || step.pauses?.some(p => p.begins && !p.ends);
      const counts = step.kind === 'counted' || standsStill(step);
      const words = wordsOf(step, t, step.date === options.today, options.what ?? 'result');
      const alone = step.date === options.today || step.date === said?.date;
      return {
        date: step.date,
        kind: !counts ? 'off' : stopped && !step.due ? 'stopped' : 'counted',
        count: step.k ?? 0,
        words: [...words, ...(said && step.date === said.date ? [said.words] : [])].join('. '),
        ...(step.due ? { due: true as const } : {}),
        ...(alone ? {} : folding(step)),
      };
    });
}
