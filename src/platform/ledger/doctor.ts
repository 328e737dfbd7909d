import type { Env } from '#platform/env';
import type { Translate } from '#platform/i18n';
import { ledgerService } from './ledger.ts';

type Finding = { state: 'ok' | 'warn' | 'bad'; found: string; mend?: string; technical?: string };

/** Does the log extend the newest signed heads, in the database and on file? If not, the sealer has stopped. */
export async function examineSigned(env: Env, t: Translate): Promise<Finding> {
  const ledger = env.get(ledgerService);
  const refusal = await ledger.examineHeads(env.db);
  if (!refusal)
    return { state: 'ok', found: t('ledger.doctor.heads', { size: await ledger.sealedSize(env.db) }) };
  const found = t(`ledger.doctor.refused.${refusal.reason}`, { size: refusal.known?.size ?? 0 });
  return { state: 'bad', found, mend: t('ledger.doctor.refused.mend') };
}

/** A prepared transaction that is forgotten holds the horizon for ever: they are to be impossible. */
export async function examinePrepared(env: Env, t: Translate): Promise<Finding> {
  const { value } = await env.db.one<{ value: number }>(
    "SELECT current_setting('max_prepared_transactions')::int AS value",
  );
  if (value === 0) return { state: 'ok', found: t('ledger.doctor.prepared-forbidden') };
  const found = t('ledger.doctor.prepared-allowed', { value });
  return { state: 'warn', found, mend: t('ledger.doctor.prepared-allowed.mend') };
}

/** Does every follower keep up? */
export async function examineFollowers(env: Env, t: Translate): Promise<Finding> {
  const { followers } = env.get(ledgerService);
  const [stuck] = (await followers.states()).filter(s => s.error !== null);
  if (stuck) {
    const { id, position, attempts, error } = stuck;
    const found = t('ledger.doctor.followers', { position, attempts });
    return {
      state: 'bad',
      found,
      mend: t('ledger.doctor.followers.mend', { id }),
      technical: `${id}: ${error ?? ''}`,
    };
  }
  return { state: 'ok', found: t('ledger.doctor.followers.well', { count: followers.unhandled().length }) };
}
