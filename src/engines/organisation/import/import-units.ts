import { createHash } from 'node:crypto';
import { type Db, newId, type Tx } from '#platform/db';
import { appendEntry } from '../dated/entry.ts';
import { held as checked, refusalOf } from '../dated/refusals.ts';
import { AGENCY, AREA, type Thing } from '../dated/thing.ts';
import {
  insertServed,
  insertThings,
  insertVersions,
  updateVersions,
  upsertSuccessions,
} from '../dated/write.ts';
import { ImportUnderWay } from '../errors.ts';
import type { Act } from '../types.ts';
import { readHeldUnits } from './held-units.ts';
import { isRefusal, type Refusal, readLine } from './line.ts';
import { planLine, type Step } from './plan.ts';
import type { UnitSource } from './source.ts';

const CHUNK = 1_000;

export type LineProblem = { line: number } & Refusal;

/** How far an import is, and at its end what came of it. Counts are lines. */
export type ImportReport = {
  source: string;
  total: number;
  lines: number;
  created: number;
  corrected: number;
  unchanged: number;
  refused: number;
  problems: LineProblem[];
};

type Stored<F> = { id: string; versionId: string; from: string; to: string | null } & F;

async function writeVersions<F, V extends Stored<F>>(
  tx: Tx,
  thing: Thing<F, V>,
  steps: ReadonlyArray<{ action: string; version: V; newThing: boolean }>,
): Promise<void> {
  // By version: of two lines about the same one, the later counts.
  const rows = (action: string) => {
    const versions = new Map(
      steps.filter(s => s.action === action).map(s => [s.version.versionId, s.version]),
    );
    return [...versions.values()].map(facts => ({
      id: facts.id,
      versionId: facts.versionId,
      facts,
      from: facts.from,
      to: facts.to,
    }));
  };
  const ids = steps.filter(s => s.newThing).map(s => s.version.id);
  if (ids.length) await insertThings(tx, thing, ids);
  const corrected = rows('correct');
  const created = rows('create');
  if (created.length) await insertVersions(tx, thing, created);
  if (corrected.length) await updateVersions(tx, thing, corrected);
}

async function write(tx: Tx, steps: readonly Step[]): Promise<void> {
  const areas = steps.filter(s => s.of === 'area');
  const agencies = steps.filter(s => s.of === 'agency');
  const links = steps.filter(s => s.of === 'succession');
  if (areas.length) await writeVersions(tx, AREA, areas);
  if (agencies.length) await writeVersions(tx, AGENCY, agencies);
  const served = steps.filter(s => s.of === 'jurisdiction').map(s => s.served);
  if (served.length) await insertServed(tx, served);
  for (const thing of [AREA, AGENCY] as const) {
    const ofThing = links.filter(s => s.thing === thing.table).map(s => s.link);
    if (ofThing.length) await upsertSuccessions(tx, thing as Thing<object, object>, ofThing);
  }
}

function labelOf(step: Step): string {
  switch (step.of) {
    case 'area':
      return step.version.fullName;
    case 'agency':
      return step.version.name;
    case 'succession':
      return step.link.fromId;
    case 'jurisdiction':
      return step.served.agencyId;
  }
}

type Planned = { line: number; step: Step };

// What two lines contradict between themselves is seen when planning; what only the database sees (a second committee of
// an area, a parent that ends too soon, another session's work) makes it refuse the chunk. Then each line is tried by
// itself: it loads whole or not at all, and the others load.
async function writeEachOrRefuse(
  tx: Tx,
  planned: readonly Planned[],
): Promise<{ kept: Planned[]; refused: LineProblem[] }> {
  const all = () =>
    write(
      tx,
      planned.map(p => p.step),
    );
  try {
    await checked(tx, { label: '' }, all);
    return { kept: [...planned], refused: [] };
  } catch (error) {
    if (!refusalOf(error, { label: '' }) && !('status' in (error as object))) throw error;
  }
  const kept: Planned[] = [];
  const refused: LineProblem[] = [];
  for (const one of planned) {
    try {
      await checked(tx, { label: labelOf(one.step) }, () => write(tx, [one.step]));
      kept.push(one);
    } catch (error) {
      const { code, params } = error as { code?: string; params?: Refusal['params'] };
      if (!params) throw error;
      one.step.undo();
      refused.push({ line: one.line, reason: code ?? '', params });
    }
  }
  return { kept, refused };
}

const advance = `UPDATE organisation.unit_import
  SET lines = $2, created = $3, corrected = $4, unchanged = $5, refused = $6,
      finished_at = CASE WHEN $7 THEN clock_timestamp() END WHERE id = $1`;

/**
 * Loads areas, agencies and successions: a thousand lines a transaction, each line whole or not at all. What the
 * database holds already is left as it is, so a second import changes nothing and an interrupted one is finished by
 * running it again. `act` puts an entry into the ledger for every chunk that changed something.
 * Throws IMPORT_UNDER_WAY. Shape of the lines and reasons of refusal: `docs/import.md`.
 */
export async function importUnits(
  db: Db,
  source: UnitSource,
  onProgress: (report: ImportReport) => void = () => undefined,
  act?: Act,
): Promise<ImportReport> {
  const lock = await db.connect();
  try {
    const { rows } = await lock.query("SELECT pg_try_advisory_lock(hashtext('organisation.import')) AS got");
    if (!rows[0]?.got) throw ImportUnderWay();
    try {
      return await run(db, source, onProgress, act);
    } finally {
      await lock.query("SELECT pg_advisory_unlock(hashtext('organisation.import'))");
    }
  } finally {
    lock.release();
  }
}

async function run(
  db: Db,
  source: UnitSource,
  onProgress: (report: ImportReport) => void,
  act: Act | undefined,
): Promise<ImportReport> {
  const report: ImportReport = {
    source: source.name,
    total: source.total,
    lines: 0,
    created: 0,
    corrected: 0,
    unchanged: 0,
    refused: 0,
    problems: [],
  };
  const id = newId();
  await db.run('INSERT INTO organisation.unit_import (id, source) VALUES ($1, $2)', [id, source.name]);
  const held = await readHeldUnits(db);
  let planned: Planned[] = [];
  let digest = createHash('sha256');

  const flush = async (last: boolean) => {
    const batch = planned;
    const sha256 = digest.digest('hex');
    planned = [];
    digest = createHash('sha256');
    const result = await db.tx(async tx => {
      await tx.query('SELECT id FROM organisation.unit_import WHERE id = $1 FOR UPDATE', [id]);
      const { kept, refused } = await writeEachOrRefuse(tx, batch);
      const created = kept.filter(p => p.step.action === 'create').length;
      const corrected = kept.length - created;
      const counts = [report.created + created, report.corrected + corrected, report.unchanged];
      await tx.run(advance, [id, report.lines, ...counts, report.refused + refused.length, last]);
      if (act && kept.length > 0) {
        const body = { source: source.name, sha256, lines: kept.length, created, corrected };
        await appendEntry(tx, act, 'organisation.units-imported', `organisation-import:${id}`, body);
      }
      return { created, corrected, refused };
    });
    report.created += result.created;
    report.corrected += result.corrected;
    report.refused += result.refused.length;
    report.problems.push(...result.refused);
    onProgress({ ...report });
  };

  for (const { line, value } of source.lines) {
    report.lines++;
    const read = readLine(value);
    const step = isRefusal(read) ? read : planLine(held, read);
    if (step === undefined) report.unchanged++;
    else if (isRefusal(step)) {
      report.refused++;
      report.problems.push({ line, ...step });
    } else {
      planned.push({ line, step });
      digest.update(`${JSON.stringify(value)}\n`);
    }
    if (planned.length >= CHUNK) await flush(false);
    else if (report.lines % CHUNK === 0) onProgress({ ...report });
  }
  await flush(true);
  report.problems.sort((a, b) => a.line - b.line);
  return report;
}
