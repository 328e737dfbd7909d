import type { RowOutcome } from '#engines/cases';
import type { FieldPath } from '#engines/forms';
import type { Ctx } from '#platform/http';
import { button, type Html, html, scrollTable } from '#ui';

type Of<S extends RowOutcome['state']> = Extract<RowOutcome, { state: S }>;
const those = <S extends RowOutcome['state']>(rows: readonly RowOutcome[], ...states: S[]) =>
  rows.filter((r): r is Of<S> => (states as string[]).includes(r.state));

/** What became of a list: first what is to be mended, line by line, then what was received. */
export function reportPart(
  ctx: Ctx,
  rows: readonly RowOutcome[],
  { heading, again, tried }: { heading(place: FieldPath): string; again: string; tried: boolean },
): Html {
  const { t } = ctx;
  const wrong = those(rows, 'wrong');
  const good = those(rows, 'good');
  const received = those(rows, 'received', 'before');
  const counts = { wrong: wrong.length, good: good.length, before: those(rows, 'before').length };
  const line = { label: t('one-stop.listed.line'), figures: true };
  return html`<div role="status"><p><b>${t(tried ? 'one-stop.listed.tried' : 'one-stop.listed.done', { ...counts, received: those(rows, 'received').length })}</b></p>${wrong.length > 0 && html`<p>${t('one-stop.listed.mend')}</p>`}</div>
${
  wrong.length > 0 &&
  html`<section><h2>${t('one-stop.listed.wrong')}</h2>${scrollTable({
    caption: t('one-stop.listed.wrong'),
    captionHidden: true,
    columns: [
      line,
      { label: t('one-stop.counter.person-title') },
      { label: t('one-stop.listed.column') },
      { label: t('one-stop.listed.to-do') },
    ],
    rows: wrong.flatMap(r => r.faults.map(f => [r.line, r.person, heading(f.path), f.message])),
  })}</section>`
}
${
  received.length > 0 &&
  html`<section><h2>${t('one-stop.listed.received')}</h2>${scrollTable({
    caption: t('one-stop.listed.received'),
    captionHidden: true,
    columns: [
      line,
      { label: t('one-stop.counter.person-title') },
      { label: t('one-stop.listed.code') },
      { label: t('one-stop.listed.receipt') },
    ],
    rows: received.map(r => [
      r.line,
      r.person,
      html`<a class="nb" href="/can-bo/ho-so/${r.dossierId}">${r.code}</a>${r.state === 'before' && html` <span class="q">${t('one-stop.listed.before')}</span>`}`,
      html`<a href="/can-bo/ho-so/${r.dossierId}/giay-tiep-nhan.pdf">PDF</a>`,
    ]),
  })}</section>`
}
<p class="row">${button({ label: t('one-stop.listed.again'), href: again, alt: true })}</p>`;
}
