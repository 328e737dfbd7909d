import { after } from 'node:test';
import { type TestDatabase, testDatabase } from '#test/database';
import { type LedgerOptions, ledger } from '../index.ts';
import { type House, openHouse } from './sheep.ts';

export { count, fold } from './sheep.ts';

export type Fixture = Omit<House, 'leave'> & {
  test: TestDatabase;
  /** `spoilt`: the test has changed the schema. */
  close(options?: { spoilt: boolean }): Promise<void>;
};

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
  const { leave, ...house } = await openHouse(test.db, more);
  return {
    test,
    ...house,
    close: async ({ spoilt } = { spoilt: false }) => {
      await leave();
      if (spoilt) await test.drop();
      else {
        await test.owner.query(EMPTY);
        free.push(test);
      }
    },
  };
}
