import { formatDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { DoctorCheck } from '#platform/module';
import type { Token } from './token.ts';
import { labelOf, URI } from './token-key-store.ts';
import { tokenOf } from './token-of.ts';

type Registered = { name: string; notAfter: Date; keyId: string };

const registered = (q: Queryable, now: Date) =>
  q.query<Registered>(
    `SELECT subject_name AS name, not_after AS "notAfter", key_id AS "keyId" FROM trust.certificate
     WHERE starts_with(key_id, $1) AND revoked_at IS NULL AND not_after > $2 ORDER BY not_after LIMIT 200`,
    [URI, now],
  );

async function withoutKey(token: Token, rows: readonly Registered[]): Promise<Registered[]> {
  const missing: Registered[] = [];
  for (const row of rows) if (!(await token.has(labelOf(row.keyId)))) missing.push(row);
  return missing;
}

/**
 * The device with the keys is there, takes the PIN, and holds the keys of the certificates that were registered for it. A PIN that it
 * refused before is not tried again.
 */
export const token: DoctorCheck = {
  id: 'trust.token',
  run: async (env, t) => {
    const there = tokenOf(env.config, env.secrets);
    if (!there)
      return { state: 'unset', found: t('trust.doctor.no-token'), mend: t('trust.doctor.mend-no-token') };
    const module = env.config.PKCS11_MODULE ?? '';
    const mend = t('trust.doctor.mend-token');
    try {
      const found = t('trust.doctor.token', { module, ...(await there.look()) });
      const rows = await registered(env.db, env.clock.now());
      const [missing] = await withoutKey(there, rows);
      if (missing) {
        const what = t('trust.doctor.token-key', { label: labelOf(missing.keyId), name: missing.name });
        return { state: 'bad', found: `${found}; ${what}`, mend };
      }
      const said = rows.map(r =>
        t('trust.doctor.token-certificate', { name: r.name, until: formatDate(r.notAfter) }),
      );
      return { state: 'ok', found: [found, ...said].join('; ') };
    } catch (error) {
      if (!isAppError(error)) throw error;
      const what = t(`error.${error.code}.what`, error.params);
      return { state: 'bad', found: t('trust.doctor.token-fails', { module, what }), mend };
    }
  },
};
