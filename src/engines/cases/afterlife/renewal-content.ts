import type { FormData } from '#engines/forms';
import { shownMark } from '#engines/identity';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { NoAgency, NothingCorrected } from '../errors.ts';
import { heirOf } from '../process/heir.ts';
import { listResults } from '../read/dossier.ts';
import { drawnUpAt } from '../results/corrected-under.ts';
import { refuseFallen } from '../results/fallen.ts';
import { templateOf } from '../results/file-of-result.ts';
import type { Issuer } from '../results/issuer.ts';
import { firstIssueOf } from '../results/paper-chain.ts';
import { referenceOf } from '../results/reference.ts';
import type { InPlaceOf } from '../results/render.ts';
import { titleOf } from '../results/signatory.ts';
import type { Actor, Dossier, Result } from '../types.ts';
import type { ActOnResult } from './begin-act.ts';
import { correctedContent } from './corrected-content.ts';
import { type DrawnFrom, drawnFrom } from './drawn-from.ts';
import { listResultActs } from './read-acts.ts';
import type { Change } from './types.ts';
import type { Outcomes } from './with-said.ts';

export type Renewal = ActOnResult & {
  kind: 'correction' | 'reissue';
  reason: string;
  signerName: string;
  /** Of a correction: all answers as they should have stood, checked against the form by the caller. */
  data?: FormData;
  /** Of a correction: what steps said as they should have, over what the dossier has; checked by the caller, too. */
  said?: Outcomes | null;
  /** The mark with which the dossier was shown to who signs (`seenMark`); of nobody who looked at a page, absent. */
  seen?: string;
  /** The mark of the new paper as it was shown (`previewRenewal`), where it was. */
  shown?: string;
};

/** What takes the place of a result: who issues it, what it is drawn from, what differs (of a copy: null), and what it refers to. */
export type RenewalContent = {
  issuer: Issuer;
  from: DrawnFrom;
  changes: Change[] | null;
  inPlaceOf: InPlaceOf;
};

/** What a renewal would say as things are now. Throws NO_AGENCY, NO_RESULT_TEMPLATE, RESULT_BASIS_FALLEN, NOTHING_CORRECTED. */
export async function renewalContent(
  q: Queryable,
  deps: CaseDeps,
  { dossier, result }: { dossier: Dossier; result: Result },
  input: Pick<Renewal, 'kind' | 'data' | 'said'>,
  at: Date,
): Promise<RenewalContent> {
  const template = await templateOf(q, deps, dossier, result.kind);
  const agency = await heirOf(q, dossier, result.agencyId, localDate(at));
  if (!agency) throw NoAgency({ code: dossier.code });
  const issuer = { template, agencyId: agency.id };
  const known = {
    results: await listResults(q, dossier.id),
    resultActs: await listResultActs(q, dossier.id),
  };
  const corrects = input.kind === 'correction';
  if (corrects) await refuseFallen(q, deps, dossier, [{ produces: template.kind }], at);
  const { from, changes } = corrects
    ? await correctedContent(q, deps, { dossier, result, issuer, known }, input, at)
    : { from: await drawnFrom(q, dossier, result), changes: null };
  if (changes?.length === 0) throw NothingCorrected();
  const first = await firstIssueOf(q, result);
  const renews = { kind: input.kind, result, changes: changes ?? [], firstIssuedAt: first.at };
  const copied = corrects ? {} : { drawnUpAt: drawnUpAt(known, result) };
  const inPlaceOf = { id: result.id, reference: referenceOf(renews), first, ...copied };
  return { issuer, from, changes, inPlaceOf };
}

/** A mark of what a renewal says and who signs it, whatever its number is to be: it goes along with what was shown and comes back with the signature. */
export async function renewalMark(
  q: Queryable,
  deps: Pick<CaseDeps, 'vault'>,
  { issuer, from, changes, inPlaceOf }: RenewalContent,
  { signerName }: Pick<Renewal, 'signerName'>,
  actor: Actor,
): Promise<string> {
  const by = [signerName, await titleOf(q, actor, actor.at), issuer.agencyId, issuer.template.kind];
  return shownMark(deps, 'a corrected result', [by, from.data, from.said, changes, inPlaceOf.reference]);
}
