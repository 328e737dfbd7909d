import type { Translate } from '#platform/i18n';
import { type DeadlineState, deadlineState, formatRemaining } from '../../format/remaining.ts';
import { type Html, html } from '../../html.ts';
import { type IconName, icon } from '../../layout/icons.ts';

/** `ended`: over without a result. `new`: not read yet. */
export type Tone = DeadlineState | 'done' | 'ended' | 'new';

const LOOKS: Readonly<Record<Tone, { className: string; icon: IconName }>> = {
  ok: { className: 'st', icon: 'ok' },
  soon: { className: 'st soon', icon: 'soon' },
  late: { className: 'st late', icon: 'late' },
  hold: { className: 'st hold', icon: 'hold' },
  done: { className: 'st', icon: 'done' },
  ended: { className: 'st hold', icon: 'cross' },
  new: { className: 'st', icon: 'dot' },
};

/** A state in words, with colour and icon that say the same. Not for counts or categories. */
export const status = (tone: Tone, words: string): Html =>
  html`<b class="${LOOKS[tone].className}">${icon(LOOKS[tone].icon)}${words}</b>`;

/**
 * How a deadline stands: minutes of working time left (below zero when past), or since which day its clock is stopped
 * (`18/11`). `daysLeft`: calendar days, of a limit that is counted in them; said instead of working time.
 */
export function deadlineStatus(
  t: Translate,
  deadline: { minutesLeft: number; daysLeft?: number | null } | { pausedSince: string },
): Html {
  if ('pausedSince' in deadline) return status('hold', t('ui.hold', { date: deadline.pausedSince }));
  const { minutesLeft, daysLeft } = deadline;
  return status(
    deadlineState(minutesLeft),
    daysLeft
      ? t(daysLeft < 0 ? 'ui.over.days' : 'ui.left.days', { days: Math.abs(daysLeft) })
      : formatRemaining(t, minutesLeft),
  );
}
