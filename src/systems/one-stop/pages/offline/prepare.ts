import {
  type ArrivedRow,
  listArrived,
  MOST_PROCEDURES,
  makePack,
  officesOf,
  oftenReceived,
  PACK_DAYS,
} from '#engines/cases';
import { type Agency, findCommitteeOf } from '#engines/organisation';
import { findProcedureInForce } from '#engines/procedures';
import { formatDateTime, localDate } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route, textFields } from '#platform/http';
import {
  attempt,
  button,
  checkboxes,
  csrfField,
  type Errors,
  emptyState,
  errorOf,
  type Html,
  html,
  selectField,
  status,
  textField,
} from '#ui';
import { COUNTER, counterPage, intakePath } from '../counter/frame.ts';
import { fetched, HERE_SCRIPT } from './assets.ts';
import { AWAY, PREPARE, packPath } from './paths.ts';
import { LISTED_DAYS } from './session.ts';

const OFFICE = 'quay';
const CODES = 'thu-tuc';
const MORE = 'ma-khac';
const DAY_MS = 86_400_000;

async function usual(ctx: Ctx, office: Agency) {
  const date = localDate(ctx.clock.now());
  const committee = office.areaId ? await findCommitteeOf(ctx.db, office.areaId, date) : undefined;
  const codes = await oftenReceived(ctx.db, [office.id, ...(committee ? [committee.id] : [])]);
  const found = await Promise.all(codes.map(code => findProcedureInForce(ctx.db, code, date)));
  return found.filter(p => p !== undefined).filter(p => p.limits.counter ?? p.limits.post);
}

/** What was asked for: ticked, and typed with spaces or commas in between. */
const codesIn = (ctx: Ctx): string[] => {
  const typed = posted(ctx.req.body, MORE)
    .slice(0, 400)
    .split(/[\s,;]+/);
  return [...new Set([...textFields(ctx.req.body, CODES), ...typed])].filter(Boolean);
};

async function chooseForm(ctx: Ctx, offices: readonly Agency[], errors: Errors): Promise<Html> {
  const { t } = ctx;
  const named = posted(ctx.req.body, OFFICE);
  const office = offices.find(o => o.id === named) ?? offices[0]!;
  const rows = await usual(ctx, office);
  const first = ctx.req.method === 'GET';
  return html`<form method="post" action="${PREPARE}" novalidate>${csrfField(ctx)}
${
  offices.length > 1
    ? selectField(t, {
        name: OFFICE,
        label: t('one-stop.counter.office'),
        value: office.id,
        options: offices.map(o => ({ value: o.id, label: o.name })),
      })
    : html`<p class="box">${t('one-stop.counter.at', { office: office.name })}</p>`
}${
  rows.length > 0 &&
  checkboxes(t, {
    name: CODES,
    label: t('one-stop.offline.which'),
    hint: t('one-stop.offline.which-hint', { most: MOST_PROCEDURES }),
    error: errorOf(errors, CODES),
    values: first ? rows.map(r => r.code) : textFields(ctx.req.body, CODES),
    options: rows.map(r => ({ value: r.code, label: r.name, hint: r.code })),
  })
}${textField(t, {
  name: MORE,
  label: t('one-stop.offline.more'),
  hint: t('one-stop.offline.more-hint'),
  optional: true,
  value: posted(ctx.req.body, MORE),
  error: errorOf(errors, MORE),
  autocomplete: 'off',
  most: 400,
})}
<p>${button({ label: t('one-stop.offline.go-on') })}</p></form>`;
}

const stateOf = ({ t }: Ctx, row: ArrivedRow): Html =>
  row.code
    ? status('done', t('one-stop.offline.is-received'))
    : row.draftId
      ? status('late', t('one-stop.offline.is-attention'))
      : row.droppedAt
        ? html`<span class="q">${t(`one-stop.offline.dropped${row.same ? '-same' : ''}`, { at: formatDateTime(row.droppedAt), who: row.droppedBy ?? '', reason: row.dropReason ?? '', code: row.same ?? '' })}</span>`
        : html`<span class="q">${t('one-stop.offline.gone')}</span>`;

/** What has come back, with its number or the way to mend it; without script too. */
async function arrivedPart(ctx: Ctx): Promise<Html> {
  const { t } = ctx;
  const since = new Date(ctx.clock.now().getTime() - LISTED_DAYS * DAY_MS);
  const rows = await listArrived(ctx.db, ctx.visitor!.accountId, since);
  const line = (r: ArrivedRow): Html => {
    const what = html`<b class="num">${r.provisional}${r.code && ` → ${r.code}`}</b> <span class="q">${[r.person, r.procedure, formatDateTime(r.arrivedAt)].filter(Boolean).join(' · ')}</span> ${stateOf(ctx, r)}`;
    const dossierId = r.dossierId ?? r.sameDossierId;
    const href = dossierId ? `/can-bo/ho-so/${dossierId}` : r.draftId ? intakePath({ id: r.draftId }) : null;
    return html`<li>${href ? html`<a href="${href}">${what}</a>` : html`<p>${what}</p>`}</li>
`;
  };
  return html`<section><h2>${t('one-stop.offline.arrived')}</h2>${
    rows.length
      ? html`<ul class="choose">${rows.map(line)}</ul>`
      : emptyState({ why: t('one-stop.offline.none-arrived', { days: LISTED_DAYS }) })
  }</section>`;
}

async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const offices = await officesOf(ctx.db, ctx.visitor!, ctx.clock.now());
  const title = t('one-stop.offline.title');
  const back = { href: COUNTER, label: t('one-stop.counter.title') };
  if (!offices.length)
    return counterPage(
      ctx,
      { title, back, active: 'offline' },
      emptyState({ why: t('one-stop.counter.no-office') }),
    );
  const { idb, words } = fetched(t.lang);
  return counterPage(
    ctx,
    { title, back, active: 'offline', errors, scripts: [HERE_SCRIPT] },
    html`<p>${t('one-stop.offline.about', { days: PACK_DAYS })}</p>
<noscript><p class="note">${t('one-stop.offline.no-script')}</p></noscript>
<div class="cols"><div>
<section><h2>${t('one-stop.offline.prepare')}</h2>
${await chooseForm(ctx, offices, errors)}</section>
</div><div>
<section id="tren-may" data-account="${ctx.visitor!.accountId}" data-idb="${idb}" data-words="${words}" data-away="${AWAY}" hidden><h2>${t('one-stop.offline.here')}</h2>
<p data-said role="status"></p>
<p data-open hidden>${button({ label: t('one-stop.offline.open'), href: AWAY, alt: true })}</p></section>
${await arrivedPart(ctx)}
</div></div>`,
  );
}

async function prepare(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const offices = await officesOf(ctx.db, ctx.visitor!, ctx.clock.now());
  const named = posted(ctx.req.body, OFFICE);
  const office = offices.find(o => o.id === named) ?? offices[0];
  if (!office) return show(ctx);
  const codes = codesIn(ctx);
  if (!codes.length) return show(ctx, [{ path: MORE, message: t('one-stop.offline.none-chosen') }]);
  if (codes.length > MOST_PROCEDURES)
    return show(ctx, [{ path: MORE, message: t('one-stop.offline.too-many', { most: MOST_PROCEDURES }) }]);
  return attempt(
    ctx,
    async () => packPath((await ctx.db.tx(tx => makePack(tx, ctx, { agencyId: office.id, codes }))).id),
    errors => show(ctx, errors),
    { otherwise: MORE },
  );
}

const rule = { permission: 'dossier.receive' };
export const prepareRoutes: readonly Route[] = [
  { method: 'GET', path: PREPARE, rule, handler: ctx => show(ctx) },
  { method: 'POST', path: PREPARE, rule, handler: prepare },
];
