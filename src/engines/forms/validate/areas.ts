import { findAreaByCode, isInside } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import type { Field } from '../define/parts.ts';
import type { FormData } from '../types.ts';
import { dayOf } from '../values/area-day.ts';
import { valueAt } from '../values/paths.ts';
import type { Fault } from './fault.ts';

/** Area fields whose code is no area on the day that the field says or `today`, or lies outside the province that the field offers. */
export async function areaFaults(
  fields: readonly Field[],
  data: FormData,
  db: Queryable,
  today: string,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const field of fields) {
    const date = await dayOf(db, field, data, today);
    const code = valueAt(data, field.path);
    if (typeof code !== 'string') continue;
    const area = await findAreaByCode(db, code, field.layout.level ?? 'commune', date);
    const outside = area && (await isOutside(field, area.id, data, db, date));
    if (!area || outside) faults.push({ path: field.path, keyword: 'area', params: { date } });
  }
  return faults;
}

// `home` says what the page offers, not who may apply: people from elsewhere do, at a counter or by API.
async function isOutside(
  field: Field,
  areaId: string,
  data: FormData,
  db: Queryable,
  date: string,
): Promise<boolean> {
  const { within } = field.layout;
  if (!within || within === 'home') return false;
  const code = 'code' in within ? within.code : valueAt(data, within.field);
  if (typeof code !== 'string') return false;
  const province = await findAreaByCode(db, code, 'province', date);
  return !province || !(await isInside(db, province.id, areaId, date));
}
