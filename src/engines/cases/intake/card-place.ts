import {
  type Area,
  ancestorsOf,
  descendantsOf,
  findCommitteeOf,
  listAreas,
  listAreaVersions,
  lookUpAreasOfOtherDays,
  resolveArea,
} from '#engines/organisation';
import { dayBefore } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import { fold } from '#platform/text';

const OF_PROVINCE = /^(?:tinh|thanh pho|tp) /;
const OF_DISTRICT = /^(?:huyen|quan|thi xa|tx|thanh pho|tp) /;
const OF_COMMUNE = /^(?:xa|phuong|thi tran|tt) /;
/** Areas that are or were called so on any day. */
const MOST = 50;

const called = (name: string) => (area: Pick<Area, 'name'>) => fold(area.name) === name;

/** What an area is on `date`; undefined for one that went into several. */
const todayOf = (q: Queryable, id: string, date: string): Promise<Area | undefined> =>
  resolveArea(q, id, date).catch(error => {
    if (isAppError(error) && error.status < 500) return undefined;
    throw error;
  });

/** The one of these areas, each once; undefined where there is none, or more. */
function only(areas: ReadonlyArray<Area | undefined>): Area | undefined {
  const found = new Map(areas.flatMap(a => (a ? [[a.id, a] as const] : [])));
  return found.size === 1 ? [...found.values()][0] : undefined;
}

/** The province that bears the name, or into which the one that bore it went; one whose committee is kept here. */
async function provinceCalled(q: Queryable, name: string, date: string): Promise<Area | undefined> {
  const now = (await listAreas(q, 'province', date)).filter(called(name));
  const before = now.length ? [] : await lookUpAreasOfOtherDays(q, name, date, MOST);
  const old = before.filter(a => a.level === 'province' && called(name)(a));
  const province = only(now.length ? now : await Promise.all(old.map(a => todayOf(q, a.id, date))));
  return province && (await findCommitteeOf(q, province.id, date)) ? province : undefined;
}

/** Whether a commune bore the name while it lay in a district of that name. */
async function layIn(
  q: Queryable,
  id: string,
  name: string,
  district: string,
  date: string,
): Promise<boolean> {
  for (const version of (await listAreaVersions(q, id)).filter(called(name))) {
    const day = version.to ? dayBefore(version.to) : date;
    const above = await ancestorsOf(q, id, day);
    if (above.some(a => a.level === 'district' && called(district)(a))) return true;
  }
  return false;
}

/**
 * Where the address on a card lies today: the code of the commune that it names, and what is left of it before the commune. An address of
 * three levels (`xã Bắc Hà, tỉnh Lào Cai`), or of four as before 07/2025 (`Na Hối, Bắc Hà, Lào Cai`), whose commune may have gone into another; that
 * one stays whole. Undefined where none or more than one fits, or its province is not kept here.
 */
export async function placeOfCard(
  q: Queryable,
  address: string,
  date: string,
): Promise<{ commune: string; address?: string } | undefined> {
  const parts = address.split(',').map(part => part.trim());
  const [last = '', second = '', third = ''] = parts.toReversed().map(part => fold(part).trim());
  const province = second && (await provinceCalled(q, last.replace(OF_PROVINCE, ''), date));
  if (!province) return undefined;
  const communes = await descendantsOf(q, province.id, date, 'commune');
  const now = OF_DISTRICT.test(second) ? [] : communes.filter(called(second.replace(OF_COMMUNE, '')));
  const name = third.replace(OF_COMMUNE, '');
  const before: Array<Area | undefined> = [];
  if (name && !OF_COMMUNE.test(second)) {
    const others = await lookUpAreasOfOtherDays(q, name, date, MOST);
    const named = [...communes, ...others].filter(a => a.level === 'commune' && called(name)(a));
    for (const id of new Set(named.map(a => a.id)))
      if (await layIn(q, id, name, second.replace(OF_DISTRICT, ''), date))
        before.push(await todayOf(q, id, date));
  }
  const commune = only([...now, ...before]);
  if (!commune || !communes.some(c => c.id === commune.id)) return undefined;
  if (before.length) return { commune: commune.code, address };
  const detail = parts.slice(0, -2).join(', ');
  return { commune: commune.code, ...(detail && { address: detail }) };
}
