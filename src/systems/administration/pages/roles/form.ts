import { actOf, changeRole, makeRole, type RoleFacts } from '#engines/identity';
import { type Ctx, textField as posted, type Route } from '#platform/http';
import { tidy } from '#platform/text';
import {
  doneAt,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  selectField,
  textField,
  typedOr,
} from '#ui';
import { OwnPower } from '../../errors.ts';
import { formRoutes } from '../../form-page.ts';
import { permissionsToGive } from '../../giving.ts';
import { holdsRole } from '../../own-power.ts';
import { permissionText } from '../../words.ts';
import { loadOwnRole, mustKeepRoles, ROLES, roleCrumbs, rolePath, rolesCrumbs } from './load.ts';

const NAME = 'ten';
const NAME_EN = 'ten-en';
const OWN = 'co-quan';
const BELOW = 'cap-duoi';
const LONGEST = 100;
/** Rights stand by what they are about, in this order; what none of these begins comes last. */
const SUBJECTS = [
  'dossier',
  'result',
  'payment',
  'complaint',
  'rating',
  'hall',
  'procedure',
  'person',
  'report',
] as const;
/** Rights about one thing stand in the order of the work, by what their names end in; others after them. */
const WORK = [
  ...['receive', 'read', 'read-personal', 'set', 'handle', 'process', 'edit', 'assign', 'close', 'decide'],
  ...['settle', 'approve', 'sign', 'return', 'refund', 'approve-refund', 'pay-refund', 'correct', 'reissue'],
  ...['revoke', 'manage'],
];
function placeOf(permission: string): number {
  const at = WORK.indexOf(permission.slice(permission.indexOf('.') + 1));
  return at < 0 ? WORK.length : at;
}
const GOVERNING = 'govern';
const subjectOf = (permission: string): string =>
  SUBJECTS.find(subject => permission.startsWith(`${subject}.`)) ?? GOVERNING;
const fieldOf = (permission: string): string => `quyen-${permission}`;

/** Where a role of these facts allows a permission; nothing where it does not. */
const reachOf = (permission: string, now: RoleFacts | undefined): string =>
  now?.below.includes(permission) ? BELOW : now?.permissions.includes(permission) ? OWN : '';

/** What the role is called, and for each right that the visitor may give whether and where it allows it. */
async function fields(ctx: Ctx, errors: Errors, now?: RoleFacts): Promise<Html> {
  const { t } = ctx;
  const permissions = await permissionsToGive(ctx);
  const reaches = [OWN, BELOW].map(value => ({ value, label: t(`administration.roles.reach.${value}`) }));
  return html`<div class="fs">${textField(t, {
    name: NAME,
    label: t('administration.roles.name'),
    hint: t('administration.roles.name.hint'),
    value: typedOr(ctx, NAME, now?.nameVi),
    error: errorOf(errors, NAME),
  })}${textField(t, {
    name: NAME_EN,
    label: t('administration.roles.name-en'),
    hint: t('administration.roles.name-en.hint'),
    optional: true,
    value: typedOr(ctx, NAME_EN, now && now.nameEn !== now.nameVi ? now.nameEn : ''),
    error: errorOf(errors, NAME_EN),
  })}</div>
<h2>${t('administration.roles.allows')}</h2><p class="hint">${t('administration.roles.allows.hint')}</p>
${[...SUBJECTS, GOVERNING].map(subject => {
  const own = permissions
    .filter(permission => subjectOf(permission) === subject)
    .toSorted((a, b) => placeOf(a) - placeOf(b));
  return (
    own.length > 0 &&
    html`<fieldset class="part rights"><legend>${t(`administration.roles.subject.${subject}`)}</legend><div class="fs half">${own.map(
      permission =>
        selectField(t, {
          name: fieldOf(permission),
          label: permissionText(ctx, permission),
          any: t('administration.roles.reach.none'),
          value: typedOr(ctx, fieldOf(permission), reachOf(permission, now)),
          error: errorOf(errors, fieldOf(permission)),
          options: reaches,
        }),
    )}</div></fieldset>`
  );
})}`;
}

/** Reads the form. What the visitor may not give is not looked at, whatever was sent. */
async function readFacts(ctx: Ctx): Promise<{ facts: RoleFacts; errors: FieldError[] }> {
  const { t, req } = ctx;
  const permissions = await permissionsToGive(ctx);
  const sent = (permission: string) => posted(req.body, fieldOf(permission));
  const below = permissions.filter(p => sent(p) === BELOW);
  const nameVi = tidy(posted(req.body, NAME));
  const nameEn = tidy(posted(req.body, NAME_EN)) || nameVi;
  const facts = {
    nameVi,
    nameEn,
    permissions: permissions.filter(p => sent(p) === OWN || sent(p) === BELOW),
    below,
  };
  const errors: FieldError[] = [];
  if (!nameVi || !/^\p{L}/u.test(nameVi))
    errors.push({ path: NAME, message: t('administration.roles.name.wrong') });
  for (const [path, name] of [
    [NAME, nameVi],
    [NAME_EN, nameEn],
  ] as const)
    if (name.length > LONGEST)
      errors.push({
        path,
        message: t('administration.roles.name.long', { most: LONGEST, length: name.length }),
      });
  if (!facts.permissions.length)
    errors.push({ path: fieldOf(permissions[0] ?? ''), message: t('administration.roles.allows.none') });
  return { facts, errors };
}

const create = formRoutes<null>({
  path: `${ROLES}/moi`,
  permission: 'identity.manage',
  active: 'roles',
  fresh: true,
  load: mustKeepRoles,
  title: ctx => ctx.t('administration.roles.add'),
  crumbs: rolesCrumbs,
  about: ctx => html`<p>${ctx.t('administration.roles.add.about')}</p>`,
  fields: (ctx, _, errors) => fields(ctx, errors),
  button: 'administration.roles.add.button',
  submit: async ctx => {
    const { facts, errors } = await readFacts(ctx);
    if (errors.length) return errors;
    const id = await ctx.db.tx(tx => makeRole(tx, facts, actOf(ctx, 'identity.manage')));
    return doneAt(rolePath(id), 'role-made');
  },
  otherwise: NAME,
});

const change = formRoutes({
  path: `${rolePath(':role')}/sua`,
  permission: 'identity.manage',
  active: 'roles',
  fresh: true,
  load: loadOwnRole,
  title: ctx => ctx.t('administration.roles.change'),
  crumbs: roleCrumbs,
  about: ctx => html`<p>${ctx.t('administration.roles.change.about')}</p>`,
  fields: (ctx, { role }, errors) => fields(ctx, errors, role),
  button: 'administration.roles.change.button',
  submit: async (ctx, { role }) => {
    const { facts, errors } = await readFacts(ctx);
    if (errors.length) return errors;
    const more =
      facts.permissions.some(p => !role.permissions.includes(p)) ||
      facts.below.some(p => !role.below.includes(p));
    if (more && (await holdsRole(ctx, role.id))) throw OwnPower();
    await ctx.db.tx(tx => changeRole(tx, role.id, facts, actOf(ctx, 'identity.manage')));
    return doneAt(rolePath(role.id), 'role-changed');
  },
  otherwise: NAME,
});

export const roleFormRoutes: readonly Route[] = [...create, ...change];
