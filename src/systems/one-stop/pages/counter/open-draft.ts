import { officesOf, openAtCounter, readDraftCode, readWhoCame } from '#engines/cases';
import { WEDGE } from '#engines/forms';
import { type Answer, type Ctx, textField as posted, queryText, type Route } from '#platform/http';
import {
  attempt,
  button,
  csrfField,
  type Errors,
  errorOf,
  type FieldError,
  html,
  textField,
  typedOr,
} from '#ui';
import { CARD_KEY, COUNTER, counterPage, intakePath } from './frame.ts';
import { OFFICE, officeChoice, officeOf } from './office.ts';

/** Where a citizen's own application is opened in his presence. */
export const DRAFT = `${COUNTER}/ban-khai`;
const CODE = 'ma';
const WHO = 'nguoi';

async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const offices = await officesOf(ctx.db, ctx.visitor!, ctx.clock.now());
  const office = officeOf(ctx, offices);
  const code = typedOr(ctx, CODE, queryText(ctx.req.query, CODE).slice(0, 60));
  return counterPage(
    ctx,
    {
      title: t('one-stop.draft.title'),
      back: { href: COUNTER, label: t('one-stop.counter.title') },
      errors,
      scripts: [WEDGE],
      keys: [[CARD_KEY, t('one-stop.counter.key-card')]],
    },
    html`<p>${t('one-stop.draft.about')}</p>
<form method="post" action="${DRAFT}" novalidate>${csrfField(ctx)}
${textField(t, { name: CODE, label: t('one-stop.draft.code'), hint: t('one-stop.draft.code-hint'), value: code, error: errorOf(errors, CODE), autocomplete: 'off', most: 60, focus: !code })}
${textField(t, { name: WHO, label: t('one-stop.draft.who'), hint: t('one-stop.draft.who-hint'), value: typedOr(ctx, WHO), error: errorOf(errors, WHO), autocomplete: 'off', most: 1_000, focus: code !== '' && !errors.length, key: CARD_KEY })}
${office && officeChoice(ctx, offices, office)}
<p>${button({ label: t('one-stop.draft.open') })}</p></form>`,
  );
}

async function open(ctx: Ctx): Promise<Answer> {
  const { t } = ctx;
  const code = readDraftCode(posted(ctx.req.body, CODE));
  const shown = readWhoCame(posted(ctx.req.body, WHO));
  const office = officeOf(ctx, await officesOf(ctx.db, ctx.visitor!, ctx.clock.now()));
  const errors: FieldError[] = [
    ...(code ? [] : [{ path: CODE, message: t('one-stop.draft.code-missing') }]),
    ...(shown ? [] : [{ path: WHO, message: t('one-stop.draft.who-missing') }]),
    ...(office ? [] : [{ path: OFFICE, message: t('one-stop.counter.no-office') }]),
  ];
  if (!code || !shown || !office) return show(ctx, errors);
  return attempt(
    ctx,
    async () => intakePath({ id: await openAtCounter(ctx, { code, shown, agencyId: office.id }) }),
    refused => show(ctx, refused),
    { otherwise: CODE },
  );
}

const rule: Route['rule'] = { permission: 'dossier.receive' };
export const openDraftRoutes: readonly Route[] = [
  { method: 'GET', path: DRAFT, rule, handler: ctx => show(ctx) },
  { method: 'POST', path: DRAFT, rule, handler: open },
];
