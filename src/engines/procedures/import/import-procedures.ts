import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Act } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Db, Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import { insertProposal } from '../approval/propose.ts';
import { digest } from '../content.ts';
import { ProcedureHasDraft } from '../errors.ts';
import { putIntoForce, refuseEarlier } from '../store/publish.ts';
import { record } from '../store/record.ts';
import { ensureProcedure, insertDraft, replaceDraft } from '../store/write.ts';
import type { Missing } from '../types.ts';
import type { Remark } from './read-channels.ts';
import { isRefused, type ReadLine, type Refusal, readLine } from './read-line.ts';

const CHUNK = 100;
const MAX_LINE = 1_000_000;

export type LineReport<T> = { line: number; code: string } & T;

/** What came of an import. Lines count from 1; `loaded` = published + proposed + drafts + unchanged. */
export type ProcedureImport = {
  lines: number;
  loaded: number;
  /** Lines whose procedure is in force now; those that were before, unchanged, are in `unchanged`. */
  published: number;
  /** Lines that wait for somebody else's approval. */
  proposed: number;
  /** Lines that were loaded as drafts, and what each lacks. */
  drafts: Array<LineReport<{ missing: Missing[] }>>;
  unchanged: number;
  refused: Array<{ line: number; code: string | null; reason: Refusal['reason']; detail: string }>;
  /** What people should look at in lines that were loaded. */
  remarks: Array<LineReport<Remark>>;
};

export type ImportOptions = Act & {
  /** First day in force, `YYYY-MM-DD`; the day of the import when not said. */
  from?: string;
  /**
   * An id of this import: its lines are not published but proposed under it, to be approved together by somebody else. What is
   * not the program itself (actor `system`) cannot publish otherwise.
   */
  batch?: string;
  /** Called after each chunk of lines. */
  onProgress?: (lines: number) => void;
};

/**
 * Loads procedures from JSON Lines of the shape of the national list. Each line loads whole or not at all and the
 * others load: a line that is no procedure is refused with its reason; one without a usable time limit becomes a draft
 * that says what is missing; the rest is published from `from`, or proposed with `batch`. Loading the same file again changes nothing, also when
 * staff have worked on what came of it.
 */
export async function importProcedures(
  db: Db,
  stream: Readable,
  options: ImportOptions,
): Promise<ProcedureImport> {
  const report: ProcedureImport = {
    lines: 0,
    loaded: 0,
    published: 0,
    proposed: 0,
    drafts: [],
    unchanged: 0,
    refused: [],
    remarks: [],
  };
  const hash = createHash('sha256');
  const seen = new Set<string>();
  let chunk: Planned[] = [];
  const flush = async () => {
    if (chunk.length) await db.tx(tx => writeChunk(tx, chunk, options, report));
    chunk = [];
    options.onProgress?.(report.lines);
  };
  for await (const raw of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    report.lines++;
    hash.update(raw);
    const text = report.lines === 1 ? raw.replace(/^\uFEFF/, '') : raw;
    if (!text.trim()) continue;
    const line = take(text, seen);
    if (isRefused(line)) report.refused.push({ line: report.lines, ...line });
    else chunk.push({ line: report.lines, read: line });
    if (chunk.length >= CHUNK) await flush();
  }
  await flush();
  await db.tx(tx =>
    record(tx, options, 'imported', `procedure-import:${hash.digest('hex')}`, {
      lines: report.lines,
      loaded: report.loaded,
      unchanged: report.unchanged,
      drafts: report.drafts.length,
      refused: report.refused.length,
    }),
  );
  return report;
}

type Planned = { line: number; read: ReadLine };

function take(raw: string, seen: Set<string>): ReadLine | Refusal {
  if (raw.length > MAX_LINE) return { code: null, reason: 'line-too-long', detail: String(MAX_LINE) };
  const line = readLine(raw);
  if (isRefused(line)) return line;
  if (seen.has(line.code)) return { code: line.code, reason: 'double-code', detail: line.code };
  seen.add(line.code);
  return line;
}

async function writeChunk(
  tx: Tx,
  chunk: readonly Planned[],
  options: ImportOptions,
  report: ProcedureImport,
): Promise<void> {
  for (const { line, read } of chunk) {
    try {
      const written = await tx.savepoint(() => writeOne(tx, read, options));
      report.loaded++;
      if (written === 'unchanged') report.unchanged++;
      else if (written === 'proposed') report.proposed++;
      else if (written.length) report.drafts.push({ line, code: read.code, missing: written });
      else report.published++;
      report.remarks.push(...read.remarks.map(r => ({ line, code: read.code, ...r })));
    } catch (error) {
      report.refused.push({ line, code: read.code, ...reasonOf(error) });
    }
  }
}

// What the database or a rule refuses is this line's fault; anything else (the server is gone) ends the import.
function reasonOf(error: unknown): { reason: Refusal['reason']; detail: string } {
  if (isAppError(error) && error.code === 'PROCEDURE_FROM_TOO_EARLY') {
    return { reason: 'from-too-early', detail: String(error.params.date ?? '') };
  }
  if (isAppError(error) && error.code === 'PROCEDURE_HAS_DRAFT') return { reason: 'in-work', detail: '' };
  const { code, constraint, message } = error as { code?: string; constraint?: string; message?: string };
  if (!/^2[23]/.test(code ?? '')) throw error;
  return { reason: 'database', detail: constraint ?? message ?? '' };
}

async function writeOne(
  tx: Tx,
  { code, content }: ReadLine,
  options: ImportOptions,
): Promise<Missing[] | 'unchanged' | 'proposed'> {
  const sourceSha256 = digest(content);
  const procedureId = await ensureProcedure(tx, code, options.at);
  const versions = await tx.query<{ id: string; status: string; source: string | null }>(
    `SELECT id, status, source_sha256 AS source FROM procedures.procedure_version
     WHERE procedure_id = $1 AND (source_sha256 = $2 OR status = 'draft')`,
    [procedureId, sourceSha256],
  );
  if (versions.some(v => v.source === sourceSha256)) return 'unchanged';
  // A draft is brought up to date: there is never more than one.
  const draft = versions.find(v => v.status === 'draft');
  if (draft && (await isWorkedOn(tx, draft.id))) throw ProcedureHasDraft({ code });
  const written = draft
    ? await replaceDraft(tx, { code, versionId: draft.id }, content, options.actor, sourceSha256)
    : await insertDraft(tx, { code, procedureId }, content, { ...options, sourceSha256 });
  const { id, number, sha256, missing } = written;
  const subject = `procedure:${procedureId}`;
  if (missing.length) {
    const body = { version: id, number, sha256 };
    if (draft) await record(tx, options, 'draft-updated', subject, body);
    else await record(tx, options, 'draft-created', subject, { ...body, code });
    return missing;
  }
  const from = options.from ?? localDate(options.at);
  const { batch } = options;
  // A list is no way to replace what was released today.
  if (number > 1) await refuseEarlier(tx, { procedureId, code }, from, null);
  if (batch) {
    if (!draft) await record(tx, options, 'draft-created', subject, { version: id, number, sha256, code });
    await insertProposal(tx, { id, procedureId, number, contentSha256: sha256 }, { from, batch }, options);
    return 'proposed';
  }
  await putIntoForce(tx, { id, procedureId, code, number, missing, contentSha256: sha256 }, from, options);
  return [];
}

// A draft that somebody has saved or proposed is his: a list does not write over it.
async function isWorkedOn(tx: Tx, versionId: string): Promise<boolean> {
  const { worked } = await tx.one<{ worked: boolean }>(
    `SELECT EXISTS (SELECT FROM procedures.draft_revision WHERE version_id = $1)
       OR EXISTS (SELECT FROM procedures.proposal WHERE version_id = $1 AND state = 'open') AS worked`,
    [versionId],
  );
  return worked;
}
