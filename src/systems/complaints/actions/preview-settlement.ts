import { type Actor, type CaseDeps, type Dossier, writtenReason } from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { PaperDefinition } from '#platform/pdf';
import { settlementPaper } from '../answer-paper.ts';
import { settlingAgency } from '../settling-agency.ts';
import type { Complaint, Settlement } from '../types.ts';
import { decisionMark, decisionOf } from './decision.ts';
import { checkSettlement } from './settle.ts';

/** Where the number will stand, which is drawn when it is signed. */
const NO_NUMBER = '…';

/** What would be signed: the paper without its number, and the mark of it. */
export type SettlementPreview = { paper: PaperDefinition; mark: string };

/** The decision as it would be signed now; refused as `settle` refuses. Nothing is written, and no number drawn. */
export async function previewSettlement(
  q: Queryable,
  deps: Pick<CaseDeps, 'site' | 'vault'>,
  { complaint, dossier }: { complaint: Complaint; dossier: Dossier },
  wish: Settlement,
  actor: Actor,
): Promise<SettlementPreview> {
  const input = { ...wish, answer: writtenReason(wish.answer) };
  await checkSettlement(q, complaint, input, actor);
  const agencyId = await settlingAgency(q, complaint, actor.at);
  const of = await decisionOf(q, { complaint, dossier, agencyId, number: NO_NUMBER }, input, actor);
  return { paper: settlementPaper(deps.site, of), mark: decisionMark(deps, of) };
}
