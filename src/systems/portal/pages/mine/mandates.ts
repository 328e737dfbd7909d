import {
  answerMandate,
  endMandate,
  formatPhone,
  getAccount,
  invitationsFor,
  type Mandate,
  mandatesGiven,
  mandatesHeld,
} from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { fieldNames, findProcedureInForce } from '#engines/procedures';
import { formatDate, localDate, localInstant } from '#platform/clock';
import { type Answer, type Ctx, page, queryText, type Route, redirect } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { button, citizenPage, csrfField, doneAt, emptyState, type Html, html, note, status } from '#ui';

export const MANDATES = '/lam-thay';

/** What a mandate reaches, in words. */
async function scopeText({ t, db, clock }: Ctx, { scope, code }: Mandate): Promise<string> {
  if (scope === 'all' || code === null) return t('portal.mandate.scope.all');
  const name =
    scope === 'field'
      ? (await fieldNames(db, [code])).get(code)
      : (await findProcedureInForce(db, code, localDate(clock.now())))?.name;
  return t(`portal.mandate.scope.${scope}`, { name: name ?? code });
}

const untilText = ({ t }: Ctx, m: Mandate): string =>
  t('portal.mandate.until', { until: formatDate(localInstant(m.until)) });

function stateOf(ctx: Ctx, m: Mandate): Html {
  const { t } = ctx;
  if (m.endedAt) return status('ended', t(`portal.mandate.state.ended-${m.endedBy}`));
  if (m.until < localDate(ctx.clock.now())) return status('ended', t('portal.mandate.state.over'));
  return m.takenAt
    ? status('done', t('portal.mandate.state.taken'))
    : status('hold', t('portal.mandate.state.waiting'));
}

const press = (ctx: Ctx, m: Mandate, act: string, label: string, name: string): Html =>
  html`<form method="post" action="${MANDATES}/${m.id}/${act}">${csrfField(ctx)}<button class="link">${ctx.t(label)}<span class="vh"> ${name}</span></button></form>`;

/** It cannot be taken back: the first press says what ends, the second ends it. */
const endsIt = (ctx: Ctx, m: Mandate, label: string, name: string, about: string): Html =>
  html`<details><summary>${ctx.t(label)}<span class="vh"> ${name}</span></summary><form method="post" action="${MANDATES}/${m.id}/cham-dut">${csrfField(ctx)}<p>${ctx.t(about, { name })}</p><p>${button({ label: ctx.t('portal.mandate.end-sure'), alt: true })}</p></form></details>`;

async function invitation(ctx: Ctx, m: Mandate): Promise<Html> {
  const { t } = ctx;
  return note(html`<b>${t('portal.mandate.invited', { name: m.principalName })}</b><br>${await scopeText(ctx, m)}. ${untilText(ctx, m)}
<form method="post" action="${MANDATES}/${m.id}/nhan">${csrfField(ctx)}<p>${button({ label: t('portal.mandate.take') })}</p></form>
${press(ctx, m, 'tu-choi', 'portal.mandate.decline', m.principalName)}`);
}

async function held(ctx: Ctx, m: Mandate): Promise<Html> {
  const { t } = ctx;
  return html`<li><div><b>${m.principalName}</b><br><span class="q">${await scopeText(ctx, m)}. ${untilText(ctx, m)}</span><br><a href="/ho-so?cua=${m.principalId}">${t('portal.mandate.see')}</a></div>${endsIt(ctx, m, 'portal.mandate.give-up', m.principalName, 'portal.mandate.give-up-about')}</li>
`;
}

async function given(ctx: Ctx, m: Mandate): Promise<Html> {
  const standing = !m.endedAt && m.until >= localDate(ctx.clock.now());
  const where = m.phone ? `, ${formatPhone(m.phone)}` : '';
  return html`<li><div><b>${m.name}</b><span class="q">${where}, ${ctx.t(`portal.mandate.relation.${m.relation}`)}</span><br><span class="q">${await scopeText(ctx, m)}. ${untilText(ctx, m)}</span><br>${stateOf(ctx, m)}</div>${standing && endsIt(ctx, m, 'portal.mandate.revoke', m.name, 'portal.mandate.revoke-about')}</li>
`;
}

const each = async (list: readonly Mandate[], draw: (m: Mandate) => Promise<Html>): Promise<Html[]> => {
  const drawn: Html[] = [];
  for (const m of list) drawn.push(await draw(m));
  return drawn;
};

/** Who may act in the citizen's name, for whom he may, and what he is asked to. */
async function list(ctx: Ctx): Promise<Answer> {
  const { t, db } = ctx;
  const account = ctx.visitor!.accountId;
  const now = ctx.clock.now();
  const invitations = await invitationsFor(db, account, now);
  const mine = await mandatesHeld(db, account, now);
  const others = await mandatesGiven(db, account);
  const done = `portal.mandate.done.${queryText(ctx.req.query, 'xong')}`;
  return page(
    citizenPage(
      ctx,
      { title: t('portal.mandate.title'), crumbs: [{ href: '/tai-khoan', label: t('ui.nav.account') }] },
      html`<h1>${t('portal.mandate.title')}</h1>
<p>${t('portal.mandate.about')}</p>
${ctx.texts.has(done) && html`<div role="status">${note(t(done))}</div>`}
${await each(invitations, m => invitation(ctx, m))}
${
  mine.length > 0 &&
  html`<h2>${t('portal.mandate.held')}</h2><ul class="tasks">${await each(mine, m => held(ctx, m))}</ul>`
}
<h2>${t('portal.mandate.given')}</h2>
${
  others.length
    ? html`<ul class="tasks">${await each(others, m => given(ctx, m))}</ul>`
    : emptyState({ why: t('portal.mandate.none') })
}
<p>${button({ label: t('portal.mandate.invite'), href: `${MANDATES}/moi` })}</p>`,
    ),
  );
}

const change =
  (work: (...args: [Parameters<typeof endMandate>[0], Ctx, string]) => Promise<void>, done: string) =>
  async (ctx: Ctx): Promise<Answer> => {
    await ctx.db.tx(tx => work(tx, ctx, ctx.req.params.mandate ?? ''));
    return redirect(doneAt(MANDATES, done));
  };

/** The visitor as he acts on mandates. */
export const actOn = (ctx: Ctx) => ({
  ledger: ctx.get(ledgerService),
  actor: ctx.visitor!.accountId,
  at: ctx.clock.now(),
});

const answer = (take: boolean) =>
  change(
    (tx, ctx, mandateId) => answerMandate(tx, ctx.visitor!.accountId, { mandateId, take }, actOn(ctx)),
    take ? 'taken' : 'declined',
  );

/** Ends it, and tells the other, who would only meet pages that are not there any more. */
const end = change(async (tx, ctx, id) => {
  const { accountId, name } = ctx.visitor!;
  const ended = await endMandate(tx, accountId, id, actOn(ctx));
  if (!ended?.otherId) return;
  const other = await getAccount(tx, ended.otherId);
  await queueMessage(
    tx,
    {
      ...{ accountId: other.id, phone: other.phone, email: other.email },
      key: `portal.mandate.ended-by-${ended.by}`,
      params: { name, site: ctx.site.name },
      lang: 'vi',
      about: { kind: 'mandate', id },
      dedupe: `mandate-ended:${id}`,
    },
    ctx.clock.now(),
  );
}, 'ended');

export const mandateRoutes: readonly Route[] = [
  { method: 'GET', path: MANDATES, rule: 'citizen', handler: list },
  { method: 'POST', path: `${MANDATES}/:mandate/nhan`, rule: 'citizen', handler: answer(true) },
  { method: 'POST', path: `${MANDATES}/:mandate/tu-choi`, rule: 'citizen', handler: answer(false) },
  { method: 'POST', path: `${MANDATES}/:mandate/cham-dut`, rule: 'citizen', handler: end },
];
