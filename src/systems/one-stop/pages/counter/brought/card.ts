import {
  type Brought,
  type BroughtPaper,
  broughtSlipOf,
  casesService,
  factsOf,
  listBrought,
  statusTextsOf,
  undoOffered,
} from '#engines/cases';
import { agencyAsOf } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { formatDateTime, localDate } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, queryText, type Route } from '#platform/http';
import { button, type Html, html, keyValues, lines, note, vietnamese } from '#ui';
import { paperName } from '../../hand-over/paper-name.ts';
import { handOverWaits } from '../../hand-over/waits.ts';
import { pathOf } from '../../handling/load.ts';
import { lettersBack } from '../../mail/back.ts';
import { countWords } from '../../reception-facts.ts';
import { undoPath } from '../../undo/path.ts';
import { COUNTER, counterPage } from '../frame.ts';
import { droppedSaid, PROVISIONAL } from '../provisional.ts';
import { askedNow, BROUGHT, broughtPath, loadAtCounter } from './load.ts';

/** A paper and how many of it there are. */
function paperWords(ctx: Ctx, { name, ...counts }: BroughtPaper): string {
  const words = countWords(ctx, counts);
  return words ? `${name} (${words})` : name;
}

/** What was brought, with the paper that says so; `href`: of the dossier at the counter, for whoever may print it. */
export async function broughtList(
  ctx: Ctx,
  rows: readonly Brought[],
  href: string | null,
): Promise<Html | null> {
  if (!rows.length) return null;
  const { t } = ctx;
  const lines: Html[] = [];
  for (const b of rows) {
    const office = (await agencyAsOf(ctx.db, b.agencyId, localDate(b.at))).name;
    const { name, relation } = b.who;
    const who = relation ? t('one-stop.counter.represented-by', { name, relation }) : name;
    const papers = b.papers.map(p => paperWords(ctx, p));
    lines.push(
      html`<li><b>${t(`one-stop.brought.${b.kind}-of`, { who })}</b>${b.undone && html` (${t('one-stop.undo.undone')})`}${
        papers.length > 0 && html`<br>${papers.join('; ')}`
      }<br><span class="q">${formatDateTime(b.at)} · ${b.clerkName}, ${office} · ${t(`one-stop.hand-over.by-${b.checked}`, { paper: paperName(t, b.checkedPaper ?? '') })}</span>${
        href &&
        html`<br><a href="${href}/phieu/${b.id}.pdf" target="_blank">${t(`one-stop.brought.slip.${b.kind}`)}</a>`
      }</li>`,
    );
  }
  return html`<section><h2>${t('one-stop.brought.list')}</h2><ul>${lines}</ul></section>`;
}

/** What a clerk sees of a dossier for which somebody comes to his counter, whichever office handles it: no more than he needs. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const { dossier, acts, reads } = await loadAtCounter(ctx);
  const version = await getProcedureVersion(db, dossier.procedureVersionId);
  const facts = await factsOf(db, dossier, now);
  const offer = await undoOffered(db, ctx.get(casesService), ctx.visitor!, { dossier, facts }, now);
  const agency = (await agencyAsOf(db, dossier.agencyId, localDate(dossier.receivedAt))).name;
  const done = `one-stop.done.${queryText(ctx.req.query, 'xong')}`;
  const path = broughtPath(dossier);
  const supplement = acts.includes('supplement');
  const withdraw = acts.includes('withdraw');
  // What was asked for and never came is past once it waits for nothing more.
  const asked = supplement ? await askedNow(ctx, dossier) : undefined;
  const back = await lettersBack(ctx, dossier, !supplement);
  const handOver = await handOverWaits(ctx, dossier, !supplement && !back);
  const waits = (back || handOver) && html`${back}${handOver}`;
  const brought = await listBrought(db, dossier.id);
  const dropped = await droppedSaid(ctx, dossier, queryText(ctx.req.query, PROVISIONAL));
  const standing = (await statusTextsOf(db, [dossier])).get(dossier.id) ?? '';
  // Of what was brought to other counters a clerk who does not work on it sees nothing.
  const own = reads ? brought : brought.filter(b => b.clerkId === ctx.visitor?.accountId);
  return counterPage(
    ctx,
    {
      title: t('one-stop.brought.title', { code: dossier.code }),
      back: { href: COUNTER, label: t('one-stop.counter.title') },
      above: html`${
        ctx.texts.has(done) &&
        html`<div role="status">${note(html`${t(done)}${offer && html` <a href="${undoPath(offer.act)}">${t('one-stop.undo.link')}</a>`}`)}</div>`
      }${dropped && note(dropped)}`,
    },
    html`${keyValues(t, [
      { label: t('one-stop.col.procedure'), value: vietnamese(t, version.name) },
      { label: t('one-stop.applicant.name'), value: dossier.applicantName },
      { label: t('one-stop.applicant.owner'), value: dossier.ownerName },
      { label: t('one-stop.brought.agency'), value: agency },
      { label: t('one-stop.brought.status'), value: t(standing) },
      // While the clock waits nothing is promised.
      ...(dossier.closedAt || dossier.paused
        ? []
        : [{ label: t('one-stop.brought.due'), value: formatDateTime(dossier.dueAt) }]),
      ...(asked
        ? [
            {
              label: t('one-stop.brought.asked', { number: `${asked.number}/${asked.year}` }),
              value: lines(asked.what),
            },
          ]
        : []),
    ])}
${waits || (!supplement && !withdraw && html`<p class="q">${t('one-stop.brought.nothing')}</p>`)}
<p class="row">${supplement && button({ label: t('one-stop.brought.supplement'), href: `${path}/bo-sung`, focus: true })}${
      reads &&
      button({
        label: t('one-stop.counter.open'),
        href: pathOf(dossier),
        alt: supplement || Boolean(waits),
        focus: !supplement && !waits,
      })
    }${withdraw && button({ label: t('one-stop.brought.withdraw'), href: `${path}/rut`, alt: true })}</p>
${await broughtList(ctx, own, path)}
<p class="q">${t('one-stop.brought.logged')}</p>`,
  );
}

/** The paper on which it stands what was taken in, for whoever brought it. */
async function slip(ctx: Ctx): Promise<Answer> {
  const { dossier, reads } = await loadAtCounter(ctx);
  const id = (ctx.req.params.brought ?? '').replace(/\.pdf$/, '');
  const found = (await listBrought(ctx.db, dossier.id)).find(b => b.id === id);
  if (!found || !(reads || found.clerkId === ctx.visitor?.accountId)) throw NotFound();
  return file(await broughtSlipOf(ctx.db, ctx.get(casesService), dossier, found), 'application/pdf');
}

const rule: Route['rule'] = { permission: 'dossier.receive' };

export const cardRoutes: readonly Route[] = [
  { method: 'GET', path: BROUGHT, rule, handler: show },
  { method: 'GET', path: `${BROUGHT}/phieu/:brought`, rule, handler: slip },
];
