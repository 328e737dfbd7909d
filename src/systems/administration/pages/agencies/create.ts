import { actOf, mustReach } from '#engines/identity';
import { createAgency, findAgency } from '#engines/organisation';
import { formatDate, localDate, readDay } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, queryText, type Route } from '#platform/http';
import {
  attempt,
  dateField,
  doneAt,
  doOnce,
  type Errors,
  errorOf,
  type FieldError,
  html,
  postForm,
} from '#ui';
import { isId } from '../../reach.ts';
import { adminPage, ROOT } from '../../view.ts';
import { FIELD_OF_ERROR, factsFields, readFacts, typedFacts } from './facts-form.ts';
import { agencyPath } from './load.ts';

const PATH = `${ROOT}/co-quan/moi`;
const FROM = 'tu-ngay';
const rule = { permission: 'organisation.manage' };

async function show(ctx: Ctx, errors: Errors = []): Promise<Answer> {
  const { t, req } = ctx;
  const first = req.method === 'GET';
  const values = typedFacts(ctx);
  const parent = queryText(req.query, 'cap-tren');
  if (first && isId(parent)) {
    await mustReach(ctx, 'organisation.manage', parent);
    values['cap-tren'] = (await findAgency(ctx.db, parent, localDate(ctx.clock.now())))?.identifier ?? '';
  }
  const from = first ? formatDate(localDate(ctx.clock.now())) : posted(req.body, FROM);
  return adminPage(
    ctx,
    {
      title: t('administration.agencies.add'),
      active: 'agencies',
      crumbs: [{ href: `${ROOT}/co-quan`, label: t('administration.agencies.title') }],
      errors,
    },
    postForm(ctx, {
      action: PATH,
      fields: html`${await factsFields(ctx, values, errors)}${dateField(t, {
        name: FROM,
        label: t('administration.from'),
        hint: t('administration.agency.from.hint'),
        value: from,
        error: errorOf(errors, FROM),
      })}`,
      button: t('administration.agencies.add.button'),
    }),
  );
}

async function create(ctx: Ctx): Promise<Answer> {
  const from = readDay(posted(ctx.req.body, FROM));
  const { facts, errors } = await readFacts(ctx, from ?? localDate(ctx.clock.now()));
  const all: FieldError[] = from ? errors : [...errors, { path: FROM, message: ctx.t('ui.day.wrong') }];
  if (all.length || !from) return show(ctx, all);
  return attempt(
    ctx,
    async () => {
      const act = actOf(ctx, 'organisation.manage');
      const { id } = await ctx.db.tx(tx =>
        doOnce(ctx, tx, async () => ({ id: (await createAgency(tx, facts, { from, to: null }, act)).id })),
      );
      return doneAt(agencyPath(id), 'agency-created');
    },
    again => show(ctx, again),
    { fields: { ...FIELD_OF_ERROR, UNIT_PERIOD_WRONG: FROM }, otherwise: 'ten' },
  );
}

export const createAgencyRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule, handler: ctx => show(ctx) },
  { method: 'POST', path: PATH, rule, handler: create },
];
