// Promise: applications are taken in (checked against the form, numbered, with the first step, its due time and the ledger's entry)
// at half the rate or more at which one call of a function in the database writes the same rows that it knows beforehand, and at a
// fifth or more when they come over HTTP, to the interface for other programs. Eight at a time, over more than 300 offices.
import assert from 'node:assert/strict';
import { Agent, request } from 'node:http';
import { casesService, loadProcedure, submit } from '#engines/cases';
import { validateAll } from '#engines/forms';
import { makeApiToken } from '#engines/identity';
import { findProcedureInForce } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { newId, openDb, type Tx } from '#platform/db';
import { ledgerService } from '#platform/ledger';
import { fold } from '#platform/text';
import { startProgram } from '#test/program';
import { median } from './frame/line.ts';
import { rowsOf } from './frame/rows.ts';
import { CARD, filledIn, makeOffices, type Office, reader } from './receiving/offices.ts';
import { asOneCall, createOneCall, ofReader, type Written, writtenBy } from './receiving/one-call.ts';

const GOAL = { inside: 0.5, http: 0.2 };
const CLIENTS = 8;
const OFFICES = 320;
/** Each way in turn, so many times, so many applications a time. */
const TURNS = 7;
const EACH = 480;
/** From here on readers apply in one call. */
const OTHERS = 1_000_000;

const program = await startProgram({ TRUST_PROXY: '1' });
const { env } = program;
const owner = openDb({ url: program.databaseUrl, max: 1 });
await createOneCall(owner);
const offices = await makeOffices(env, OFFICES);
const version =
  (await findProcedureInForce(env.db, CARD, localDate(env.clock.now()))) ?? assert.fail('no procedure');
const officeOf = (n: number): Office => offices[n % OFFICES] ?? assert.fail();

type Watch = <T>(tx: Tx, act: () => Promise<T>) => Promise<T>;

/** Checked and taken in, as a page or the interface does it. Returns the dossier's id. `watch` is for looking on. */
async function inside(n: number, watch: Watch = (_, act) => act()): Promise<string> {
  const now = env.clock.now();
  const t = env.texts.of('vi');
  const { id } = await env.db.tx(
    async tx => {
      const procedure = await loadProcedure(tx, { procedureVersionId: version.id });
      const data = filledIn(officeOf(n).commune, n);
      const errors = await validateAll(procedure.form, data, {
        t,
        clock: env.clock,
        db: tx,
      });
      assert.deepEqual(errors, []);
      const applicant = {
        accountId: null,
        name: reader(n).name,
        phone: null,
        email: null,
        lang: 'vi' as const,
      };
      return watch(tx, () =>
        submit(
          tx,
          env.get(casesService),
          { procedure, channel: 'api', data, papers: [], applicant },
          { accountId: 'bench', postId: null, agencyId: null, at: now },
        ),
      );
    },
    { keptPlans: true },
  );
  return id;
}

/** Both ways write as many rows into the same tables, or their rates say nothing of each other. */
async function compareRows(): Promise<void> {
  let real: string[] = [];
  const id = await inside(0, async (tx, act) => {
    let done: unknown;
    real = await rowsOf(tx, async () => {
      done = await act();
    });
    return done as never;
  });
  const like = await writtenBy(owner, id);
  const limit = await env.db.tx(tx => rowsOf(tx, () => asOneCall(tx, like, newId)));
  assert.deepEqual(limit, real, 'the limit does not write the same rows');
  console.log(`rows added, changed, taken away: ${real.join(', ')}`);
}

// What each office's applications look like, so that the limit has nothing to find out.
const written: Written[] = [];
for (let n = 0; n < OFFICES; n++) written.push(await writtenBy(owner, await inside(n)));
const others = Array.from({ length: EACH * (TURNS + 1) }, (_, i): Written => {
  const [first, mine] = [reader(i % OFFICES), reader(OTHERS + i)];
  const words = [
    [first.name, mine.name],
    [fold(first.name), fold(mine.name)],
    [first.phone.slice(1), mine.phone.slice(1)],
  ] as const;
  return ofReader(written[i % OFFICES] ?? assert.fail(), words);
});
let limits = 0;
const limit = async (): Promise<void> => {
  await asOneCall(env.db, others[limits++] ?? assert.fail(), newId);
};

await compareRows();

const act = { ledger: env.get(ledgerService), actor: 'system', at: env.clock.now() };
const expiresAt = new Date(act.at.getTime() + 86_400_000);
const tokens: string[] = [];
for (const { centre } of offices)
  tokens.push(
    (
      await env.db.tx(tx =>
        makeApiToken(tx, { name: 'Bench', scopes: ['dossiers.submit'], agencyId: centre, expiresAt }, act),
      )
    ).token,
  );
const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
/** Sent by the office's own program. */
const overHttp = (n: number): Promise<void> =>
  new Promise((done, fail) => {
    const body = JSON.stringify({
      procedure: CARD,
      applicant: { name: reader(n).name },
      data: filledIn(officeOf(n).commune, n),
    });
    request(
      `${program.url}/api/v1/dossiers`,
      {
        agent,
        method: 'POST',
        headers: {
          authorization: `Bearer ${tokens[n % OFFICES]}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': newId(),
          'x-forwarded-for': `10.2.${n % 250}.1`,
        },
      },
      res => {
        let text = '';
        res
          .on('data', chunk => {
            text += chunk;
          })
          .on('end', () => (res.statusCode === 201 ? done() : fail(new Error(`${res.statusCode} ${text}`))));
      },
    )
      .once('error', fail)
      .end(body);
  });

let asked = OFFICES;
/** Applications a second, of so many at a time. */
async function rateOf(one: (n: number) => Promise<unknown>): Promise<number> {
  let next = asked;
  asked += EACH;
  const last = next + EACH;
  const began = performance.now();
  const client = async () => {
    while (next < last) await one(next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (EACH * 1_000) / (performance.now() - began);
}

const rates = { limit: [] as number[], inside: [] as number[], http: [] as number[] };
for (const one of [limit, inside, overHttp]) await rateOf(one);
for (let turn = 0; turn < TURNS; turn++) {
  rates.limit.push(await rateOf(limit));
  rates.inside.push(await rateOf(inside));
  rates.http.push(await rateOf(overHttp));
}
const { n, offices: used } = await owner.one<{ n: number; offices: number }>(
  'SELECT count(*)::int AS n, count(DISTINCT received_by)::int AS offices FROM cases.dossier WHERE procedure_code = $1',
  [CARD],
);
assert.equal(n, OFFICES + 2 + 3 * EACH * (TURNS + 1));
assert.ok(used > 300);

const most = median(rates.limit);
for (const way of ['inside', 'http'] as const) {
  const value = median(rates[way]);
  const ratio = value / most;
  console.log(
    `bench submit${way === 'http' ? '-http' : ''} value=${value.toFixed(0)}/s limit=${most.toFixed(0)}/s ratio=${ratio.toFixed(3)} goal=${GOAL[way]} ${ratio >= GOAL[way] ? 'ok' : 'short'}`,
  );
}
agent.destroy();
await owner.close();
await program.stop();
process.exit(0);
