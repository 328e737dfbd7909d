import { casesService, type Letter, listLetters, paperNameIn, type Story } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { formatFileSize, type Html, html, scrollTable, status } from '#ui';
import { fateWords } from './story-section.ts';

const WORDS: Readonly<Record<Letter['kind'], string>> = {
  supplement: 'one-stop.supplement-slip',
  apology: 'one-stop.apology.slip',
  refusal: 'one-stop.slip.refused',
  stop: 'one-stop.slip.stopped',
};

/**
 * The papers of a dossier: what came in, and what was given out with it. `opens`: whether the reader may open what bears every number; `shown`: how people called their
 * files, as he may read it.
 */
export async function papersSection(
  story: Story,
  ctx: Ctx,
  { opens, shown }: { opens: boolean; shown(text: string): string },
): Promise<Html> {
  const { t } = ctx;
  const { files, ledger } = ctx.get(casesService);
  const letters = await listLetters(ctx.db, ledger, story.dossier);
  const scans = await files.scanResults(
    ctx.db,
    story.papers.map(p => p.sha256),
  );
  // Without a scanner no file was ever scanned, and everybody knows; with one, what it has not seen must not pass for clean.
  const scanWords = (sha256: string) => {
    const scan = scans.get(sha256);
    return scan === 'infected' || (scan === 'not-scanned' && ctx.config.CLAMAV)
      ? html`<br><small>${t(`one-stop.paper.${scan}`)}</small>`
      : null;
  };
  const live = story.papers.filter(p => !p.replacedBy);
  const base = `/can-bo/ho-so/${story.dossier.id}`;
  const paperCell = ({ id, name }: (typeof live)[number]) => {
    const words = paperNameIn(ctx.texts, t.lang, name) ?? name;
    return opens ? html`<a href="${base}/giay-to/${id}">${words}</a>` : words;
  };
  return html`<section><h2>${t('one-stop.papers')}</h2>
${!opens && html`<p class="q">${t('one-stop.papers.closed')}</p>`}${
  live.length
    ? scrollTable({
        caption: t('one-stop.papers'),
        captionHidden: true,
        columns: [
          { label: t('one-stop.paper.name') },
          { label: t('one-stop.paper.file') },
          { label: t('one-stop.paper.at') },
        ],
        rows: live.map(p => [
          paperCell(p),
          html`${shown(p.filename)} <small>${formatFileSize(p.size, t.lang)}</small>${p.reusedFrom && html`<br><small>${t('one-stop.paper.reused', { code: p.reusedFrom })}</small>`}${scanWords(p.sha256)}`,
          html`<span class="num">${formatDateTime(p.receivedAt)}</span>`,
        ]),
      })
    : html`<p class="q">${t('one-stop.no-papers')}</p>`
}
<p><a href="${base}/giay-tiep-nhan.pdf">${t('one-stop.receipt')}</a></p>
${letters.map(
  l =>
    html`<p><a href="${base}/phieu/${l.ref}.pdf">${t(WORDS[l.kind], { number: l.number })}</a> <span class="q">${formatDateTime(l.at)}</span>${l.void && html` ${status('hold', t('one-stop.slip.void'))}`}${l.annulledBy !== null && html` <span class="q">(${fateWords(ctx, l)})</span>`}</p>`,
)}
<p><a href="${base}/phieu/kiem-soat.pdf">${t('one-stop.slip.control')}</a></p></section>`;
}
