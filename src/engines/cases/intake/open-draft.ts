import { type Form, type FormData, readCard, valueAt, withValue } from '#engines/forms';
import {
  type Account,
  countTry,
  getAccount,
  profileOf,
  readPersonalNumber,
  readPhone,
  succeeded,
  vaultService,
  whoTries,
} from '#engines/identity';
import { queueMessage } from '#engines/messaging';
import { findAgency } from '#engines/organisation';
import { findProcedureInForce } from '#engines/procedures';
import { formatDateTime, localDate } from '#platform/clock';
import { newId, type Tx } from '#platform/db';
import type { Ctx } from '#platform/http';
import { casesService } from '../deps.ts';
import { addDraftFile, type Draft, findDraftByCode, insertDraft, listDraftFiles } from '../drafts/draft.ts';
import { draftCode } from '../drafts/draft-code.ts';
import { DraftChangedByOwner, DraftNotOfWhoCame, DraftSentByOwner, ProcedureClosed } from '../errors.ts';
import { loadProcedure, type RunningVersion } from '../process/load.ts';
import { personFrom } from './begin.ts';
import { savePerson } from './intake.ts';
import { mustReceive } from './may-receive.ts';
import { postAt } from './offices.ts';
import type { Intake } from './types.ts';

/** What the clerk was shown, or told, by whoever came. */
type Shown = { number?: string | undefined; phone?: string | undefined };

/** A card as the scanner types it, a personal number, or a telephone number; undefined where it is none of them. */
export function readWhoCame(typed: string): Shown | undefined {
  const number = readPersonalNumber(readCard(typed)?.number ?? typed);
  const phone = number ? undefined : readPhone(typed);
  return number || phone ? { number, phone } : undefined;
}

/** The applicant's own number as the draft says it: of an account that keeps none. */
function numberIn(form: Form, data: FormData): string | undefined {
  const path = Object.entries(form.fields).find(([, f]) =>
    [f.prefill].flat().includes('profile.personalNumber'),
  )?.[0];
  const value = path === undefined ? undefined : valueAt(data, path);
  return typeof value === 'string' ? value : undefined;
}

/** By what whoever came is known as whose the draft is, or as who fills it in for him; undefined: he is neither. */
async function checkedBy(
  tx: Tx,
  ctx: Ctx,
  draft: Draft,
  shown: Shown,
): Promise<'number' | 'phone' | undefined> {
  const { form } = await loadProcedure(tx, draft);
  for (const id of new Set([draft.principalId ?? draft.accountId, draft.accountId])) {
    const { phone, phoneProven } = await getAccount(tx, id);
    if (shown.phone && phoneProven && phone === shown.phone) return 'phone';
    const { personalNumber } = await profileOf(tx, ctx.get(vaultService), id);
    if (shown.number && personalNumber === shown.number) return 'number';
  }
  return shown.number && numberIn(form, draft.data) === shown.number ? 'number' : undefined;
}

/** What the clerk has opened of it before and not received, as long as the citizen has not changed it since. */
const openedBefore = (tx: Tx, clerkId: string, { id, revision }: Draft, agencyId: string) =>
  tx.maybe<{ id: string }>(
    `SELECT d.id FROM cases.intake i JOIN cases.draft d ON d.id = i.draft_id WHERE i.from_draft = $1 AND i.from_revision = $2
       AND d.account_id = $3 AND i.agency_id = $4 AND d.dossier_id IS NULL`,
    [id, revision, clerkId, agencyId],
  );

/** A copy of the draft with its files, to be gone on with at the counter; the citizen's own stays until it is received. */
async function copyOf(tx: Tx, ctx: Ctx, draft: Draft, owner: Account, agencyId: string): Promise<string> {
  const now = ctx.clock.now();
  const { procedureVersionId, data, sources } = draft;
  const copy = await insertDraft(
    tx,
    { accountId: ctx.visitor!.accountId, procedureVersionId, data, sources },
    now,
  );
  for (const { field, sha256, filename, mediaType, size, reusedFrom } of await listDraftFiles(tx, draft.id))
    await addDraftFile(
      tx,
      {
        ...{ draftId: copy.id, field, sha256, filename, mediaType, size },
        ...(reusedFrom ? { reusedFrom } : {}),
      },
      now,
    );
  await tx.run(
    'INSERT INTO cases.intake (draft_id, agency_id, from_draft, from_revision, from_account) VALUES ($1, $2, $3, $4, $5)',
    [copy.id, agencyId, draft.id, draft.revision, owner.id],
  );
  return copy.id;
}

/** That a clerk opened it is in the ledger and among what the citizen may see of who looked, and he is told. */
async function tellOwner(
  tx: Tx,
  ctx: Ctx,
  draft: Draft,
  opened: {
    owner: Account;
    version: RunningVersion;
    agencyId: string;
    intake: string;
    checked: 'number' | 'phone';
  },
): Promise<void> {
  const { owner, version, agencyId, intake, checked } = opened;
  const visitor = ctx.visitor!;
  const now = ctx.clock.now();
  const { ledger } = ctx.get(casesService);
  const who = { actor: visitor.accountId, post: postAt(visitor, agencyId), agency: agencyId };
  await ledger.append(tx, {
    kind: 'draft.opened-at-counter',
    subject: `draft:${draft.id}`,
    ...who,
    at: now,
    body: { procedure: version.code, of: owner.id, intake, checked },
  });
  await ledger.recordAccess(tx, { subject: `account:${owner.id}`, ...who, purpose: 'counter-draft' });
  const office = await findAgency(tx, agencyId, localDate(now));
  await queueMessage(
    tx,
    {
      accountId: owner.id,
      phone: owner.phoneProven ? owner.phone : null,
      email: owner.emailProven ? owner.email : null,
      key: 'cases.message.draft-at-counter',
      params: {
        code: draftCode(draft),
        name: version.name,
        agency: office?.name ?? '',
        at: formatDateTime(now),
      },
      lang: 'vi',
      dedupe: newId(),
    },
    now,
  );
}

/**
 * A clerk opens what a citizen has begun, who stands before him with its code (`readDraftCode`): a copy becomes an intake of that office, for
 * the person whose it is. Opened again while nothing has changed, it is the same intake. Returns its draft's id.
 *
 * | refusal | when |
 * | --- | --- |
 * | SIGN_IN_WAIT | too many tries that did not fit |
 * | DRAFT_NOT_OF_WHO_CAME | no open draft has the code, or what was shown is not of whose it is |
 * | PROCEDURE_CLOSED | no version is in force |
 * | DESK_ONLINE_ONLY, DESK_NOT_FOR_THIS | the office does not receive it |
 */
export async function openAtCounter(
  ctx: Ctx,
  asked: { code: string; shown: Shown; agencyId: string },
): Promise<string> {
  const { code, shown, agencyId } = asked;
  const visitor = ctx.visitor!;
  const clerkId = visitor.accountId;
  const now = ctx.clock.now();
  const who = whoTries(ctx.get(vaultService), { typed: `draft at counter ${clerkId}` }, ctx.req.ip);
  const tryId = await countTry(ctx.db, who, now);
  return ctx.db.tx(async tx => {
    const draft = await findDraftByCode(tx, code, now, { lock: true });
    const checked = draft && (await checkedBy(tx, ctx, draft, shown));
    if (!draft || !checked) throw DraftNotOfWhoCame();
    await succeeded(tx, tryId);
    const begun = (await loadProcedure(tx, draft)).version;
    const version = await findProcedureInForce(tx, begun.code, localDate(now));
    if (!version) throw ProcedureClosed({ code: begun.code });
    await mustReceive(tx, visitor, version, agencyId, now);
    const before = await openedBefore(tx, clerkId, draft, agencyId);
    if (before) return before.id;
    const owner = await getAccount(tx, draft.principalId ?? draft.accountId);
    const id = await copyOf(tx, ctx, draft, owner, agencyId);
    const known = (await personFrom(tx, ctx, owner.id, owner.phone ?? '')) ?? { name: owner.name };
    // The card in the clerk's hand is the applicant's, unless somebody came in his place.
    const person =
      shown.number && !draft.principalId ? withValue(known, 'personalNumber', shown.number) : known;
    await savePerson(tx, { id }, person, owner.id);
    await tellOwner(tx, ctx, draft, { owner, version, agencyId, intake: id, checked });
    return id;
  });
}

/**
 * The citizen's own draft behind an intake, locked: it is received with it. Throws DraftSentByOwner, and DraftChangedByOwner, where he went
 * on at home with what lies before the clerk.
 */
export async function lockOrigin(
  tx: Tx,
  { from }: Intake,
): Promise<{ id: string; ownerId: string } | undefined> {
  if (!from?.draftId) return undefined;
  const origin = await tx.maybe<{ id: string; revision: number; dossierId: string | null }>(
    'SELECT id, revision, dossier_id AS "dossierId" FROM cases.draft WHERE id = $1 FOR UPDATE',
    [from.draftId],
  );
  if (!origin) return undefined;
  const code = draftCode(origin);
  if (origin.dossierId) throw DraftSentByOwner({ code });
  if (origin.revision !== from.revision) throw DraftChangedByOwner({ code });
  return { id: origin.id, ownerId: from.accountId };
}
