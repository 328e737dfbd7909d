import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Act, createAgency, createArea, organisation } from '#engines/organisation';
import { fixedClock } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env, Service } from '#platform/env';
import { createLedger, fileKeyring, ledger, ledgerService, type NewEntry } from '#platform/ledger';
import { createLog } from '#platform/log';
import { testDatabase } from '#test/database';
import { worktime } from '../module.ts';

const nothing = { unverified: false, note: null };
const SINCE = { from: '2021-01-01', to: null };

/** A province with its committee, one commune's committee and a desk of it, in a database with a real ledger. */
export async function worktimeFixture() {
  const test = await testDatabase([ledger, organisation, worktime]);
  const folder = await mkdtemp(path.join(tmpdir(), 'worktime-'));
  const clock = fixedClock('2026-11-20T15:40:00+07:00');
  const entries: NewEntry[] = [];
  const real = createLedger({
    db: test.db,
    clock,
    log: createLog('silent'),
    kinds: [...(organisation.entries ?? []), ...(worktime.entries ?? [])],
    signer: fileKeyring(path.join(folder, 'keys')),
    headFile: path.join(folder, 'heads.jsonl'),
  });
  const writer = {
    append: (tx: Tx, entry: NewEntry) => {
      entries.push(entry);
      return real.append(tx, entry);
    },
  };
  const act: Act = { ledger: writer, actor: 'system', at: clock.now() };
  const env = {
    db: test.db,
    clock,
    get: <T>(service: Service<T>) => {
      if (service.id !== ledgerService.id) throw new Error(`no ${service.id} here`);
      return writer as T;
    },
  } as unknown as Env;

  const agencies = await test.db.tx(async tx => {
    const place = { seat: null, areaKm2: null, population: null, lon: null, lat: null, ...nothing };
    const province = await createArea(
      tx,
      {
        ...place,
        code: '99',
        level: 'province',
        kind: 'province',
        name: 'Thử',
        fullName: 'Tỉnh Thử',
        parentId: null,
      },
      SINCE,
      act,
    );
    const bare = {
      legacyIdentifier: null,
      shortName: null,
      address: null,
      phone: null,
      areaId: province.id,
      ...nothing,
    };
    const agency = async (
      identifier: string,
      kind: 'provincial-committee' | 'department' | 'office',
      parentId: string | null,
    ) =>
      (
        await createAgency(
          tx,
          { ...bare, identifier, kind, level: 'province', name: identifier, parentId },
          SINCE,
          act,
        )
      ).id;
    const top = await agency('Z99', 'provincial-committee', null);
    const department = await agency('Z99.01', 'department', top);
    return {
      top,
      department,
      office: await agency('Z99.01.01', 'office', department),
      other: await agency('Z99.02', 'department', top),
    };
  });
  return {
    ...test,
    env,
    act,
    clock,
    agencies,
    /** Entries of this engine, in order. */
    changes: () => entries.filter(e => e.kind.startsWith('worktime.')),
    close: async () => {
      await test.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
