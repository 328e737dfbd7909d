import { ETHNIC_GROUPS, ethnicGroup } from '#engines/forms';
import { changeProfile, type Profile, profileOf, vaultService } from '#engines/identity';
import { type Area, descendantsOf, findArea, listAgencies } from '#engines/organisation';
import { formatDate, localDate } from '#platform/clock';
import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { dateField, type FieldError, html, radios, selectField, textField } from '#ui';
import { accountPage } from '../answers.ts';
import { errorOf, formView } from '../form-view.ts';
import { FIELDS, readProfile, type Typed } from '../read-profile.ts';

const PATH = '/tai-khoan/thong-tin';

/** The communes of the province, and the one that the profile names if it is elsewhere; by name. */
async function communesFor(ctx: Ctx, own: string | null): Promise<Area[]> {
  const today = localDate(ctx.clock.now());
  const [committee] = await listAgencies(ctx.db, today, ['provincial-committee']);
  const inside = committee?.areaId ? await descendantsOf(ctx.db, committee.areaId, today) : [];
  const communes = inside.filter(a => a.level === 'commune');
  const other = own && !communes.some(a => a.id === own) ? await findArea(ctx.db, own, today) : undefined;
  return [...communes, ...(other ? [other] : [])].sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

const typedOf = (profile: Profile): Typed => ({
  name: profile.name,
  personalNumber: profile.personalNumber ?? '',
  birthDate: profile.birthDate ? formatDate(profile.birthDate) : '',
  sex: profile.sex ?? '',
  ethnicity: profile.ethnicity ?? '',
  areaId: profile.areaId ?? '',
  addressDetail: profile.addressDetail ?? '',
});

function view(ctx: Ctx, typed: Typed, communes: readonly Area[], errors: readonly FieldError[] = []): Answer {
  const { t } = ctx;
  const field = (key: keyof Typed) => ({
    name: FIELDS[key],
    label: t(`account.profile.${key}`),
    value: typed[key],
    error: errorOf(errors, FIELDS[key]),
    optional: key !== 'name',
  });
  return accountPage(
    ctx,
    { title: t('account.profile.title'), errors, backTo: '/tai-khoan' },
    formView(ctx, {
      title: t('account.profile.title'),
      lead: html`<p>${t('account.profile.about')}</p>`,
      action: PATH,
      errors,
      fields: html`${textField(t, { ...field('name'), hint: t('account.name.hint'), autocomplete: 'name' })}
${textField(t, { ...field('personalNumber'), hint: t('account.profile.number-hint'), inputmode: 'numeric', narrow: true, autocomplete: 'off', maxlength: 16 })}
${dateField(t, { ...field('birthDate'), hint: t('account.profile.birth-hint'), autocomplete: 'bday', maxlength: 10 })}
${radios(t, {
  ...field('sex'),
  options: [
    { value: 'female', label: t('account.profile.female') },
    { value: 'male', label: t('account.profile.male') },
  ],
})}
${selectField(t, { ...field('ethnicity'), value: ethnicGroup(typed.ethnicity) ?? '', options: ETHNIC_GROUPS.map(g => ({ value: g, label: g })) })}
${selectField(t, { ...field('areaId'), options: communes.map(a => ({ value: a.id, label: a.fullName })) })}
${textField(t, { ...field('addressDetail'), hint: t('account.profile.address-hint'), autocomplete: 'street-address', maxlength: 300 })}`,
      button: t('account.profile.save'),
    }),
  );
}

const ownProfile = (ctx: Ctx) => profileOf(ctx.db, ctx.get(vaultService), ctx.visitor!.accountId);

async function show(ctx: Ctx): Promise<Answer> {
  const profile = await ownProfile(ctx);
  return view(ctx, typedOf(profile), await communesFor(ctx, profile.areaId));
}

async function save(ctx: Ctx): Promise<Answer> {
  const typed = Object.fromEntries(
    Object.entries(FIELDS).map(([key, name]) => [key, posted(ctx.req.body, name)]),
  ) as Typed;
  const communes = await communesFor(ctx, (await ownProfile(ctx)).areaId);
  const now = ctx.clock.now();
  const { change, errors } = readProfile(typed, {
    t: ctx.t,
    today: localDate(now),
    communes: new Set(communes.map(a => a.id)),
  });
  if (errors.length) return view(ctx, typed, communes, errors);
  const { accountId } = ctx.visitor!;
  const act = { ledger: ctx.get(ledgerService), actor: accountId, at: now };
  await ctx.db.tx(tx => changeProfile(tx, ctx.get(vaultService), accountId, change, act));
  return redirect('/tai-khoan');
}

export const profileRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, rule: 'citizen', handler: show },
  { method: 'POST', path: PATH, rule: 'citizen', handler: save },
];
