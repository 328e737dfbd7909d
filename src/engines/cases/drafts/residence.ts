import { inSentence } from '#engines/forms';
import { type Area, findAreaByCode, getArea } from '#engines/organisation';
import type { Queryable } from '#platform/db';
import { fold } from '#platform/text';
import { capital } from '#ui';

/** How kinds of areas stand before a name where people write it short. */
const KIND = /^(?:xa|x|phuong|p|thi tran|tt|tinh|t|thanh pho|tp) /;

/**
 * Where somebody lives, in one line: `Thôn Na Hối Nùng, xã Bắc Hà, tỉnh Lào Cai`. Areas that the address names already, between its commas, are not
 * named again: a card says them all.
 */
export function residenceLine(
  address: string | null | undefined,
  areas: ReadonlyArray<Pick<Area, 'name' | 'fullName'> | undefined>,
): string {
  const said = new Set((address ?? '').split(',').map(part => fold(part).trim().replace(KIND, '')));
  const others = areas.filter(area => area !== undefined && !said.has(fold(area.name)));
  return capital(
    [address, ...others.map(area => area && inSentence(area.fullName))].filter(Boolean).join(', '),
  );
}

/** A commune on a day, and what it lies in; undefined where there is none of that code. */
export async function communeWithin(
  q: Queryable,
  code: string | undefined,
  date: string,
): Promise<Array<Area | undefined>> {
  const commune = code ? await findAreaByCode(q, code, 'commune', date) : undefined;
  const above = commune?.parentId
    ? await getArea(q, commune.parentId, date).catch(() => undefined)
    : undefined;
  return [commune, above];
}
