import { registerLines } from '#engines/cases';
import { dossiersNaming, findRecord, recordsOf, SHOWN } from '#engines/people';
import { formatDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import type { Answer, Ctx, Route } from '#platform/http';
import { emptyState, html, keyValues, scrollTable } from '#ui';
import { mustKnow, noteLook, reachOfVisitor } from '../reach.ts';
import { birthText, factsOf, idIn, ROOT, recordsPage } from '../view.ts';

/** So many dossiers of a record are listed, the newest. */
const MOST = 100;

/** What is known of a person by all records that were joined, and the dossiers of all of them within the visitor's reach. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const found = await findRecord(ctx.db, idIn(ctx, 'person'));
  if (!found) throw NotFound();
  const reach = await reachOfVisitor(ctx);
  await mustKnow(ctx, [found.personId], reach);
  const records = await recordsOf(ctx.db, [found.personId]);
  await noteLook(ctx, records);
  const facts = await factsOf(ctx, records);
  const named = await dossiersNaming(
    ctx.db,
    records.map(r => r.id),
    MOST,
  );
  const ids = [...new Set(named.map(n => n.dossierId))].sort().reverse();
  const lines = await registerLines(ctx.db, ids, reach);
  const of = new Map(named.map(n => [n.dossierId, records.find(r => r.id === n.recordId)]));
  const elsewhere = ids.length - lines.length;
  return recordsPage(
    ctx,
    { title: facts.name, back: true },
    html`${keyValues(
      t,
      SHOWN.filter(f => facts[f] !== '').map(f => ({
        label: t(`person-records.fact.${f}`),
        value: facts[f],
      })),
    )}
<h2>${t('person-records.records', { count: records.length })}</h2>
<ul class="told">${records.map(r => {
      const born = birthText(r.birthDate);
      return html`<li>${r.name}${born && html`, <span class="num">${born}</span>`}<small>${t(`person-records.from.${r.accountId ? 'account' : (r.role ?? 'owner')}`)}</small></li>`;
    })}</ul>
${records.length > 1 && html`<p><a href="${ROOT}/da-gop">${t('person-records.to-joined')}</a></p>`}
<h2>${t('person-records.dossiers')}</h2>
${
  lines.length
    ? scrollTable({
        caption: t('person-records.dossiers'),
        captionHidden: true,
        columns: ['dossier', 'procedure', 'received', 'named'].map(c => ({
          label: t(`person-records.column.${c}`),
        })),
        rows: lines.map(d => [
          html`<a class="num nb" href="/can-bo/ho-so/${d.id}">${d.code}</a>`,
          html`${d.procedure}`,
          html`<span class="num">${formatDate(d.receivedAt)}</span>`,
          html`${of.get(d.id)?.name ?? ''}`,
        ]),
      })
    : emptyState({ why: t('person-records.none.dossiers') })
}
${elsewhere > 0 && html`<p class="q">${t('person-records.elsewhere', { count: elsewhere })}</p>`}
<p class="q">${t('person-records.logged')}</p>`,
  );
}

export const personRoute: Route = {
  method: 'GET',
  path: `${ROOT}/nguoi/:person`,
  rule: { permission: 'person.join' },
  handler: show,
};
