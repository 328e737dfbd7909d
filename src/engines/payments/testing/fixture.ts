import path from 'node:path';
import { after, before } from 'node:test';
import { identity } from '#engines/identity';
import { numbering } from '#engines/numbering';
import { type Act, organisation } from '#engines/organisation';
import { fixedClock } from '#platform/clock';
import { loadConfig } from '#platform/config';
import { newId } from '#platform/db';
import { createLedger, fileKeyring, ledger, ledgerService } from '#platform/ledger';
import { httpModule, jobsModule } from '#platform/manifests';
import { defineModule, type ModuleDefinition, provide } from '#platform/module';
import { testCtx } from '#test/ctx';
import { testDatabase } from '#test/database';
import { ui } from '#ui';
import { makeAgencies } from '../../identity/testing/agencies.ts';
import {
  type Actor,
  ask,
  type Change,
  obligationsOf,
  payable,
  payments,
  paymentsService,
  raise,
  type Subject,
  setBankAccount,
} from '../index.ts';

/** A Friday, 9:00. */
export const FRIDAY = '2026-11-20T09:00:00+07:00';

/** An account that exists nowhere: bank 999999 is none. */
export const ACCOUNT = { bin: '999999', number: '0399000123' };

/** Library loans: something invented that is paid for. What its owner is told is kept. */
export const told: Array<Change & { id: string }> = [];
const loans = defineModule({
  id: 'loans',
  layer: 'system',
  needs: ['payments'],
  folder: path.join(import.meta.dirname, 'loans'),
  extensions: [
    payable({
      kind: 'loan',
      lock: async (tx, id) => {
        await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id]);
      },
      changed: async (_env, _tx, id, change) => {
        told.push({ id, ...change });
      },
    }),
  ],
});

const engines: readonly ModuleDefinition[] = [
  ledger,
  jobsModule,
  httpModule,
  ui,
  organisation,
  identity,
  numbering,
  payments,
];

const withLedger = (folder: string) =>
  defineModule({
    id: 'ledger-of-test',
    layer: 'platform',
    needs: [],
    folder: loans.folder,
    services: [
      provide(ledgerService, env =>
        createLedger({
          db: env.db,
          clock: env.clock,
          log: env.log,
          kinds: engines.flatMap(m => m.entries ?? []),
          followers: [],
          signer: fileKeyring(path.join(folder, 'keys')),
          headFile: path.join(folder, 'heads.jsonl'),
        }),
      ),
    ],
  });

/** The engine on a real database, with a library whose loans cost something, and a bank account at the commune. */
async function paymentsFixture() {
  const test = await testDatabase(engines);
  const clock = fixedClock(FRIDAY);
  const ctx = testCtx({
    modules: [...engines.filter(m => m !== jobsModule), withLedger(`/tmp/payments-${newId()}`), loans],
    db: test.db,
    clock,
  });
  Object.assign(ctx, { config: loadConfig({ NODE_ENV: 'test' }) });
  const deps = ctx.get(paymentsService);
  const act = (): Act => ({ ledger: deps.ledger, actor: 'system', at: clock.now() });
  const agencies = await test.db.tx(tx => makeAgencies(tx, act()));
  const clerkId = newId();
  const actor = (accountId = clerkId): Actor => ({
    accountId,
    postId: null,
    agencyId: agencies.centre,
    at: clock.now(),
  });
  await test.db.tx(tx =>
    setBankAccount(
      tx,
      deps.ledger,
      {
        ...ACCOUNT,
        agencyId: agencies.bacHa,
        bankName: 'Ngân hàng mô phỏng',
        holder: 'UBND xã Bắc Hà',
        invented: true,
      },
      actor(),
    ),
  );
  let n = 0;

  /** A loan that costs these amounts (null: nobody has said). Returns what is paid for, and the code to pay under. */
  const loan = async (...amounts: Array<number | null>): Promise<Subject & { reference: string }> => {
    const subject = { kind: 'loan', id: newId() };
    n++;
    const reference = `Z99.60.01.01-261120-${String(n).padStart(4, '0')}`;
    await test.db.tx(async tx => {
      for (const [i, amount] of amounts.entries()) {
        const id = await raise(
          tx,
          deps.ledger,
          {
            subject,
            reference,
            key: `fee-${i}`,
            agencyId: agencies.centre,
            payer: 'Giàng Thị Mỷ',
            name: `Phí ${i + 1}`,
            amount,
            exemptions: [
              { who: 'Hộ nghèo', share: 0 },
              { who: 'Người cao tuổi', share: 0.5 },
            ],
            waits: true,
          },
          actor(),
        );
        await ask(tx, deps.ledger, id, actor());
      }
    });
    return { ...subject, reference };
  };

  /** How each obligation of a loan stands: state, still to be paid, paid too much, held, to be given back. */
  const standing = async (subject: Subject) =>
    (await obligationsOf(test.db, subject)).map(o => [
      o.state,
      o.outstanding,
      o.overpaid,
      o.held,
      o.owedBack,
    ]);

  return { ...test, ctx, clock, deps, agencies, actor, clerkId, loan, standing };
}

export type PaymentsFixture = Awaited<ReturnType<typeof paymentsFixture>>;

/** For a suite of stories: `begin` gets the fixture before the first; it is cleared away after the last. */
export function withPayments(begin: (f: PaymentsFixture) => void): void {
  let fixture: PaymentsFixture | undefined;
  before(async () => {
    fixture = await paymentsFixture();
    begin(fixture);
  });
  after(() => fixture?.drop());
}
