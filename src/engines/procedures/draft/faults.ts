import type { Queryable } from '#platform/db';
import { type CaseProblem, caseProblems } from '../limits/check-cases.ts';
import { idsOf, type KnownIds, type MappingProblem, mappingProblems } from '../mapping/check-mapping.ts';
import { earlierIds } from '../mapping/earlier-ids.ts';
import { unknownAnswers } from '../same-matter/definition.ts';
import { AT_SUBMISSION, type Missing, type ProcedureVersion } from '../types.ts';
import { type DraftForm, readDraftForm } from './form.ts';
import { offeredGrounds, withGroundIds } from './named-grounds.ts';
import { type DraftPart, lastSave, type SavedContent } from './parts.ts';
import { type DraftProcess, readDraftProcess } from './process.ts';
import { type DraftResult, readDraftResult } from './result.ts';

/** Something that stands in the way of publishing a draft. */
export type DraftFault =
  | { part: 'legal'; missing: Missing }
  /** A fee is to be asked for after a step that the process has not got. */
  | { part: 'legal'; fee: string; step: string }
  /** By this answer the same matter is to be known, and the form does not ask it. */
  | { part: 'legal'; sameMatter: string }
  /** An exemption is claimed by an answer that the form does not offer, or proven by a paper that the procedure does not name. */
  | { part: 'legal'; fee: string; ground: string }
  | { part: 'legal'; fee: string; paper: string }
  /** The condition of another limit cannot be read, or reads what is not there. */
  | { part: 'legal'; limitCase: CaseProblem }
  /** What the mapping from the version before names is not there. */
  | { part: 'mapping'; mapping: MappingProblem }
  | { part: Exclude<DraftPart, 'legal'>; problems: number };

/** The parts of a draft beside the legal one, read and checked, and whether each was saved in this draft. */
export type ReadDraft = {
  saved: { form: SavedContent | undefined; process: SavedContent | undefined };
  form: DraftForm;
  process: DraftProcess;
  result: DraftResult;
  /** Ids of the versions before; null where there are none. Looked up only where the draft has a mapping. */
  earlier: KnownIds | null;
};

export async function readDraft(q: Queryable, draft: ProcedureVersion): Promise<ReadDraft> {
  const saved = {
    form: await lastSave(q, draft.id, 'form'),
    process: await lastSave(q, draft.id, 'process'),
  };
  const form = await readDraftForm(q, draft, saved.form);
  const process = await readDraftProcess(q, draft, saved.process);
  return {
    saved,
    form,
    process,
    result: readDraftResult(draft, { form, graph: process.graph }, await lastSave(q, draft.id, 'result')),
    earlier: draft.mapping ? await earlierIds(q, draft) : null,
  };
}

/** Everything that stands in the way of proposing a draft; `[]` when nothing does. */
export async function draftFaults(q: Queryable, draft: ProcedureVersion): Promise<DraftFault[]> {
  const read = await readDraft(q, draft);
  // What comes with a module is published before services and kinds of results are known (0450); whoever proposes sees which there are.
  const problems = read.process.doubts.filter(d => IN_THE_WAY.has(d.code)).length;
  return [...faultsOf(draft, read), ...(problems ? [{ part: 'process' as const, problems }] : [])];
}

const IN_THE_WAY: ReadonlySet<string> = new Set(['unknown-service', 'no-services', 'unknown-kind']);

/** Everything that keeps a draft from being released, part by part. */
export function faultsOf(
  draft: ProcedureVersion,
  { form, process, result, earlier }: ReadDraft,
): DraftFault[] {
  const { graph } = process;
  return [
    ...draft.missing.map((missing): DraftFault => ({ part: 'legal', missing })),
    ...draft.fees.flatMap(({ name, due }): DraftFault[] =>
      due && due !== AT_SUBMISSION && graph && !graph.nodes.has(due)
        ? [{ part: 'legal', fee: name, step: due }]
        : [],
    ),
    ...(form.definition ? unknownAnswers(draft.sameMatter, form.definition.fields ?? {}) : []).map(
      (sameMatter): DraftFault => ({ part: 'legal', sameMatter }),
    ),
    ...claimFaults(draft, form.definition),
    ...(graph && form.definition
      ? caseProblems(draft.limits, graph, Object.keys(form.definition.fields ?? {}))
      : []
    ).map((limitCase): DraftFault => ({ part: 'legal', limitCase })),
    ...mappingProblems(draft.mapping, idsOf(graph, form.definition), earlier).map(
      (mapping): DraftFault => ({ part: 'mapping', mapping }),
    ),
    ...Object.entries({ form, process, result }).flatMap(([part, { problems }]): DraftFault[] =>
      problems.length ? [{ part: part as Exclude<DraftPart, 'legal'>, problems: problems.length }] : [],
    ),
  ];
}

/** What the claims of the fees' exemptions name and is not there; answers are looked for only where the form can be read. */
function claimFaults(draft: ProcedureVersion, form: DraftForm['definition']): DraftFault[] {
  const offered = new Set(offeredGrounds(form).map(o => o.id));
  const papers = new Set(draft.papers.map(p => p.id));
  return withGroundIds(draft.fees, form).flatMap(({ name: fee, exemptions }): DraftFault[] =>
    exemptions.flatMap(({ grounds = [], paper }) => [
      ...(form ? grounds : [])
        .filter(g => !offered.has(g))
        .map((ground): DraftFault => ({ part: 'legal', fee, ground })),
      ...(paper && !papers.has(paper) ? [{ part: 'legal' as const, fee, paper }] : []),
    ]),
  );
}
