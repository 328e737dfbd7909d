import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { files } from '#engines/files';
import { createAccount, createVault, identity } from '#engines/identity';
import { type Act, createAgency, organisation } from '#engines/organisation';
import { fixedClock } from '#platform/clock';
import type { NewEntry } from '#platform/ledger';
import { createLog } from '#platform/log';
import { testDatabase } from '#test/database';
import { FileKeyStore } from '../keys/file-key-store.ts';
import { trust as trustModule } from '../module.ts';
import { stampFolder } from '../stamps/stamp-folder.ts';
import { createTrust, type TrustSettings } from '../trust.ts';

/** A vault as the installation has it, over a secret of this test. */
export const testVault = (secret: string) =>
  createVault({ secretFor: purpose => createHmac('sha256', secret).update(purpose).digest() });

/** A commune's committee, its chairman, and a trust service with a test authority over a database of their own. */
export async function trustFixture(settings: Partial<TrustSettings> = {}) {
  const test = await testDatabase([organisation, identity, files, trustModule]);
  const folder = await mkdtemp(path.join(tmpdir(), 'trust-'));
  const clock = fixedClock('2026-11-18T10:42:00+07:00');
  const entries: NewEntry[] = [];
  const ledger = {
    append: async (_tx: unknown, entry: NewEntry) => {
      entries.push(entry);
    },
  };
  const act: Act = { ledger, actor: 'system', at: clock.now() };
  const agency = await test.db.tx(tx =>
    createAgency(
      tx,
      {
        identifier: 'Z99.60.01',
        legacyIdentifier: null,
        name: 'UBND xã Bắc Hà',
        shortName: null,
        kind: 'ministry',
        level: 'central',
        areaId: null,
        parentId: null,
        address: null,
        phone: null,
        unverified: false,
        note: null,
      },
      { from: '2020-01-01', to: null },
      act,
    ),
  );
  const account = (name: string, staffId: string) =>
    test.db.tx(tx => createAccount(tx, { kind: 'official', name, staffId }, act));
  const chairman = await account('Thào A Sính', 'sinh');
  const trust = createTrust({
    db: test.db,
    keys: new FileKeyStore(path.join(folder, 'keys'), testVault('a secret of the installation')),
    ledger,
    log: createLog('silent'),
    clock,
    demo: true,
    siteName: 'Dịch vụ công Lào Cai (mô phỏng)',
    crlUrl: 'https://dichvucong.example/chung-thu/thu-nghiem.crl',
    timeStamps: null,
    anchorFolder: path.join(folder, 'trust-anchors'),
    stampFolder: stampFolder(folder),
    head: async () => undefined,
    ...settings,
  });
  return {
    ...test,
    trust,
    folder,
    clock,
    entries,
    act,
    account,
    agencyId: agency.id,
    chairman,
    person: { kind: 'person', accountId: chairman, agencyId: agency.id } as const,
    office: { kind: 'agency', agencyId: agency.id } as const,
    end: async () => {
      await test.drop();
      await rm(folder, { recursive: true });
    },
  };
}

export type TrustFixture = Awaited<ReturnType<typeof trustFixture>>;
