import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { formatDateTime } from '#platform/clock';
import { isAppError } from '#platform/errors';
import { ledgerService } from '#platform/ledger';
import type { DoctorCheck } from '#platform/module';
import { token } from './keys/pkcs11/doctor.ts';
import { requestTimeStamp, serviceAt, sha256 } from './sign/time-stamp.ts';
import { trustFolders, trustService } from './trust.ts';

const MONTH_MS = 30 * 24 * 3_600_000;

/** Certificates in use that end within a month. */
const certificates: DoctorCheck = {
  id: 'trust.certificates',
  run: async (env, t) => {
    const now = env.clock.now();
    const { total, ending } = await env.db.one<{ total: number; ending: number }>(
      `SELECT count(*) AS total, count(*) FILTER (WHERE not_after < $2) AS ending FROM trust.certificate
       WHERE revoked_at IS NULL AND not_after > $1`,
      [now, new Date(now.getTime() + MONTH_MS)],
    );
    if (Number(total) === 0)
      return {
        state: 'unset',
        found: t('trust.doctor.no-certificates'),
        mend: t('trust.doctor.mend-no-certificates'),
      };
    const found = t('trust.doctor.certificates', { total, ending });
    return ending ? { state: 'warn', found, mend: t('trust.doctor.mend-ending') } : { state: 'ok', found };
  },
};

/** The keys belong to nobody else. */
const keys: DoctorCheck = {
  id: 'trust.keys',
  run: async (env, t) => {
    const folder = trustFolders(env.config.DATA_DIR).keys;
    const found = await stat(folder).catch(() => undefined);
    if (!found) return { state: 'ok', found: t('trust.doctor.no-keys') };
    const mode = (found.mode & 0o777).toString(8);
    const said = t('trust.doctor.keys', { folder, mode });
    if ((found.mode & 0o077) === 0) return { state: 'ok', found: said };
    return { state: 'bad', found: said, mend: `chmod 700 ${folder}` };
  },
};

const DAY_MS = 24 * 3_600_000;

/** Somebody else says every day that the ledger's head was there. */
const stamps: DoctorCheck = {
  id: 'trust.stamps',
  run: async (env, t) => {
    const all = await env.get(trustService).stampedHeads();
    const broken = all.find(s => s.state === 'broken');
    if (broken)
      return {
        state: 'bad',
        found: t('trust.doctor.stamp-broken', { name: broken.name }),
        mend: t('trust.doctor.mend-stamp-broken'),
      };
    const last = all.at(-1);
    const found = last?.at
      ? t('trust.doctor.stamps', { time: formatDateTime(last.at), service: last.service })
      : t('trust.doctor.no-stamps');
    const head = await env.get(ledgerService).head(env.db);
    // A quiet house has no new head to stamp.
    const isNew = head !== undefined && head.signed !== last?.line?.signed;
    const isLate = last?.at && isNew && env.clock.now().getTime() - last.at.getTime() > 2 * DAY_MS;
    if (!env.config.TSA_URL && !env.site.demo)
      return { state: 'warn', found, mend: t('trust.doctor.mend-no-service') };
    if (!last && head) return { state: 'warn', found, mend: t('trust.doctor.mend-stamps-first') };
    if (isLate) return { state: 'warn', found, mend: t('trust.doctor.mend-stamps-late') };
    if (last?.state === 'unknown')
      return { state: 'warn', found, mend: t('trust.doctor.mend-stamp-unknown') };
    return { state: 'ok', found };
  },
};

/** The service without which nothing is signed gives a stamp now: whoever signs is told to ask for help when it does not. */
const service: DoctorCheck = {
  id: 'trust.service',
  run: async ({ config, site }, t) => {
    const url = config.TSA_URL;
    if (!url && site.demo)
      return {
        state: 'unset',
        found: t('trust.doctor.own-service'),
        mend: t('trust.doctor.mend-own-service'),
      };
    if (!url)
      return {
        state: 'unset',
        found: t('trust.doctor.no-service'),
        mend: t('trust.doctor.mend-unset-service'),
      };
    try {
      await requestTimeStamp(serviceAt(url), sha256(randomBytes(32)));
      return { state: 'ok', found: t('trust.doctor.service', { url }) };
    } catch (error) {
      if (!isAppError(error)) throw error;
      const found = t('trust.doctor.service-away', { url });
      return { state: 'bad', found, mend: t('trust.doctor.mend-service') };
    }
  },
};

export const trustChecks: readonly DoctorCheck[] = [certificates, keys, token, service, stamps];
