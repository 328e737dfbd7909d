import type { Conflict, OfflineIntake } from '#engines/cases';
import { formatDate, formatDateTime } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, note } from '#ui';

type Lost = Extract<Conflict, { kind: 'form-changed' }>['lost'][number];

/** Why something that came back is left to the clerk, in a sentence; `told`: how an answer is named that has no place any more. */
export function conflictWords(
  { t }: Pick<Ctx, 't'>,
  conflict: Conflict,
  told: (lost: Lost) => string,
): string {
  switch (conflict.kind) {
    case 'refused':
      return conflict.words;
    case 'form-changed':
      return conflict.lost.length
        ? t('one-stop.offline.form-changed-lost', {
            from: formatDate(conflict.from),
            fields: conflict.lost.map(told).join('; '),
          })
        : t('one-stop.offline.form-changed', { from: formatDate(conflict.from) });
    case 'same-open':
      return t('one-stop.offline.same-open', {
        code: conflict.code,
        at: formatDateTime(new Date(conflict.receivedAt)),
      });
  }
}

/** Above an intake at the counter that was entered without a network: its provisional number, when, and what is to be decided. */
export const offlineNote = (ctx: Ctx, offline: OfflineIntake): Html => {
  const { t } = ctx;
  const { provisional, toldAt, takenAt, conflicts } = offline;
  return html`${note(
    takenAt
      ? t('one-stop.offline.note', { provisional, at: formatDateTime(takenAt) })
      : t('one-stop.offline.note-clock', { provisional, told: formatDateTime(toldAt) }),
  )}${
    conflicts.length > 0 &&
    html`<ul>${conflicts.map(
      c =>
        html`<li>${conflictWords(ctx, c, lost => `${lost.label}: ${lost.value}`)}${
          c.kind === 'same-open' &&
          html` <a href="/can-bo/ho-so/${c.dossierId}">${t('one-stop.offline.see-same', { code: c.code })}</a>`
        }</li>`,
    )}</ul>`
  }`;
};
