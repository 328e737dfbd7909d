import { type Act, createPost, findAgencyByCode, listPosts } from '#engines/organisation';
import type { Db, Tx } from '#platform/db';
import { isAppError } from '#platform/errors';
import type { Translate } from '#platform/i18n';
import { addOfficial } from '../accounts/add-official.ts';
import { AccountTaken, PostHeld } from '../errors.ts';
import { givePost } from '../holdings/give-post.ts';
import { listRoles } from '../rights/roles.ts';
import { type CellFault, checkLine, type Official } from './check-line.ts';
import { HEADINGS } from './columns.ts';
import { readAside } from './read-aside.ts';

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

async function addLine(tx: Tx, official: Official, options: ImportOptions) {
  const { act } = options;
  const agency = await findAgencyByCode(tx, official.agency, official.from);
  // The same words for an agency that is not there and one that is not his to fill.
  if (!agency || !((await options.mayPlace?.(agency.id)) ?? true))
    throw refuse('agency', 'agency', { value: official.agency });
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
 * The same file again: every line is told that the user name is taken.
 * Throws ListUnreadable.
 */
export async function importOfficials(
  db: Db,
  file: Buffer,
  options: ImportOptions,
): Promise<OfficialsReport> {
  const lines = await readAside(file);
  const roles = await listRoles(db);
  const report: OfficialsReport = { added: 0, errors: [], accounts: [] };
  const { t } = options;
  const note = (line: number, { column, key, params }: CellFault) =>
    report.errors.push({ line, column: HEADINGS[column][t.lang === 'vi' ? 0 : 1], what: t(key, params) });
  for (const read of lines) {
    const { official, faults } = checkLine(read, roles);
    for (const fault of faults) note(read.line, fault);
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
