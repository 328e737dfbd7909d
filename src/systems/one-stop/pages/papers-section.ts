import { casesService, type Story } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { formatFileSize, type Html, html, scrollTable } from '#ui';

/** The papers of a dossier: what came in, and what was given out with it. */
export async function papersSection(story: Story, ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const scans = await ctx.get(casesService).files.scanResults(
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
  return html`<section><h2>${t('one-stop.papers')}</h2>
${
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
          html`<a href="${base}/giay-to/${p.id}">${p.name}</a>`,
          html`${p.filename} <small>${formatFileSize(p.size, t.lang)}</small>${p.reusedFrom && html`<br><small>${t('one-stop.paper.reused', { code: p.reusedFrom })}</small>`}${scanWords(p.sha256)}`,
          html`<span class="num">${formatDateTime(p.receivedAt)}</span>`,
        ]),
      })
    : html`<p class="q">${t('one-stop.no-papers')}</p>`
}
<p><a href="${base}/giay-tiep-nhan.pdf">${t('one-stop.receipt')}</a></p>
${story.supplements.map(
  s =>
    html`<p><a href="${base}/phieu/bo-sung-${s.id}.pdf">${t('one-stop.supplement-slip', { number: `${s.number}/${s.year}` })}</a> <span class="q">${formatDateTime(s.askedAt)}</span></p>`,
)}
${
  story.apology &&
  html`<p><a href="${base}/phieu/xin-loi.pdf">${t('one-stop.apology.slip', { number: `${story.apology.number}/${story.apology.year}` })}</a> <span class="q">${formatDateTime(story.apology.givenAt)}</span></p>`
}
${story.happenings
  .filter(h => h.kind === 'refused' || h.kind === 'stopped')
  .map(
    h =>
      html`<p><a href="${base}/phieu/${h.kind === 'refused' ? 'tu-choi' : 'dung'}.pdf">${t(`one-stop.slip.${h.kind}`, { number: String(h.body.number ?? '') })}</a> <span class="q">${formatDateTime(h.at)}</span></p>`,
  )}
<p><a href="${base}/phieu/kiem-soat.pdf">${t('one-stop.slip.control')}</a></p></section>`;
}
