import { createHash } from 'node:crypto';
import path from 'node:path';
import { type Db, newId, type Queryable, type Tx } from '#platform/db';
import { findAreaByCode } from '../areas.ts';
import type { Boundary, Geometry } from '../boundaries.ts';
import { appendEntry } from '../dated/entry.ts';
import type { Act, Area, AreaLevel } from '../types.ts';
import type { ImportReport } from './import-units.ts';
import type { Refusal } from './line.ts';
import { type Feature, readFeatures } from './read-features.ts';
import { readText } from './source.ts';

export type BoundaryOptions = {
  /** A day on which the codes of the file mean what the file means, `YYYY-MM-DD`. */
  date: string;
  /** Where the boundaries come from, for the map's legend. The file's name when absent. */
  source?: string;
  onProgress?: (report: ImportReport) => void;
  act?: Act;
};

const LEVEL_OF_LENGTH: Readonly<Record<number, AreaLevel>> = { 2: 'province', 3: 'district', 5: 'commune' };

// Viet Nam with its islands and seas lies within these degrees; the first number of a position is the longitude. What
// lies outside is mostly a file with the two exchanged, or in metres.
const inCountry = ([lon, lat]: number[]) =>
  lon !== undefined && lat !== undefined && lon >= 101 && lon <= 118 && lat >= 6 && lat <= 24;

const closed = (ring: number[][]): boolean => {
  const [first, last] = [ring[0], ring.at(-1)];
  return ring.length >= 4 && first?.[0] === last?.[0] && first?.[1] === last?.[1];
};

function readGeometry(value: unknown): Geometry | Refusal {
  const geometry = value as Geometry | null;
  const type = geometry?.type;
  if (type !== 'Polygon' && type !== 'MultiPolygon')
    return { reason: 'geometry-type', params: { found: String(type ?? '') } };
  const rings = type === 'Polygon' ? geometry!.coordinates : geometry!.coordinates?.flat();
  if (
    !Array.isArray(rings) ||
    rings.length === 0 ||
    !rings.every(r => Array.isArray(r) && closed(r as number[][]))
  )
    return { reason: 'ring-open', params: {} };
  const astray = (rings as number[][][]).flat().find(position => !inCountry(position));
  if (astray) return { reason: 'position-outside', params: { found: astray.join(', ') } };
  return { type, coordinates: geometry!.coordinates } as Geometry;
}

const WHERE = 'properties.code';

/** Code and level of a feature, or why they cannot be told. A number has lost the zeros that codes begin with. */
function readCode({ properties }: Feature): { code: string; level: AreaLevel } | Refusal {
  const code = properties?.code;
  if (code === undefined || code === null || code === '')
    return { reason: 'code-missing', params: { field: WHERE } };
  if (typeof code !== 'string')
    return { reason: 'code-not-text', params: { field: WHERE, found: JSON.stringify(code).slice(0, 60) } };
  const level = (properties?.level ?? LEVEL_OF_LENGTH[code.length]) as AreaLevel | undefined;
  return level ? { code, level } : { reason: 'level-missing', params: { found: code.slice(0, 60) } };
}

async function readFeature(
  q: Queryable,
  feature: Feature,
  date: string,
): Promise<{ area: Area; geometry: Geometry } | Refusal> {
  const named = readCode(feature);
  if ('reason' in named) return named;
  const { code, level } = named;
  const geometry = readGeometry(feature.geometry);
  if ('reason' in geometry) return geometry;
  const area = await findAreaByCode(q, code, level, date);
  return area
    ? { area, geometry }
    : { reason: 'boundary-area-missing', params: { code: `${level}:${code}`, date } };
}

const insert = (tx: Tx, { areaId, geometry, source, from, to }: Boundary) =>
  tx.run(
    `INSERT INTO organisation.boundary (id, area_id, geometry, source, valid)
     VALUES ($1, $2, $3::jsonb, $4, daterange($5::date, $6::date))`,
    [newId(), areaId, JSON.stringify(geometry), source, from, to],
  );

// The new boundary holds for the period of the area's version; an older one keeps the days before and after.
async function store(
  tx: Tx,
  area: Area,
  geometry: Geometry,
  source: string,
): Promise<'created' | 'corrected' | 'unchanged'> {
  const { id: areaId, from, to } = area;
  const there = await tx.query<Boundary & { id: string; same: boolean }>(
    `SELECT id, area_id AS "areaId", geometry, source, lower(valid) AS "from", upper(valid) AS "to",
       geometry = $4::jsonb AND source = $5 AND valid @> daterange($2::date, $3::date) AS same
     FROM organisation.boundary WHERE area_id = $1::uuid AND valid && daterange($2::date, $3::date) FOR UPDATE`,
    [areaId, from, to, JSON.stringify(geometry), source],
  );
  if (there.some(old => old.same)) return 'unchanged';
  for (const old of there) {
    await tx.run('DELETE FROM organisation.boundary WHERE id = $1', [old.id]);
    if (old.from < from) await insert(tx, { ...old, to: from });
    if (to !== null && (old.to === null || to < old.to)) await insert(tx, { ...old, from: to });
  }
  await insert(tx, { areaId, geometry, source, from, to });
  return there.length > 0 ? 'corrected' : 'created';
}

/**
 * Loads the boundaries of areas from a GeoJSON FeatureCollection, or one Feature, whose features carry `properties.code` (and
 * `properties.level` where the code's length does not say it: 2, 3 or 5 digits). A boundary holds for the period of the
 * area's version on `date`; another import of the same areas replaces it; the same geometry changes nothing.
 * Problems are numbered by feature, from 1. Throws IMPORT_FILE_UNREADABLE (no UTF-8), and as `readFeatures`.
 */
export async function importBoundaries(
  db: Db,
  file: string,
  options: BoundaryOptions,
): Promise<ImportReport> {
  const text = await readText(file);
  const features = readFeatures(file, text);
  const source = options.source ?? path.basename(file);
  const report: ImportReport = {
    source,
    total: features.length,
    lines: 0,
    created: 0,
    corrected: 0,
    unchanged: 0,
    refused: 0,
    problems: [],
  };
  await db.tx(async tx => {
    const id = newId();
    await tx.run('INSERT INTO organisation.unit_import (id, source) VALUES ($1, $2)', [id, source]);
    for (const feature of features) {
      report.lines++;
      const read = await readFeature(tx, feature, options.date);
      if ('reason' in read) {
        report.refused++;
        report.problems.push({ line: report.lines, ...read });
      } else {
        report[await store(tx, read.area, read.geometry, source)]++;
      }
      if (report.lines % 50 === 0) options.onProgress?.({ ...report });
    }
    const { lines, created, corrected, unchanged, refused } = report;
    await tx.run(
      `UPDATE organisation.unit_import SET lines = $2, created = $3, corrected = $4, unchanged = $5, refused = $6,
         finished_at = clock_timestamp() WHERE id = $1`,
      [id, lines, created, corrected, unchanged, refused],
    );
    if (options.act && created + corrected > 0) {
      const sha256 = createHash('sha256').update(text).digest('hex');
      const body = { source, sha256, lines, created, corrected };
      await appendEntry(
        tx,
        options.act,
        'organisation.boundaries-imported',
        `organisation-import:${id}`,
        body,
      );
    }
  });
  options.onProgress?.({ ...report });
  return report;
}
