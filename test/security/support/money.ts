import assert from 'node:assert/strict';
import { paymentsService, takeNotice } from '#engines/payments';
import { localDate } from '#platform/clock';
import type { TestProgram } from '#test/program';
import type { Client } from './client.ts';

/**
 * Money of a dossier of Bắc Hà: a fee that its clerk asked for, took in cash, and asks to be given back; and a transfer into the
 * commune's account of which nobody knows the purpose. Returns what addresses name.
 */
export async function moneyOf(
  { env }: TestProgram,
  clerk: Client,
  dossier: { id: string },
): Promise<Record<'obligation' | 'receipt' | 'agency' | 'day' | 'money' | 'refund', string>> {
  const base = `/can-bo/ho-so/${dossier.id}/phi`;
  const posted = async (path: string, fields: Record<string, string>) => {
    const { status, text } = await clerk.post(path, fields);
    assert.equal(status, 303, `${path} ${text.slice(0, 500)}`);
  };
  const reason = { 'ly-do': 'Xin thêm một bản sao' };
  await posted(`${base}/them`, { khoan: 'khac', ten: 'Phí sao', 'so-tien': '8.000', ...reason });
  await posted(`${base}/thu`, { 'nguoi-nop': 'Người nộp thay', 'so-tien': '8000' });
  const { id: obligation } = await env.db.one<{ id: string }>(
    'SELECT id FROM payments.obligation WHERE subject_id = $1',
    [dossier.id],
  );
  await posted(`${base}/${obligation}/hoan`, { ten: 'Ai đó', cach: 'cash', 'so-tien': '1.000', ...reason });
  const receipt = await env.db.one<{ id: string; agency: string; day: string }>(
    'SELECT id, agency_id AS agency, day FROM payments.receipt WHERE subject_id = $1',
    [dossier.id],
  );
  const { id: refund } = await env.db.one<{ id: string }>('SELECT id FROM payments.refund');
  const account = await env.db.one<{ bin: string; number: string }>(
    "SELECT bin, number FROM payments.bank_account WHERE holder LIKE '%xã Bắc Hà'",
  );
  const now = env.clock.now();
  const transaction = { ref: 'FT1', amount: 5_000, purpose: 'x', payer: null, bookedAt: now.toISOString() };
  const notice = { id: 'notice-1', account, transaction };
  await env.db.tx(tx => takeNotice(tx, env.get(paymentsService), notice, Buffer.from('x'), now));
  const { id: money } = await env.db.one<{ id: string }>('SELECT id FROM payments.money');
  assert.equal(receipt.day, localDate(now));
  return { obligation, receipt: receipt.id, agency: receipt.agency, day: receipt.day, money, refund };
}
