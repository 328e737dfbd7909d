import { type Form, type FormData, valueAt } from '#engines/forms';
import { readPhone } from '#engines/identity';
import type { Tx } from '#platform/db';
import { fieldOfProfile } from '../correction/corrected.ts';
import type { CaseDeps } from '../deps.ts';
import type { Actor, Dossier } from '../types.ts';
import { partyOf } from './party.ts';
import { writeReception } from './reception.ts';

const SAID = ['personalNumber', 'birthDate', 'sex'] as const;

/** Whoever applied, as a counter's form would have been filled in from the application. */
function personIn(form: Form, { applicantName, phone, data }: Dossier): FormData {
  const said = SAID.flatMap(what => {
    const path = fieldOfProfile(form, what);
    const value = path && valueAt(data as FormData, path);
    return typeof value === 'string' && value ? [[what, value]] : [];
  });
  return {
    name: applicantName,
    ...(phone && readPhone(phone) ? { phone } : {}),
    ...Object.fromEntries(said),
  };
}

/**
 * What a reception at a counter leaves behind, for a synthetic dossier whose past was made without one: who received it where, and the account that
 * counters keep of who applied, so that he is known the next time. The dossier lies with no account, as before.
 */
export async function keepReception(
  tx: Tx,
  { ledger, vault }: Pick<CaseDeps, 'ledger' | 'vault'>,
  dossier: Dossier,
  form: Form,
  actor: Actor & { agencyId: string },
): Promise<void> {
  const { accountId, postId, agencyId, at } = actor;
  const act = { ledger, actor: accountId, post: postId, agency: agencyId, at };
  const applicantId = await partyOf(tx, vault, personIn(form, dossier), { chosen: null, sure: null }, act);
  await writeReception(
    tx,
    { ...dossier, applicantId },
    { agencyId, delegate: null, trackingNumber: null, offline: null, papers: [] },
    actor,
  );
}
