import type { Queryable } from '#platform/db';
import { DEMO_CITIZENS, type DemoCitizen } from './citizens.ts';

/** The citizens of a demo with their accounts, as the demo's file names them; none in an installation that is no demo. */
export async function demoCitizens(q: Queryable): Promise<Array<DemoCitizen & { accountId: string }>> {
  const rows = await q.query<{ phone: string; accountId: string }>(
    `SELECT phone, id AS "accountId" FROM identity.account WHERE demo AND kind = 'citizen'`,
  );
  return DEMO_CITIZENS.flatMap(citizen => {
    const row = rows.find(r => r.phone === citizen.phone);
    return row ? [{ ...citizen, accountId: row.accountId }] : [];
  });
}
