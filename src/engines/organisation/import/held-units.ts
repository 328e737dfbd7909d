import type { Queryable } from '#platform/db';
import { AGENCY, AREA, selectList, type Thing } from '../dated/thing.ts';
import type { Agency, Area, Period, Succession } from '../types.ts';

type Named = { id: string; versionId: string } & Period;

/** The versions of one kind of thing that the database holds, or will hold once the plan is carried out. */
export class HeldVersions<V extends Named> {
  readonly #byCode = new Map<string, V[]>();
  readonly #byId = new Map<string, V[]>();
  readonly #codesOf: (version: V) => string[];

  constructor(codesOf: (version: V) => string[], versions: readonly V[]) {
    this.#codesOf = codesOf;
    for (const version of versions) this.add(version);
  }

  add(version: V): void {
    for (const code of this.#codesOf(version)) put(this.#byCode, code, version);
    put(this.#byId, version.id, version);
  }

  remove(version: V): void {
    for (const code of this.#codesOf(version)) take(this.#byCode, code, version);
    take(this.#byId, version.id, version);
  }

  on(code: string, date: string): V | undefined {
    return this.#byCode.get(code)?.find(v => v.from <= date && (v.to === null || date < v.to));
  }

  meeting(code: string, period: Period): V[] {
    return (this.#byCode.get(code) ?? []).filter(v => meet(v, period));
  }

  ofThing(id: string, period: Period): V[] {
    return (this.#byId.get(id) ?? []).filter(v => meet(v, period));
  }
}

const put = <V>(map: Map<string, V[]>, key: string, value: V) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};
const take = <V>(map: Map<string, V[]>, key: string, value: V) =>
  map.set(
    key,
    (map.get(key) ?? []).filter(other => other !== value),
  );
const meet = (a: Period, b: Period) => (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);

export type HeldUnits = {
  areas: HeldVersions<Area>;
  agencies: HeldVersions<Agency>;
  successions: Map<string, Succession>;
  jurisdictions: Set<string>;
};

export const jurisdictionKey = (s: { agencyId: string; areaId: string } & Period) =>
  `${s.agencyId}>${s.areaId}@${s.from}:${s.to ?? ''}`;

export const successionKey = (s: { fromId: string; intoId: string; on: string }) =>
  `${s.fromId}>${s.intoId}@${s.on}`;

const all = <F, V extends object>(q: Queryable, thing: Thing<F, V>) =>
  q.query<V>(`SELECT ${selectList(thing)} FROM organisation.${thing.table}_version v`);

/** All units, successions and areas served: some 12,000 rows for the whole country. */
export async function readHeldUnits(q: Queryable): Promise<HeldUnits> {
  const successions = await q.query<Succession>(
    ['area', 'agency']
      .map(
        table => `SELECT from_id AS "fromId", into_id AS "intoId", on_date AS "on", share, unverified, note
                  FROM organisation.${table}_succession`,
      )
      .join(' UNION ALL '),
  );
  const served = await q.query<{ agencyId: string; areaId: string } & Period>(
    `SELECT agency_id AS "agencyId", area_id AS "areaId", lower(valid) AS "from", upper(valid) AS "to"
     FROM organisation.agency_area`,
  );
  return {
    areas: new HeldVersions(area => [`${area.level}:${area.code}`], await all(q, AREA)),
    agencies: new HeldVersions(
      agency =>
        agency.legacyIdentifier ? [agency.identifier, agency.legacyIdentifier] : [agency.identifier],
      await all(q, AGENCY),
    ),
    successions: new Map(successions.map(s => [successionKey(s), s])),
    jurisdictions: new Set(served.map(jurisdictionKey)),
  };
}
