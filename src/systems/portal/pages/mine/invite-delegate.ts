import {
  accountInvited,
  hasTurnedDown,
  inviteDelegate,
  mayRunUntil,
  type NewMandate,
  RELATIONS,
  readName,
  readPersonalNumber,
  readPhone,
  vaultService,
} from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { findProcedureInForce, listFields, searchProcedures } from '#engines/procedures';
import { formatDate, localDate, localInstant, readDay } from '#platform/clock';
import { type Answer, type Ctx, page, textField as posted, type Route } from '#platform/http';
import { fold } from '#platform/text';
import {
  attempt,
  citizenPage,
  dateField,
  doneAt,
  doOnce,
  type Errors,
  errorOf,
  errorSummary,
  html,
  postForm,
  radios,
  revealed,
  selectField,
  textField,
  typedOr,
} from '#ui';
import { actOn, MANDATES } from './mandates.ts';

const NAME = 'ten';
const CONTACT = 'so';
const RELATION = 'quan-he';
const SCOPE = 'pham-vi';
const FIELD = 'linh-vuc';
const PROCEDURE = 'thu-tuc';
const UNTIL = 'den';

async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const today = localDate(ctx.clock.now());
  const fields = await listFields(ctx.db, today);
  return page(
    citizenPage(
      ctx,
      {
        title: t('portal.mandate.invite'),
        crumbs: [{ href: MANDATES, label: t('portal.mandate.title') }],
        error: errors.length > 0,
      },
      html`${errorSummary(t, errors)}
<h1>${t('portal.mandate.invite')}</h1>
<p>${t('portal.mandate.invite-about')}</p>
${postForm(ctx, {
  action: `${MANDATES}/moi`,
  fields: html`${textField(t, { name: NAME, label: t('portal.mandate.name'), hint: t('portal.mandate.name-hint'), value: typedOr(ctx, NAME), error: errorOf(errors, NAME), autocomplete: 'off' })}
${textField(t, { name: CONTACT, label: t('portal.mandate.contact'), hint: t('portal.mandate.contact-hint'), value: typedOr(ctx, CONTACT), error: errorOf(errors, CONTACT), inputmode: 'tel', autocomplete: 'off', narrow: true })}
${radios(t, {
  name: RELATION,
  label: t('portal.mandate.relation'),
  options: RELATIONS.map(value => ({ value, label: t(`portal.mandate.relation.${value}`) })),
  value: typedOr(ctx, RELATION),
  error: errorOf(errors, RELATION),
})}
${radios(t, {
  name: SCOPE,
  label: t('portal.mandate.scope'),
  options: [
    { value: 'all', label: t('portal.mandate.scope.all') },
    { value: 'field', label: t('portal.mandate.scope.one-field'), reveals: [1] },
    { value: 'procedure', label: t('portal.mandate.scope.one-procedure'), reveals: [2] },
  ],
  value: typedOr(ctx, SCOPE),
  error: errorOf(errors, SCOPE),
})}
${revealed(1, selectField(t, { name: FIELD, label: t('portal.mandate.field'), options: fields.map(f => ({ value: f.code, label: f.name })), value: typedOr(ctx, FIELD), error: errorOf(errors, FIELD) }))}
${revealed(2, textField(t, { name: PROCEDURE, label: t('portal.mandate.procedure'), hint: t('portal.mandate.procedure-hint'), value: typedOr(ctx, PROCEDURE), error: errorOf(errors, PROCEDURE), autocomplete: 'off' }))}
${dateField(t, { name: UNTIL, label: t('portal.mandate.last-day'), hint: t('portal.mandate.last-day-hint'), value: typedOr(ctx, UNTIL, formatDate(localInstant(inAYear(today)))), error: errorOf(errors, UNTIL) })}`,
  button: t('portal.mandate.send'),
})}`,
    ),
    { status: errors.length ? 422 : 200 },
  );
}

const inAYear = (today: string): string =>
  `${Number(today.slice(0, 4)) + 1}${today.slice(4).replace('-02-29', '-02-28')}`;

/** Whether day, month and year were typed, be there such a day or not. */
const isWholeDay = (typed: string): boolean =>
  /^(?:\d{1,2}[/. -]\d{1,2}[/. -]\d{4}|\d{8})$/.test(typed.trim());

const refusalAt = ({ t }: Ctx, path: string, code: string) => ({
  path,
  message: t('ui.refusal', { what: t(`error.${code}.what`), todo: t(`error.${code}.todo`) }),
});

/** The code of the procedure that was named by its code or, as people know it, by its name; undefined where that may be several. */
async function procedureSaid({ db }: Ctx, typed: string, today: string): Promise<string | undefined> {
  const byCode = await findProcedureInForce(db, typed, today);
  if (byCode || !typed) return byCode?.code;
  const { rows, total } = await searchProcedures(db, typed, {}, today);
  const named = rows.find(p => fold(p.name) === fold(typed));
  return (named ?? (total === 1 ? rows[0] : undefined))?.code;
}

/** What was sent, or what has to be corrected. */
async function read(ctx: Ctx): Promise<{ mandate: NewMandate } | { errors: Errors }> {
  const { t } = ctx;
  const said = (name: string) => posted(ctx.req.body, name);
  const name = readName(said(NAME));
  const phone = readPhone(said(CONTACT));
  const personalNumber = phone ? undefined : readPersonalNumber(said(CONTACT));
  const relation = RELATIONS.find(r => r === said(RELATION));
  const scope = (['all', 'field', 'procedure'] as const).find(s => s === said(SCOPE));
  const until = readDay(said(UNTIL));
  const today = localDate(ctx.clock.now());
  const code = await (async () => {
    if (scope === 'field') return (await listFields(ctx.db, today)).find(f => f.code === said(FIELD))?.code;
    if (scope === 'procedure') return procedureSaid(ctx, said(PROCEDURE), today);
    return null;
  })();
  const missing = (wrong: boolean, path: string, key: string) =>
    wrong ? [{ path, message: t(`portal.mandate.error.${key}`) }] : [];
  const errors = [
    ...missing(!name, NAME, 'name'),
    ...missing(!phone && !personalNumber, CONTACT, 'contact'),
    ...missing(!relation, RELATION, 'relation'),
    ...missing(!scope, SCOPE, 'scope'),
    ...missing(scope === 'field' && !code, FIELD, 'field'),
    ...missing(scope === 'procedure' && !code, PROCEDURE, 'procedure'),
    ...missing(!until && !isWholeDay(said(UNTIL)), UNTIL, 'until'),
    ...(!until && isWholeDay(said(UNTIL))
      ? [{ path: UNTIL, message: t('portal.mandate.error.until-none', { typed: said(UNTIL) }) }]
      : []),
    // Told with the others, not after them.
    ...(until && !mayRunUntil(until, ctx.clock.now()) ? [refusalAt(ctx, UNTIL, 'MANDATE_UNTIL_WRONG')] : []),
  ];
  if (errors.length || !name || !relation || !scope || !until) return { errors };
  const to = phone ? { phone } : { personalNumber: personalNumber ?? '' };
  return { mandate: { name, relation, scope, code: code ?? null, until, ...to } };
}

/** Sends the invitation: to a telephone with a message; whether anybody has it is not told. */
async function send(ctx: Ctx): Promise<Answer> {
  const sent = await read(ctx);
  if ('errors' in sent) return show(ctx, sent.errors);
  const { mandate } = sent;
  const { accountId, name } = ctx.visitor!;
  return attempt(
    ctx,
    async () => {
      await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => {
          const id = await inviteDelegate(tx, ctx.get(vaultService), accountId, mandate, actOn(ctx));
          if (mandate.phone && !(await hasTurnedDown(tx, accountId, mandate.phone)))
            await queueMessage(
              tx,
              {
                accountId: (await accountInvited(tx, id)) ?? null,
                phone: mandate.phone,
                key: 'portal.mandate.message',
                params: { name, site: ctx.site.name },
                lang: 'vi',
                about: { kind: 'mandate', id },
                dedupe: `mandate:${id}`,
              },
              ctx.clock.now(),
            );
          return { id };
        }),
      );
      return doneAt(MANDATES, 'invited');
    },
    errors => show(ctx, errors),
    { otherwise: CONTACT },
  );
}

export const inviteRoutes: readonly Route[] = [
  { method: 'GET', path: `${MANDATES}/moi`, rule: 'citizen', handler: ctx => show(ctx) },
  {
    method: 'POST',
    path: `${MANDATES}/moi`,
    rule: 'citizen',
    rateLimit: { max: 20, windowSeconds: 3_600 },
    handler: send,
  },
];
