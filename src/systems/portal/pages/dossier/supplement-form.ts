import type { Story } from '#engines/cases';
import { listFinished } from '#engines/files';
import { uploadScript } from '#engines/forms';
import type { Ctx } from '#platform/http';
import { button, csrfField, type FieldError, fileField, type Html, html, lines, textArea } from '#ui';
import { addressOf, slipAddress } from './own-dossier.ts';

/** The field of the files that answer a request. */
export const FILES = 'giay-to';
export const NOTE = 'loi-nhan';
/** Hidden: which request is answered. */
export const REQUEST = 'yeu-cau';

/** What the office asks for, and waits for: of a dossier that is over nothing any more. */
export const askedNow = ({ dossier, supplements }: Story): Story['supplements'][number] | undefined =>
  dossier.closedAt ? undefined : supplements.find(s => !s.answeredAt && !s.undoneAt);

/** What the office asks for, and the form that answers it. */
export async function supplementForm(
  ctx: Ctx,
  story: Story,
  errors: readonly FieldError[],
  typed: string,
): Promise<Html | null> {
  const { t } = ctx;
  const asked = askedNow(story);
  if (!asked) return null;
  const waiting = await listFinished(
    ctx.db,
    ctx.visitor!.accountId,
    { under: addressOf(story.dossier) },
    ctx.clock.now(),
  );
  const kept = waiting
    .filter(f => f.field === FILES)
    .map(f => ({ id: f.id, name: f.filename, bytes: f.size, waiting: true }));
  const errorOf = (name: string) => errors.find(e => e.path === name)?.message;
  return html`<section id="bo-sung"><h2>${t('portal.supplement.title')}</h2>
<p class="note">${lines(asked.what)}</p>
<p><a href="${slipAddress(story.dossier, asked)}">${t('portal.supplement.slip', { number: `${asked.number}/${asked.year}` })}</a></p>
<form class="fill" method="post" action="${addressOf(story.dossier)}/bo-sung" enctype="multipart/form-data" novalidate>${csrfField(ctx)}<input type="hidden" name="${REQUEST}" value="${asked.id}">
${fileField(t, { name: FILES, label: t('portal.supplement.files'), hint: t('portal.supplement.files-hint'), error: errorOf(FILES), multiple: true, most: 10, kept, accept: '.pdf,.jpg,.jpeg,.png,.docx,.xlsx', script: uploadScript(t.lang) })}
${textArea(t, { name: NOTE, label: t('portal.supplement.note'), optional: true, value: typed, error: errorOf(NOTE), rows: 3 })}
<p>${button({ label: t('portal.supplement.send') })}</p></form></section>`;
}
