// Promise: applications are taken in (checked against the form, numbered, with the first step, its due time and the ledger's entry) at
// four fifths or more of the rate with a million dossiers as with ten thousand; eight at a time, over all communes.
import assert from 'node:assert/strict';
import { casesService, loadProcedure, submit } from '#engines/cases';
import { validateAll } from '#engines/forms';
import { listAgencies, listAreas } from '#engines/organisation';
import { findProcedureInForce } from '#engines/procedures';
import { localDate } from '#platform/clock';
import { ledgerService } from '#platform/ledger';
import { loadLibrary } from '../src/engines/cases/testing/load-library.ts';
import { median } from './frame/line.ts';
import { CARD, filledIn, reader } from './receiving/offices.ts';
import { type Grown, inTurn } from './support/grown.ts';

const GOAL = 0.8;
const TURNS = 7;
const CLIENTS = 8;
const EACH = 320;

type Counter = { version: string; communes: string[] };
const counters = new WeakMap<Grown, Counter>();

async function counterOf({ env }: Grown): Promise<Counter> {
  const at = env.clock.now();
  await loadLibrary(env.db, {
    ledger: env.get(ledgerService),
    actor: 'system',
    at,
  });
  const { id } = (await findProcedureInForce(env.db, CARD, localDate(at))) ?? assert.fail('no procedure');
  const seats = new Set(
    (await listAgencies(env.db, localDate(at), ['commune-committee'])).map(a => a.areaId),
  );
  const areas = (await listAreas(env.db, 'commune', localDate(at))).filter(area => seats.has(area.id));
  return { version: id, communes: areas.map(area => area.code) };
}

async function takeIn({ env }: Grown, { version, communes }: Counter, n: number): Promise<void> {
  const at = env.clock.now();
  const data = filledIn(communes[n % communes.length] ?? assert.fail('no commune'), n);
  const applicant = { accountId: null, name: reader(n).name, phone: null, email: null, lang: 'vi' as const };
  await env.db.tx(
    async tx => {
      const procedure = await loadProcedure(tx, { procedureVersionId: version });
      const asked = { t: env.texts.of('vi'), clock: env.clock, db: tx };
      assert.deepEqual(await validateAll(procedure.form, data, asked), []);
      await submit(
        tx,
        env.get(casesService),
        { procedure, channel: 'api', data, papers: [], applicant },
        { accountId: 'bench', postId: null, agencyId: null, at },
      );
    },
    { keptPlans: true },
  );
}

let asked = 0;
/** Applications a second. */
async function rateOf(of: Grown): Promise<number> {
  const counter = counters.get(of) ?? (await counterOf(of));
  counters.set(of, counter);
  let next = asked;
  asked += EACH;
  const last = next + EACH;
  const began = performance.now();
  const client = async () => {
    while (next < last) await takeIn(of, counter, next++);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (EACH * 1_000) / (performance.now() - began);
}

const rates = await inTurn(TURNS, async of => [await rateOf(of)]);
const [limit, value] = [median(rates.small), median(rates.large)];
const ratio = value / limit;
console.log(
  `bench submit-growth value=${value.toFixed(0)}/s limit=${limit.toFixed(0)}/s ratio=${ratio.toFixed(3)} goal=${GOAL} ${ratio >= GOAL ? 'ok' : 'short'}`,
);
process.exit(0);
