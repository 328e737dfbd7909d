import { shownMark } from '#engines/identity';
import { findAgency } from '#engines/organisation';
import { getProcedureVersion } from '#engines/procedures';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { CaseDeps } from '../deps.ts';
import { namesOn } from '../results/names.ts';
import { papersBefore } from '../results/paper-chain.ts';
import { titleOf } from '../results/signatory.ts';
import type { Actor, Dossier, Result } from '../types.ts';
import type { ActOnResult } from './begin-act.ts';
import { type DecisionInput, decisionPaper } from './decision-paper.ts';
import { drawnFrom, withAnswers } from './drawn-from.ts';

export type Revocation = ActOnResult & {
  /** Revoked from now on (thu hồi), or annulled because it was against the law from the first (hủy bỏ). */
  kind: 'revocation' | 'annulment';
  reason: string;
  /** The law that the decision rests on: article and document, a line each. */
  basis: string;
  signerName: string;
  /** The mark of the decision as it was shown (`previewRevocation`), where it was. */
  shown?: string;
};

/** What the decision is about, whose it is, and where its number stands. */
export type Ending = { dossier: Dossier; result: Result; agencyId: string; number: string };

/** The look of its number in the book in which an agency numbers such decisions. */
export const NUMBER_FORM = '{{so}}/QĐ-{{co-quan}}';

/** Who decides: the agency through which the signer acts, else the one that issued the result. */
export const decidingAgency = (actor: Actor, result: Result): string => actor.agencyId ?? result.agencyId;

/** All that the decision says, as it is on the day on which somebody signs it. */
export async function revocationContent(
  q: Queryable,
  { dossier, result, agencyId, number }: Ending,
  input: Revocation,
  actor: Actor,
): Promise<DecisionInput> {
  const { agency, areaName, superior } = await namesOn(q, dossier, agencyId, actor.at);
  const issuer = await findAgency(q, result.agencyId, localDate(result.issuedAt));
  return {
    id: input.id,
    kind: input.kind,
    dossier: await withAnswers(q, dossier, await drawnFrom(q, dossier, result)),
    matter: (await getProcedureVersion(q, dossier.procedureVersionId)).name,
    result,
    chain: await papersBefore(q, result),
    number,
    basis: input.basis,
    reason: input.reason,
    at: actor.at,
    agencyName: agency.name,
    issuedBy: issuer?.name ?? agency.name,
    superior,
    areaName,
    signatory: { name: input.signerName, title: await titleOf(q, actor, actor.at) },
  };
}

/** A mark of the words of a decision, whatever its number is to be: it goes along with what was shown and comes back with the signature. */
export const revocationMark = (deps: Pick<CaseDeps, 'site' | 'vault'>, of: DecisionInput): string =>
  shownMark(deps, 'a decision on a result', decisionPaper(deps.site, { ...of, id: '', number: '' }).blocks);
