import { actOf, addOfficial, listRoles } from '#engines/identity';
import { formatDate, localDate, readDay } from '#platform/clock';
import { type Ctx, textField as posted, type Route, textFields } from '#platform/http';
import { checkboxes, dateField, errorOf, html, note, typedOr } from '#ui';
import { agencyField, readAgency } from '../../agency-field.ts';
import { formRoutes } from '../../form-page.ts';
import { rolesOfferable, rolesToGive } from '../../giving.ts';
import { adminPage } from '../../view.ts';
import { roleText } from '../../words.ts';
import { readTitles, titleFields, VI } from '../posts/titles.ts';
import { detailFields, readDetails, USER } from './details.ts';
import { ACCOUNTS, accountPath } from './load.ts';
import { placeOfficial } from './place.ts';

const AGENCY = 'co-quan';
const ROLES = 'vai-tro';
const FROM = 'tu-ngay';

const crumbs = (ctx: Ctx) => [{ href: ACCOUNTS, label: ctx.t('administration.accounts.title') }];

/** What was typed, read; each fault with its field. */
async function readForm(ctx: Ctx) {
  const { t, req, db } = ctx;
  const { details, errors } = readDetails(ctx);
  const wrong = (path: string, key: string) =>
    errors.push({ path, message: t(`administration.${key}.wrong`) });
  const text = (name: string) => posted(req.body, name);
  const from = readDay(text(FROM));
  const roles = textFields(req.body, ROLES);
  const named = await readAgency(ctx, AGENCY, 'identity.manage', from ?? localDate(ctx.clock.now()));
  const agency = 'agency' in named ? named.agency : undefined;
  if ('message' in named) errors.push({ path: AGENCY, message: named.message });
  const { titles, errors: untitled } = readTitles(ctx);
  errors.push(...untitled);
  const given = agency ? await rolesToGive(ctx, agency.id) : await listRoles(db);
  if (!roles.length || !roles.every(id => given.some(r => r.id === id))) wrong(ROLES, 'post.roles');
  if (!from) errors.push({ path: FROM, message: t('ui.day.wrong') });
  if (errors.length || !details || !titles || !agency || !from) return { errors };
  return {
    errors,
    official: details,
    placing: { agencyId: agency.id, ...titles, roles, from },
  };
}

const add = formRoutes<null>({
  path: `${ACCOUNTS}/moi`,
  permission: 'identity.manage',
  active: 'accounts',
  load: async () => null,
  title: ctx => ctx.t('administration.account.add'),
  crumbs,
  about: ctx => html`<p>${ctx.t('administration.account.add.about')}</p>`,
  fields: async (ctx, _, errors) => {
    const { t } = ctx;
    return html`${detailFields(ctx, errors)}
${await agencyField(ctx, {
  name: AGENCY,
  label: t('administration.account.agency'),
  among: 'identity.manage',
  value: typedOr(ctx, AGENCY),
  errors,
})}${titleFields(ctx, errors)}${checkboxes(t, {
  name: ROLES,
  label: t('administration.post.roles'),
  values: textFields(ctx.req.body, ROLES),
  error: errorOf(errors, ROLES),
  options: (await rolesOfferable(ctx)).map(r => ({ value: r.id, label: roleText(ctx, r) })),
})}${dateField(t, {
  name: FROM,
  label: t('administration.from'),
  value: typedOr(ctx, FROM, formatDate(localDate(ctx.clock.now()))),
  error: errorOf(errors, FROM),
})}`;
  },
  button: 'administration.account.add.button',
  submit: async ctx => {
    const { t } = ctx;
    const { errors, official, placing } = await readForm(ctx);
    if (errors.length || !official || !placing) return errors;
    const act = actOf(ctx, 'identity.manage');
    const { accountId, initialPassword } = await ctx.db.tx(async tx => {
      const added = await addOfficial(tx, official, act);
      await placeOfficial(tx, added.accountId, placing, act);
      return added;
    });
    // Not a redirect: the password is kept nowhere, so it can only stand in this answer. Sent again, the user name is taken.
    return adminPage(
      ctx,
      { title: t('administration.account.added'), active: 'accounts', crumbs: crumbs(ctx) },
      html`${note(t('administration.account.password.once', { name: official.name }))}
<p>${t('administration.account.user')}: <b>${official.staffId ?? official.email}</b></p>
<p>${t('administration.account.password.is')} <b class="num"><code>${initialPassword}</code></b></p>
<p><a href="${accountPath(accountId)}">${t('administration.account.open')}</a></p>`,
    );
  },
  errorFields: { POST_HELD: VI },
  otherwise: USER,
  fresh: true,
});

export const addAccountRoutes: readonly Route[] = add;
