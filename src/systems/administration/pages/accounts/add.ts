import { addOfficial, listRoles, readEmail, readName, readPhone, readStaffId } from '#engines/identity';
import { findAgencyByCode } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import { type Ctx, textField as posted, type Route, textFields } from '#platform/http';
import { checkboxes, dateField, type FieldError, html, note, type TextFieldProps, textField } from '#ui';
import { actOf } from '../../act.ts';
import { readDay } from '../../days.ts';
import { errorOf } from '../../form.ts';
import { formRoutes, typedOr } from '../../form-page.ts';
import { rolesToGive } from '../../giving.ts';
import { reaches } from '../../reach.ts';
import { adminPage } from '../../view.ts';
import { roleText } from '../../words.ts';
import { ACCOUNTS, accountPath } from './load.ts';
import { placeOfficial } from './place.ts';

const NAME = 'ho-ten';
const USER = 'ten-dang-nhap';
const EMAIL = 'thu-dien-tu';
const PHONE = 'dien-thoai';
const AGENCY = 'co-quan';
const TITLE = 'chuc-danh';
const TITLE_EN = 'chuc-danh-en';
const ROLES = 'vai-tro';
const FROM = 'tu-ngay';

const crumbs = (ctx: Ctx) => [{ href: ACCOUNTS, label: ctx.t('administration.accounts.title') }];

/** What was typed, read; each fault with its field. */
async function readForm(ctx: Ctx) {
  const { t, req, db } = ctx;
  const errors: FieldError[] = [];
  const wrong = (path: string, key: string) =>
    errors.push({ path, message: t(`administration.${key}.wrong`) });
  const text = (name: string) => posted(req.body, name);
  const name = readName(text(NAME));
  const staffId = text(USER) ? readStaffId(text(USER)) : null;
  const email = text(EMAIL) ? readEmail(text(EMAIL)) : null;
  const phone = text(PHONE) ? readPhone(text(PHONE)) : null;
  const from = readDay(text(FROM));
  const titleVi = text(TITLE).slice(0, 200);
  const roles = textFields(req.body, ROLES);
  const found = await findAgencyByCode(db, text(AGENCY).toUpperCase(), from ?? localDate(ctx.clock.now()));
  // The same words for an agency that is not there and one that is not his to fill.
  const agency = found && (await reaches(ctx, 'identity.manage', found.id)) ? found : undefined;
  if (!name) wrong(NAME, 'account.name');
  if (staffId === undefined || (!staffId && !text(EMAIL))) wrong(USER, 'account.user');
  if (email === undefined) wrong(EMAIL, 'account.email');
  if (phone === undefined) wrong(PHONE, 'account.phone');
  if (!agency) wrong(AGENCY, 'account.agency');
  if (!titleVi) wrong(TITLE, 'post.title');
  const given = agency ? await rolesToGive(ctx, agency.id) : await listRoles(db);
  if (!roles.length || !roles.every(id => given.some(r => r.id === id))) wrong(ROLES, 'post.roles');
  if (!from) wrong(FROM, 'day');
  if (errors.length || !name || !agency || !from) return { errors };
  return {
    errors,
    official: { name, staffId: staffId ?? null, email: email ?? null, phone: phone ?? null },
    placing: { agencyId: agency.id, titleVi, titleEn: text(TITLE_EN).slice(0, 200) || titleVi, roles, from },
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
    const field = (name: string, key: string, more: Partial<TextFieldProps> = {}) =>
      textField(t, {
        name,
        label: t(`administration.${key}`),
        value: typedOr(ctx, name),
        error: errorOf(errors, name),
        maxlength: 200,
        ...more,
      });
    const hint = (key: string) => ({ hint: t(`administration.${key}.hint`) });
    return html`${field(NAME, 'account.name')}<div class="fs">${field(USER, 'account.user', { ...hint('account.user'), optional: true })}${field(
      EMAIL,
      'account.email',
      { type: 'email', optional: true, maxlength: 254 },
    )}${field(PHONE, 'account.phone', { type: 'tel', optional: true, maxlength: 20 })}</div>
${field(AGENCY, 'account.agency-code', hint('agency.identifier'))}<div class="fs">${field(TITLE, 'post.title', hint('post.title'))}${field(
      TITLE_EN,
      'post.title-en',
      { optional: true },
    )}</div>${checkboxes(t, {
      name: ROLES,
      label: t('administration.post.roles'),
      values: textFields(ctx.req.body, ROLES),
      error: errorOf(errors, ROLES),
      options: (await listRoles(ctx.db)).map(r => ({ value: r.id, label: roleText(ctx, r) })),
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
  errorFields: { POST_HELD: TITLE },
  otherwise: USER,
  fresh: true,
});

export const addAccountRoutes: readonly Route[] = add;
