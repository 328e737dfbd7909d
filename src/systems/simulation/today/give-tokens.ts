import { listApiTokens, makeApiToken, revokeApiToken } from '#engines/identity';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { agencyNamed, holderAt, lastOpen } from './office.ts';

const PROVINCE = 'Ủy ban nhân dân tỉnh Lào Cai';
const BAC_HA = 'Ủy ban nhân dân xã Bắc Hà';
const DAY_MS = 86_400_000;

/** Programs of others that a province lets in, made so many working days ago; nobody has the tokens themselves. */
const TOKENS = [
  {
    name: 'Trục liên thông của tỉnh (trình diễn)',
    at: PROVINCE,
    scopes: ['procedures.read', 'dossiers.read', 'verify'],
    daysAgo: 8,
    days: 300,
  },
  {
    name: 'Ki-ốt của bưu điện Bắc Hà (trình diễn)',
    at: BAC_HA,
    scopes: ['procedures.read', 'dossiers.submit'],
    daysAgo: 5,
    days: 90,
  },
  {
    name: 'Thử nghiệm nối sổ ghi (trình diễn)',
    at: PROVINCE,
    scopes: ['ledger.read'],
    daysAgo: 9,
    days: 180,
    revoked: true,
  },
];

/** Tokens of a demo: two that hold, and one that was taken back. Returns how many were made; again none is. */
export async function giveTokens(env: Env): Promise<number> {
  const now = env.clock.now();
  if ((await listApiTokens(env.db)).length) return 0;
  const province = await agencyNamed(env.db, PROVINCE, now);
  if (!province) return 0;
  const by = await holderAt(env.db, province, 'identity.manage', now);
  const actAt = (at: Date) => ({
    ...{ ledger: env.get(ledgerService), actor: by.accountId, post: by.postId, agency: by.agencyId, at },
  });
  return env.db.tx(async tx => {
    let made = 0;
    for (const { name, at: office, scopes, daysAgo, days, revoked } of TOKENS) {
      const agency = await agencyNamed(tx, office, now);
      if (!agency) continue;
      const at = await lastOpen(tx, province.id, now, daysAgo);
      const expiresAt = new Date(at.getTime() + days * DAY_MS);
      const { id } = await makeApiToken(tx, { name, scopes, agencyId: agency.id, expiresAt }, actAt(at));
      if (revoked) await revokeApiToken(tx, id, actAt(await lastOpen(tx, province.id, now, 1)));
      made++;
    }
    return made;
  });
}
