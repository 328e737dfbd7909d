import type { AnswerWords } from '#engines/forms';
import { agencyAsOf, findArea } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { formatDate, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { formatPhone } from '#ui';
import type { CaseDeps } from '../deps.ts';
import { regionOf } from '../results/names.ts';
import type { Dossier } from '../types.ts';
import type { SlipInput } from './draw.ts';
import { receiptToken } from './receipt-token.ts';
import { clockWords, whole } from './words.ts';

export type SlipDeps = Pick<CaseDeps, 'site' | 'receiptKey'>;

/** `09 giờ 00 phút, ngày 20/11/2026` */
export const moment = (at: Date): string => `${clockWords(at)}, ngày ${formatDate(at)}`;

/** The head of a slip of an agency, with names as they were on that day. */
export async function headOf(
  q: Queryable,
  agencyId: string,
  at: Date,
): Promise<Pick<SlipInput, 'superior' | 'issuer' | 'place'>> {
  const date = localDate(at);
  const agency = await agencyAsOf(q, agencyId, date);
  const area = agency.areaId ? await findArea(q, agency.areaId, date) : undefined;
  const above = area?.parentId ? await findArea(q, area.parentId, date) : undefined;
  return {
    superior: above?.fullName.toUpperCase() ?? null,
    issuer: agency.name,
    place: (await regionOf(q, agency, date)) ?? area?.name ?? '',
  };
}

/** The head of a slip of an office that receives: below the committee of its commune, with names as they were on that day. */
export async function receptionHead(
  q: Queryable,
  agencyId: string,
  at: Date,
): Promise<Pick<SlipInput, 'superior' | 'issuer' | 'place'>> {
  const date = localDate(at);
  const unit = await agencyAsOf(q, agencyId, date);
  const above = unit.parentId ? await agencyAsOf(q, unit.parentId, date) : null;
  const area = unit.areaId ? await findArea(q, unit.areaId, date) : undefined;
  const commune = above?.level === 'commune' ? above : null;
  return {
    superior: commune && (commune.shortName ?? commune.name).toUpperCase(),
    issuer: unit.name,
    place: area?.name ?? '',
  };
}

/** What every slip about a dossier may name. `number`: of the slip; null where it has none. */
export async function factsAbout(
  q: Queryable,
  deps: SlipDeps,
  dossier: Dossier,
  slip: { issuer: string; number: string | null; at: Date },
): Promise<Map<string, AnswerWords>> {
  const version = await getProcedureVersion(q, dossier.procedureVersionId);
  return new Map<string, AnswerWords>([
    ['ma-ho-so', dossier.code],
    ['nguoi-nop', whole(dossier.applicantName)],
    ['chu-ho-so', whole(dossier.ownerName)],
    [
      'do-ai-nop',
      dossier.ownerName === dossier.applicantName ? '' : `, do ${whole(dossier.applicantName)} nộp`,
    ],
    ['dien-thoai', dossier.phone ? formatPhone(dossier.phone) : 'Không có'],
    ['thu-dien-tu', dossier.email ?? 'Không có'],
    ['ten-thu-tuc', version.name],
    ['ma-thu-tuc', version.code],
    ['ten-co-quan', slip.issuer],
    ['so-phieu', slip.number ?? ''],
    ['ngay-lap', moment(slip.at)],
    ['ngay-tiep-nhan', moment(dossier.receivedAt)],
    ['duong-day-nong', deps.site.hotline],
  ]);
}

/** The code by which whoever holds the slip sees where the dossier is. */
export const trackingCode = (
  deps: SlipDeps,
  dossier: Dossier,
  words = 'Quét mã để xem hồ sơ đang ở đâu.',
): SlipInput['qr'] => ({
  url: `${deps.site.baseUrl}/kiem-tra/g/${dossier.code}?k=${receiptToken(deps.receiptKey, dossier)}`,
  alt: `Mã QR tra cứu hồ sơ ${dossier.code}`,
  lines: [['Mã hồ sơ: ', { text: dossier.code, bold: true }], words],
});
