import { type Answer, type Ctx, textField as posted, type Route, redirect } from '#platform/http';
import {
  checkbox,
  type Errors,
  emptyState,
  errorOf,
  type Html,
  html,
  keyValues,
  postForm,
  textField,
  typedOr,
} from '#ui';
import { listGroups, setGroup } from '../queue/groups.ts';
import { hallPage, nowhere } from './frame.ts';
import { chooseHall, HALL, MANAGES, managedHalls } from './managed.ts';
import { atOffice, GROUPS, type Hall, hallOf, officeField, otherOffices, RECEIVES } from './reach.ts';

const LETTER = 'chu';
const NAME = 'ten';
const OPEN = 'mo';
/** The groups as who keeps the hall finds them; a clerk finds the same beside his desk. */
export const HALL_GROUPS = `${HALL}/nhom`;

type Door = {
  path: string;
  halls: (ctx: Ctx) => Promise<Hall | undefined>;
  others: (ctx: Ctx, hall: Hall) => Html | false;
  view: { back: true } | { backTo: string; active: string };
};
const CLERK: Door = {
  path: GROUPS,
  halls: hallOf,
  others: (_ctx, hall) => otherOffices(hall, GROUPS),
  view: { back: true },
};
const KEEPER: Door = {
  path: HALL_GROUPS,
  halls: managedHalls,
  others: (ctx, hall) => chooseHall(ctx, hall, HALL_GROUPS),
  view: { backTo: HALL, active: 'halls' },
};

/** The groups of the office, and a form that adds one or changes the one of its letter. */
async function draw(ctx: Ctx, door: Door, errors: Errors = []): Promise<Answer> {
  const { t } = ctx;
  const hall = await door.halls(ctx);
  if (!hall) return nowhere(ctx);
  const { office } = hall;
  const groups = await listGroups(ctx.db, office.id);
  return hallPage(
    ctx,
    { title: t('hall.groups.title'), errors, ...door.view },
    html`<p class="q">${office.name}</p>
${door.others(ctx, hall)}
${
  groups.length
    ? keyValues(
        t,
        groups.map(g => ({
          label: g.letter,
          value: g.open ? g.name : t('hall.groups.closed', { name: g.name }),
        })),
      )
    : emptyState({ why: t('hall.groups.none') })
}
<h2>${t('hall.groups.set')}</h2>
${postForm(ctx, {
  action: door.path,
  fields: html`${officeField(office.id)}${textField(t, {
    name: LETTER,
    label: t('hall.groups.letter'),
    hint: t('hall.groups.letter-hint'),
    value: typedOr(ctx, LETTER),
    error: errorOf(errors, LETTER),
    narrow: true,
    maxlength: 1,
    autocomplete: 'off',
  })}${textField(t, {
    name: NAME,
    label: t('hall.groups.name'),
    value: typedOr(ctx, NAME),
    error: errorOf(errors, NAME),
    most: 80,
    autocomplete: 'off',
  })}${checkbox(t, { name: OPEN, label: t('hall.groups.open'), checked: typedOr(ctx, OPEN, '1') === '1' })}`,
  button: t('hall.groups.save'),
})}`,
  );
}

async function save(ctx: Ctx, door: Door): Promise<Answer> {
  const { t } = ctx;
  const hall = await door.halls(ctx);
  if (!hall) return nowhere(ctx);
  const letter = posted(ctx.req.body, LETTER).trim().toUpperCase();
  const name = posted(ctx.req.body, NAME).trim();
  const errors = [
    ...(/^[A-Z]$/.test(letter) ? [] : [{ path: LETTER, message: t('hall.groups.letter-wrong') }]),
    ...(name.length >= 2 && name.length <= 80 ? [] : [{ path: NAME, message: t('hall.groups.name-wrong') }]),
  ];
  if (errors.length) return draw(ctx, door, errors);
  const open = posted(ctx.req.body, OPEN) === '1';
  await ctx.db.tx(tx => setGroup(tx, hall.office.id, { letter, name, open }));
  return redirect(atOffice(door.path, hall.office.id));
}

const routesOf = (door: Door, permission: string): Route[] => [
  { method: 'GET', path: door.path, rule: { permission }, handler: ctx => draw(ctx, door) },
  { method: 'POST', path: door.path, rule: { permission }, handler: ctx => save(ctx, door) },
];
export const groupRoutes: readonly Route[] = [...routesOf(CLERK, RECEIVES), ...routesOf(KEEPER, MANAGES)];
