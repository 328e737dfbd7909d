import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Env } from '#platform/env';
import {
  type Checkpoint,
  ledgerService,
  type Problem,
  type Verified,
  type VerifyOptions,
  verifyExport,
} from '#platform/ledger';
import { modules } from '../modules.ts';
import { type Command, EXIT, textOf, Usage, type Values } from './command.ts';
import type { Io } from './io.ts';
import { readKnownHead } from './known-head.ts';
import { withProgram } from './session.ts';

const SHOWN = 100;

function sentenceOf(io: Io, { code, position, from, to, id, detail }: Problem): string {
  const key = `cli.ledger.problem.${code}`;
  const at = position ?? from ?? '–';
  const params = { position: at, from: from ?? at, to: to ?? at, id: id ?? '–', detail };
  const sentence = io.t(key, params);
  return sentence === key ? io.t('cli.ledger.problem.other', params) : sentence;
}

/** Prints what a verification found. Returns the exit code. */
export function printVerified(io: Io, verified: Verified): number {
  const { ok, size, root, head, log, problems, laterHeads, notes } = verified;
  for (const problem of problems.slice(0, SHOWN)) io.out(`✖ ${sentenceOf(io, problem)}`);
  if (problems.length > SHOWN) io.out(io.t('cli.ledger.more', { count: problems.length - SHOWN }));
  if (laterHeads) io.out(io.t('cli.ledger.later-heads', { count: laterHeads }));
  for (const note of notes) io.out(io.t('cli.ledger.note', { note }));
  io.out(io.t('cli.ledger.size', { size, root }));
  io.out(head ? io.t('cli.ledger.head', head) : io.t('cli.ledger.no-head'));
  io.out(io.t('cli.ledger.log', { log }));
  io.out(ok ? io.t('cli.ledger.ok') : io.t('cli.ledger.bad', { count: problems.length }));
  return ok ? EXIT.ok : EXIT.bad;
}

/** Verifies the ledger where it lies. Returns the exit code. */
export const verifyHere = async (io: Io, env: Env, options: VerifyOptions): Promise<Verified> => {
  io.note(io.t('cli.ledger.verifying'));
  return env.get(ledgerService).verify(options);
};

/** Compares the tables that matter with what the entries say of them. Returns the exit code. */
export async function verifyState(io: Io, env: Env): Promise<number> {
  const checks = modules.flatMap(m => m.stateChecks ?? []);
  const problems = await env.get(ledgerService).verifyState(checks);
  for (const { check, key, code, fields } of problems) {
    const names = fields.map(f => f.name).join(', ');
    io.out(`✖ ${io.t(`cli.ledger.state.${code}`, { check, key, fields: names })}`);
  }
  io.out(io.t(problems.length ? 'cli.ledger.state-bad' : 'cli.ledger.state-ok', { count: problems.length }));
  return problems.length ? EXIT.bad : EXIT.ok;
}

async function readOptions(values: Values): Promise<VerifyOptions> {
  const head = textOf(values, 'head');
  const fingerprint = textOf(values, 'fingerprint');
  const file = textOf(values, 'checkpoint');
  const checkpoint = file && (await readFile(file, 'utf8').catch(() => undefined));
  return {
    ...(head ? { head: await readKnownHead(head) } : {}),
    ...(fingerprint ? { fingerprint } : {}),
    ...(checkpoint ? { resume: JSON.parse(checkpoint) as Checkpoint } : {}),
  };
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
    fingerprint: { type: 'string' },
    checkpoint: { type: 'string' },
    state: { type: 'boolean' },
  },
  async run(io, values, [file]) {
    if (file !== undefined && values.state) throw new Usage('cli.ledger-verify.state-file');
    const options = await readOptions(values);
    if (file !== undefined) {
      const verified = await verifyExport(createReadStream(file), options);
      await saveCheckpoint(values, verified);
      return printVerified(io, verified);
    }
    return withProgram(io, async env => {
      const verified = await verifyHere(io, env, options);
      await saveCheckpoint(values, verified);
      const code = printVerified(io, verified);
      return values.state ? Math.max(code, await verifyState(io, env)) : code;
    });
  },
};
