import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { trustService } from '#engines/trust';
import type { Env } from '#platform/env';
import {
  type Checkpoint,
  ledgerService,
  NotVerifiable,
  type Problem,
  type Verified,
  type VerifyOptions,
  verifyExport,
} from '#platform/ledger';
import { modules } from '../../modules.ts';
import { type Command, EXIT, textOf, Usage, type Values } from '../command.ts';
import type { Io } from '../io.ts';
import { withProgram } from '../session.ts';
import { checkProofFile, readProofFile } from './ledger-check-proof.ts';
import { type Elsewhere, printElsewhere, readElsewhere } from './ledger-elsewhere.ts';
import { whyText } from './ledger-why.ts';

const SHOWN = 100;

function sentenceOf(io: Io, { code, position, from, to, id, detail }: Problem): string {
  const key = `cli.ledger.problem.${code}`;
  const at = position ?? from ?? '–';
  const params = { position: at, from: from ?? at, to: to ?? at, id: id ?? '–' };
  const said = io.t(key, params);
  const sentence = said === key ? io.t('cli.ledger.problem.other', params) : said;
  return detail ? io.t('cli.ledger.because', { sentence, why: whyText(io, detail) }) : sentence;
}

/** Prints what a verification found. Returns the exit code. */
function printVerified(io: Io, verified: Verified): number {
  const { ok, size, root, head, log, problems, laterHeads, notes } = verified;
  for (const problem of problems.slice(0, SHOWN)) io.out(`✖ ${sentenceOf(io, problem)}`);
  if (problems.length > SHOWN) io.out(io.t('cli.ledger.more', { count: problems.length - SHOWN }));
  if (laterHeads) io.out(io.t('cli.ledger.later-heads', { count: laterHeads }));
  for (const note of notes) io.out(io.t('cli.ledger.note', { note: whyText(io, note) }));
  io.out(io.t('cli.ledger.size', { size, root }));
  io.out(head ? io.t('cli.ledger.head', head) : io.t('cli.ledger.no-head'));
  io.out(io.t('cli.ledger.log', { log }));
  io.out(ok ? io.t('cli.ledger.ok') : io.t('cli.ledger.bad', { count: problems.length }));
  return ok ? EXIT.ok : EXIT.bad;
}

/**
 * Verifies the ledger where it lies, against the heads and stamps beside it and what `values` name, and prints what was
 * found. Returns the exit code.
 */
export async function verifyHere(
  io: Io,
  env: Env,
  values: Values = {},
  more: VerifyOptions = {},
): Promise<number> {
  const elsewhere = await readElsewhere(values, () => env.get(trustService).stampedHeads());
  const options = { ...elsewhere.options, ...(await readCheckpoint(values)), ...more };
  io.note(io.t('cli.ledger.verifying'));
  const onProgress = io.progress(io.t('cli.ledger.progress'));
  const verified = await env.get(ledgerService).verify({ ...options, onProgress });
  await saveCheckpoint(values, verified);
  return printAll(io, verified, elsewhere);
}

async function* readShowing(io: Io, file: string, size: number): AsyncGenerator<Buffer> {
  const progress = io.progress(io.t('cli.ledger.progress-bytes'));
  let read = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    yield chunk;
    read += chunk.length;
    progress(read, size);
  }
}

/** Verifies an export, with nothing but the file and what `values` name. Returns the exit code. */
async function verifyFile(io: Io, file: string, values: Values): Promise<number> {
  const proof = await readProofFile(file);
  if (proof) return checkProofFile(io, proof, values);
  const elsewhere = await readElsewhere(values, async () => []);
  const options = { ...elsewhere.options, ...(await readCheckpoint(values)) };
  const verified = await verifyExport(readShowing(io, file, (await stat(file)).size), options);
  await saveCheckpoint(values, verified);
  return printAll(io, verified, elsewhere);
}

function printAll(io: Io, verified: Verified, elsewhere: Elsewhere): number {
  const code = printElsewhere(io, elsewhere, verified);
  return Math.max(code, printVerified(io, verified));
}

/** Compares the tables that matter with what the entries say of them. Returns the exit code. */
export async function verifyState(io: Io, env: Env): Promise<number> {
  const checks = modules.flatMap(m => m.stateChecks ?? []);
  const problems = await env
    .get(ledgerService)
    .verifyState(checks, io.progress(io.t('cli.ledger.progress-state')));
  for (const { check, key, code, fields } of problems) {
    const names = fields.map(f => f.name).join(', ');
    io.out(`✖ ${io.t(`cli.ledger.state.${code}`, { check, key, fields: names })}`);
  }
  io.out(io.t(problems.length ? 'cli.ledger.state-bad' : 'cli.ledger.state-ok', { count: problems.length }));
  return problems.length ? EXIT.bad : EXIT.ok;
}

async function readCheckpoint(values: Values): Promise<VerifyOptions> {
  const file = textOf(values, 'checkpoint');
  const text = file && (await readFile(file, 'utf8').catch(() => undefined));
  if (!text) return {};
  try {
    const resume = JSON.parse(text) as Checkpoint;
    if (Array.isArray(resume.edge) && Array.isArray(resume.keys)) return { resume };
  } catch {
    // Said below.
  }
  throw new NotVerifiable('no-checkpoint', `${file} is no checkpoint`);
}

async function saveCheckpoint(values: Values, { checkpoint }: Verified): Promise<void> {
  const file = textOf(values, 'checkpoint');
  if (file && checkpoint) await writeFile(file, `${JSON.stringify(checkpoint)}\n`, { mode: 0o600 });
}

export const ledgerVerify: Command = {
  name: 'ledger verify',
  operands: ['[FILE]'],
  options: {
    head: { type: 'string' },
    heads: { type: 'string' },
    stamps: { type: 'string' },
    anchors: { type: 'string' },
    receipt: { type: 'string' },
    fingerprint: { type: 'string' },
    checkpoint: { type: 'string' },
    state: { type: 'boolean' },
  },
  async run(io, values, [file]) {
    if (file !== undefined && values.state) throw new Usage('cli.ledger-verify.state-file');
    if (file !== undefined) return verifyFile(io, file, values);
    return withProgram(io, async env => {
      const code = await verifyHere(io, env, values);
      return values.state ? Math.max(code, await verifyState(io, env)) : code;
    });
  },
};
