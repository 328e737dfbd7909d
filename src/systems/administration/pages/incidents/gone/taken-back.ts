import { accountNames, listTakenBack, stepAgencies } from '#engines/cases';
import { holdsAll } from '#engines/identity';
import { formatDateTime, localDate } from '#platform/clock';
import type { Ctx } from '#platform/http';
import { type Html, html, scrollTable } from '#ui';
import { agencyNames } from '../../../agencies-on.ts';
import { PERMISSION } from './words.ts';

/** Dossiers of agencies that are gone whose move was taken back: who moved them, who took that back, when. Null where there are none to see. */
export async function movesTakenBack(ctx: Ctx): Promise<Html | null> {
  const { t } = ctx;
  if (!(await holdsAll(ctx, PERMISSION))) return null;
  const found = await listTakenBack(ctx.db, ctx);
  if (!found.length) return null;
  const who = await accountNames(
    ctx.db,
    found.flatMap(m => [m.by, m.undoneBy]),
  );
  const steps = await stepAgencies(ctx.db, ctx, found);
  const fromOf = ({ actId, fromId }: (typeof found)[number]) => steps.get(actId) ?? fromId;
  const agencies = await agencyNames(ctx, found.map(fromOf), localDate(ctx.clock.now()));
  const words = (name: string | undefined, at: Date) =>
    html`${name ?? '–'}<small class="num nb">${formatDateTime(at)}</small>`;
  return html`<section><h2>${t('administration.gone.taken-back')}</h2>${scrollTable({
    caption: t('administration.gone.taken-back'),
    captionHidden: true,
    list: true,
    columns: [
      { label: t('administration.incident.dossier') },
      { label: t('administration.gone.from') },
      { label: t('administration.gone.moved-by') },
      { label: t('administration.gone.taken-back-by') },
    ],
    rows: found.map(m => [
      html`<b class="num nb">${m.code}</b>`,
      agencies.get(fromOf(m)) ?? '',
      words(who.get(m.by), m.at),
      words(who.get(m.undoneBy), m.undoneAt),
    ]),
  })}</section>`;
}
