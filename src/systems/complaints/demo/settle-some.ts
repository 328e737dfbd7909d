import { casesService, findDossier } from '#engines/cases';
import { type AblePost, postsAble } from '#engines/identity';
import type { Env } from '#platform/env';
import type { Job } from '#platform/module';
import { settle } from '../actions/settle.ts';
import { complaintsOfNobody } from '../data/read.ts';
import type { Complaint, Settlement } from '../types.ts';
import { atWork } from './office-hours.ts';

export const SETTLE = 'complaints.settle-some';
/** So many working days after an office has taken one on. */
const AFTER_DAYS = 4;

/** How the first ones are settled. Invented, for demos. */
const DECIDED: ReadonlyArray<Pick<Settlement, 'outcome' | 'remedy' | 'answer'>> = [
  {
    outcome: 'kept',
    remedy: null,
    answer:
      'Qua kiểm tra, hồ sơ thiếu giấy tờ bắt buộc và đã hết thời hạn bổ sung nêu trong phiếu yêu cầu. Việc từ chối là đúng quy định (dữ liệu trình diễn).',
  },
  {
    outcome: 'changed',
    remedy: 'redo',
    answer:
      'Qua đối chiếu giấy tiếp nhận, giấy tờ bị coi là thiếu đã được nộp. Cơ quan hủy việc từ chối, giải quyết tiếp hồ sơ và xin lỗi Ông/Bà (dữ liệu trình diễn).',
  },
];

/** Whoever settles at the agency itself, with a name to sign with. */
const holderAt = (posts: readonly AblePost[], agencyId: string) =>
  posts
    .filter(post => post.agencyId === agencyId)
    .flatMap(({ postId, holders }) => holders.map(({ accountId, name }) => ({ accountId, postId, name })))[0];

async function settleOne(env: Env, complaint: Complaint, n: number, now: Date): Promise<boolean> {
  const { id, agencyId, dossierId, takenOnAt } = complaint;
  const decided = DECIDED[n];
  const at = takenOnAt && (await atWork(env.db, agencyId, takenOnAt, AFTER_DAYS));
  if (!decided || !at || at > now) return false;
  const dossier = await findDossier(env.db, dossierId);
  const head = holderAt(await postsAble(env.db, 'complaint.settle', [agencyId], now), agencyId);
  if (!dossier || !head) return false;
  const { name: signerName, ...by } = head;
  await settle(
    env.db,
    env.get(casesService),
    dossier,
    { id, ...decided, signerName },
    { ...by, agencyId, at },
  );
  return true;
}

/**
 * Of what a demo complained about the oldest are settled: one decision is kept, one is changed and waits to be carried out. A paper is signed for each,
 * so that it is a job of the program that runs. Again it settles none.
 */
export const settleSome: Job = {
  name: SETTLE,
  run: async (_, env) => {
    const now = env.clock.now();
    const all = await complaintsOfNobody(env.db);
    let settled = all.filter(c => c.status === 'settled').length;
    for (const complaint of all.filter(c => c.status === 'taken-on'))
      if (await settleOne(env, complaint, settled, now)) settled++;
  },
};
