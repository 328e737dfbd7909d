import { casesService } from '#engines/cases';
import { enqueue } from '#platform/jobs';
import type { Follower } from '#platform/ledger';
import type { Job } from '#platform/module';
import { lockComplaint, toCarryOutAbout } from '../data/read.ts';
import { waitsToBeCarriedOut } from '../types.ts';
import { writeCarriedOut } from './carry-out.ts';
import { isFitting } from './ways.ts';

const JOB = 'complaints.result-changed';

type Payload = {
  result: string;
  act: string;
  by: string;
  post: string | null;
  agency: string | null;
  at: string;
};

const ACTS: Readonly<Record<string, string>> = {
  'case.result-corrected': 'correction',
  'case.result-reissued': 'reissue',
  'case.result-revoked': 'revocation',
};

/** A result was corrected, issued anew or revoked: where a decision on a complaint demanded that, it is carried out with it. */
export const followResults: Follower = {
  id: 'complaints.carry-out',
  kinds: Object.keys(ACTS),
  handle: (entry, tx) => {
    const payload: Payload = {
      result: String(entry.body.of),
      act: ACTS[entry.kind] ?? '',
      by: entry.actor,
      post: entry.post ?? null,
      agency: entry.agency ?? null,
      at: entry.at.toISOString(),
    };
    return enqueue(tx, { name: JOB, payload, key: `${JOB}:${entry.id}` });
  },
};

export const resultJob: Job = {
  name: JOB,
  run: async (payload, env) => {
    const { result, act, by, post, agency, at } = payload as Payload;
    const when = new Date(at);
    const { ledger } = env.get(casesService);
    for (const id of await toCarryOutAbout(env.db, result))
      await env.db.tx(async tx => {
        const c = await lockComplaint(tx, id);
        if (!waitsToBeCarriedOut(c) || !c.closedAt || c.closedAt > when || !isFitting(c.remedy, act)) return;
        const actor = { accountId: by, postId: post, agencyId: agency, at: when };
        await writeCarriedOut(tx, { ledger }, c, { how: 'result', code: null }, actor);
      });
  },
};
