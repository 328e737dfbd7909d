import type { Translate } from '#platform/i18n';
import { type DeadlineState, deadlineState, formatRemaining } from '../../format/remaining.ts';
import { type Html, html } from '../../html.ts';
import { type IconName, icon } from '../../layout/icons.ts';

export type Tone = DeadlineState | 'done';

/** A state in words, with colour and icon that say the same. Not for counts or categories. */
export const status = (tone: Tone, words: string): Html =>
  html`<b class="st${tone !== 'ok' && tone !== 'done' && ` ${tone}`}">${icon(tone satisfies IconName)}${words}</b>`;

/**
 * How a deadline stands: minutes of working time left (below zero when past), or since which day its clock is stopped
 * (`18/11`).
 */
export function deadlineStatus(
  t: Translate,
  deadline: { minutesLeft: number } | { pausedSince: string },
): Html {
  if ('pausedSince' in deadline) return status('hold', t('ui.hold', { date: deadline.pausedSince }));
  return status(deadlineState(deadline.minutesLeft), formatRemaining(t, deadline.minutesLeft));
}
