import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Type } from 'typebox';
import { systemClock } from '#platform/clock';
import type { Db } from '#platform/db';
import { createLog } from '#platform/log';
import { createLedger, type EntryKind, fileKeyring, type Ledger, type LedgerOptions } from '../index.ts';

/** A fictional register: sheep, counted and shorn. The ledger is tested without any system. */
export const sheepKinds: readonly EntryKind[] = [
  {
    kind: 'sheep.counted',
    body: Type.Object({ number: Type.Integer(), note: Type.Optional(Type.String()) }),
    personal: ['shepherd', 'phone'],
  },
  { kind: 'sheep.shorn', body: Type.Object({ grams: Type.Integer() }) },
];

export const fold = () => `sheep:${randomUUID()}`;

export type House = {
  folder: string;
  headFile: string;
  keyring: ReturnType<typeof fileKeyring>;
  ledger: Ledger;
  /** Another process, as it were, on the same database. */
  another(more?: Partial<LedgerOptions>): Ledger;
  /** Stops it and removes key and heads. */
  leave(): Promise<void>;
};

/** A ledger on `db`, key and heads in a temporary folder. */
export async function openHouse(db: Db, more: Partial<LedgerOptions> = {}): Promise<House> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ledger-'));
  const headFile = path.join(folder, 'heads', 'heads.jsonl');
  const keyring = fileKeyring(path.join(folder, 'keys'));
  const another = (extra: Partial<LedgerOptions> = {}) =>
    createLedger({
      db,
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
    folder,
    headFile,
    keyring,
    ledger: made,
    another,
    leave: async () => {
      await made.sealer.stop();
      await made.followers.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Appends `count` entries on subjects of their own, or on `subject`, one transaction. */
export const count = (ledger: Ledger, db: Db, count: number, subject?: string) =>
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
