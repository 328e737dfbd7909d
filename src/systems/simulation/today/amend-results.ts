import { createHash } from 'node:crypto';
import {
  casesService,
  type Dossier,
  findDossiers,
  listRegister,
  listResults,
  type Result,
  renewResult,
  revokeResult,
} from '#engines/cases';
import { valueAt, withValue } from '#engines/forms';
import { localDate } from '#platform/clock';
import type { Env } from '#platform/env';
import { agencyNamed, holderAt, lastOpen } from './office.ts';

/** The job that does it: three papers are drawn and signed, for which nobody has to wait when a demo is made. */
export const AMEND = 'simulation.amend-results';

const OFFICE = 'Ủy ban nhân dân xã Bắc Hà';
const DAY_MS = 86_400_000;
const RECENT_DAYS = 90;
const MOST = 600;
const CIVIL_STATUS = 'Luật Hộ tịch số 60/2014/QH13\nNghị định số 123/2015/NĐ-CP';

// The same result always gives the same id: asked for again, it is the same act.
function idOf(resultId: string): string {
  const hex = createHash('sha256').update(`act/${resultId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type Amending = {
  procedure: string;
  act(
    env: Env,
    given: { dossier: Dossier; result: Result },
    by: Parameters<typeof renewResult>[3],
    signer: string,
  ): Promise<unknown>;
};

const given = ({ dossier, result }: { dossier: Dossier; result: Result }, signerName: string) => ({
  ...{ id: idOf(result.id), dossierId: dossier.id, resultId: result.id, signerName },
});

/** A slip of the pen in a birth, a death certificate that got lost, and a certificate to marry that should never have been given. */
const AMENDED: readonly Amending[] = [
  {
    procedure: '1.001193',
    act: (env, of, by, signer) => {
      const was = String(valueAt(of.dossier.data, 'child.birthPlace') ?? '');
      const data = withValue(
        of.dossier.data,
        'child.birthPlace',
        was.replace('Trạm Y tế', 'Bệnh viện Đa khoa'),
      );
      const reason = 'Ghi nhầm nơi sinh so với giấy chứng sinh (dữ liệu trình diễn)';
      const wish = { ...given(of, signer), kind: 'correction' as const, reason, data };
      return renewResult(env.db, env.get(casesService), wish, by);
    },
  },
  {
    procedure: '1.000656',
    act: (env, of, by, signer) => {
      const reason = 'Bản giấy bị ướt, rách; gia đình đề nghị cấp lại (dữ liệu trình diễn)';
      const wish = { ...given(of, signer), kind: 'reissue' as const, reason };
      return renewResult(env.db, env.get(casesService), wish, by);
    },
  },
  {
    procedure: '1.004873',
    act: (env, of, by, signer) => {
      const reason = 'Người được cấp khai không đúng tình trạng hôn nhân (dữ liệu trình diễn)';
      const wish = { ...given(of, signer), kind: 'revocation' as const, reason, basis: CIVIL_STATUS };
      return revokeResult(env.db, env.get(casesService), wish, by);
    },
  },
];

/**
 * Results that live on: of a demo's synthetic dossiers one result was corrected, one reissued and one revoked by the office that signed them, so that
 * the public check says so. Returns how many; again it changes nothing.
 */
export async function amendResults(env: Env): Promise<number> {
  const now = env.clock.now();
  const office = await agencyNamed(env.db, OFFICE, now);
  if (!office) return 0;
  const at = await lastOpen(env.db, office.id, now);
  const from = localDate(new Date(now.getTime() - RECENT_DAYS * DAY_MS));
  const { name, ...by } = await holderAt(env.db, office, 'dossier.sign', at);
  let amended = 0;
  for (const { procedure, act } of AMENDED) {
    const filter = { view: 'done' as const, procedure, from };
    const lines = await listRegister(
      env.db,
      [{ agencyId: office.id, fields: null }],
      filter,
      { limit: MOST, offset: 0 },
      now,
    );
    const found = await findDossiers(
      env.db,
      lines.map(l => l.id),
    );
    const dossiers = found
      .filter(d => d.synthetic && !d.applicantId && d.closedAt)
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    for (const dossier of dossiers) {
      const results = await listResults(env.db, dossier.id);
      const [result] = results;
      if (!result || result.issuedAt > at) continue;
      // The first of them is the one, now and whenever this is asked again.
      if (results.length > 1 || result.status !== 'valid') break;
      await act(env, { dossier, result }, { ...by, at }, name);
      amended++;
      break;
    }
  }
  return amended;
}
