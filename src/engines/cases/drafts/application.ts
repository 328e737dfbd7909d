import { type Form, type FormData, fileFields, placedLabel, prefill, validateAll } from '#engines/forms';
import { covers, getAccount, type Mandate, MandateOver, mandateFor, mandatesHeld } from '#engines/identity';
import { findProcedureInForce, listVersions } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable, Tx } from '#platform/db';
import { type Ctx, once } from '#platform/http';
import { actorOf } from '../access/actor.ts';
import type { NewPaper } from '../acts/papers.ts';
import { submit } from '../acts/submit.ts';
import { type CaseDeps, casesService } from '../deps.ts';
import { DraftChanged, DraftGone, FormIncomplete, PaperInfected, ProcedureClosed } from '../errors.ts';
import { type LoadedProcedure, loadProcedure, type RunningVersion } from '../process/load.ts';
import { type Draft, type DraftFile, listDraftFiles, startDraft } from './draft.ts';
import { known } from './known.ts';
import { procedureToSend } from './renew.ts';

/** The sources that a form would have its answers from: `profile`, `past` … */
export const sourcesOf = (form: Form): ReadonlySet<string> =>
  new Set(
    Object.values(form.fields).flatMap(f => [f.prefill ?? []].flat().map(from => from.split('.')[0] ?? '')),
  );

/**
 * Begins an application for the procedure in force today, with what is known already filled in; or gives back what was begun and
 * not sent, under whichever version; not what was begun for another whose mandate is over. Throws ProcedureClosed.
 */
export async function startDraftFor(tx: Tx, ctx: Ctx, code: string): Promise<Draft> {
  const now = ctx.clock.now();
  const version = await findProcedureInForce(tx, code, localDate(now));
  if (!version || version.serviceLevel === 'counter' || !version.limits.online)
    throw ProcedureClosed({ code });
  const { form } = await loadProcedure(tx, { procedureVersionId: version.id });
  const { accountId } = ctx.visitor!;
  const { data, sources } = prefill(form, {}, await known(tx, ctx, accountId, sourcesOf(form)));
  const about = { field: version.fieldCode, procedure: version.code };
  const held = (await mandatesHeld(tx, accountId, now)).filter(m => covers(m, about));
  return startDraft(
    tx,
    {
      accountId,
      principals: held.map(m => m.principalId),
      procedureVersionId: version.id,
      others: (await listVersions(tx, code)).map(v => v.id),
      data,
      sources,
    },
    now,
  );
}

/**
 * Fills a draft in for another (null: for its owner himself), as long as nothing was saved in it: what is known of him takes the place of
 * what was known of the one before. Throws MandateOver, DraftChanged.
 */
export async function fillInFor(tx: Tx, ctx: Ctx, draft: Draft, principalId: string | null): Promise<void> {
  const { form, version } = await loadProcedure(tx, draft);
  if (principalId) await mandated(tx, draft.accountId, principalId, version, ctx.clock.now());
  const { data, sources } = prefill(
    form,
    {},
    await known(tx, ctx, principalId ?? draft.accountId, sourcesOf(form)),
  );
  const changed = await tx.run(
    `UPDATE cases.draft SET principal_id = $2, data = $3, sources = $4 WHERE id = $1 AND revision = 0 AND dossier_id IS NULL`,
    [draft.id, principalId, JSON.stringify(data), JSON.stringify(sources)],
  );
  if (!changed) throw DraftChanged();
}

/** The mandate by which `delegateId` may act for `principalId` in this procedure. Throws MandateOver. */
export async function mandated(
  q: Queryable,
  delegateId: string,
  principalId: string,
  version: Pick<RunningVersion, 'code' | 'fieldCode'>,
  at: Date,
): Promise<Mandate> {
  const about = { field: version.fieldCode, procedure: version.code };
  const mandate = await mandateFor(q, { delegateId, principalId }, about, at);
  if (!mandate) throw MandateOver();
  return mandate;
}

/** The form and the version that a draft fills in. */
export const draftFormOf = (q: Queryable, draft: Draft): Promise<Pick<LoadedProcedure, 'form' | 'version'>> =>
  loadProcedure(q, draft);

/** The draft's files as papers of the dossier, each under the name of its field. */
export function papersOf(
  form: Form,
  data: FormData,
  files: readonly DraftFile[],
  lang: 'vi' | 'en',
): NewPaper[] {
  const labels = new Map(fileFields(form, data).map(f => [f.path, placedLabel(form, f, lang)]));
  return files
    .filter(f => labels.has(f.field))
    .map(({ field, sha256, filename, mediaType, size, reusedFrom }) => ({
      field,
      name: labels.get(field) ?? field,
      sha256,
      filename,
      mediaType,
      size,
      ...(reusedFrom ? { reusedFrom } : {}),
    }));
}

/** What the scanner found after it had been away while the file was taken is not sent to an office. Throws PaperInfected. */
export async function refuseInfected(
  q: Queryable,
  { files }: Pick<CaseDeps, 'files'>,
  papers: readonly NewPaper[],
): Promise<void> {
  const scans = await files.scanResults(
    q,
    papers.map(p => p.sha256),
  );
  const bad = papers.find(p => scans.get(p.sha256) === 'infected');
  if (bad) throw PaperInfected({ filename: bad.filename, paper: bad.name, field: bad.field });
}

/**
 * Sends a draft, exactly once: a repeated post gets the first dossier, whatever happened in between. Returns its id. It is received
 * under the version that is in force now. Throws FormIncomplete when something is missing after all, DraftOutdated when that version
 * asks something else than the draft's, PaperInfected, DraftGone, ProcedureClosed, and what `submit` throws.
 */
export async function submitDraft(ctx: Ctx, draft: Draft): Promise<string> {
  const visitor = ctx.visitor!;
  const now = ctx.clock.now();
  const request = {
    actor: visitor.accountId,
    route: 'POST /nop/:draft/kiem-tra',
    key: draft.submitKey,
    // The draft is the content: it cannot change any more once it was sent.
    content: { draft: draft.id },
  };
  const { answer } = await ctx.db.tx(
    tx =>
      once(tx, request, async () => {
        const locked = await tx.maybe<Pick<Draft, 'data' | 'dossierId' | 'procedureVersionId' | 'pagesDone'>>(
          `SELECT data, dossier_id AS "dossierId", procedure_version_id AS "procedureVersionId", pages_done AS "pagesDone"
         FROM cases.draft WHERE id = $1 FOR UPDATE`,
          [draft.id],
        );
        if (!locked || locked.dossierId) throw DraftGone();
        const procedure = await procedureToSend(tx, locked, now);
        if (procedure.version.serviceLevel === 'counter')
          throw ProcedureClosed({ code: procedure.version.code });
        if (draft.principalId)
          await mandated(tx, visitor.accountId, draft.principalId, procedure.version, now);
        const errors = await validateAll(procedure.form, locked.data, {
          t: ctx.t,
          clock: ctx.clock,
          // Asked in this transaction: a second connection for each of many that submit at once would leave none.
          db: tx,
        });
        if (errors.length) throw FormIncomplete({}, errors);
        const deps = ctx.get(casesService);
        const papers = papersOf(procedure.form, locked.data, await listDraftFiles(tx, draft.id), 'vi');
        await refuseInfected(tx, deps, papers);
        // The dossier is his in whose name it is handed in; the ledger names who did it.
        const account = await getAccount(tx, draft.principalId ?? visitor.accountId);
        const dossier = await submit(
          tx,
          deps,
          {
            procedure,
            channel: 'online',
            data: locked.data,
            papers,
            applicant: {
              accountId: account.id,
              name: account.name,
              phone: account.phone,
              email: account.email,
              lang: ctx.lang,
            },
          },
          actorOf(visitor, now),
        );
        await tx.run(
          'UPDATE cases.draft SET dossier_id = $2, updated_at = $3, procedure_version_id = $4 WHERE id = $1',
          [draft.id, dossier.id, now, procedure.version.id],
        );
        return { dossierId: dossier.id };
      }),
    { keptPlans: true },
  );
  return answer.dossierId;
}
