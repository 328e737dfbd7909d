import { type Act, createPost, findAgencyByCode, listPosts } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Db, Queryable, Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { Translate } from '#platform/i18n';
import { addOfficial } from '../accounts/add-official.ts';
import { AccountTaken, PostHeld } from '../errors.ts';
import { givePost } from '../holdings/give-post.ts';
import { listRoles } from '../rights/roles.ts';
import { type CellFault, checkLine, type Official } from './check-line.ts';
import { HEADINGS } from './columns.ts';
import { readOfficials } from './read-officials.ts';

export type OfficialsReport = {
  /** Number of officials added. */
  added: number;
  /** What to correct: line of the sheet, heading of the column, a sentence. */
  errors: Array<{ line: number; column: string; what: string }>;
  /** Initial passwords of those added, to be handed out once: they are not kept. */
  accounts: Array<{ line: number; name: string; user: string; initialPassword: string }>;
};

export type ImportOptions = {
  t: Translate;
  act: Act;
  /** Whether the one who imports may put people into this agency. */
  mayPlace?: (agencyId: string) => boolean | Promise<boolean>;
  /** Whether he may give these roles there. */
  mayGive?: (agencyId: string, roles: readonly string[]) => boolean | Promise<boolean>;
};

class Refused extends Error {
  readonly fault: CellFault;
  constructor(fault: CellFault) {
    super(fault.key);
    this.fault = fault;
  }
}
const refuse = (column: CellFault['column'], what: string, params?: Record<string, string>) =>
  new Refused({ column, key: `identity.import.${what}`, ...(params ? { params } : {}) });

async function postFor(tx: Tx, agencyId: string, official: Official, act: Act): Promise<string> {
  const { title: titleVi, titleEn, roles, from } = official;
  const like = (await listPosts(tx, agencyId, from)).filter(
    p => p.titleVi === titleVi && [...p.roles].sort().join() === [...roles].sort().join(),
  );
  const held = await tx.query<{ postId: string }>(
    'SELECT post_id AS "postId" FROM identity.holding WHERE post_id = ANY ($1::uuid[]) AND valid && daterange($2::date, NULL)',
    [like.map(p => p.id), from],
  );
  const same = like.find(p => !held.some(h => h.postId === p.id));
  return same ? same.id : (await createPost(tx, { agencyId, titleVi, titleEn, roles, from }, act)).id;
}

/** The agency of a line, if it is there on its first day and the one who imports may fill it: the same answer for both. */
async function agencyOf(q: Queryable, official: Official, options: ImportOptions) {
  const day = official.from || localDate(options.act.at);
  const agency = await findAgencyByCode(q, official.agency, day);
  return agency && ((await options.mayPlace?.(agency.id)) ?? true) ? agency : undefined;
}

/** Whether an open account has a user name or address of the line. */
async function isTaken(q: Queryable, { staffId, email }: Official): Promise<boolean> {
  const found = await q.maybe(
    `SELECT id FROM identity.account WHERE kind = 'official' AND status <> 'closed' AND (staff_id = $1 OR email = $2) LIMIT 1`,
    [staffId, email],
  );
  return found !== undefined;
}

/** That a user name or an address stands on a line above, whatever became of that line: `above` has their first lines. */
function standsAbove(official: Official, above: ReadonlyMap<string, number>): CellFault | undefined {
  for (const column of ['staffId', 'email'] as const) {
    const line = above.get(official[column] ?? '');
    if (line !== undefined) return refuse(column, 'twice', { line: String(line) }).fault;
  }
  return undefined;
}

/**
 * What only the database knows to be wrong with a line that is wrong already: told in the same round, so that a file is corrected
 * once. A good line is told by the attempt to add it.
 */
async function alsoWrong(
  q: Queryable,
  official: Official,
  faults: readonly CellFault[],
  options: ImportOptions,
): Promise<CellFault[]> {
  const more: CellFault[] = [];
  const is = (column: CellFault['column']) => faults.some(f => f.column === column);
  const agency = is('agency') ? undefined : await agencyOf(q, official, options);
  if (!agency && !is('agency')) more.push(refuse('agency', 'agency', { value: official.agency }).fault);
  if (agency && !is('roles') && !((await options.mayGive?.(agency.id, official.roles)) ?? true))
    more.push(refuse('roles', 'roles-not-yours').fault);
  if (!is('staffId') && !is('email') && (await isTaken(q, official)))
    more.push(refuse(official.staffId ? 'staffId' : 'email', 'taken').fault);
  return more;
}

async function addLine(tx: Tx, official: Official, options: ImportOptions) {
  const { act } = options;
  const agency = await agencyOf(tx, official, options);
  if (!agency) throw refuse('agency', 'agency', { value: official.agency });
  if (!((await options.mayGive?.(agency.id, official.roles)) ?? true))
    throw refuse('roles', 'roles-not-yours');
  try {
    const { accountId, initialPassword } = await addOfficial(tx, official, act);
    await givePost(
      tx,
      { postId: await postFor(tx, agency.id, official, act), accountId, from: official.from },
      act,
    );
    return initialPassword;
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.code === AccountTaken.code) throw refuse(official.staffId ? 'staffId' : 'email', 'taken');
    if (error.code === PostHeld.code) throw refuse('title', 'held');
    throw error;
  }
}

/**
 * Adds officials from an Excel file like `officialsTemplate`. Each line is one transaction: account, initial password, post
 * (an existing free one of the same title and roles, else a new one) and holding are there whole or not at all; other lines go on.
 * The same file again: every line is told that the user name is taken. A user name or address that stands twice in the file is
 * told on its second line, with the first: who of the two is meant nobody can tell.
 * Throws ListUnreadable.
 */
export async function importOfficials(
  db: Db,
  file: Buffer,
  options: ImportOptions,
): Promise<OfficialsReport> {
  const lines = await readOfficials(file);
  const roles = await listRoles(db);
  const report: OfficialsReport = { added: 0, errors: [], accounts: [] };
  const { t } = options;
  const above = new Map<string, number>();
  const note = (line: number, { column, key, params }: CellFault) =>
    report.errors.push({ line, column: HEADINGS[column][t.lang === 'vi' ? 0 : 1], what: t(key, params) });
  for (const read of lines) {
    const { official, faults } = checkLine(read, roles, localDate(options.act.at));
    const twice = standsAbove(official, above);
    if (twice) faults.push(twice);
    if (faults.length) {
      const more = await alsoWrong(db, official, faults, options);
      for (const fault of [...faults, ...more]) note(read.line, fault);
    }
    for (const user of [official.staffId, official.email])
      if (user && !above.has(user)) above.set(user, read.line);
    if (faults.length) continue;
    try {
      const initialPassword = await db.tx(tx => addLine(tx, official, options));
      report.added += 1;
      const user = official.staffId ?? official.email ?? '';
      report.accounts.push({ line: read.line, name: official.name, user, initialPassword });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      note(read.line, error.fault);
    }
  }
  return report;
}
