import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Act } from '#engines/organisation';
import {
  addDiagram,
  describeProblem,
  type Graph,
  type ParseOptions,
  type Problem,
  parseProcess,
} from '#engines/processes';
import type { Queryable, Tx } from '#platform/db';
import { ProcedureNotFound, ProcessRefused } from '../errors.ts';
import { PROCESS_FACTS, PROCESS_MESSAGES, PROCESS_ROLES } from '../process-facts.ts';
import type { Reference } from '../types.ts';
import { record } from './record.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Reads a BPMN file. Throws PROCESS_REFUSED with every problem, as sentences in both languages, in the details. */
export async function readProcessFile(xml: string, options: ParseOptions = {}): Promise<Graph> {
  const { graph, problems } = await parseProcess(xml, {
    facts: PROCESS_FACTS,
    roles: PROCESS_ROLES,
    messages: PROCESS_MESSAGES,
    ...options,
  });
  if (graph && !problems.length) return graph;
  throw refusal(problems);
}

function refusal(problems: readonly Problem[]) {
  const [first] = problems;
  return ProcessRefused(
    { problem: first ? describeProblem(first, 'vi') : '', count: problems.length },
    problems.map(p => ({ ...p, vi: describeProblem(p, 'vi'), en: describeProblem(p, 'en') })),
  );
}

/** Reads a file that was stored: what makes no sense today and was taken then runs on. Throws PROCESS_REFUSED where it cannot run. */
async function readStored(xml: string): Promise<Graph> {
  const { graph, problems } = await parseProcess(xml, { facts: PROCESS_FACTS });
  if (!graph) throw refusal(problems);
  return graph;
}

/**
 * Keeps a BPMN file under `id` as its next version, after reading it; the same file again is the version it was. One without a
 * drawing gets one, so that an editor can show it.
 * Throws PROCESS_REFUSED. `options.fields` are the field paths that its conditions may read.
 */
export async function storeProcess(
  tx: Tx,
  id: string,
  file: string,
  act: Act,
  options: ParseOptions = {},
): Promise<Reference> {
  const graph = await readProcessFile(file, options);
  const xml = await addDiagram(file);
  await tx.run("SELECT pg_advisory_xact_lock(hashtextextended('procedures.process:' || $1, 0))", [id]);
  const digest = sha256(xml);
  const versions = await tx.query<{ version: number; sha256: string }>(
    'SELECT version, sha256 FROM procedures.process WHERE id = $1 ORDER BY version DESC',
    [id],
  );
  const same = versions.find(v => v.sha256 === digest);
  if (same) return { id, version: same.version };
  const version = (versions[0]?.version ?? 0) + 1;
  await tx.run(
    'INSERT INTO procedures.process (id, version, name, xml, sha256, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, version, graph.name, xml, digest, act.at],
  );
  await record(tx, act, 'process-stored', `process:${id}`, { id, version, sha256: digest });
  return { id, version };
}

const standardFile = path.join(import.meta.dirname, '..', 'standard', 'standard-process.bpmn');
let standardXml: string | undefined;

/** The BPMN file of a reference; null: the standard process (receive, process, sign, return). */
export async function processFile(q: Queryable, reference: Reference | null): Promise<string> {
  if (!reference) {
    standardXml ??= readFileSync(standardFile, 'utf8');
    return standardXml;
  }
  const row = await q.maybe<{ xml: string }>(
    'SELECT xml FROM procedures.process WHERE id = $1 AND version = $2',
    [reference.id, reference.version],
  );
  if (!row) throw ProcedureNotFound({ code: `${reference.id} ${reference.version}` });
  return row.xml;
}

const graphs = new Map<string, Graph>();

/** The graph of a reference (null: the standard process). A file is read once: kept by its digest, it never changes. */
export async function loadProcess(q: Queryable, reference: Reference | null): Promise<Graph> {
  const row = reference
    ? await q.maybe<{ sha256: string }>(
        'SELECT sha256 FROM procedures.process WHERE id = $1 AND version = $2',
        [reference.id, reference.version],
      )
    : undefined;
  const key = row?.sha256 ?? 'standard';
  let graph = reference && !row ? undefined : graphs.get(key);
  if (!graph) {
    graph = await readStored(await processFile(q, reference));
    if (graphs.size > 500) graphs.clear();
    graphs.set(key, graph);
  }
  return graph;
}
