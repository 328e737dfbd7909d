import { findDossierByCode, tidyCode } from '#engines/cases';
import { listApiTokens, searchOfficials } from '#engines/identity';
import { obligationsOf } from '#engines/payments';
import { dayAfter, localDate, localInstant, readDay } from '#platform/clock';
import { type Ctx, queryText } from '#platform/http';
import { ledgerService } from '#platform/ledger';
import { fold } from '#platform/text';
import type { FieldError } from '#ui';
import { namedAgency } from '../../agency-field.ts';
import type { EntryFilter } from '../../entries/find.ts';

/** The fields of the search, as its address names them: what, who, for which agency, from which day to which, about which dossier. */
export const FIELDS = ['viec', 'nguoi', 'co-quan', 'tu', 'den', 'ho-so'] as const;
export type Field = (typeof FIELDS)[number];
export type Typed = Readonly<Record<Field, string>>;

/** What is asked of the ledger; `filter` null: nothing in particular. */
export type Asked = { typed: Typed; filter: EntryFilter | null; errors: FieldError[] };

/** More people of one name than these are not looked up at once. */
const MOST_PEOPLE = 20;
/** Of one dossier more entries than these are not searched: it has some dozens. */
const MOST_OF_DOSSIER = 2_000;

/** Kinds of entries by what they are called: several may be called the same. */
export function kindsByName(ctx: Ctx): ReadonlyMap<string, string[]> {
  const named = new Map<string, string[]>();
  for (const kind of ctx.get(ledgerService).kinds()) {
    if (!ctx.texts.has(`entry.${kind}`)) continue;
    const name = ctx.t(`entry.${kind}`);
    named.set(name, [...(named.get(name) ?? []), kind]);
  }
  return named;
}

type Part = { filter: EntryFilter } | { error: string };

function kindAsked(ctx: Ctx, typed: string): Part {
  const kinds = [...kindsByName(ctx).values()].find(all => all.includes(typed));
  return kinds ? { filter: { kinds } } : { error: ctx.t('administration.ledger.find.kind-unknown') };
}

/** Officials and programs by name; citizens are looked for by nobody. */
async function actorsAsked(ctx: Ctx, typed: string): Promise<Part> {
  const { t, db } = ctx;
  const key = fold(typed);
  if (key === fold(t('administration.ledger.system'))) return { filter: { actors: ['system'] } };
  const query = { typed, agencyIds: null, date: localDate(ctx.clock.now()), limit: MOST_PEOPLE, offset: 0 };
  const { accounts, total } = await searchOfficials(db, query);
  const tokens = (await listApiTokens(db)).filter(token => key !== '' && fold(token.name).includes(key));
  const ids = [...accounts, ...tokens].map(({ id }) => id);
  if (total + tokens.length > MOST_PEOPLE)
    return { error: t('administration.ledger.find.many-people', { count: total + tokens.length }) };
  return ids.length ? { filter: { actors: ids } } : { error: t('administration.ledger.find.nobody') };
}

async function agencyAsked(ctx: Ctx, typed: string): Promise<Part> {
  const named = await namedAgency(ctx, typed, 'any', localDate(ctx.clock.now()));
  return 'agency' in named ? { filter: { agencyId: named.agency.id } } : { error: named.message };
}

/** The entries of a dossier, and of what was to be paid for it. */
async function dossierAsked(ctx: Ctx, typed: string): Promise<Part> {
  const dossier = await findDossierByCode(ctx.db, tidyCode(typed));
  if (!dossier) return { error: ctx.t('administration.ledger.find.no-dossier') };
  const owed = await obligationsOf(ctx.db, { kind: 'dossier', id: dossier.id });
  const subjects = [`dossier:${dossier.id}`, ...owed.map(o => `obligation:${o.id}`)];
  const positions = await ctx.get(ledgerService).positionsOf(ctx.db, subjects, MOST_OF_DOSSIER);
  return { filter: { positions } };
}

function dayAsked(ctx: Ctx, typed: string, side: 'from' | 'until'): Part {
  const day = readDay(typed);
  if (!day) return { error: ctx.t('ui.day.wrong') };
  return { filter: { [side]: localInstant(side === 'from' ? day : dayAfter(day)) } };
}

const ASK: Readonly<Record<Field, (ctx: Ctx, typed: string) => Part | Promise<Part>>> = {
  viec: kindAsked,
  nguoi: actorsAsked,
  'co-quan': agencyAsked,
  tu: (ctx, typed) => dayAsked(ctx, typed, 'from'),
  den: (ctx, typed) => dayAsked(ctx, typed, 'until'),
  'ho-so': dossierAsked,
};

/** What the address asks for; what of it cannot be read, or is not there, is said beside its field. */
export async function askedOf(ctx: Ctx): Promise<Asked> {
  const typed = Object.fromEntries(
    FIELDS.map(name => [name, queryText(ctx.req.query, name).trim().slice(0, 300)]),
  ) as Typed;
  const said = FIELDS.filter(name => typed[name]);
  const parts = await Promise.all(
    said.map(async name => ({ name, part: await ASK[name](ctx, typed[name]) })),
  );
  const errors = parts.flatMap(({ name, part }) =>
    'error' in part ? [{ path: name, message: part.error }] : [],
  );
  const filter: EntryFilter = Object.assign(
    {},
    ...parts.map(({ part }) => ('filter' in part ? part.filter : {})),
  );
  if (filter.from && filter.until && filter.from >= filter.until)
    errors.push({ path: 'den', message: ctx.t('administration.ledger.find.days-turned') });
  return { typed, filter: said.length ? filter : null, errors };
}
