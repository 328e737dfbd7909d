import assert from 'node:assert/strict';
import { paymentsService, takeNotice } from '#engines/payments';
import { localDate } from '#platform/clock';
import type { TestProgram } from '#test/program';
import type { Client } from './client.ts';

async function posted(by: Client, path: string, fields: Record<string, string>): Promise<void> {
  const { status, text } = await by.post(path, fields);
  assert.equal(status, 303, `${path} ${text.slice(0, 500)}`);
}

/** A charge that no list bears out, asked for by the clerk: it waits to be approved. */
export const proposed = (
  clerk: Client,
  { id }: { id: string },
  [name, amount]: readonly [name: string, amount: string],
): Promise<void> =>
  posted(clerk, `/can-bo/ho-so/${id}/phi/them`, {
    ...{ khoan: 'khac', ten: name, 'so-tien': amount },
    ...{ 'ly-do': 'Xin thêm một bản sao', 'can-cu': 'Thông tư 281/2016/TT-BTC' },
  });

/** A charge that no list bears out, asked for by the clerk and approved by the head. Returns the obligation's id. */
export async function charged(
  { env }: TestProgram,
  { clerk, head }: { clerk: Client; head: Client },
  dossier: { id: string },
  fee: readonly [name: string, amount: string],
): Promise<string> {
  const base = `/can-bo/ho-so/${dossier.id}/phi`;
  await proposed(clerk, dossier, fee);
  const { id } = await env.db.one<{ id: string }>(
    'SELECT id FROM payments.obligation WHERE subject_id = $1 ORDER BY id DESC LIMIT 1',
    [dossier.id],
  );
  await posted(head, `${base}/${id}/duyet`, { 'quyet-dinh': 'confirm' });
  return id;
}

/**
 * Money of a dossier of Bắc Hà: a fee that its clerk asked for, took in cash, and asks to be given back; and a transfer into the
 * commune's account of which nobody knows the purpose. Returns what addresses name.
 */
export async function moneyOf(
  program: TestProgram,
  by: { clerk: Client; head: Client },
  dossier: { id: string },
): Promise<Record<'obligation' | 'receipt' | 'agency' | 'day' | 'money' | 'refund', string>> {
  const { env } = program;
  const base = `/can-bo/ho-so/${dossier.id}/phi`;
  const reason = { 'ly-do': 'Xin thêm một bản sao' };
  const obligation = await charged(program, by, dossier, ['Phí sao', '8.000']);
  await posted(by.clerk, `${base}/thu`, { 'nguoi-nop': 'Giàng A Sáng', 'so-tien': '8000' });
  await posted(by.clerk, `${base}/${obligation}/hoan`, {
    ten: 'Giàng A Sáng',
    cach: 'cash',
    'so-tien': '1.000',
    ...reason,
  });
  const receipt = await env.db.one<{ id: string; agency: string; day: string }>(
    'SELECT id, agency_id AS agency, day FROM payments.receipt WHERE subject_id = $1',
    [dossier.id],
  );
  const { id: refund } = await env.db.one<{ id: string }>('SELECT id FROM payments.refund');
  const account = await env.db.one<{ bin: string; number: string }>(
    "SELECT bin, number FROM payments.bank_account WHERE holder LIKE '%xã Bắc Hà'",
  );
  const now = env.clock.now();
  const transaction = {
    ref: 'FT1',
    amount: 5_000,
    purpose: 'Nộp lệ phí',
    payer: null,
    bookedAt: now.toISOString(),
  };
  const notice = { id: 'notice-1', account, transaction };
  await env.db.tx(tx => takeNotice(tx, env.get(paymentsService), notice, Buffer.from('x'), now));
  const { id: money } = await env.db.one<{ id: string }>('SELECT id FROM payments.money');
  assert.equal(receipt.day, localDate(now));
  return { obligation, receipt: receipt.id, agency: receipt.agency, day: receipt.day, money, refund };
}
