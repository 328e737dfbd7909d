import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { Type } from 'typebox';
import { systemClock } from '#platform/clock';
import { createLog } from '#platform/log';
import { type TestDatabase, testDatabase } from '#test/database';
import {
  createLedger,
  type EntryKind,
  fileKeyring,
  type Ledger,
  type LedgerOptions,
  ledger,
} from '../index.ts';

/** A fictional register: sheep, counted and shorn. The ledger is tested without any system. */
export const sheepKinds: readonly EntryKind[] = [
  {
    kind: 'sheep.counted',
    body: Type.Object({ number: Type.Integer(), note: Type.Optional(Type.String()) }),
    personal: ['shepherd', 'phone'],
  },
  { kind: 'sheep.shorn', body: Type.Object({ grams: Type.Integer() }) },
];

export type Fixture = {
  test: TestDatabase;
  folder: string;
  headFile: string;
  keyring: ReturnType<typeof fileKeyring>;
  ledger: Ledger;
  /** Another process, as it were, on the same database. */
  another(more?: Partial<LedgerOptions>): Ledger;
  /** `spoilt`: the test has changed the schema. */
  close(options?: { spoilt: boolean }): Promise<void>;
};

export const fold = () => `sheep:${randomUUID()}`;

// Making a database takes longer than most tests: those that are done with are emptied and used again.
const free: TestDatabase[] = [];
const TABLES = 'entry version position tile head key epoch personal sealer follower access'.split(' ');
const EMPTY =
  TABLES.map(table => `DELETE FROM ledger.${table};`).join('') +
  "SELECT setval('ledger.entry_seq', 1, false)";
after(async () => {
  for (const database of free) await database.drop();
});

/** A database of its own with a ledger on it, key and heads in a temporary folder. */
export async function fixture(more: Partial<LedgerOptions> = {}): Promise<Fixture> {
  const test = free.pop() ?? (await testDatabase([ledger]));
  const folder = await mkdtemp(path.join(tmpdir(), 'ledger-'));
  const headFile = path.join(folder, 'heads', 'heads.jsonl');
  const keyring = fileKeyring(path.join(folder, 'keys'));
  const another = (extra: Partial<LedgerOptions> = {}) =>
    createLedger({
      db: test.db,
      clock: systemClock,
      log: createLog('silent'),
      kinds: sheepKinds,
      signer: keyring,
      headFile,
      ...more,
      ...extra,
    });
  const made = another();
  return {
    test,
    folder,
    headFile,
    keyring,
    ledger: made,
    another,
    close: async ({ spoilt } = { spoilt: false }) => {
      await made.sealer.stop();
      await made.followers.stop();
      if (spoilt) await test.drop();
      else {
        await test.owner.query(EMPTY);
        free.push(test);
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Appends `count` entries on subjects of their own, or on `subject`, one transaction. */
export const count = (ledger: Ledger, db: TestDatabase['db'], count: number, subject?: string) =>
  db.tx(tx =>
    ledger.appendMany(
      tx,
      Array.from({ length: count }, (_, number) => ({
        kind: 'sheep.counted',
        subject: subject ?? fold(),
        actor: 'account:dog',
        at: new Date(),
        body: { number },
      })),
    ),
  );
