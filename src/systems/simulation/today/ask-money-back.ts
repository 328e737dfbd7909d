import { listReturnable } from '#engines/cases';
import { agencyPath, postsAble } from '#engines/identity';
import { decideRefund, listRefunds, paymentsService, requestRefund } from '#engines/payments';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { agencyNamed, lastOpen } from './office.ts';

const CENTRE = 'Trung tâm Phục vụ hành chính công tỉnh Lào Cai';
/** Of what has to go back so much is asked back; of these the first is approved, and waits to be paid out. */
const ASKED = 2;
const HOUR_MS = 3_600_000;

async function holderFor(tx: Tx, agencyId: string, permission: string, at: Date) {
  const able = await postsAble(tx, permission, await agencyPath(tx, agencyId, at), at);
  const post = able.find(p => p.holders.length > 0);
  const accountId = post?.holders[0]?.accountId;
  return post && accountId ? { accountId, postId: post.postId, agencyId, at } : undefined;
}

/**
 * Money of a demo's synthetic dossiers that goes back because they ended without a result: one refund waits for a second person, one to be paid
 * out, and of the rest nobody has asked for any yet. Returns how many were asked for; again none is.
 */
export async function askMoneyBack(env: Env): Promise<number> {
  const now = env.clock.now();
  const deps = env.get(paymentsService);
  return env.db.tx(async tx => {
    const centre = await agencyNamed(tx, CENTRE, now);
    if (!centre) return 0;
    const at = await lastOpen(tx, centre.id, now, 1);
    const decidedAt = new Date(Math.min(at.getTime() + HOUR_MS / 2, now.getTime()));
    const due = (await listReturnable(tx, [centre.id], { limit: 50, offset: 0 }))
      .filter(r => r.asked === 0 && r.since < at)
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    const before = await listRefunds(tx, [centre.id], 1);
    if (before.length) return 0;
    let asked = 0;
    for (const { obligationId, amount, payer, agencyId } of due.slice(0, ASKED)) {
      const clerk = await holderFor(tx, agencyId, 'payment.refund', at);
      const leader = await holderFor(tx, agencyId, 'payment.approve-refund', at);
      if (!clerk || !leader) continue;
      const reason = 'Hồ sơ kết thúc khi chưa có kết quả (dữ liệu trình diễn)';
      const wish = { of: { obligationId, amount }, reason, way: 'cash' as const, payee: { name: payer } };
      const { id } = await requestRefund(tx, deps, wish, clerk);
      if (asked++ === 0)
        await decideRefund(
          tx,
          deps,
          { refundId: id, approve: true, reason: '' },
          { ...leader, at: decidedAt },
        );
    }
    return asked;
  });
}
