import { casesService } from '#engines/cases';
import { requireFresh, withStepUp } from '#engines/identity';
import { limitText } from '#engines/worktime';
import { type Ctx, type Route, textField } from '#platform/http';
import {
  type Choice,
  checkbox,
  doneAt,
  doOnce,
  type Errors,
  errorOf,
  type FormPage,
  formPageRoutes,
  type Html,
  html,
  radios,
  textArea,
  typedOr,
} from '#ui';
import { complaintFor, type Right } from '../access.ts';
import { remediesFor, settle } from '../actions/settle.ts';
import { decline, prolong, takeOn } from '../actions/take-on.ts';
import { findComplaint } from '../data/read.ts';
import { type Told, toldOf } from '../notify.ts';
import { settleLimit } from '../rules/limits.ts';
import { fateWords, groundWords, remedyKey } from './facts.ts';
import { COMPLAINTS, complaintsPage, staffPath } from './staff-view.ts';

type Loaded = Awaited<ReturnType<typeof complaintFor>> & { told: Told };

const COMPLEX = 'phuc-tap';
const REMOTE = 'vung-xa';
const REASON = 'ly-do';
const OUTCOME = 'ket-qua';
const REMEDY = 'viec-phai-lam';
const ANSWER = 'noi-dung';

const load =
  (right: Right) =>
  async (ctx: Ctx): Promise<Loaded> => {
    const id = ctx.req.params.complaint ?? '';
    const loaded = await complaintFor(ctx.db, ctx.visitor!, id, right, ctx.clock.now());
    return { ...loaded, told: await toldOf(ctx.db, loaded.complaint) };
  };

/** To the complaint, which says what was done, and whether anybody hears of it. */
const home = ({ complaint, told }: Loaded, done: string): string =>
  doneAt(staffPath(complaint), told === 'told' ? done : `${done}-${told}`);

/** A button says that the complainant is told where he can be. */
const buttonOf =
  (act: string) =>
  ({ told }: Loaded): string =>
    `complaints.${act}.button${told === 'told' ? '' : '-untold'}`;

/** The two routes of a form about one complaint. */
const routes = (path: string, form: Omit<FormPage<Loaded>, 'path'>): Route[] =>
  formPageRoutes<Loaded>(
    { ...form, path: `${COMPLAINTS}/:complaint/${path}` },
    (ctx, { complaint }, page, main) =>
      complaintsPage(
        ctx,
        {
          ...page,
          back: {
            href: staffPath(complaint),
            label: ctx.t(`complaints.line.${complaint.level}`, { number: complaint.number }),
          },
        },
        main,
      ),
  );

const reasonField = (ctx: Ctx, act: string, errors: Errors): Html =>
  textArea(ctx.t, {
    name: REASON,
    label: ctx.t(`complaints.${act}.reason`),
    hint: ctx.t(`complaints.${act}.reason-hint`),
    value: typedOr(ctx, REASON),
    error: errorOf(errors, REASON),
    rows: 4,
  });

/** An act that needs a reason of ten characters at least, done once. */
const withReason = (act: 'decline' | 'prolong', path: string, run: typeof decline): Route[] =>
  routes(path, {
    permission: 'complaint.handle',
    load: load('complaint.handle'),
    title: ctx => ctx.t(`complaints.${act}.title`),
    about: (ctx, { complaint: c }) => {
      const limit = limitText(settleLimit(c.level, { complex: true, remote: c.remote }), ctx.t);
      return html`<p>${ctx.t(`complaints.${act}.about`, { limit })}</p>`;
    },
    fields: (ctx, _, errors) => reasonField(ctx, act, errors),
    button: buttonOf(act),
    submit: async (ctx, loaded) => {
      const { complaint, actor } = loaded;
      const reason = textField(ctx.req.body, REASON);
      if (reason.length < 10) return [{ path: REASON, message: ctx.t(`complaints.${act}.reason-missing`) }];
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          await run(tx, ctx.get(casesService).ledger, { id: complaint.id, reason }, actor);
          return {};
        }),
      );
      return home(loaded, act === 'decline' ? 'declined' : 'prolonged');
    },
    otherwise: REASON,
  });

const takeOnRoutes = routes('thu-ly', {
  permission: 'complaint.handle',
  load: load('complaint.handle'),
  title: ctx => ctx.t('complaints.take-on.title'),
  about: ({ t }, { complaint: c }) => {
    const limit = (complex: boolean, remote: boolean) =>
      limitText(settleLimit(c.level, { complex, remote }), t);
    const words = { plain: limit(false, false), complex: limit(true, false), remote: limit(false, true) };
    return html`<p>${t('complaints.take-on.about', { ...words, both: limit(true, true) })} <span class="q">${t('complaints.why.unverified')}</span></p>`;
  },
  fields: (ctx, _, errors) =>
    html`${[COMPLEX, REMOTE].map((name, i) =>
      checkbox(ctx.t, {
        name: name,
        label: ctx.t(i ? 'complaints.take-on.remote' : 'complaints.take-on.complex'),
        checked: typedOr(ctx, name) !== '',
        error: errorOf(errors, name),
      }),
    )}`,
  button: buttonOf('take-on'),
  submit: async (ctx, loaded) => {
    const { complaint, actor } = loaded;
    const ticked = (name: string) => textField(ctx.req.body, name) !== '';
    const wish = { id: complaint.id, complex: ticked(COMPLEX), remote: ticked(REMOTE) };
    await ctx.db.tx(tx =>
      doOnce(ctx, tx, async () => {
        await takeOn(tx, ctx.get(casesService).ledger, wish, actor);
        return {};
      }),
    );
    return home(loaded, 'taken-on');
  },
  otherwise: COMPLEX,
});

async function settleFields(ctx: Ctx, { complaint }: Loaded, errors: Errors): Promise<Html> {
  const { t } = ctx;
  const choose = (name: string, key: 'outcome' | 'remedy', options: readonly Choice[]) =>
    radios(t, {
      name,
      label: t(`complaints.settle.${key}`),
      hint: key === 'remedy' ? t('complaints.settle.remedy-hint') : undefined,
      options,
      value: typedOr(ctx, name),
      error: errorOf(errors, name),
    });
  const first = complaint.firstId ? await findComplaint(ctx.db, complaint.firstId) : undefined;
  const outcomes = (['kept', 'changed'] as const).map(value => {
    const hint = fateWords(ctx, first, value);
    return { value, label: t(`complaints.outcome.${value}`), ...(hint ? { hint } : {}) };
  });
  const remedies = [
    // A choice that was made must be one that can be taken back.
    { value: '', label: t('complaints.remedy.none') },
    ...remediesFor(complaint).map(value => ({ value, label: t(remedyKey(complaint, value)) })),
  ];
  return html`${choose(OUTCOME, 'outcome', outcomes)}${choose(REMEDY, 'remedy', remedies)}${textArea(t, {
    name: ANSWER,
    label: t('complaints.settle.answer'),
    hint: t('complaints.settle.answer-hint'),
    value: typedOr(ctx, ANSWER),
    error: errorOf(errors, ANSWER),
    rows: 8,
  })}`;
}

/** A signature binds the office: the second factor must have been shown so recently, in minutes; longer once the form is being filled in. */
const FRESH = { GET: 15, POST: 60 } as const;

const settleRoutes = routes('giai-quyet', {
  permission: 'complaint.settle',
  load: async ctx => {
    const loaded = await load('complaint.settle')(ctx);
    const minutes = ctx.req.method === 'GET' ? FRESH.GET : FRESH.POST;
    await requireFresh(ctx.db, ctx.visitor!, minutes, ctx.clock.now());
    return loaded;
  },
  title: ctx => ctx.t('complaints.settle.title'),
  about: (ctx, { complaint }) =>
    html`<p>${ctx.t('complaints.settle.about', { about: groundWords(ctx, complaint), name: complaint.name })}</p>`,
  fields: settleFields,
  button: 'complaints.settle.button',
  submit: async (ctx, loaded) => {
    const { complaint, dossier, actor } = loaded;
    const { t } = ctx;
    const said = (name: string) => textField(ctx.req.body, name);
    const outcome = (['kept', 'changed'] as const).find(o => o === said(OUTCOME));
    const remedy = remediesFor(complaint).find(r => r === said(REMEDY)) ?? null;
    const answer = said(ANSWER);
    const wrong = outcome === 'changed' ? remedy === null : remedy !== null;
    const errors = [
      ...(outcome ? [] : [{ path: OUTCOME, message: t('complaints.settle.outcome-missing') }]),
      ...(outcome && wrong ? [{ path: REMEDY, message: t(`complaints.settle.remedy-${outcome}`) }] : []),
      ...(answer.length >= 20 ? [] : [{ path: ANSWER, message: t('complaints.settle.answer-missing') }]),
    ];
    if (errors.length || !outcome) return errors;
    const wish = { id: complaint.id, outcome, remedy, answer, signerName: ctx.visitor!.name };
    await settle(ctx.db, ctx.get(casesService), dossier, wish, actor);
    return home(loaded, 'settled');
  },
  errorFields: { COMPLAINT_OWN_DECISION: OUTCOME, COMPLAINT_MOVED: OUTCOME },
  otherwise: ANSWER,
}).map(route => ({ ...route, handler: withStepUp(route.handler, ctx => ctx.req.path) }));

/** What officials do with a complaint: take it on, decline it, take more time, settle it. */
export const staffActRoutes: readonly Route[] = [
  ...takeOnRoutes,
  ...withReason('decline', 'khong-thu-ly', decline),
  ...withReason('prolong', 'gia-han', prolong),
  ...settleRoutes,
];
