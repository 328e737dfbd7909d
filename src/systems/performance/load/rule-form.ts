import { actOf } from '#engines/identity';
import { listAllFields } from '#engines/procedures';
import { endRule, findRule, makeRule, type NewRule, WAYS } from '#engines/work';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, page, textField as posted, type Route, redirect } from '#platform/http';
import {
  button,
  doneAt,
  type Errors,
  errorOf,
  errorSummary,
  formPageRoutes,
  type Html,
  html,
  radios,
  selectField,
  staffPage,
  textField,
  typedOr,
} from '#ui';
import { DECIDES, type Led, LOAD, ledAgency, withAgency } from './led.ts';
import { couldDo, everybodyAt, rehearsal } from './rehearsal.ts';
import { cannotWords, KINDS, NEW_RULE, RULES } from './rule-words.ts';
import { typedProcedure } from './typed-procedure.ts';

const WAY = 'cach';
const POST = 'vi-tri';
const PROCEDURE = 'thu-tuc';
const FIELD = 'linh-vuc';
const KIND = 'loai-buoc';
const REHEARSE = 'xem-truoc';

/** What was filled in as a rule, or what is wrong with it: a rule that could never give anything is none. */
async function readRule(ctx: Ctx, led: Led): Promise<NewRule | Errors> {
  const { t } = ctx;
  const typed = (name: string) => posted(ctx.req.body, name).trim();
  const errors: Array<Errors[number]> = [];
  const named = typed(PROCEDURE) ? await typedProcedure(ctx, typed(PROCEDURE)) : undefined;
  if (named && 'error' in named) errors.push({ path: PROCEDURE, message: named.error });
  const procedure = named && 'procedure' in named ? named.procedure : undefined;
  const way = WAYS.find(w => w === typed(WAY));
  if (!way) errors.push({ path: WAY, message: t('performance.rules.way-missing') });
  const permission = KINDS.find(k => k === typed(KIND)) ?? null;
  const posts = await everybodyAt(ctx, led);
  const post = posts.find(p => p.postId === typed(POST));
  if (way === 'fixed' && !post) errors.push({ path: POST, message: t('performance.rules.post-missing') });
  const fields = await listAllFields(ctx.db);
  const field = procedure?.fieldCode ?? fields.find(f => f.code === typed(FIELD))?.code ?? null;
  if (errors.length || !way) return errors;
  const rule = {
    agencyId: led.id,
    field,
    procedure: procedure?.code ?? null,
    permission,
    way,
    postId: way === 'fixed' ? (post?.postId ?? null) : null,
  };
  if (way === 'fixed' && !(await couldDo(ctx, led, rule)))
    return [{ path: POST, message: await cannotWords(ctx, rule) }];
  return rule;
}

const isErrors = (read: NewRule | Errors): read is Errors => Array.isArray(read);

async function fieldsOf(ctx: Ctx, led: Led, errors: Errors): Promise<Html> {
  const { t } = ctx;
  const [fields, posts] = await Promise.all([listAllFields(ctx.db), everybodyAt(ctx, led)]);
  return html`${selectField(t, {
    name: KIND,
    label: t('performance.rules.kind'),
    any: t('performance.rules.kind.all'),
    value: typedOr(ctx, KIND),
    options: KINDS.map(value => ({ value, label: t(`performance.rules.kind.${value}`) })),
  })}${selectField(t, {
    name: FIELD,
    label: t('performance.col.field'),
    any: t('performance.rules.any-field'),
    value: typedOr(ctx, FIELD),
    options: fields.map(f => ({ value: f.code, label: f.name })),
  })}${textField(t, {
    name: PROCEDURE,
    label: t('performance.rules.procedure'),
    hint: t('performance.rules.procedure-hint'),
    optional: true,
    autocomplete: 'off',
    value: typedOr(ctx, PROCEDURE),
    error: errorOf(errors, PROCEDURE),
  })}${radios(t, {
    name: WAY,
    label: t('performance.rules.way'),
    value: typedOr(ctx, WAY),
    error: errorOf(errors, WAY),
    options: WAYS.map(value => ({
      value,
      label: t(`performance.rules.choice.${value}`),
      hint: t(`performance.rules.choice.${value}-hint`),
      ...(value === 'fixed' && { reveals: [1] }),
    })),
  })}<div class="if1">${selectField(t, {
    name: POST,
    label: t('performance.rules.post'),
    value: typedOr(ctx, POST),
    error: errorOf(errors, POST),
    options: posts.map(p => ({ value: p.postId, label: p.label })),
  })}</div>`;
}

const frame = (
  ctx: Ctx,
  led: Led,
  { title, errors }: { title: string; errors: Errors },
  main: Html,
): Answer =>
  page(
    staffPage(
      ctx,
      { title, active: 'load', error: errors.length > 0 },
      html`<p class="crumb"><a href="${withAgency(LOAD, led)}">‹ ${ctx.t('performance.load.title')}</a></p>
${errorSummary(ctx.t, errors)}
<h1>${title}</h1>
${main}`,
    ),
    { status: errors.length ? 422 : 200 },
  );

/** A rule is tried on paper first: whom the next steps would go to, and why; then it is made. */
const [showNew, sendNew] = formPageRoutes<Led>(
  {
    path: NEW_RULE,
    permission: DECIDES,
    load: ctx => ledAgency(ctx),
    title: (ctx, led) => ctx.t('performance.rules.new-for', { agency: led.name }),
    fields: fieldsOf,
    button: 'performance.rules.make',
    after: ctx =>
      button({ label: ctx.t('performance.rules.rehearse'), alt: true, name: REHEARSE, value: '1' }),
    submit: async (ctx, led) => {
      const rule = await readRule(ctx, led);
      if (isErrors(rule)) return [...rule];
      if (posted(ctx.req.body, REHEARSE)) {
        const title = ctx.t('performance.rules.new-for', { agency: led.name });
        return frame(
          ctx,
          led,
          { title, errors: [] },
          await rehearsal(ctx, led, rule, () => fieldsOf(ctx, led, [])),
        );
      }
      await ctx.db.tx(tx => makeRule(tx, rule, actOf(ctx, DECIDES)));
      return doneAt(withAgency(LOAD, led), 'rule-made');
    },
    otherwise: WAY,
  },
  frame,
);

async function end(ctx: Ctx): Promise<Answer> {
  const led = await ledAgency(ctx);
  const id = ctx.req.params.rule ?? '';
  const rule = /^[0-9a-f-]{36}$/.test(id) ? await findRule(ctx.db, id) : undefined;
  if (rule?.agencyId !== led.id) throw NotFound();
  await ctx.db.tx(tx => endRule(tx, rule.id, actOf(ctx, DECIDES)));
  return redirect(doneAt(withAgency(LOAD, led), 'rule-ended'));
}

export const ruleRoutes: readonly Route[] = [
  showNew,
  sendNew,
  { method: 'POST', path: `${RULES}/:rule/bo`, rule: { permission: DECIDES }, handler: end },
];
