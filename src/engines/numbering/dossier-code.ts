import type { Tx } from '#platform/db';
import { AgencyCodeWrong } from './errors.ts';
import { dayOf, nextOf } from './next-number.ts';

// Of the old form V1V2V3.Z1Z2.Y1Y2.MX1X2 or of the new one (Decision 20/2020/QĐ-TTg), groups of 0-9 A-Z with dots.
const AGENCY_CODE = /^[0-9A-Z]+(\.[0-9A-Z]+)*$/;

/**
 * The code of a dossier received at `receivedAt`: agency code, local date as YYMMDD, and the day's running number of the
 * agency (Circular 01/2018/TT-VPCP, art. 19): `000.32.35.H38-261113-0007`. The number has four digits, and more from the
 * ten-thousandth dossier of a day on: a number is never given twice. The run belongs to the printed code, so that an
 * agency and its successor under the same code cannot give one code to two dossiers either.
 * Holds the day's book until the transaction ends. Throws AGENCY_CODE_WRONG.
 */
export async function dossierCode(
  tx: Tx,
  { agencyId, agencyCode, receivedAt }: { agencyId: string; agencyCode: string; receivedAt: Date },
): Promise<string> {
  if (!AGENCY_CODE.test(agencyCode) || agencyCode.length > 35) throw AgencyCodeWrong({ code: agencyCode });
  const period = dayOf(receivedAt);
  const n = await nextOf(tx, { agencyId, kind: 'dossier', period }, agencyCode);
  return `${agencyCode}-${period.slice(2).replaceAll('-', '')}-${String(n).padStart(4, '0')}`;
}

// Without dots only the old form can be told apart: its groups have 3, 2, 2 and 3 signs.
const OLD_FORM_TOGETHER = /^(\d{3})(\d\d)(\d\d)([A-Z]\d\d)(\d{6})(\d{4,9})$/;
const LONGEST = 80;

/**
 * The code of a dossier as people type it, read from a paper or heard on the telephone: with spaces for its dots and dashes, in small letters,
 * with any dash, or (of the old form) all together. undefined when it has not the form of one: agency, six digits of the day, running number.
 */
export function readDossierCode(typed: string): string | undefined {
  const text = typed.normalize('NFKC').toUpperCase();
  if (text.length > LONGEST) return undefined;
  const groups = text.match(/[0-9A-Z]+/g) ?? [];
  if (/[^0-9A-Z\s.,_‐-―−-]/.test(text)) return undefined;
  const together = OLD_FORM_TOGETHER.exec(groups.join(''));
  if (together) {
    const [, a, b, c, d, day, n] = together;
    return `${a}.${b}.${c}.${d}-${day}-${n}`;
  }
  const [day = '', n = ''] = groups.slice(-2);
  const agency = groups.slice(0, -2).join('.');
  return agency && /^\d{6}$/.test(day) && /^\d{4,9}$/.test(n) ? `${agency}-${day}-${n}` : undefined;
}

/**
 * The end of a dossier's code as people remember it, day and running number: `261127-0003`, also with a space or a full stop. Without anything
 * between them it is a telephone number as well, and none. undefined where it is no such end, or no day.
 */
export function readShortCode(typed: string): { day: string; run: string } | undefined {
  const [, yy, mm, dd, n] =
    /^\s*(\d\d)(\d\d)(\d\d)[\s.‐-―−-]{1,3}(\d{4,9})\s*$/.exec(typed.normalize('NFKC')) ?? [];
  if (!yy || !mm || !dd || !n) return undefined;
  const day = `20${yy}-${mm}-${dd}`;
  const read = new Date(`${day}T00:00:00Z`);
  const isDay = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(day);
  return isDay ? { day, run: `${yy}${mm}${dd}-${n}` } : undefined;
}
