import {
  contentOf,
  createDraft,
  findDraftVersion,
  findProcedureInForce,
  type ProcedureContent,
  propose,
} from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { ledgerService } from '#platform/ledger';
import { agencyNamed, holderAt, lastOpen } from './office.ts';

const PROVINCE = 'Ủy ban nhân dân tỉnh Lào Cai';
const WEEKS_AHEAD_MS = 21 * 86_400_000;

type Change = (content: ProcedureContent) => ProcedureContent;
const words =
  (...more: string[]): Change =>
  content => ({ ...content, keywords: [...content.keywords, ...more] });

/** What is being written: one that waits for another person, and one that is not done yet. Neither changes what anybody has to hand in. */
const WRITTEN: ReadonlyArray<{ code: string; change: Change; note?: string }> = [
  {
    code: '1.000894',
    change: words('đám cưới', 'làm giấy cưới'),
    note: 'Thêm từ người dân hay tìm (dữ liệu trình diễn)',
  },
  { code: '1.001022', change: words('nhận con nuôi thực tế', 'nhận lại cha mẹ') },
];

/** Procedures as their editor leaves them at night: one proposed, one begun. Returns how many; again none is. */
export async function proposeProcedures(env: Env): Promise<number> {
  const now = env.clock.now();
  const province = await agencyNamed(env.db, PROVINCE, now);
  if (!province) return 0;
  const at = await lastOpen(env.db, province.id, now);
  const editor = await holderAt(env.db, province, 'procedure.edit', at);
  const act = {
    ledger: env.get(ledgerService),
    actor: editor.accountId,
    post: editor.postId,
    agency: editor.agencyId,
    at,
  };
  const from = localDate(new Date(now.getTime() + WEEKS_AHEAD_MS));
  return env.db.tx(async tx => {
    let written = 0;
    for (const { code, change, note } of WRITTEN) {
      const version = await findProcedureInForce(tx, code, localDate(now));
      if (!version || (await findDraftVersion(tx, code))) continue;
      const draft = await createDraft(tx, code, change(contentOf(version)), act);
      if (note) await propose(tx, draft.id, { from, note }, act);
      written++;
    }
    return written;
  });
}
