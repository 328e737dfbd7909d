import {
  type Area,
  communesWithoutCommittee,
  descendantsOf,
  findAreaByCode,
  findCommitteeOf,
  listAreas,
} from '#engines/organisation';
import type { Queryable } from '#platform/db';
import type { Ctx } from '#platform/http';
import type { Choice } from '#ui';
import type { Field } from '../define/parts.ts';
import { inSentence } from '../in-sentence.ts';
import type { FormData } from '../types.ts';
import { dayOf } from '../values/area-day.ts';
import { valueAt } from '../values/paths.ts';

/** The Vietnamese order of letters, as in every other list: Bản Hồ comes before Bắc Hà. */
const ALPHABET = new Intl.Collator('vi');

type Asking = Pick<Ctx, 'config'> & { db: Queryable };

/** What an area field offers, by name: provinces, or the communes of one province, on the day that the field says or `today`. */
export async function areaChoices(
  ctx: Asking,
  field: Field,
  data: FormData,
  today: string,
): Promise<Choice[]> {
  const date = await dayOf(ctx.db, field, data, today);
  const areas = await areasOf(ctx, field, data, date);
  const current = valueAt(data, field.path);
  if (typeof current === 'string' && current && !areas.some(a => a.code === current)) {
    const area = await findAreaByCode(ctx.db, current, field.layout.level ?? 'commune', date);
    if (area) areas.push(area);
  }
  const districts = await districtsOf(ctx.db, areas, date);
  return areas
    .map((area, i) => ({ value: area.code, label: nameIn(area, districts[i]), name: area.name }))
    .sort((a, b) => ALPHABET.compare(a.name, b.name))
    .map(({ value, label }) => ({ value, label }));
}

/**
 * As `areaChoices`, where the place decides which office takes the application in: one whose committee is gone, with nobody in its place, says
 * so in the list.
 */
export async function placeChoices(
  ctx: Asking & Pick<Ctx, 't'>,
  field: Field,
  data: FormData,
  today: string,
): Promise<Choice[]> {
  const choices = await areaChoices(ctx, field, data, today);
  if (field.layout.use !== 'area') return choices;
  const without = new Set((await communesWithoutCommittee(ctx.db, today)).map(area => area.code));
  if (!without.size) return choices;
  return choices.map(c =>
    without.has(c.value) ? { ...c, label: ctx.t('forms.area.without-office', { area: c.label }) } : c,
  );
}

/** The full name of the area a code meant on `date`; undefined when it meant none. */
export const areaName = async (
  ctx: { db: Queryable },
  field: Field,
  code: string,
  date: string,
): Promise<string | undefined> => {
  const area = await findAreaByCode(ctx.db, code, field.layout.level ?? 'commune', date);
  if (!area) return undefined;
  const [district] = await districtsOf(ctx.db, [area], date);
  return nameIn(area, district);
};

/** Until 30/06/2025 several communes of a province had one name: the district says which it is. */
const nameIn = (area: Area, district: Area | undefined): string =>
  district ? `${area.fullName}, ${inSentence(district.fullName)}` : area.fullName;

/** The district of each of some communes on a day, where there were districts. */
async function districtsOf(
  db: Queryable,
  areas: readonly Area[],
  date: string,
): Promise<Array<Area | undefined>> {
  const districts = new Map((await listAreas(db, 'district', date)).map(d => [d.id, d]));
  return areas.map(a => (a.parentId ? districts.get(a.parentId) : undefined));
}

async function areasOf(ctx: Asking, field: Field, data: FormData, date: string): Promise<Area[]> {
  const { level = 'commune', within = 'home' } = field.layout;
  if (level === 'province') return listAreas(ctx.db, 'province', date);
  const provinces = await provincesOf(ctx, within, data, date);
  const lists = await Promise.all(provinces.map(p => descendantsOf(ctx.db, p.id, date, 'commune')));
  return lists.flat();
}

async function provincesOf(
  { db, config }: Asking,
  within: NonNullable<Field['layout']['within']>,
  data: FormData,
  date: string,
): Promise<Area[]> {
  if (within === 'home' && !config.PROVINCE) return homeProvinces(db, date);
  const code =
    within === 'home' ? config.PROVINCE : 'code' in within ? within.code : valueAt(data, within.field);
  const province = typeof code === 'string' ? await findAreaByCode(db, code, 'province', date) : undefined;
  return province ? [province] : [];
}

// Where no setting names the province, it is the one whose people's committee is kept here.
async function homeProvinces(db: Queryable, date: string): Promise<Area[]> {
  const home: Area[] = [];
  for (const province of await listAreas(db, 'province', date))
    if (await findCommitteeOf(db, province.id, date)) home.push(province);
  return home;
}
