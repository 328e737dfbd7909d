import { fold } from '#platform/text';
import { readEmail, readName, readPhone, readStaffId } from '../accounts/normalise.ts';
import type { Role } from '../rights/roles.ts';
import type { Column } from './columns.ts';
import type { OfficialLine } from './read-officials.ts';

export type Official = {
  name: string;
  staffId: string | null;
  email: string | null;
  phone: string | null;
  agency: string;
  title: string;
  titleEn: string;
  roles: string[];
  from: string;
};

/** What is wrong in a cell: the text key says what to do, with the values it names. */
export type CellFault = { column: Column; key: string; params?: Record<string, string> };

/**
 * `01/07/2025` → `2025-07-01`; undefined for a day that no calendar has. A cell that lost its date format holds Excel's
 * count of days since 30/12/1899 instead: `45839`.
 */
export function readDay(text: string): string | undefined {
  if (/^[2-9]\d{4}$/.test(text))
    return new Date(Date.UTC(1899, 11, 30) + Number(text) * 86_400_000).toISOString().slice(0, 10);
  const m = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  if (!m) return undefined;
  const day = `${m[3]}-${m[2]!.padStart(2, '0')}-${m[1]!.padStart(2, '0')}`;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}

/** A telephone number; of nine digits the 0 before them is one that Excel drops from a cell that holds a number. */
export const readListedPhone = (text: string): string | undefined =>
  readPhone(/^\d{9}$/.test(text) ? `0${text}` : text);

type NamedRole = readonly [text: string, id: string | undefined];

/**
 * Roles by id or by name in either language, separated by commas or semicolons. Names may hold commas themselves
 * (“Kiểm tra, thanh tra”), so the longest run of pieces that is a role is taken.
 */
export function readRoles(text: string, roles: readonly Role[]): NamedRole[] {
  const idOf = (name: string) =>
    roles.find(r => [r.id, r.nameVi, r.nameEn].some(n => fold(n) === fold(name)))?.id;
  const pieces = text.split(/[,;]/).map(piece => piece.trim());
  const found: NamedRole[] = [];
  for (let i = 0; i < pieces.length; i++) {
    if (!pieces[i]) continue;
    let end = pieces.length;
    while (end > i + 1 && !idOf(pieces.slice(i, end).join(' '))) end--;
    const name = pieces.slice(i, end).join(', ');
    found.push([name, idOf(name)]);
    i = end - 1;
  }
  return found;
}

/** Reads a line on its own, without the database. All faults, not only the first. Without a first day it is `today`. */
export function checkLine(
  { cells }: OfficialLine,
  roles: readonly Role[],
  today: string,
): { official: Official; faults: CellFault[] } {
  const faults: CellFault[] = [];
  const fault = (column: Column, what: string, params?: Record<string, string>) =>
    faults.push({ column, key: `identity.import.${what}`, ...(params ? { params } : {}) });
  const optional = (column: 'staffId' | 'email' | 'phone', read: (text: string) => string | undefined) => {
    const text = cells[column];
    if (!text) return null;
    const value = read(text);
    if (!value) fault(column, column, { value: text });
    return value ?? null;
  };
  const name = readName(cells.name ?? '');
  if (!name) fault('name', 'name');
  const staffId = optional('staffId', readStaffId);
  const email = optional('email', readEmail);
  const phone = optional('phone', readListedPhone);
  if (!cells.staffId && !cells.email) fault('staffId', 'no-user');
  if (!cells.agency) fault('agency', 'no-agency');
  if (!cells.title) fault('title', 'title');
  const chosen = readRoles(cells.roles ?? '', roles);
  if (!chosen.length) fault('roles', 'no-roles');
  for (const [text, id] of chosen) if (!id) fault('roles', 'roles', { value: text });
  const from = cells.from ? readDay(cells.from) : today;
  if (!from) fault('from', 'from');
  return {
    faults,
    official: {
      name: name ?? '',
      staffId,
      email,
      phone,
      agency: cells.agency ?? '',
      title: cells.title ?? '',
      titleEn: cells.titleEn ?? cells.title ?? '',
      roles: chosen.flatMap(([, id]) => (id ? [id] : [])),
      from: from ?? '',
    },
  };
}
