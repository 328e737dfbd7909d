import { type Actor, type CaseDeps, type Dossier, heirOf, namesOn, titleOf } from '#engines/cases';
import { shownMark } from '#engines/identity';
import { findAgency } from '#engines/organisation';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { type SettlementInput, settlementPaper } from '../answer-paper.ts';
import { findComplaint } from '../data/read.ts';
import { paperSince } from '../paper-since.ts';
import { headAbove, settlerName } from '../settling-agency.ts';
import type { Complaint, Settlement } from '../types.ts';

/** What is decided about, by which agency, and under which number. */
type Subject = { complaint: Complaint; dossier: Dossier; agencyId: string; number: string };

/** All that the written settlement says, as it is on the day on which somebody signs it. */
export async function decisionOf(
  q: Queryable,
  { complaint, dossier, agencyId, number }: Subject,
  input: Settlement,
  actor: Actor,
): Promise<SettlementInput> {
  const { agency, areaName, superior } = await namesOn(q, dossier, agencyId, actor.at);
  const decidedBy = await findAgency(q, complaint.ground.agencyId, localDate(complaint.ground.at));
  const answering = [complaint.ground.agencyId, ...(input.remedy ? [dossier.agencyId] : [])];
  const binds = await Promise.all(answering.map(id => heirOf(q, dossier, id, localDate(actor.at))));
  const first = complaint.firstId ? await findComplaint(q, complaint.firstId) : undefined;
  const settler = first && (await findAgency(q, first.agencyId, localDate(first.receivedAt)));
  const settled = first && (await settlerName(q, first, actor.at));
  return {
    complaint,
    number,
    outcome: input.outcome,
    remedy: input.remedy,
    answer: input.answer,
    at: actor.at,
    agencyName: agency.name,
    decidedBy: decidedBy?.name ?? '',
    binds: binds.flatMap(bound => bound?.name ?? []),
    first: first ? { complaint: first, agencyName: settler?.name ?? '', settledBy: settled ?? '' } : null,
    above: await headAbove(q, complaint, agencyId, actor.at),
    since: await paperSince(q, complaint),
    superior,
    areaName,
    signatory: { name: input.signerName, title: await titleOf(q, actor, actor.at) },
  };
}

/** A mark of the words of a decision, whatever its number is to be: it goes along with what was shown and comes back with the signature. */
export const decisionMark = (deps: Pick<CaseDeps, 'site' | 'vault'>, of: SettlementInput): string =>
  shownMark(deps, 'a decision on a complaint', settlementPaper(deps.site, { ...of, number: '' }).blocks);
