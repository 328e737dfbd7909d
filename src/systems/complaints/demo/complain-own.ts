import { casesService, type Dossier, dossiersOfAccount } from '#engines/cases';
import { demoCitizens } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { Env } from '#platform/env';
import { submitComplaint } from '../actions/submit-complaint.ts';
import { choicesOf } from '../choices.ts';
import { complaintsOfAccount } from '../data/read.ts';
import type { Ground } from '../types.ts';
import { idOf } from './id-of.ts';
import type { Planned } from './planned.ts';

const MOST = 50;
const DAY_MS = 86_400_000;
/** A result is complained about soon after one has read it. */
const RECENT_DAYS = 45;
const SAID = {
  content: 'Kết quả ghi chưa đúng một chỗ so với giấy tờ tôi đã nộp (dữ liệu trình diễn).',
  wish: 'Đề nghị cơ quan đối chiếu lại hồ sơ và sửa cho đúng.',
};

/** The first of somebody's own dossiers that has something to complain about, decided lately. */
async function found(
  env: Env,
  accountId: string,
  taken: ReadonlySet<string>,
  now: Date,
): Promise<[Dossier, Ground] | undefined> {
  const { ledger } = env.get(casesService);
  for (const dossier of await dossiersOfAccount(env.db, accountId, { limit: MOST, offset: 0 })) {
    if (!dossier.synthetic || taken.has(dossier.id)) continue;
    const choices = await choicesOf(env.db, ledger, dossier, now);
    const ground = choices.find(c => !c.first && now.getTime() - +c.ground.at < RECENT_DAYS * DAY_MS)?.ground;
    if (ground) return [dossier, ground];
  }
  return undefined;
}

/** What one citizen of a demo complains of, about a decision on a dossier of her own, from her account; not about a dossier of `taken`. Undefined where one has complained before. */
export async function ownComplaint(env: Env, taken: ReadonlySet<string>): Promise<Planned | undefined> {
  const now = env.clock.now();
  for (const { accountId, name, phone } of await demoCitizens(env.db)) {
    if ((await complaintsOfAccount(env.db, accountId)).length) return undefined;
    const of = await found(env, accountId, taken, now);
    if (!of) continue;
    const [dossier, ground] = of;
    const at = new Date(Math.min(+ground.at + 2 * DAY_MS, +now));
    const input = {
      ...{ id: idOf(dossier.id), dossier, ground, knownOn: localDate(ground.at), ...SAID },
      ...{ lateReason: '', channel: 'online' as const, papers: [] },
      who: { accountId, name, phone, email: null, lang: 'vi' as const, delegate: null },
    };
    const actor = { accountId, postId: null, agencyId: null, at };
    return {
      dossierId: dossier.id,
      at,
      make: (tx: Tx) => submitComplaint(tx, env.get(casesService).ledger, input, actor),
    };
  }
  return undefined;
}
