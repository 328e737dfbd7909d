import { newId } from '#platform/db';
import { tidy } from '#platform/text';
import { type Agency, AREA_KINDS, type Area, type Period, type Succession } from '../types.ts';
import { type HeldUnits, type HeldVersions, jurisdictionKey, successionKey } from './held-units.ts';
import type { AgencyLine, AreaLine, JurisdictionLine, Refusal, SuccessionLine, UnitLine } from './line.ts';

/** What one line asks to be written. `undo` takes it out of the picture again, should the database refuse it. */
export type Step =
  | { of: 'area'; action: 'create' | 'correct'; version: Area; newThing: boolean; undo(): void }
  | { of: 'agency'; action: 'create' | 'correct'; version: Agency; newThing: boolean; undo(): void }
  | {
      of: 'succession';
      thing: 'area' | 'agency';
      action: 'create' | 'correct';
      link: Succession;
      undo(): void;
    }
  | { of: 'jurisdiction'; action: 'create'; served: Served; undo(): void };

/** An area that an agency answers for beside its own. */
export type Served = { agencyId: string; areaId: string } & Period;

type Stored = { id: string; versionId: string } & Period;

const refuse = (reason: string, params: Refusal['params']): Refusal => ({ reason, params });

/** The last day before `date`. */
export function dayBefore(date: string): string {
  const d = new Date(`${date}T00:00:00Z`);
  d.setUTCDate(d.getUTCDate() - 1);
  return d.toISOString().slice(0, 10);
}

// A line says something of a code over a period. What the database holds of that code then decides:
// nothing → a new version (of a new thing, or of the one it continues); the same beginning → a correction of the fields
// that differ; a version that covers the period and says the same → nothing to do; anything else contradicts it.
function place<V extends Stored>(
  held: HeldVersions<V>,
  codes: string[],
  period: Period,
  stated: Partial<V>,
  blank: V,
  continues: string | undefined,
): { version: V; action: 'create' | 'correct'; newThing: boolean; undo(): void } | Refusal | undefined {
  const meeting = [...new Set(codes.flatMap(code => held.meeting(code, period)))];
  const [there] = meeting;
  if (!there) {
    const before = continues === undefined ? undefined : held.on(continues, dayBefore(period.from));
    if (continues !== undefined && !before)
      return refuse('continues-missing', { code: continues, date: dayBefore(period.from) });
    const version = { ...blank, ...stated, id: before?.id ?? newId(), versionId: newId(), ...period };
    if (before && held.ofThing(version.id, period).length > 0)
      return refuse('continues-still-there', { code: continues ?? '', date: period.from });
    held.add(version);
    return { version, action: 'create', newThing: !before, undo: () => held.remove(version) };
  }
  const same = (Object.keys(stated) as Array<keyof V>).every(name => there[name] === stated[name]);
  const contradiction = () =>
    refuse('contradicts', { code: codes[0] ?? '', from: there.from, to: there.to ?? '…' });
  if (meeting.length > 1) return contradiction();
  if (there.from === period.from) {
    if (same && there.to === period.to) return undefined;
    const version = { ...there, ...stated, ...period };
    held.remove(there);
    const blocked =
      held.ofThing(version.id, period).length > 0 || codes.some(c => held.meeting(c, period).length > 0);
    if (blocked) {
      held.add(there);
      return contradiction();
    }
    held.add(version);
    const undo = () => {
      held.remove(version);
      held.add(there);
    };
    return { version, action: 'correct', newThing: false, undo };
  }
  const covers =
    there.from < period.from && (there.to === null || (period.to !== null && period.to <= there.to));
  return covers && same ? undefined : contradiction();
}

const present = <T extends object>(facts: T): T =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;

function planArea(held: HeldUnits, line: AreaLine): Step | Refusal | undefined {
  const { word, level } = AREA_KINDS[line.kind];
  if (level !== line.level) return refuse('kind-of-other-level', { kind: line.kind, level: line.level });
  if ((line.level === 'province') !== (line.parent === undefined))
    return refuse(line.parent ? 'province-has-parent' : 'field-missing', { field: 'parent' });
  const parent = line.parent === undefined ? undefined : held.areas.on(line.parent, line.from);
  if (line.parent !== undefined && !parent)
    return refuse('area-missing', { code: line.parent, date: line.from });
  const { type: _, parent: __, continues, from, to, ...facts } = line;
  const name = tidy(line.name);
  const stated: Partial<Area> = present({
    ...facts,
    name,
    fullName: line.fullName ? tidy(line.fullName) : `${word} ${name}`,
    parentId: parent?.id ?? null,
  } as Partial<Area>);
  const blank = {
    seat: null,
    areaKm2: null,
    population: null,
    lon: null,
    lat: null,
    unverified: false,
    note: null,
  };
  const code = `${line.level}:${line.code}`;
  const placed = place(
    held.areas,
    [code],
    { from, to: to ?? null },
    stated,
    blank as unknown as Area,
    continues,
  );
  return placed && ('reason' in placed ? placed : { of: 'area', ...placed });
}

function planAgency(held: HeldUnits, line: AgencyLine): Step | Refusal | undefined {
  const area = line.area === undefined ? undefined : held.areas.on(line.area, line.from);
  if (!area && (line.area !== undefined || line.level !== 'central'))
    return line.area
      ? refuse('area-missing', { code: line.area, date: line.from })
      : refuse('field-missing', { field: 'area' });
  const parent = line.parent === undefined ? undefined : held.agencies.on(line.parent, line.from);
  if (line.parent !== undefined && !parent)
    return refuse('agency-missing', { code: line.parent, date: line.from });
  const { type: _, area: __, parent: ___, continues, from, to, ...facts } = line;
  const stated: Partial<Agency> = present({
    ...facts,
    name: tidy(line.name),
    areaId: area?.id ?? null,
    parentId: parent?.id ?? null,
  } as Partial<Agency>);
  const blank = {
    legacyIdentifier: null,
    shortName: null,
    address: null,
    phone: null,
    unverified: false,
    note: null,
  };
  const codes = line.legacyIdentifier ? [line.identifier, line.legacyIdentifier] : [line.identifier];
  const period = { from, to: to ?? null };
  const placed = place(held.agencies, codes, period, stated, blank as unknown as Agency, continues);
  return placed && ('reason' in placed ? placed : { of: 'agency', ...placed });
}

function planSuccession(held: HeldUnits, line: SuccessionLine): Step | Refusal | undefined {
  const things: HeldVersions<Area> | HeldVersions<Agency> = line.of === 'area' ? held.areas : held.agencies;
  const from = things.on(line.from, dayBefore(line.on));
  const into = things.on(line.into, line.on);
  const missing = `${line.of}-missing`;
  if (!from) return refuse(missing, { code: line.from, date: dayBefore(line.on) });
  if (!into) return refuse(missing, { code: line.into, date: line.on });
  if (from.id === into.id) return refuse('succeeds-itself', { code: line.from });
  const { on, share, unverified = false, note = null } = line;
  const link: Succession = { fromId: from.id, intoId: into.id, on, share, unverified, note };
  const key = successionKey(link);
  const there = held.successions.get(key);
  if (there && there.share === share && there.unverified === unverified && there.note === note)
    return undefined;
  held.successions.set(key, link);
  const undo = () => void (there ? held.successions.set(key, there) : held.successions.delete(key));
  return { of: 'succession', thing: line.of, action: there ? 'correct' : 'create', link, undo };
}

function planJurisdiction(held: HeldUnits, line: JurisdictionLine): Step | Refusal | undefined {
  const { from, to = null } = line;
  const agency = held.agencies.on(line.agency, from);
  if (!agency) return refuse('agency-missing', { code: line.agency, date: from });
  const area = held.areas.on(line.area, from);
  if (!area) return refuse('area-missing', { code: line.area, date: from });
  const served: Served = { agencyId: agency.id, areaId: area.id, from, to };
  const key = jurisdictionKey(served);
  if (held.jurisdictions.has(key)) return undefined;
  held.jurisdictions.add(key);
  return { of: 'jurisdiction', action: 'create', served, undo: () => void held.jurisdictions.delete(key) };
}

/** What is to be written so that the database says what `line` says; `undefined`: it says so already. */
export function planLine(held: HeldUnits, line: UnitLine): Step | Refusal | undefined {
  if (line.type === 'area') return planArea(held, line);
  if (line.type === 'agency') return planAgency(held, line);
  if (line.type === 'jurisdiction') return planJurisdiction(held, line);
  return planSuccession(held, line);
}
