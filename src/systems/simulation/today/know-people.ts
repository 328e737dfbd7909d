import { casesService, findDossiers, keepReception, loadProcedure, syntheticAtCounter } from '#engines/cases';
import type { Env } from '#platform/env';
import { agencyNamed, holderAt } from './office.ts';

const OFFICES = [
  'Trung tâm Phục vụ hành chính công xã Bắc Hà',
  'Trung tâm Phục vụ hành chính công phường Lào Cai',
];
/** So many of the last who came to a counter are known there. */
const KNOWN = 40;

/**
 * Two counters of a demo know who came to them last: by name, with what they said of themselves, for the next time; and what their clerks typed may be
 * corrected. Returns of how many dossiers; again it changes nothing.
 */
export async function knowPeople(env: Env): Promise<number> {
  const now = env.clock.now();
  const deps = env.get(casesService);
  return env.db.tx(async tx => {
    let known = 0;
    for (const name of OFFICES) {
      const office = await agencyNamed(tx, name, now);
      if (!office) continue;
      const clerk = await holderAt(tx, office, 'dossier.receive', now);
      const ids = await syntheticAtCounter(tx, office.id, KNOWN);
      for (const dossier of await findDossiers(tx, ids)) {
        const { form } = await loadProcedure(tx, dossier);
        const by = { accountId: clerk.accountId, postId: clerk.postId, agencyId: office.id };
        await keepReception(tx, deps, dossier, form, { ...by, at: dossier.receivedAt });
      }
      known += ids.length;
    }
    return known;
  });
}
