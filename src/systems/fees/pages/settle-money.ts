import {
  canUndoSettlement,
  findBankAccountById,
  findMoney,
  inStatement,
  isDoubtful,
  type Money,
  paymentsService,
  type Settlement,
  settleDoubt,
  settlementsOf,
  undoSettlement,
} from '#engines/payments';
import { formatDateTime } from '#platform/clock';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, textField as posted, type Route } from '#platform/http';
import {
  attempt,
  doneAt,
  doOnce,
  errorOf,
  formatMoney,
  type Html,
  html,
  keyValues,
  note,
  postForm,
  radios,
  textArea,
  typedOr,
} from '#ui';
import { saidOf, settlementWords } from '../parts/doubt.ts';
import { findActor, getActor, idOf } from '../reach.ts';
import { feesPage, peopleNames, ROOT } from '../view.ts';
import { feesForm } from './form.ts';

const DECISION = 'quyet-dinh';
const REASON = 'ly-do';
const LIST = `${ROOT}/tien-vao`;
const PATH = `${LIST}/:money/sao-ke`;

type Loaded = {
  money: Money;
  agencyId: string;
  doubtful: boolean;
  /** What was settled so far, the newest first, in words. */
  before: readonly { made: Settlement; words: string }[];
  undoable: Settlement | undefined;
};

/** Money of an account at whose agency the visitor settles. Throws NotFound. */
async function load(ctx: Ctx): Promise<Loaded> {
  const { db } = ctx;
  const money = await findMoney(db, idOf(ctx.req.params.money));
  const account = money && (await findBankAccountById(db, money.bankAccountId));
  if (!account || !(await findActor(ctx, 'payment.settle', account.agencyId))) throw NotFound();
  const settlements = await settlementsOf(db, [money.id]);
  const names = await peopleNames(
    ctx,
    settlements.flatMap(s => [s.settledBy, s.undoneBy]),
  );
  const last = settlements[0];
  return {
    money,
    agencyId: account.agencyId,
    doubtful: isDoubtful(money, ctx.clock.now()),
    before: settlements.map(made => ({ made, words: settlementWords(ctx.t, made, names) })),
    undoable: last && !last.undoneAt && (await canUndoSettlement(db, money, last)) ? last : undefined,
  };
}

const pathOf = ({ id }: Money): string => `${LIST}/${id}/sao-ke`;

/** What each side says, what came of it so far, and the way to take that back. */
function about(ctx: Ctx, { money, doubtful, before, undoable }: Loaded): Html {
  const { t } = ctx;
  return html`${keyValues(t, [
    ...saidOf(t, money, before[0]?.made),
    { label: t('fees.money.purpose'), value: money.purpose || t('fees.money.no-purpose') },
    { label: t('fees.col.payer'), value: money.payer ?? t('fees.money.no-payer') },
    { label: t('fees.col.at'), value: formatDateTime(money.bookedAt) },
    { label: t('fees.money.ref'), value: html`<span class="num">${money.bankRef}</span>` },
    ...(money.subjectKind === 'dossier'
      ? [
          {
            label: t('fees.settle.of'),
            value: html`<a href="/can-bo/ho-so/${money.subjectId}/phi">${t('fees.money.dossier')}</a>`,
          },
        ]
      : []),
  ])}${
    before.length > 0 &&
    html`<h2>${t('fees.settle.before')}</h2><ul>${before.map(b => html`<li>${b.words}</li>`)}</ul>`
  }${
    undoable
      ? postForm(ctx, {
          action: `${pathOf(money)}/hoan-tac`,
          fields: html`<input type="hidden" name="quyet-dinh-so" value="${undoable.id}">`,
          button: t('fees.settle.undo'),
        })
      : !doubtful && note(t(before.length ? 'fees.settle.no-undo' : 'fees.settle.alike'))
  }`;
}

/** The accountant decides which is right, the bank's notice or its statement. */
const settleRoutes = feesForm<Loaded>({
  path: PATH,
  permission: 'payment.settle',
  active: 'money',
  load,
  title: ctx => ctx.t('fees.settle.title'),
  about,
  crumbs: (_, ctx) => [{ href: `${LIST}?xem=doubtful`, label: ctx.t('fees.money.view.doubtful') }],
  without: (_, { doubtful }) => !doubtful,
  fields: (ctx, { money }, errors) => {
    const { t } = ctx;
    const corrects = (inStatement(money) ?? 0) !== money.amount;
    return html`${radios(t, {
      name: DECISION,
      label: t('fees.settle.decision'),
      value: typedOr(ctx, DECISION),
      error: errorOf(errors, DECISION),
      options: [
        ...(corrects
          ? [
              {
                value: 'corrected',
                label: t(inStatement(money) === null ? 'fees.settle.nothing' : 'fees.settle.corrected', {
                  amount: formatMoney(inStatement(money) ?? 0, t.lang),
                }),
                hint: t('fees.settle.corrected.hint'),
              },
            ]
          : []),
        { value: 'kept', label: t('fees.settle.kept'), hint: t('fees.settle.kept.hint') },
      ],
    })}${textArea(t, {
      name: REASON,
      label: t('fees.reason'),
      hint: t('fees.settle.reason.hint'),
      value: typedOr(ctx, REASON),
      error: errorOf(errors, REASON),
      rows: 2,
    })}`;
  },
  button: 'fees.settle.button',
  submit: async (ctx, { money, agencyId }) => {
    const { body } = ctx.req;
    const chosen = posted(body, DECISION);
    const reason = posted(body, REASON);
    const missing = [
      ...(chosen === 'corrected' || chosen === 'kept'
        ? []
        : [{ path: DECISION, message: ctx.t('fees.settle.decision.missing') }]),
      ...(reason.trim().length < 3 ? [{ path: REASON, message: ctx.t('fees.settle.reason.missing') }] : []),
    ];
    if (missing.length) return missing;
    const decision = chosen === 'corrected' ? ('corrected' as const) : ('kept' as const);
    const actor = await getActor(ctx, 'payment.settle', agencyId);
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        const input = { moneyId: money.id, decision, reason };
        const { id } = await settleDoubt(tx, ctx.get(paymentsService), input, actor);
        return { id };
      }),
    );
    return doneAt(pathOf(money), 'settled');
  },
  errorFields: { PAYMENT_REASON_MISSING: REASON, PAYMENT_REASON_TOO_LONG: REASON },
  otherwise: DECISION,
});

async function undo(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const loaded = await load(ctx);
  const { money, agencyId } = loaded;
  const actor = await getActor(ctx, 'payment.settle', agencyId);
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          const input = { moneyId: money.id, settlementId: idOf(posted(ctx.req.body, 'quyet-dinh-so')) };
          const { id } = await undoSettlement(tx, ctx.get(paymentsService), input, actor);
          return { id };
        }),
      );
      return doneAt(pathOf(money), 'settlement-undone');
    },
    async errors =>
      feesPage(
        ctx,
        {
          title: t('fees.settle.title'),
          active: 'money',
          errors,
          crumbs: [{ href: `${LIST}?xem=settled`, label: t('fees.money.view.settled') }],
        },
        html`<div id="f-quyet-dinh-so">${about(ctx, await load(ctx))}</div>`,
      ),
    { otherwise: 'quyet-dinh-so' },
  );
}

export const settleMoneyRoutes: readonly Route[] = [
  ...settleRoutes,
  { method: 'POST', path: `${PATH}/hoan-tac`, rule: { permission: 'payment.settle' }, handler: undo },
];
