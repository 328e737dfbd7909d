import {
  countUndelivered,
  listUndelivered,
  mendsMessage,
  type Undelivered,
  undeliveredFor,
} from '#engines/cases';
import { actOf, maskContact } from '#engines/identity';
import { MAX_ATTEMPTS, sendAgain, settleMessage } from '#engines/messaging';
import { formatDateTime, localDate } from '#platform/clock';
import { type Answer, type Ctx, pageNumber, type Route, redirect, textField } from '#platform/http';
import {
  csrfField,
  doneAt,
  emptyState,
  errorOf,
  type Html,
  html,
  pages,
  pastEnd,
  scrollTable,
  textArea,
  typedOr,
  wholeCodes,
  withQuery,
} from '#ui';
import { agencyNames } from '../../agencies-on.ts';
import { formRoutes } from '../../form-page.ts';
import { adminPage } from '../../view.ts';
import { fault } from './fault.ts';
import { lastMended, tellingRoutes } from './second.ts';
import { INCIDENTS, incidentTabs, subjectOf } from './words.ts';

const PERMISSION = 'incident.manage';
const MESSAGES = `${INCIDENTS}/tin`;
const PAGE_SIZE = 50;
/** So many are sent again at once; what is left is there the next time. */
const MOST_AT_ONCE = 500;
const HOW = 'cach-bao';

async function rows(ctx: Ctx, found: readonly Undelivered[]): Promise<Html[][]> {
  const { t } = ctx;
  const names = await agencyNames(
    ctx,
    found.flatMap(m => m.agencyId ?? []),
    localDate(ctx.clock.now()),
  );
  return found.map(m => [
    m.code
      ? html`<b class="num nb">${m.code}</b><small>${names.get(m.agencyId ?? '') ?? ''}</small>${m.synthetic && html`<small>${t('administration.message.synthetic')}</small>`}`
      : html`<b>${t('administration.message.no-dossier')}</b><small>${m.official ?? t('administration.message.to-citizen')}</small>`,
    html`<div class="whole">${wholeCodes(subjectOf(ctx, m))}</div><small class="num">${formatDateTime(m.createdAt)}</small>`,
    html`<span class="nb">${maskContact(m.address)}</span>`,
    html`${t(`administration.message.${m.isDropped ? 'dropped' : m.attempts >= MAX_ATTEMPTS ? 'gave-up' : 'refused'}`, { count: m.attempts })}${m.againAt && html`<div><b>${t('administration.message.again-at', { at: formatDateTime(m.againAt) })}</b></div>`}${m.error && html`<div>${fault(ctx, m.error, undefined, 'message')}</div>`}`,
    html`<div class="row"><form method="post" action="${MESSAGES}/${m.id}/gui-lai">${csrfField(ctx)}<button class="btn">${t('administration.message.again')}<span class="vh"> ${m.code ?? subjectOf(ctx, m)}</span></button></form>
<a class="btn alt" href="${MESSAGES}/${m.id}/bao-khac">${t('administration.message.otherwise')}<span class="vh"> ${m.code ?? subjectOf(ctx, m)}</span></a></div>`,
  ]);
}

/** Messages that reached nobody, about a dossier or none: what they said, why they did not arrive, and what can be done. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const now = ctx.clock.now();
  const n = pageNumber(ctx.req.query);
  const offset = (n - 1) * PAGE_SIZE;
  const found = await listUndelivered(ctx.db, ctx.visitor!, now, { limit: PAGE_SIZE + 1, offset });
  const shown = found.slice(0, PAGE_SIZE);
  const elsewhere = pastEnd(ctx, n, shown.length);
  if (elsewhere) return elsewhere;
  const count = Math.min(await countUndelivered(ctx.db, ctx.visitor!, now), MOST_AT_ONCE);
  return adminPage(
    ctx,
    { title: t('administration.incidents.title.messages'), active: 'incidents' },
    html`${await incidentTabs(ctx, 'messages')}
<p>${t('administration.messages.about')}</p>
<section>${
      shown.length
        ? html`${scrollTable({
            caption: t('administration.incidents.title.messages'),
            captionHidden: true,
            list: true,
            columns: [
              { label: t('administration.incident.dossier') },
              { label: t('administration.message.what') },
              { label: t('administration.message.to') },
              { label: t('administration.message.why') },
              { label: t('administration.actions'), hidden: true },
            ],
            rows: await rows(ctx, shown),
          })}
${
  count > 1 &&
  html`<form method="post" action="${MESSAGES}/gui-lai">${csrfField(ctx)}<p><button class="btn alt">${t('administration.messages.all', { count })}</button></p></form>`
}`
        : emptyState({ why: t('administration.messages.none') })
    }
${pages(t, {
  from: offset + 1,
  to: offset + shown.length,
  previous: n > 1 ? withQuery(ctx, { trang: String(n - 1) }) : undefined,
  next: found.length > PAGE_SIZE ? withQuery(ctx, { trang: String(n + 1) }) : undefined,
})}</section>`,
  );
}

async function again(ctx: Ctx): Promise<Answer> {
  const { id } = await undeliveredFor(ctx.db, ctx.visitor!, ctx.req.params.message ?? '', ctx.clock.now());
  await ctx.db.tx(tx => sendAgain(tx, id, actOf(ctx, PERMISSION)));
  return redirect(doneAt(MESSAGES, 'message-again'));
}

/** Each in a transaction of its own: what somebody else has seen to meanwhile is passed over, and holds up none of the others. */
async function allAgain(ctx: Ctx): Promise<Answer> {
  const page = { limit: MOST_AT_ONCE, offset: 0 };
  for (const { id } of await listUndelivered(ctx.db, ctx.visitor!, ctx.clock.now(), page))
    await ctx.db
      .tx(tx => sendAgain(tx, id, actOf(ctx, PERMISSION)))
      .catch(error => {
        if (error.code !== 'NOT_FOUND') throw error;
      });
  return redirect(doneAt(MESSAGES, 'messages-again'));
}

const otherwise = formRoutes({
  path: `${MESSAGES}/:message/bao-khac`,
  permission: PERMISSION,
  active: 'incidents',
  load: ctx => undeliveredFor(ctx.db, ctx.visitor!, ctx.req.params.message ?? '', ctx.clock.now()),
  title: ctx => ctx.t('administration.message.otherwise.title'),
  crumbs: ctx => [{ href: MESSAGES, label: ctx.t('administration.incidents.title') }],
  about: (ctx, message) => {
    const said = { subject: subjectOf(ctx, message), to: maskContact(message.address) };
    const { code } = message;
    return html`<p>${wholeCodes(code && !said.subject.includes(code) ? ctx.t('administration.message.otherwise.about', { ...said, code }) : ctx.t('administration.message.otherwise.about-none', said))}</p>`;
  },
  fields: (ctx, _, errors) =>
    textArea(ctx.t, {
      name: HOW,
      label: ctx.t('administration.message.otherwise.how'),
      hint: ctx.t('administration.message.otherwise.hint'),
      value: typedOr(ctx, HOW),
      error: errorOf(errors, HOW),
      rows: 3,
    }),
  button: 'administration.message.otherwise.button',
  submit: async (ctx, { id }) => {
    const how = textField(ctx.req.body, HOW);
    if (how.length < 10 || how.length > 1000)
      return [{ path: HOW, message: ctx.t('administration.message.otherwise.wrong') }];
    await ctx.db.tx(tx => settleMessage(tx, id, how, actOf(ctx, PERMISSION)));
    return doneAt(MESSAGES, 'message-settled');
  },
  otherwise: HOW,
});

/** What whoever comes second reads of the message of the address. */
const ofMessage = {
  first: async (ctx: Ctx) => {
    const { message: id = '' } = ctx.req.params;
    const his = await mendsMessage(ctx.db, ctx.visitor!, id, ctx.clock.now());
    return his ? lastMended(ctx, `message:${id}`, ['message.sent-again', 'message.settled']) : undefined;
  },
  href: () => MESSAGES,
  typed: [HOW],
};

const rule = { permission: PERMISSION };
export const messageRoutes: readonly Route[] = [
  { method: 'GET', path: MESSAGES, rule, handler: show },
  { method: 'POST', path: `${MESSAGES}/gui-lai`, rule, handler: allAgain },
  ...tellingRoutes(ofMessage, [
    { method: 'POST', path: `${MESSAGES}/:message/gui-lai`, rule, handler: again },
    ...otherwise,
  ]),
];
