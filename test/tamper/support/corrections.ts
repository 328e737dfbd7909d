import {
  casesService,
  correctAnswers,
  type Dossier,
  findDossiers,
  keepReception,
  listRegister,
  listResults,
  loadProcedure,
} from '#engines/cases';
import { type FormData, valueAt, withValue } from '#engines/forms';
import { postsAble } from '#engines/identity';
import type { Env } from '#platform/env';

const ADDRESSES = ['applicant.address', 'mother.address', 'giver.address', 'owner.address'] as const;
const RUNNING = ['received', 'processing', 'supplementing', 'awaiting-payment'];

/** The answers with more said of where somebody lives; undefined where they do not say it. */
function mended(dossier: Dossier): FormData | undefined {
  const data = dossier.data as FormData;
  const path = ADDRESSES.find(each => typeof valueAt(data, each) === 'string');
  return path && withValue(data, path, `${valueAt(data, path)}, gần trường học`);
}

/** At the counters of a province clerks mended what they had typed, in `most` dossiers at most. Throws where there was nothing to mend. */
export async function correctSome(env: Env, most: number): Promise<void> {
  const now = env.clock.now();
  const deps = env.get(casesService);
  const lines = await listRegister(env.db, null, { view: 'running' }, { limit: 500, offset: 0 }, now);
  const running = (
    await findDossiers(
      env.db,
      lines.map(l => l.id),
    )
  ).filter(d => d.channel === 'counter' && RUNNING.includes(d.status));
  let corrected = 0;
  for (const dossier of running) {
    const data = mended(dossier);
    const able = await postsAble(env.db, 'dossier.receive', [dossier.receivedBy], now);
    const clerk = able.find(post => post.agencyId === dossier.receivedBy && post.holders[0]);
    const signed = (await listResults(env.db, dossier.id)).length > 0;
    if (!data || signed || !clerk?.holders[0] || corrected === most) continue;
    const by = { accountId: clerk.holders[0].accountId, postId: clerk.postId, agencyId: clerk.agencyId };
    await env.db.tx(async tx => {
      const { form } = await loadProcedure(tx, dossier);
      await keepReception(tx, deps, dossier, form, { ...by, at: dossier.receivedAt });
      const wish = { dossierId: dossier.id, reason: 'Ghi thiếu địa chỉ', data };
      await correctAnswers(tx, deps, wish, { ...by, at: now });
    });
    corrected++;
  }
  if (!corrected) throw new Error('no dossier of the province could be corrected');
}
