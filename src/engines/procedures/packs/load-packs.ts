import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Static } from 'typebox';
import { addFormVersion, defineForm, type Form, type FormDefinition } from '#engines/forms';
import type { Act } from '#engines/organisation';
import type { Db, Queryable, Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import { PackRefused } from '../errors.ts';
import { caseProblems } from '../limits/check-cases.ts';
import { idsOf, mappingProblems } from '../mapping/check-mapping.ts';
import { unknownAnswers } from '../same-matter/definition.ts';
import { readProcessFile, storeProcess } from '../store/processes.ts';
import type { ProcedureContent } from '../types.ts';
import { ensureFromPack } from './ensure.ts';
import { type ProcedurePack, procedureFile, type procedureFileSchema } from './pack.ts';

type ProcedureFile = Static<typeof procedureFileSchema>;
type ReadFile = { name: string; file: ProcedureFile; form: Form | null; xml: string | null };

/** One thing that is wrong with a file of a pack. */
export type PackProblem = { file: string; problem: string };

export type PackReport = { pack: string; loaded: string[]; unchanged: boolean };

/**
 * Loads each pack: its forms, its processes, its procedures, in one transaction a pack. A pack whose files are as they
 * were is passed over unread; of one that has changed, procedures that say something new become new versions.
 * Throws PACK_REFUSED, naming pack, file and what is wrong (all of it in the details); nothing of that pack is kept.
 */
export async function loadPacks(db: Db, packs: readonly ProcedurePack[], act: Act): Promise<PackReport[]> {
  const reports: PackReport[] = [];
  for (const pack of packs) {
    const texts = await textsOf(pack);
    const sha256 = digestOf(texts);
    const asItWas = { pack: pack.id, loaded: [], unchanged: true };
    // What was checked when it was loaded is not checked again at each start.
    if ((await heldOf(db, pack)) === sha256) {
      reports.push(asItWas);
      continue;
    }
    const files = await readTexts(pack, texts);
    reports.push(
      await db.tx(async tx => {
        await tx.run("SELECT pg_advisory_xact_lock(hashtextextended('procedures.pack:' || $1, 0))", [
          pack.id,
        ]);
        if ((await heldOf(tx, pack)) === sha256) return asItWas;
        const loaded: string[] = [];
        for (const file of files) if (await loadOne(tx, pack, file, act)) loaded.push(file.file.code);
        await tx.run(
          `INSERT INTO procedures.pack (id, sha256, loaded_at) VALUES ($1, $2, $3)
           ON CONFLICT (id) DO UPDATE SET sha256 = EXCLUDED.sha256, loaded_at = EXCLUDED.loaded_at`,
          [pack.id, sha256, act.at],
        );
        return { pack: pack.id, loaded, unchanged: false };
      }),
    );
  }
  return reports;
}

/** Reads and checks all files of a pack without a database. */
export async function readPack(pack: ProcedurePack): Promise<{ files: ReadFile[] }> {
  return { files: await readTexts(pack, await textsOf(pack)) };
}

type PackTexts = ReadonlyMap<string, string>;

async function textsOf(pack: ProcedurePack): Promise<PackTexts> {
  const names = (await readdir(pack.folder))
    .filter(n => /\.(procedure\.json|form\.json|bpmn)$/.test(n))
    .sort();
  const texts = new Map<string, string>();
  for (const name of names)
    texts.set(name, (await readFile(path.join(pack.folder, name), 'utf8')).normalize('NFC'));
  return texts;
}

function digestOf(texts: PackTexts): string {
  const hash = createHash('sha256');
  for (const [name, text] of texts) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex');
}

const heldOf = async (db: Queryable, pack: ProcedurePack): Promise<string | undefined> =>
  (await db.maybe<{ sha256: string }>('SELECT sha256 FROM procedures.pack WHERE id = $1', [pack.id]))?.sha256;

async function readTexts(pack: ProcedurePack, texts: PackTexts): Promise<ReadFile[]> {
  const problems: PackProblem[] = [];
  const files: ReadFile[] = [];
  for (const name of texts.keys()) {
    const read = name.endsWith('.procedure.json') ? await readOne(name, texts, problems) : null;
    if (read) files.push(read);
  }
  const [first] = problems;
  if (first) throw PackRefused({ pack: pack.id, file: first.file, problem: first.problem }, problems);
  return files;
}

async function readOne(name: string, texts: PackTexts, problems: PackProblem[]): Promise<ReadFile | null> {
  const wrong = (file: string, problem: string) => {
    problems.push({ file, problem });
    return null;
  };
  const value = parse(texts.get(name) ?? '');
  if (value === undefined) return wrong(name, 'not JSON');
  if (!procedureFile.Check(value)) {
    for (const e of procedureFile.Errors(value).slice(0, 10))
      wrong(name, `${e.instancePath || '/'}: ${e.message}`);
    return null;
  }
  const missing = [value.form, value.process].find(f => f && !texts.has(f));
  if (missing) return wrong(name, `${missing} is not in the pack`);
  try {
    const form = value.form ? defineForm(parse(texts.get(value.form) ?? '') as FormDefinition) : null;
    const xml = value.process ? (texts.get(value.process) ?? null) : null;
    const graph = xml ? await readProcessFile(xml, form ? { fields: Object.keys(form.fields) } : {}) : null;
    const [unknown] = mappingProblems(value.mapping, idsOf(graph, form), null);
    const [unasked] = unknownAnswers(value.sameMatter, form?.fields ?? {});
    const [unread] = graph ? caseProblems(value.limits, graph, Object.keys(form?.fields ?? {})) : [];
    if (unread) return wrong(name, `/limits/${unread.channel}: ${unread.problem.code} ${unread.says}`);
    if (unasked) return wrong(name, `/sameMatter: ${unasked} is not asked`);
    if (unknown) return wrong(name, `/mapping/${unknown.list}: ${unknown.code} ${unknown.id}`);
    return { name, file: value, form, xml };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const which = error.code === 'PROCESS_REFUSED' ? value.process : value.form;
    return wrong(which ?? name, Object.values(error.params).join(': ') || error.code);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function loadOne(
  tx: Tx,
  pack: ProcedurePack,
  { name, file, form, xml }: ReadFile,
  act: Act,
): Promise<boolean> {
  const { $schema: _, code, from, form: formName, process: processName, ...legal } = file;
  if (form) await addFormVersion(tx, form, act.at);
  const fields = form ? { fields: Object.keys(form.fields) } : {};
  const process =
    xml && processName ? await storeProcess(tx, processName.replace(/\.bpmn$/, ''), xml, act, fields) : null;
  const content: ProcedureContent = {
    ...legal,
    form: form ? { id: form.id, version: form.version } : null,
    process,
    source: { kind: 'pack', pack: pack.id, file: name },
  };
  return ensureFromPack(tx, code, content, from, act);
}
