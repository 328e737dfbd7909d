import { casesService, findDossier, papersBefore } from '#engines/cases';
import { enqueue } from '#platform/jobs';
import type { Follower } from '#platform/ledger';
import type { Job } from '#platform/module';
import { lockComplaint, toCarryOutAbout } from '../data/read.ts';
import { waitsToBeCarriedOut } from '../types.ts';
import { writeCarriedOut } from './carry-out.ts';
import { wayOf } from './ways.ts';

const JOB = 'complaints.result-changed';

type Payload = { result: string };

const ACTS = ['case.result-corrected', 'case.result-reissued', 'case.result-revoked'];

/**
 * A result was corrected, issued anew or revoked: where a decision on a complaint about it, or about a paper whose place it took, demanded that, it
 * is carried out with it. Not while a second complaint runs: the decision has no effect yet.
 */
export const followResults: Follower = {
  id: 'complaints.carry-out',
  kinds: ACTS,
  handle: (entry, tx) => {
    const payload: Payload = { result: String(entry.body.of) };
    return enqueue(tx, { name: JOB, payload, key: `${JOB}:${entry.id}` });
  },
};

export const resultJob: Job = {
  name: JOB,
  run: async (payload, env) => {
    const { result } = payload as Payload;
    const deps = env.get(casesService);
    const papers = (await papersBefore(env.db, { id: result })).map(paper => paper.id);
    for (const id of await toCarryOutAbout(env.db, papers))
      await env.db.tx(async tx => {
        const complaint = await lockComplaint(tx, id);
        if (!waitsToBeCarriedOut(complaint) || complaint.restsFor) return;
        const dossier = await findDossier(tx, complaint.dossierId);
        const way = dossier && (await wayOf(tx, deps, { complaint, dossier }, env.clock.now()));
        if (way?.kind !== 'result' || !way.done) return;
        const { id: act, by: accountId, postId, agencyId, at } = way.done;
        await writeCarriedOut(
          tx,
          deps,
          complaint,
          { how: 'result', act },
          { accountId, postId, agencyId, at },
        );
      });
  },
};
