import { dropDrafts, putAllPapersAway } from '#engines/cases';
import { changeProfile, closeAccount, getAccount, type Vault } from '#engines/identity';
import { forgetMessages } from '#engines/messaging';
import type { Queryable, Tx } from '#platform/db';
import type { Ledger } from '#platform/ledger';
import { dropCopies } from '../export/drop.ts';
import { record } from '../record.ts';
import { tellClosed } from './tell-closed.ts';
import { tellClosingAsked } from './tell-closing-asked.ts';
import { tellMandatesEnded } from './tell-mandates-ended.ts';

/** What can be erased, each by itself. `account`: closed after some days, with all the others. */
export const ERASABLE = ['drafts', 'profile', 'papers', 'messages', 'account'] as const;
export type Erasable = (typeof ERASABLE)[number];

/** Within so many days the closing of an account can be undone. */
export const UNDO_DAYS = 14;

type Deps = { ledger: Ledger; vault: Vault };

/** When the account will be closed; undefined when nobody asked for it. */
export const closingOf = async (q: Queryable, accountId: string): Promise<Date | undefined> =>
  (
    await q.maybe<{ at: Date }>('SELECT closes_at AS at FROM my_data.closing WHERE account_id = $1', [
      accountId,
    ])
  )?.at;

/** Erases what was chosen, at once, and the copies that hold it; the account is closed later. Repeated, there is nothing left to erase. */
export async function eraseOwn(
  tx: Tx,
  deps: Deps,
  accountId: string,
  what: readonly Erasable[],
  at: Date,
): Promise<void> {
  const { ledger } = deps;
  const now = what.filter(w => w !== 'account');
  if (now.includes('drafts')) await dropDrafts(tx, accountId);
  if (now.includes('papers')) await putAllPapersAway(tx, accountId, at);
  if (now.includes('messages')) await forgetMessages(tx, accountId);
  if (now.includes('profile')) await emptyProfile(tx, deps, accountId, at);
  if (now.length) await dropCopies(tx, accountId, at);
  if (now.length) await record(tx, ledger, accountId, 'erased', { what: [...now] }, at);
  if (!what.includes('account')) return;
  const closesAt = new Date(at.getTime() + UNDO_DAYS * 86_400_000);
  const fresh = await tx.run(
    'INSERT INTO my_data.closing (account_id, asked_at, closes_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [accountId, at, closesAt],
  );
  if (!fresh) return;
  await record(tx, ledger, accountId, 'closing-asked', { closesAt: closesAt.toISOString() }, at);
  await tellClosingAsked(tx, accountId, at, closesAt);
}

/** What forms are filled in from; the name stays, as an account has one. What the ledger kept of it in clear goes with it. */
async function emptyProfile(tx: Tx, { ledger, vault }: Deps, accountId: string, at: Date): Promise<void> {
  const act = { ledger, actor: accountId, at };
  const nothing = {
    personalNumber: null,
    birthDate: null,
    sex: null,
    ethnicity: null,
    areaId: null,
    addressDetail: null,
  };
  await changeProfile(tx, vault, accountId, nothing, act);
  await ledger.erase(tx, {
    subject: `account:${accountId}`,
    actor: accountId,
    reason: 'asked by the owner (Law 91/2025/QH15)',
    fields: ['personalNumber', 'birthDate', 'sex', 'ethnicity', 'areaId', 'addressDetail'],
  });
}

/** The account stays open after all. Undone twice it is undone once. */
export async function undoClosing(tx: Tx, ledger: Ledger, accountId: string, at: Date): Promise<void> {
  const undone = await tx.run('DELETE FROM my_data.closing WHERE account_id = $1', [accountId]);
  if (undone) await record(tx, ledger, accountId, 'closing-undone', {}, at);
}

/** Closes an account whose time for undoing is over: all that can go goes, in one transaction. */
export async function closeNow(tx: Tx, deps: Deps, accountId: string, at: Date): Promise<void> {
  const due = await tx.run('DELETE FROM my_data.closing WHERE account_id = $1 AND closes_at <= $2', [
    accountId,
    at,
  ]);
  if (!due) return;
  await eraseOwn(tx, deps, accountId, ['drafts', 'profile', 'papers', 'messages'], at);
  const was = await getAccount(tx, accountId);
  const ended = await closeAccount(tx, accountId, { ledger: deps.ledger, actor: accountId, at });
  await tellMandatesEnded(tx, was.name, ended, at);
  await tellClosed(tx, was, at);
  await deps.ledger.erase(tx, {
    subject: `account:${accountId}`,
    actor: accountId,
    reason: 'account closed by the owner (Law 91/2025/QH15)',
  });
}
