import type { Story } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, type Html, html, note, textArea } from '#ui';
import { addressOf } from './own-dossier.ts';
import { askedNow, NOTE } from './supplement-form.ts';

/** What somebody sent in answer to a request that is none any more; `request`: which, empty where the page did not say. */
export type Unsent = { words: string; files: readonly string[]; request: string };

/** Why nothing is asked for any more: the request was taken back, or answered; else the dossier has gone on. */
function whyUnsent({ t }: Ctx, story: Story, request: string): string {
  const { supplements } = story;
  const last =
    supplements.find(s => s.id === request) ??
    supplements.toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime())[0];
  const at = last?.undoneAt ?? last?.answeredAt;
  if (!last || !at) return t('portal.supplement.unsent-over');
  const said = { number: `${last.number}/${last.year}`, at: formatDateTime(at) };
  const how = last.undoneAt ? 'undone' : 'answered';
  return t(`portal.supplement.unsent-${how}${askedNow(story) ? '-again' : ''}`, said);
}

/** For who answers a request that is none any more: why, that nothing has arrived, and what he wrote and sent; where another request waits, what he wrote stands in its form. */
export function unsentSection(ctx: Ctx, story: Story, { words, files, request }: Unsent): Html {
  const { t } = ctx;
  return html`<section><div role="alert">${note(html`${whyUnsent(ctx, story, request)} ${t('portal.supplement.unsent')}`)}</div>
${words !== '' && !askedNow(story) && textArea(t, { name: NOTE, label: t('portal.supplement.unsent-words'), value: words, rows: 3 })}
${files.length > 0 && html`<p>${t(`portal.supplement.unsent-files${story.dossier.closedAt ? '-over' : ''}`, { files: files.join(', ') })}</p>`}
<p>${button({ label: t('portal.supplement.unsent-open'), href: addressOf(story.dossier) })}</p></section>`;
}
