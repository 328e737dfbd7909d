import { casesService, type Dossier, dossiersOfAccount } from '#engines/cases';
import { demoCitizens } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { submitComplaint } from '../actions/submit-complaint.ts';
import { choicesOf } from '../choices.ts';
import { complaintsOfAccount } from '../data/read.ts';
import type { Ground } from '../types.ts';
import { idOf } from './id-of.ts';

const MOST = 50;
const DAY_MS = 86_400_000;
/** A result is complained about soon after one has read it. */
const RECENT_DAYS = 45;
const SAID = {
  content: 'Kết quả ghi chưa đúng một chỗ so với giấy tờ tôi đã nộp (dữ liệu trình diễn).',
  wish: 'Đề nghị cơ quan đối chiếu lại hồ sơ và sửa cho đúng.',
};

/** The first of somebody's own dossiers that has something to complain about, decided lately. */
async function found(env: Env, accountId: string, now: Date): Promise<[Dossier, Ground] | undefined> {
  const { ledger } = env.get(casesService);
  for (const dossier of await dossiersOfAccount(env.db, accountId, { limit: MOST, offset: 0 })) {
    if (!dossier.synthetic) continue;
    const choices = await choicesOf(env.db, ledger, dossier, now);
    const ground = choices.find(c => !c.first && now.getTime() - +c.ground.at < RECENT_DAYS * DAY_MS)?.ground;
    if (ground) return [dossier, ground];
  }
  return undefined;
}

/** One citizen of a demo complains about a decision on a dossier of her own, from her account. Returns how many did; again none does. */
export async function complainOwn(env: Env): Promise<number> {
  const now = env.clock.now();
  for (const { accountId, name, phone } of await demoCitizens(env.db)) {
    if ((await complaintsOfAccount(env.db, accountId)).length) return 0;
    const of = await found(env, accountId, now);
    if (!of) continue;
    const [dossier, ground] = of;
    const at = new Date(Math.min(+ground.at + 2 * DAY_MS, +now));
    await env.db.tx(tx =>
      submitComplaint(
        tx,
        env.get(casesService).ledger,
        {
          ...{ id: idOf(dossier.id), dossier, ground, knownOn: localDate(ground.at), ...SAID },
          ...{ lateReason: '', channel: 'online', papers: [] },
          who: { accountId, name, phone, email: null, lang: 'vi', delegate: null },
        },
        { accountId, postId: null, agencyId: null, at },
      ),
    );
    return 1;
  }
  return 0;
}
