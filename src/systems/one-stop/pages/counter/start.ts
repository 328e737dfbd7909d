import {
  beginIntake,
  codeTyped,
  type Dossier,
  dossierAtCounter,
  dossiersByRun,
  findDossierByCode,
  findDossierByProvisional,
  listIntakes,
  officesOf,
  oftenReceived,
  provisionalIn,
  readDraftCode,
} from '#engines/cases';
import { readCard, WEDGE } from '#engines/forms';
import { readShortCode } from '#engines/numbering';
import { type Agency, findCommitteeOf } from '#engines/organisation';
import { findProcedureInForce, type ProcedureSummary, searchProcedures } from '#engines/procedures';
import { limitText } from '#engines/worktime';
import { formatDateTime, localDate } from '#platform/clock';
import { newId } from '#platform/db';
import { isAppError } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, queryText, type Route, redirect } from '#platform/http';
import {
  attempt,
  button,
  capital,
  csrfField,
  doOnce,
  type Errors,
  emptyState,
  type Html,
  html,
  note,
  ONCE,
  textField,
} from '#ui';
import { broughtPath } from './brought/load.ts';
import { COUNTER, counterPage, DROPPED, intakePath, NEXT_KEY } from './frame.ts';
import { OFFICE, officeChoice, officeOf } from './office.ts';
import { DRAFT } from './open-draft.ts';
import { beginWithCard } from './person.ts';
import { PROVISIONAL, provisionalSaid } from './provisional.ts';
import { usualFirst } from './usual-first.ts';

const QUERY = 'q';
/** What was looked for before a card was scanned into the same field; and the card, until the procedure is chosen. */
const BEFORE = 'truoc';
const CARD = 'the';
const CODE = 'ma';
const SHOWN = 12;

type Choice = Pick<ProcedureSummary, 'code' | 'name' | 'limits'>;

/** Codes of what the office receives most, with its committee's, the most first. */
async function usualCodes(ctx: Ctx, office: Agency): Promise<string[]> {
  const date = localDate(ctx.clock.now());
  const committee = office.areaId ? await findCommitteeOf(ctx.db, office.areaId, date) : undefined;
  return oftenReceived(ctx.db, [office.id, ...(committee ? [committee.id] : [])]);
}

async function usual(ctx: Ctx, codes: readonly string[]): Promise<Choice[]> {
  const date = localDate(ctx.clock.now());
  const found = await Promise.all(codes.map(code => findProcedureInForce(ctx.db, code, date)));
  return found.filter(p => p !== undefined);
}

const limitOf = ({ t }: Ctx, { limits }: Choice): string => {
  const limit = limits.counter ?? limits.post ?? limits.online;
  return limit ? capital(limitText(limit, t)) : '';
};

/** Procedures as buttons of one form; the first has the cursor where the clerk has just looked for it, so that Enter takes it. */
const choices = (
  ctx: Ctx,
  office: Agency,
  rows: readonly Choice[],
  { looked, card }: { looked: boolean; card: string },
): Html =>
  html`<form method="post" action="${COUNTER}">${csrfField(ctx)}${card && html`<input type="hidden" name="${CARD}" value="${card}">`}<input type="hidden" name="${OFFICE}" value="${office.id}"><input type="hidden" name="${ONCE}" value="${newId()}">
<ul class="choose">${rows.map(
    (p, i) =>
      html`<li><button name="${CODE}" value="${p.code}"${looked && i === 0 && html` autofocus`}><b>${p.name}</b> <span class="q num">${[p.code, limitOf(ctx, p)].filter(Boolean).join(' · ')}</span></button></li>
`,
  )}</ul></form>`;

async function begun(ctx: Ctx): Promise<Html | null> {
  const { t } = ctx;
  const rows = await listIntakes(ctx.db, ctx.visitor!.accountId, ctx.clock.now());
  if (!rows.length) return null;
  return html`<section><h2>${t('one-stop.counter.begun')}</h2>
<ul class="choose">${rows.map(
    r => html`<li><a href="${intakePath(r)}"><b>${r.person ?? t('one-stop.counter.nobody-yet')}</b> <span class="q num">${r.procedure} · ${formatDateTime(r.updatedAt)}</span></a></li>
`,
  )}</ul></section>`;
}

/** The dossier whose code was typed or scanned: somebody comes for one that runs. Undefined too where the clerk may not know of it. */
async function filedAs(ctx: Ctx, q: string): Promise<Dossier | undefined> {
  const code = codeTyped(q);
  const found = await (code ? findDossierByCode(ctx.db, code) : findDossierByProvisional(ctx.db, q));
  return found && servedHere(ctx, found);
}

/** As the clerk may serve it at his counter; undefined where he may not know of it. */
async function servedHere(ctx: Ctx, found: { id: string }): Promise<Dossier | undefined> {
  try {
    return (await dossierAtCounter(ctx.db, ctx.visitor, found.id, ctx.clock.now())).dossier;
  } catch (error) {
    if (isAppError(error) && error.status < 500) return undefined;
    throw error;
  }
}

/** The dossiers whose codes end with what was typed: of the clerk's own offices, else of others whose applicants he serves. */
async function endingSo(ctx: Ctx, q: string, offices: readonly Agency[]): Promise<Dossier[]> {
  const short = readShortCode(q);
  const found = short ? await dossiersByRun(ctx.db, short, offices) : [];
  const served = await Promise.all(found.slice(0, SHOWN).map(one => servedHere(ctx, one)));
  return served.filter(dossier => dossier !== undefined);
}

/** Finds the procedure: what the office receives most, or what a few letters or a code find; the code of a dossier leads to it. */
async function show(ctx: Ctx, errors: Errors = [], scanned = posted(ctx.req.body, CARD)): Promise<Answer> {
  const { t, db } = ctx;
  const now = ctx.clock.now();
  const offices = await officesOf(db, ctx.visitor!, now);
  const office = officeOf(ctx, offices);
  const title = t('one-stop.counter.title');
  if (!office) return counterPage(ctx, { title }, emptyState({ why: t('one-stop.counter.no-office') }));
  const asked = queryText(ctx.req.query, QUERY).slice(0, 1_000);
  // Who stands there was scanned before what for: kept until the procedure is chosen, and looked for nowhere.
  const card = readCard(scanned) ? scanned : readCard(asked) ? asked : '';
  const q = card ? posted(ctx.req.body, BEFORE) : asked.slice(0, 200);
  const begunAtHome = readDraftCode(q);
  if (begunAtHome)
    return redirect(`${DRAFT}?${new URLSearchParams({ [CODE]: begunAtHome, [OFFICE]: office.id })}`);
  const filed = await filedAs(ctx, q);
  const provisional = provisionalIn(q);
  if (filed) return redirect(`${broughtPath(filed)}${provisional ? `?${PROVISIONAL}=${provisional}` : ''}`);
  const several = await endingSo(ctx, q, offices);
  if (several.length === 1 && several[0]) return redirect(broughtPath(several[0]));
  const noSuch = codeTyped(q) ?? provisional ?? readShortCode(q)?.run;
  const said = await provisionalSaid(ctx, q, offices);
  const found = q ? await searchProcedures(db, q, { limit: SHOWN }, localDate(now)) : undefined;
  const codes = await usualCodes(ctx, office);
  const rows = found ? usualFirst(found.rows, codes, q) : await usual(ctx, codes);
  const again = `${COUNTER}?${new URLSearchParams({ [OFFICE]: office.id, [QUERY]: found?.suggestion ?? '' })}`;
  return counterPage(
    ctx,
    {
      title,
      errors,
      scripts: [WEDGE],
      ...(DROPPED in ctx.req.query
        ? { above: html`<div role="status">${note(t('one-stop.counter.dropped-done'))}</div>` }
        : {}),
      ...(card
        ? { above: note(t('one-stop.counter.card-first', { name: readCard(card)?.name ?? '' })) }
        : {}),
      keys: [
        ['Enter', t('one-stop.counter.key-enter')],
        ['Tab', t('one-stop.counter.key-tab')],
        [NEXT_KEY, t('one-stop.counter.key-find')],
      ],
    },
    html`<div class="cols"><div>
<form class="ask" method="post" action="${COUNTER}">${csrfField(ctx)}<input type="hidden" name="${BEFORE}" value="${q}">${card && html`<input type="hidden" name="${CARD}" value="${card}">`}${textField(
      t,
      {
        name: QUERY,
        label: t('one-stop.counter.procedure'),
        hint: t('one-stop.counter.procedure-hint'),
        value: q,
        autocomplete: 'off',
        most: 1_000,
        focus: !rows.length || !q,
        key: NEXT_KEY,
      },
    )}${officeChoice(ctx, offices, office)}
${button({ label: t('one-stop.counter.find'), alt: true })}</form>
<section><h2>${q ? t('one-stop.counter.found', { q }) : t('one-stop.counter.usual')}</h2>
${
  several.length
    ? html`<ul class="choose">${several.map(d => html`<li><a href="${broughtPath(d)}"><b class="num">${d.code}</b> <span class="q">${d.ownerName}</span></a></li>`)}</ul>`
    : rows.length
      ? choices(ctx, office, rows, { looked: q !== '', card })
      : emptyState({
          why: noSuch
            ? t('one-stop.counter.no-dossier', { code: noSuch })
            : q
              ? t('one-stop.counter.none', { q })
              : t('one-stop.counter.none-yet'),
          ...(found?.suggestion ? { next: { href: again, label: found.suggestion } } : {}),
          ...said,
        })
}</section>
</div><div>
<p class="box">${t('one-stop.counter.at', { office: office.name })}</p>
<p><a href="${DRAFT}">${t('one-stop.counter.draft-link')}</a></p>
<p><a href="${COUNTER}/tu-tep">${t('one-stop.listed.link')}</a></p>
${await begun(ctx)}
</div></div>`,
  );
}

/** What was typed or scanned into the field. A card is personal: it never stands in an address. */
async function look(ctx: Ctx): Promise<Answer> {
  const typed = posted(ctx.req.body, QUERY);
  const scannedNow = readCard(typed) !== undefined;
  const card = scannedNow ? typed : posted(ctx.req.body, CARD);
  if (readCard(card)) {
    if (!scannedNow) ctx.req.body[BEFORE] = typed.slice(0, 200);
    return show(ctx, [], card);
  }
  const office = posted(ctx.req.body, OFFICE);
  const asked = { ...(office ? { [OFFICE]: office } : {}), [QUERY]: typed.slice(0, 200) };
  return redirect(`${COUNTER}?${new URLSearchParams(asked)}`);
}

/** Begins with the chosen procedure; pressed twice, once. */
async function begin(ctx: Ctx): Promise<Answer> {
  const offices = await officesOf(ctx.db, ctx.visitor!, ctx.clock.now());
  const office = officeOf(ctx, offices);
  if (!office) return show(ctx);
  const code = posted(ctx.req.body, CODE);
  if (!code) return look(ctx);
  const card = posted(ctx.req.body, CARD);
  return attempt(
    ctx,
    async () => {
      const { id } = await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => ({ id: (await beginIntake(tx, ctx, code, office.id)).draft.id })),
      );
      return readCard(card) ? beginWithCard(ctx, id, card) : `${intakePath({ id })}/nguoi-nop`;
    },
    errors => show(ctx, errors),
    { otherwise: QUERY },
  );
}

export const startRoutes: readonly Route[] = [
  { method: 'GET', path: COUNTER, rule: { permission: 'dossier.receive' }, handler: ctx => show(ctx) },
  { method: 'POST', path: COUNTER, rule: { permission: 'dossier.receive' }, handler: begin },
];
