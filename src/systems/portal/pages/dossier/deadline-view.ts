import { daysShown, type Story } from '#engines/cases';
import { dayItems, endSaid, limitText, whyNotes, whyRows } from '#engines/worktime';
import { formatDate, formatTime, localDate, localParts } from '#platform/clock';
import type { Translate } from '#platform/i18n';
import { dayStairs, deadlineStatus, details, type Html, html } from '#ui';

/** `trước 17:00 thứ Tư, 18/11/2026` */
export const dueText = (at: Date, t: Translate): string =>
  t('portal.due', {
    time: formatTime(at),
    weekday: t(`worktime.weekday-long.${localParts(at).weekday}`),
    date: formatDate(at),
  });

/** The chip of a running deadline, or nothing. */
export function deadlineChip(story: Story, t: Translate): Html | null {
  const { deadline } = story;
  if (!deadline) return null;
  return deadlineStatus(
    t,
    deadline.pausedSince
      ? { pausedSince: formatDate(deadline.pausedSince).slice(0, 5) }
      : { minutesLeft: deadline.minutes, daysLeft: deadline.days },
  );
}

/** How the deadline came about: the stairs of days, and the sum behind it. Of what has ended: as it was then, and whether in time. */
export function deadlineSection(story: Story, t: Translate, now: Date): Html {
  const { explanation, deadline } = story;
  const today = localDate(now);
  const said = endSaid(explanation, t);
  const rows = whyRows(explanation, t);
  return html`<h2>${t('portal.deadline.title')}</h2>
<p>${t('portal.deadline.limit', { limit: limitText(explanation.limit, t) })}</p>
${deadline?.pausedSince && html`<p>${t('portal.deadline.paused')}</p>`}
${dayStairs(t, dayItems(daysShown(story, today), t, said ? { said } : { today }))}
${details(
  { summary: t('portal.deadline.why') },
  html`<table class="why"><thead><tr><th scope="col">${t('portal.deadline.span')}</th><th scope="col" class="n">${t('portal.deadline.time')}</th></tr></thead><tbody>
${rows.map(
  r => html`<tr><td>${r.label}${r.note && html` <small>${r.note}</small>`}</td><td class="n"><span class="nb">${r.value}</span></td></tr>
`,
)}</tbody></table>
${whyNotes(explanation, t).map(n => html`<p class="q">${n}</p>`)}`,
)}`;
}
