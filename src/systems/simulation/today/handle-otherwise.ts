import {
  casesService,
  type Dossier,
  findDossiers,
  listRegister,
  stopProcessing,
  transfer,
} from '#engines/cases';
import type { Agency } from '#engines/organisation';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { agencyNamed, holderAt, lastOpen } from './office.ts';

const OFFICE = 'Ủy ban nhân dân phường Lào Cai';
const NEIGHBOUR = 'Ủy ban nhân dân phường Cam Đường';
/** Businesses, houses, certificates to marry: what one applies for at the wrong ward, or thinks better of. */
const PROCEDURES = ['1.001612', '1.013225', '1.004873'];
const MOST = 200;

const reachOf = ({ id }: Agency) => [{ agencyId: id, fields: null }];

/** What an office has before it, the oldest first. */
async function openAt(tx: Tx, office: Agency, at: Date): Promise<Dossier[]> {
  const lines = await listRegister(tx, reachOf(office), { view: 'running' }, { limit: MOST, offset: 0 }, at);
  const found = await findDossiers(
    tx,
    lines.filter(l => PROCEDURES.includes(l.procedureCode)).map(l => l.id),
  );
  return found
    .filter(d => d.synthetic && !d.applicantId && !d.paused && d.status === 'processing' && d.receivedAt < at)
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** Whether the office has stopped one already. */
const hasStopped = async (tx: Tx, office: Agency, at: Date): Promise<boolean> =>
  (await listRegister(tx, reachOf(office), { view: 'closed' }, { limit: MOST, offset: 0 }, at)).some(
    l => l.status === 'stopped',
  );

/**
 * What seldom happens: an office stops handling one synthetic dossier, and sends another to the ward where it belongs. Returns how many; again none.
 */
export async function handleOtherwise(env: Env): Promise<number> {
  const now = env.clock.now();
  const deps = { ...env.get(casesService), past: true as const };
  return env.db.tx(async tx => {
    const [office, neighbour] = [await agencyNamed(tx, OFFICE, now), await agencyNamed(tx, NEIGHBOUR, now)];
    if (!office || !neighbour) return 0;
    const at = await lastOpen(tx, office.id, now);
    const { accountId, postId, agencyId } = await holderAt(tx, office, 'dossier.decide', at);
    const by = { accountId, postId, agencyId, at };
    if (await hasStopped(tx, office, at)) return 0;
    const [stopped, ...others] = await openAt(tx, office, at);
    if (!stopped) return 0;
    const why = 'Người nộp xin không làm nữa, đã có đơn gửi kèm (dữ liệu trình diễn)';
    await stopProcessing(tx, deps, { dossierId: stopped.id, reason: why }, by);
    for (const { id } of others.slice(0, 1)) {
      const reason = 'Địa điểm thuộc phường Cam Đường (dữ liệu trình diễn)';
      await transfer(tx, deps, { dossierId: id, agencyId: neighbour.id, reason }, by);
    }
    return Math.min(2, 1 + others.length);
  });
}
