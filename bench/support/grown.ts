import assert from 'node:assert/strict';
import { type Program, startProgram } from '#app/program';
import { findOfficial, openSession } from '#engines/identity';
import { fixedClock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import { createLog } from '#platform/log';
import { Client } from '../../test/security/support/client.ts';
import { NOW, provinceOf, type Size } from './million.ts';

/** Officials of the demo at whose desks most lies, in both provinces the same: clerks, officers, leaders, of communes and of the province. */
const USERS = [
  ...['motcua.bacha', 'hotich.bacha', 'chutich.bacha', 'phochutich.bacha', 'vanthu.bacha', 'diachinh.bacha'],
  ...['motcua.laocai', 'hotich.laocai', 'chutich.laocai', 'phochutich.laocai', 'congan.laocai'],
  ...['motcua.tinh', 'giamdoc.tuphap', 'chuyenvien.xaydung', 'chuyenvien.nongnghiep', 'congan.bacha'],
];

/** The large one beside the small one of ten thousand; BENCH_LARGE=100000 for a disk or a day with less room. */
export const LARGE = Number(process.env.BENCH_LARGE ?? 1_000_000) as Size;
export const SMALL: Size = 10_000;

export type Grown = { env: Program['env']; users: Client[]; stop(): Promise<void> };

/** The program over a province of so many dossiers, in its afternoon, with sixteen officials signed in. Nothing is done beside what they ask. */
async function openGrown(size: Size): Promise<Grown> {
  const province = await provinceOf(size);
  const settings = {
    ...{
      NODE_ENV: 'development',
      DATA_DIR: province.dataDir,
      DATABASE_URL: province.url,
      LOG_LEVEL: 'error',
    },
    ...{ PORT: '0', HOST: '127.0.0.1', TRUST_PROXY: '1' },
  };
  const clock = fixedClock(NOW);
  const program = await startProgram(loadConfig(settings), {
    ...{ demo: true, role: 'web', log: createLog('error'), clock },
  });
  const { env, address } = program;
  const users: Client[] = [];
  for (const [i, user] of USERS.entries()) {
    const account = (await findOfficial(env.db, user)) ?? assert.fail(`the demo has no ${user}`);
    const session = {
      ...{ accountId: account.id, kind: account.kind, stepped: true },
      ...{ userAgent: 'bench', ip: `10.3.0.${i}` },
    };
    const { token } = await env.db.tx(tx => openSession(tx, session, clock.now()));
    users.push(new Client(address ?? assert.fail('no address'), token));
  }
  return {
    env,
    users,
    stop: async () => {
      await program.stop();
      await province.stop();
    },
  };
}

let asked = 0;

/** Milliseconds of each answer, when all users ask at once, each one page after the other. Throws when an answer is no page. */
export async function timesOf(
  users: readonly Client[],
  pathsOf: (user: number) => readonly string[],
): Promise<number[]> {
  const times: number[] = [];
  await Promise.all(
    users.map(async (user, n) => {
      for (const path of pathsOf(n)) {
        // People are many: the limit of requests is an address's.
        user.ip = `10.4.${(asked >> 6) & 255}.${asked++ & 63}`;
        const began = performance.now();
        const { status, text } = await user.get(path);
        times.push(performance.now() - began);
        assert.equal(status, 200, `${path} ${text.slice(0, 300)}`);
      }
    }),
  );
  return times;
}

/** The time within which 95 of 100 came. Sorts the list. */
export const p95 = (times: number[]): number =>
  times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;

/** Measures both provinces in turn, after a turn that does not count. */
export async function inTurn(
  turns: number,
  one: (of: Grown) => Promise<number[]>,
): Promise<{ small: number[]; large: number[] }> {
  const [small, large] = [await openGrown(SMALL), await openGrown(LARGE)];
  const times = { small: [] as number[], large: [] as number[] };
  try {
    for (let turn = 0; turn <= turns; turn++) {
      const [a, b] = [await one(small), await one(large)];
      if (turn) times.small.push(...a);
      if (turn) times.large.push(...b);
    }
  } finally {
    await small.stop();
    await large.stop();
  }
  return times;
}
