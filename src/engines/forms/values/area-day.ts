import { listedOn } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import type { Field } from '../define/parts.ts';
import type { FormData } from '../types.ts';
import { isDay } from './parse.ts';
import { valueAt } from './paths.ts';

/**
 * The day whose areas a field offers: what the field it names says, else `date`; the day of the oldest list where that lies before all
 * that are kept.
 */
export async function dayOf(db: Queryable, field: Field, data: FormData, date: string): Promise<string> {
  const said = field.layout.on && valueAt(data, field.layout.on.field);
  return typeof said === 'string' && isDay(said) ? listedOn(db, said) : date;
}
