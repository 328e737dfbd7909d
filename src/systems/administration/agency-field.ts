import { reaches } from '#engines/identity';
import { type Agency, findAgencyByCode, listAgencies } from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import { fold } from '#platform/text';
import { type Errors, errorOf, type Html, textField } from '#ui';
import { agenciesOn } from './agencies-on.ts';
import type { Manage } from './reach.ts';

/** Nobody reads more names than these in an error: those with the shortest names, which stand above the others. */
const NAMED = 8;

/** Whose agencies may be named: those for which the visitor holds the permission, or any of the province. */
type Among = Manage | 'any';

const amongOn = (ctx: Ctx, among: Among, day: string): Promise<readonly Agency[]> =>
  among === 'any' ? listAgencies(ctx.db, day) : agenciesOn(ctx, among, day);

/** As the field suggests an agency and reads it again: `H38.60.18 Ủy ban nhân dân xã Bắc Hà`. */
const nameOf = (agency: Agency): string => `${agency.identifier} ${agency.name}`;

/**
 * The field that names an agency, by code or name: while one types the browser offers the agencies in reach, without script. What
 * was sent is read by `readAgency`.
 */
export async function agencyField(
  ctx: Ctx,
  field: {
    name: string;
    label: string;
    among: Among;
    value: string;
    errors: Errors;
    hint?: string;
    optional?: boolean;
  },
): Promise<Html> {
  const { t } = ctx;
  const { name, label, among, value, errors, optional } = field;
  const agencies = await amongOn(ctx, among, localDate(ctx.clock.now()));
  return textField(t, {
    name,
    label,
    hint: field.hint ?? t('administration.agency.pick.hint'),
    value,
    optional,
    error: errorOf(errors, name),
    most: 300,
    suggestions: agencies.map(nameOf),
  });
}

/** A code, not a name: what begins with it is another agency, so it is not looked up by its beginning. */
const CODE = /^(?=.*\d)[0-9A-Z]+(\.[0-9A-Z]+)*$/;

/** The agencies whose name holds all the words that were typed; those whose whole name it is stand alone. */
function like(agencies: readonly Agency[], typed: string): Agency[] {
  const words = fold(typed).split(' ').filter(Boolean);
  const whole = agencies.filter(a => [a.name, a.shortName].some(n => n && fold(n) === words.join(' ')));
  if (whole.length) return whole;
  return agencies.filter(a => {
    const text = fold(`${a.name} ${a.shortName ?? ''}`);
    return words.length > 0 && words.every(w => text.includes(w));
  });
}

/**
 * The agency that was named on `day`: by its code, with or without its name behind it, or by a name that only one has. Else what to
 * say about the field: of a name that several have, their codes. The same words for an agency that is not there and one out of reach.
 */
export const readAgency = (ctx: Ctx, name: string, among: Among, day: string): Promise<Named> =>
  namedAgency(ctx, posted(ctx.req.body, name), among, day);

type Named = { agency: Agency } | { message: string };

/** The same of what was typed elsewhere: in the address of a search. */
export async function namedAgency(ctx: Ctx, typed: string, among: Among, day: string): Promise<Named> {
  const { t, db } = ctx;
  const code = (typed.split(/\s/)[0] ?? '').toUpperCase();
  const byCode = code ? await findAgencyByCode(db, code, day) : undefined;
  if (byCode && (among === 'any' || (await reaches(ctx, among, byCode.id)))) return { agency: byCode };
  const [found, ...others] = typed && !CODE.test(code) ? like(await amongOn(ctx, among, day), typed) : [];
  if (!found) return { message: t('administration.agency.pick.none') };
  if (!others.length) return { agency: found };
  const several = [found, ...others].toSorted((a, b) => a.name.length - b.name.length);
  const agencies = several.slice(0, NAMED).map(nameOf).join('; ');
  return { message: t('administration.agency.pick.several', { count: several.length, agencies }) };
}
