import { createHash } from 'node:crypto';
import type { Tx } from '#platform/db';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, json, type Route } from '#platform/http';
import { type PaymentDeps, paymentsService } from '../deps.ts';
import { AccountUnknown, BankSignatureWrong, NoticeReused, NoticeUnreadable } from '../errors.ts';
import { findBankAccount } from './accounts.ts';
import { bankService } from './port.ts';
import { isSigned } from './signature.ts';
import { takeIn } from './take-in.ts';
import { type BankNotice, readNotice } from './transaction.ts';

/**
 * Takes a notice in, once: the same one again changes nothing, and is answered as the first time. `body`: its bytes.
 *
 * | refusal | when |
 * | --- | --- |
 * | NOTICE_REUSED | the id came before with other content |
 * | BANK_ACCOUNT_UNKNOWN | the money is on an account that is none of ours |
 */
export async function takeNotice(
  tx: Tx,
  deps: PaymentDeps,
  notice: BankNotice,
  body: Uint8Array,
  at: Date,
): Promise<'taken' | 'known'> {
  const digest = createHash('sha256').update(body).digest();
  const account = await findBankAccount(tx, notice.account, new Date(notice.transaction.bookedAt));
  if (!account) throw AccountUnknown();
  const first = await tx.run(
    'INSERT INTO payments.notice (id, digest, received_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [notice.id, digest, at],
  );
  if (!first) {
    const held = await tx.one<{ digest: Buffer }>('SELECT digest FROM payments.notice WHERE id = $1', [
      notice.id,
    ]);
    if (!held.digest.equals(digest)) throw NoticeReused();
    return 'known';
  }
  const { money, fresh } = await takeIn(tx, deps, account, notice.transaction, 'notice', at);
  await tx.run('UPDATE payments.notice SET money_id = $2 WHERE id = $1', [notice.id, money.id]);
  return fresh ? 'taken' : 'known';
}

async function receive(ctx: Ctx): Promise<Answer> {
  const { secret } = ctx.get(bankService);
  if (!secret) throw NotFound();
  const now = ctx.clock.now();
  const { raw, headers } = ctx.req;
  if (!isSigned(secret, headers, raw, now)) throw BankSignatureWrong();
  const notice = readNotice(ctx.req.body);
  if (!notice) throw NoticeUnreadable();
  const status = await ctx.db.tx(tx => takeNotice(tx, ctx.get(paymentsService), notice, raw, now));
  ctx.log.info({ notice: notice.id, status }, 'the bank told of a payment');
  return json({ status });
}

/** Where the bank tells of money that came in. */
export const noticeRoute: Route = {
  method: 'POST',
  path: '/api/bank/notices',
  rule: 'public',
  signed: true,
  handler: receive,
};
