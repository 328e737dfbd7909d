import type { Story } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { button, type Html, html, note, textArea } from '#ui';
import { addressOf } from './own-dossier.ts';
import { NOTE } from './supplement-form.ts';

/** What somebody sent in answer to a request that is none any more. */
export type Unsent = { words: string; files: readonly string[] };

/** Why nothing is asked for any more: the request was taken back, or answered; else the dossier has gone on. */
function whyUnsent({ t }: Ctx, { supplements }: Story): string {
  const [last] = [...supplements].sort((a, b) => b.askedAt.getTime() - a.askedAt.getTime());
  const at = last?.undoneAt ?? last?.answeredAt;
  if (!last || !at) return t('portal.supplement.unsent-over');
  const said = { number: `${last.number}/${last.year}`, at: formatDateTime(at) };
  return t(last.undoneAt ? 'portal.supplement.unsent-undone' : 'portal.supplement.unsent-answered', said);
}

/** For who answers a request that is none any more: why, that nothing has arrived, and what he wrote and sent. */
export function unsentSection(ctx: Ctx, story: Story, { words, files }: Unsent): Html {
  const { t } = ctx;
  return html`<section><div role="alert">${note(html`${whyUnsent(ctx, story)} ${t('portal.supplement.unsent')}`)}</div>
${words !== '' && textArea(t, { name: NOTE, label: t('portal.supplement.unsent-words'), value: words, rows: 3 })}
${files.length > 0 && html`<p>${t('portal.supplement.unsent-files', { files: files.join(', ') })}</p>`}
<p>${button({ label: t('portal.supplement.unsent-open'), href: addressOf(story.dossier) })}</p></section>`;
}
