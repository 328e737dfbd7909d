import type { Field } from '../define/parts.ts';
import type { FormData } from '../types.ts';
import { isDay } from './parse.ts';
import { valueAt } from './paths.ts';

/** The day whose areas a field offers: what the field it names says, else `date`. */
export function dayOf(field: Field, data: FormData, date: string): string {
  const said = field.layout.on && valueAt(data, field.layout.on.field);
  return typeof said === 'string' && isDay(said) ? said : date;
}
