import { askerOf, casesService, type Dossier, type HandOverRow, listHandOvers, mayAct } from '#engines/cases';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Ctx, file, type Route } from '#platform/http';
import { type Html, html, maskIdentity, type Printable } from '#ui';
import { DOSSIER, pathOf } from '../handling/load.ts';
import type { Sight } from '../numbers.ts';
import { openDossier } from '../open.ts';
import { paperName } from './paper-name.ts';

/** To whom results were handed over, how he was known and how he signed. */
export async function handOverSection(
  ctx: Ctx,
  dossier: Dossier,
  { personal, numbers, shown }: Sight,
): Promise<Html | null> {
  const { t } = ctx;
  const rows = await listHandOvers(ctx.db, dossier.id);
  if (!rows.length) return null;
  // A decision in the place of the paper is no result; nor is it where others had theirs.
  const decisions = rows.every(r => r.decisionOnly);
  return html`<section><h2>${t(`one-stop.hand-over.done${decisions ? '-decision' : ''}`)}</h2><ul>${rows.map(
    r => {
      const { name, personalNumber, relation } = r.recipient;
      const who = relation
        ? t('one-stop.counter.represented-by', { name, relation })
        : r.second
          ? t('one-stop.hand-over.both-names', { first: name, second: r.second.name })
          : name;
      return html`<li><b>${who}</b>${
        personalNumber &&
        html` <span class="num">${numbers ? personalNumber : maskIdentity(personalNumber)}</span>`
      }${r.decisionOnly && !decisions && html` (${t('one-stop.hand-over.only-decision')})`}<br><span class="q">${formatDateTime(r.at)} · ${r.clerkName} · ${shown(knownBy(ctx, r, personal))} · ${signedHow(ctx, dossier, r, personal)}</span>${
        r.mismatch &&
        personal &&
        html`<br>${shown(t('one-stop.hand-over.mismatch-given', { reason: r.mismatch }))}`
      }</li>`;
    },
  )}</ul></section>`;
}

/** How the clerk knew who came; of two by their papers, whose numbers only some may read. */
function knownBy({ t }: Ctx, { checked, checkedPaper, second }: HandOverRow, personal: boolean): string {
  if (second && !personal) return t('one-stop.hand-over.by-papers');
  const paper = [checkedPaper, second?.paper].flatMap(one => (one ? paperName(t, one) : [])).join('; ');
  return t(`one-stop.hand-over.by-${checked}`, { paper });
}

function signedHow({ t }: Ctx, dossier: Dossier, row: HandOverRow, personal: boolean): Printable {
  const { id, signature, second } = row;
  if (!signature || !personal)
    return t(signature ? 'one-stop.hand-over.signed-on-pad' : 'one-stop.hand-over.signed-on-paper');
  const at = `${pathOf(dossier)}/chu-ky/${id}`;
  const first = html`<a href="${at}">${t('one-stop.hand-over.signature')}</a>`;
  return second
    ? html`${first} · <a href="${at}?hai=1">${t('one-stop.hand-over.signature-second')}</a>`
    : first;
}

/** The picture of a drawn signature (`hai`: of the second of two), for those who may see the dossier's personal data. */
export const signatureRoute: Route = {
  method: 'GET',
  path: `${DOSSIER}/chu-ky/:handover`,
  rule: { permission: 'dossier.read' },
  handler: async ctx => {
    const { dossier, facts } = await openDossier(ctx, ctx.req.params.id ?? '');
    if (!mayAct(askerOf(ctx.visitor), 'read-personal', facts)) throw NotFound();
    const found = (await listHandOvers(ctx.db, dossier.id)).find(h => h.id === ctx.req.params.handover);
    const drawn = ctx.req.query.hai ? found?.second?.signature : found?.signature;
    if (!drawn) throw NotFound();
    return file(await ctx.get(casesService).files.open(ctx.db, drawn), 'image/png');
  },
};
