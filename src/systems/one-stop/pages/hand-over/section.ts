import { askerOf, casesService, type Dossier, listHandOvers, mayAct } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, file, type Route } from '#platform/http';
import { type Html, html, maskIdentity } from '#ui';
import { DOSSIER, pathOf } from '../handling/load.ts';
import { openDossier } from '../open.ts';

/** To whom results were handed over, how he was known and how he signed. */
export async function handOverSection(ctx: Ctx, dossier: Dossier, personal: boolean): Promise<Html | null> {
  const { t } = ctx;
  const rows = await listHandOvers(ctx.db, dossier.id);
  if (!rows.length) return null;
  return html`<section><h2>${t('one-stop.hand-over.done')}</h2><ul>${rows.map(r => {
    const { name, personalNumber, relation } = r.recipient;
    const who = relation ? t('one-stop.counter.represented-by', { name, relation }) : name;
    return html`<li><b>${who}</b>${
      personalNumber &&
      html` <span class="num">${personal ? personalNumber : maskIdentity(personalNumber)}</span>`
    }<br><span class="q">${formatDateTime(r.at)} · ${r.clerkName} · ${t(`one-stop.hand-over.by-${r.checked}`, { paper: r.checkedPaper ?? '' })} · ${
      r.signature && personal
        ? html`<a href="${pathOf(dossier)}/chu-ky/${r.id}">${t('one-stop.hand-over.signature')}</a>`
        : t(r.signature ? 'one-stop.hand-over.signed-on-pad' : 'one-stop.hand-over.signed-on-paper')
    }</span></li>`;
  })}</ul></section>`;
}

/** The picture of a drawn signature, for those who may see the dossier's personal data. */
export const signatureRoute: Route = {
  method: 'GET',
  path: `${DOSSIER}/chu-ky/:handover`,
  rule: { permission: 'dossier.read' },
  handler: async ctx => {
    const { dossier, facts } = await openDossier(ctx, ctx.req.params.id ?? '');
    if (!mayAct(askerOf(ctx.visitor), 'read-personal', facts)) throw NotFound();
    const found = (await listHandOvers(ctx.db, dossier.id)).find(h => h.id === ctx.req.params.handover);
    if (!found?.signature) throw NotFound();
    return file(await ctx.get(casesService).files.open(ctx.db, found.signature), 'image/png');
  },
};
