import { type FormData, prefill, valueAt, withValue } from '#engines/forms';
import {
  CodeSpent,
  CodeWrong,
  checkCode,
  codeSender,
  countTry,
  getAccount,
  mandateFor,
  sendCodeToAccount,
  succeeded,
  vaultService,
  whoTries,
} from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { newId, type Queryable, type Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { casesService } from '../deps.ts';
import { DraftGone } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import { sourcesOf } from './application.ts';
import { type Draft, findDraftByCode } from './draft.ts';
import { draftCode } from './draft-code.ts';
import { known, prefillSource } from './known.ts';

/** By what somebody goes on with a draft that another account holds. */
type Way = 'principal' | 'mandate' | 'code';

/** A one-time code is good for ten minutes, and five tries. */
const MINUTES = 10;
const TRIES = 5;

/** What is asked of an account before it may go on; `own`: nothing, it is its own. */
async function wayOf(q: Queryable, draft: Draft, accountId: string, at: Date): Promise<Way | 'own'> {
  if (draft.accountId === accountId) return 'own';
  if (draft.principalId === accountId) return 'principal';
  const { version } = await loadProcedure(q, draft);
  const about = { field: version.fieldCode, procedure: version.code };
  const principalId = draft.principalId ?? draft.accountId;
  return (await mandateFor(q, { delegateId: accountId, principalId }, about, at)) ? 'mandate' : 'code';
}

/**
 * The answers as another person goes on with them. What stood in them because it was known of who began, and he never saved (his telephone), is
 * not the other's: what is known of that one takes its place. What was saved stays, and no longer says that it is from "the account".
 */
async function refilled(tx: Tx, ctx: Ctx, draft: Draft): Promise<Pick<Draft, 'data' | 'sources'>> {
  const { form } = await loadProcedure(tx, draft);
  const ofPerson = new Set(ctx.extensions(prefillSource).map(source => source.id));
  const unsaved = new Set(
    form.pages.filter(page => !draft.pagesDone.includes(page.id)).flatMap(page => page.fields),
  );
  let data: FormData = draft.data;
  const sources: Record<string, string> = {};
  for (const [path, source] of Object.entries(draft.sources))
    if (!ofPerson.has(source)) sources[path] = source;
    else if (unsaved.has(path)) data = withValue(data, path, undefined);
  const mine = prefill(form, {}, await known(tx, ctx, ctx.visitor!.accountId, sourcesOf(form)));
  for (const [path, source] of Object.entries(mine.sources))
    if (unsaved.has(path) && valueAt(data, path) === undefined) {
      data = withValue(data, path, valueAt(mine.data, path));
      sources[path] = source;
    }
  return { data, sources };
}

/** The draft is the account's from now on; who had it is told, and the ledger says by what it went. */
async function handTo(tx: Tx, ctx: Ctx, draft: Draft, way: Way): Promise<void> {
  const accountId = ctx.visitor!.accountId;
  const now = ctx.clock.now();
  const principalId = way === 'mandate' ? (draft.principalId ?? draft.accountId) : null;
  const from = await getAccount(tx, draft.accountId);
  const { version } = await loadProcedure(tx, draft);
  const { data, sources } = way === 'code' ? await refilled(tx, ctx, draft) : draft;
  await tx.run(
    'UPDATE cases.draft SET account_id = $2, principal_id = $3, data = $4, sources = $5 WHERE id = $1',
    [draft.id, accountId, principalId, JSON.stringify(data), JSON.stringify(sources)],
  );
  await ctx.get(casesService).ledger.append(tx, {
    kind: 'draft.resumed',
    subject: `draft:${draft.id}`,
    actor: accountId,
    at: now,
    body: { procedure: version.code, from: from.id, way, ...(principalId ? { for: principalId } : {}) },
  });
  await queueMessage(
    tx,
    {
      accountId: from.id,
      phone: from.phoneProven ? from.phone : null,
      email: from.emailProven ? from.email : null,
      key: 'cases.message.draft-resumed',
      params: { code: draftCode(draft), name: version.name },
      lang: ctx.lang,
      dedupe: newId(),
    },
    now,
  );
}

/**
 * Goes on with the draft that a code names (`readDraftCode`). Returns its id where nothing has to be asked: it is the visitor's own, is
 * filled in for him, or he may act for whose it is. Else `asked`, whether or not there is such a draft: if there is, a one-time code is on
 * its way to the telephone or e-mail address of who began it (`confirmResume`). Throws SignInWait after too many of these.
 */
export async function resumeByCode(ctx: Ctx, code: string): Promise<string | 'asked'> {
  const accountId = ctx.visitor!.accountId;
  const now = ctx.clock.now();
  const done = await ctx.db.tx(async tx => {
    const draft = await findDraftByCode(tx, code, now, { lock: true });
    const way = draft && (await wayOf(tx, draft, accountId, now));
    if (!draft || !way || way === 'code') return undefined;
    if (way !== 'own') await handTo(tx, ctx, draft, way);
    return draft.id;
  });
  if (done) return done;
  const vault = ctx.get(vaultService);
  // What nobody told him he could only guess: each code that is not his own is a try, until one was confirmed.
  const tryId = await countTry(
    ctx.db,
    whoTries(vault, { typed: `draft code ${accountId}` }, ctx.req.ip),
    now,
  );
  await ctx.db.tx(async tx => {
    const found = await findDraftByCode(tx, code, now);
    // Filled in for somebody else: only he, and who may act for him, goes on with it.
    const draft = found?.principalId ? undefined : found;
    const by = { vault, sender: ctx.get(codeSender), ip: ctx.req.ip };
    const message = { purpose: 'resume-draft' as const, lang: ctx.lang };
    const sent = draft && (await sendCodeToAccount(tx, by, draft.accountId, message, now));
    await tx.run(
      // The code that went out a moment ago stays good where no other may go yet.
      `INSERT INTO cases.draft_claim AS c (account_id, code, draft_id, code_id, try_id, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (account_id) DO UPDATE SET code = excluded.code, draft_id = excluded.draft_id, try_id = excluded.try_id,
         code_id = coalesce(excluded.code_id, CASE WHEN c.draft_id = excluded.draft_id THEN c.code_id END),
         asked_at = excluded.asked_at,
         wrong = CASE WHEN c.code = excluded.code AND c.asked_at > excluded.asked_at - interval '1 minute' THEN c.wrong ELSE 0 END`,
      [accountId, code, draft?.id ?? null, sent ?? null, tryId, now],
    );
  });
  return 'asked';
}

type Claim = {
  code: string;
  draftId: string | null;
  codeId: string | null;
  tryId: number;
  askedAt: Date;
  wrong: number;
};

const CLAIM = `code, draft_id AS "draftId", code_id AS "codeId", try_id AS "tryId", asked_at AS "askedAt", wrong`;

/** The code of the draft that an account has asked for and not yet confirmed; undefined when it asked for none of late. */
export const claimedCode = async (q: Queryable, accountId: string, at: Date): Promise<string | undefined> =>
  (
    await q.maybe<{ code: string }>(
      `SELECT code FROM cases.draft_claim WHERE account_id = $1 AND asked_at > $2::timestamptz - make_interval(mins => ${MINUTES})`,
      [accountId, at],
    )
  )?.code;

/**
 * The one-time code came back: the draft is the visitor's. Returns its id.
 *
 * | refusal | when |
 * | --- | --- |
 * | CODE_WRONG | it is another code, or there is no such draft: `{ left }` |
 * | CODE_SPENT | five wrong ones, or more than ten minutes |
 * | DRAFT_GONE | nothing was asked for, or it was sent or thrown away meanwhile |
 */
export async function confirmResume(ctx: Ctx, typed: string): Promise<string> {
  const accountId = ctx.visitor!.accountId;
  const now = ctx.clock.now();
  // A wrong code must stay counted, so the transaction ends well and the refusal is thrown after it.
  const done = await ctx.db.tx(async tx => {
    const claim = await tx.maybe<Claim>(
      `SELECT ${CLAIM} FROM cases.draft_claim WHERE account_id = $1 FOR UPDATE`,
      [accountId],
    );
    if (!claim) return DraftGone();
    if (claim.wrong >= TRIES || now.getTime() - claim.askedAt.getTime() >= MINUTES * 60_000)
      return CodeSpent();
    const check = claim.codeId
      ? await checkCode(tx, ctx.get(vaultService), claim.codeId, typed, now)
      : ({ ok: false } as const);
    if (!check.ok) {
      await tx.run('UPDATE cases.draft_claim SET wrong = wrong + 1 WHERE account_id = $1', [accountId]);
      const left = TRIES - claim.wrong - 1;
      return left ? CodeWrong({ left }) : CodeSpent();
    }
    await tx.run('DELETE FROM cases.draft_claim WHERE account_id = $1', [accountId]);
    await succeeded(tx, claim.tryId);
    const draft = await findDraftByCode(tx, claim.code, now, { lock: true });
    if (!draft || draft.id !== claim.draftId) return DraftGone();
    const way = await wayOf(tx, draft, accountId, now);
    if (way === 'code' && draft.principalId) return DraftGone();
    if (way !== 'own') await handTo(tx, ctx, draft, way);
    return draft.id;
  });
  if (typeof done === 'string') return done;
  throw done;
}
