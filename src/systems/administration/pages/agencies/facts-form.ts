import { holdsAll } from '#engines/identity';
import {
  AGENCY_KINDS,
  AGENCY_LEVELS,
  type AgencyFacts,
  type AgencyKind,
  type AgencyLevel,
  childrenOf,
  findAgency,
  findAgencyByCode,
  findArea,
  findAreaByCode,
} from '#engines/organisation';
import { localDate } from '#platform/clock';
import { type Ctx, textField as posted } from '#platform/http';
import {
  checkbox,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  overLong,
  selectField,
  textArea,
  textField,
} from '#ui';
import { agenciesOn } from '../../agencies-on.ts';
import { agencyField, readAgency } from '../../agency-field.ts';

/** Of what stands for a place. */
const COMMITTEES: ReadonlySet<AgencyKind> = new Set(['provincial-committee', 'commune-committee']);

/** The fields as they stand in the form: parent and area by their codes. */
export type TypedFacts = Record<(typeof NAMES)[number], string>;
const NAMES = [
  'ma',
  'ma-cu',
  'ten',
  'ten-ngan',
  'loai',
  'cap',
  'dia-ban',
  'cap-tren',
  'dia-chi',
  'dien-thoai',
  'ghi-chu',
  'chua-kiem-tra',
] as const;

export const typedFacts = (ctx: Ctx): TypedFacts =>
  Object.fromEntries(NAMES.map(name => [name, posted(ctx.req.body, name)])) as TypedFacts;

/** Facts as the form shows them, with the codes of parent and area on the day. */
export async function factsAsTyped(ctx: Ctx, facts: AgencyFacts, day: string): Promise<TypedFacts> {
  const parent = facts.parentId ? await findAgency(ctx.db, facts.parentId, day) : undefined;
  const area = facts.areaId ? await findArea(ctx.db, facts.areaId, day) : undefined;
  return {
    ma: facts.identifier,
    'ma-cu': facts.legacyIdentifier ?? '',
    ten: facts.name,
    'ten-ngan': facts.shortName ?? '',
    loai: facts.kind,
    cap: facts.level,
    'dia-ban': area?.code ?? '',
    'cap-tren': parent?.identifier ?? '',
    'dia-chi': facts.address ?? '',
    'dien-thoai': facts.phone ?? '',
    'ghi-chu': facts.note ?? '',
    'chua-kiem-tra': facts.unverified ? '1' : '',
  };
}

/** The areas of the agencies in reach and those below them, as the field offers them and reads them again: `02839 Xã Bắc Hà`. */
async function areasByName(ctx: Ctx): Promise<string[]> {
  const day = localDate(ctx.clock.now());
  const agencies = await agenciesOn(ctx, 'organisation.manage', day);
  const ids = [...new Set(agencies.filter(a => COMMITTEES.has(a.kind)).flatMap(a => a.areaId ?? []))];
  const own = await Promise.all(ids.map(id => findArea(ctx.db, id, day)));
  const below = await Promise.all(
    own.flatMap(area => (area?.level === 'province' ? [childrenOf(ctx.db, area.id, day)] : [])),
  );
  const all = new Map([...own, ...below.flat()].flatMap(area => (area ? [[area.id, area] as const] : [])));
  return [...all.values()].map(area => `${area.code} ${area.fullName}`);
}

export async function factsFields(ctx: Ctx, values: TypedFacts, errors: Errors): Promise<Html> {
  const { t } = ctx;
  const text = (
    name: keyof TypedFacts,
    key: string,
    more: { optional?: boolean; hint?: boolean; narrow?: boolean; suggestions?: string[] } = {},
  ) =>
    textField(t, {
      name,
      label: t(`administration.agency.${key}`),
      ...(more.hint ? { hint: t(`administration.agency.${key}.hint`) } : {}),
      optional: more.optional,
      narrow: more.narrow,
      ...(more.suggestions ? { suggestions: more.suggestions } : {}),
      value: values[name],
      error: errorOf(errors, name),
      most: 300,
    });
  const select = (name: 'loai' | 'cap', key: string, options: Array<{ value: string; label: string }>) =>
    selectField(t, {
      name,
      label: t(`administration.agency.${key}`),
      value: values[name],
      error: errorOf(errors, name),
      options,
    });
  return html`${text('ten', 'name')}${text('ten-ngan', 'short-name', { optional: true })}
<div class="fs">${text('ma', 'identifier', { hint: true })}${text('ma-cu', 'legacy', { optional: true, hint: true })}</div>
<div class="fs">${select(
    'loai',
    'kind',
    AGENCY_KINDS.map(k => ({ value: k, label: t(`organisation.agency-kind.${k}`) })),
  )}${select(
    'cap',
    'level',
    AGENCY_LEVELS.map(l => ({ value: l, label: t(`organisation.level.${l}`) })),
  )}</div>
<div class="fs">${await agencyField(ctx, {
    name: 'cap-tren',
    label: t('administration.agency.parent'),
    hint: t('administration.agency.parent.hint'),
    among: 'organisation.manage',
    optional: true,
    value: values['cap-tren'],
    errors,
  })}${text('dia-ban', 'area', { hint: true, optional: true, suggestions: await areasByName(ctx) })}</div>
${text('dia-chi', 'address', { optional: true })}${text('dien-thoai', 'phone', { optional: true, narrow: true })}
${textArea(t, { name: 'ghi-chu', label: t('administration.agency.note'), optional: true, rows: 2, value: values['ghi-chu'] })}
${checkbox(t, { name: 'chua-kiem-tra', label: t('administration.agency.unverified'), checked: values['chua-kiem-tra'] === '1' })}`;
}

/**
 * The facts that were typed, parent and area looked up on the day. `before`: what the agency was, whose parent may stay although it
 * is out of the visitor's reach.
 */
export async function readFacts(
  ctx: Ctx,
  day: string,
  before?: AgencyFacts,
): Promise<{ facts: AgencyFacts; errors: FieldError[] }> {
  const { t, db } = ctx;
  const typed = typedFacts(ctx);
  const errors: FieldError[] = overLong(ctx, await factsFields(ctx, typed, []));
  const wrong = (path: keyof TypedFacts, key: string) =>
    errors.push({ path, message: t(`administration.agency.${key}.wrong`) });
  const identifier = typed.ma.toUpperCase();
  const legacy = typed['ma-cu'].toUpperCase();
  if (!typed.ten) wrong('ten', 'name');
  if (!/^[0-9A-Z]+(\.[0-9A-Z]+)*$/.test(identifier) || identifier.length > 35) wrong('ma', 'identifier');
  if (legacy && !/^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/.test(legacy)) wrong('ma-cu', 'legacy');
  const kind = AGENCY_KINDS.find(k => k === typed.loai);
  const level = AGENCY_LEVELS.find(l => l === typed.cap);
  if (!kind) wrong('loai', 'kind');
  if (!level) wrong('cap', 'level');
  const parent = await parentOf(ctx, typed['cap-tren'], day, before);
  if ('message' in parent) errors.push({ path: 'cap-tren', message: parent.message });
  const area =
    level && level !== 'central' && typed['dia-ban']
      ? await findAreaByCode(db, typed['dia-ban'].split(/\s/)[0] ?? '', level, day)
      : undefined;
  if (level && level !== 'central' && !area) wrong('dia-ban', 'area');
  return {
    errors,
    facts: {
      identifier,
      legacyIdentifier: legacy || null,
      name: typed.ten,
      shortName: typed['ten-ngan'] || null,
      kind: kind ?? (typed.loai as AgencyKind),
      level: level ?? (typed.cap as AgencyLevel),
      areaId: area?.id ?? null,
      parentId: 'id' in parent ? parent.id : null,
      address: typed['dia-chi'] || null,
      phone: typed['dien-thoai'] || null,
      note: typed['ghi-chu'] || null,
      unverified: typed['chua-kiem-tra'] === '1',
    },
  };
}

/** Id of the parent that was typed, null for none; what to say when it cannot be. */
async function parentOf(
  ctx: Ctx,
  code: string,
  day: string,
  before?: AgencyFacts,
): Promise<{ id: string | null } | { message: string }> {
  // Without a parent an agency stands at the top, where only those who hold everything may put it.
  if (!code)
    return before?.parentId === null || (await holdsAll(ctx, 'organisation.manage'))
      ? { id: null }
      : { message: ctx.t('administration.agency.parent.wrong') };
  const [typedCode = ''] = code.split(/\s/);
  const kept = before?.parentId ? await findAgencyByCode(ctx.db, typedCode.toUpperCase(), day) : undefined;
  if (kept && kept.id === before?.parentId) return { id: kept.id };
  const named = await readAgency(ctx, 'cap-tren', 'organisation.manage', day);
  return 'agency' in named ? { id: named.agency.id } : named;
}

/** Which field a refusal of the engine is about. */
export const FIELD_OF_ERROR: Record<string, string> = {
  AGENCY_IDENTIFIER_TAKEN: 'ma',
  COMMITTEE_EXISTS: 'dia-ban',
  AGENCY_PARENT_MISSING: 'cap-tren',
  AGENCY_ABOVE_ITSELF: 'cap-tren',
  AGENCY_AREA_MISSING: 'dia-ban',
  UNIT_WRONG: 'ma',
};

/** Only what differs: what a change or a correction says. */
export const differences = (before: AgencyFacts, after: AgencyFacts): Partial<AgencyFacts> =>
  Object.fromEntries(
    (Object.keys(after) as Array<keyof AgencyFacts>)
      .filter(k => after[k] !== before[k])
      .map(k => [k, after[k]]),
  );
