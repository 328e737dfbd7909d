import { checkForm, type FormDefinition } from '#engines/forms';
import { parseProcess } from '#engines/processes';
import { localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import { openProposal } from '../approval/proposal.ts';
import { caseProblems } from '../limits/check-cases.ts';
import { idsOf, mappingProblems } from '../mapping/check-mapping.ts';
import { PROCESS_FACTS, PROCESS_MESSAGES, PROCESS_ROLES } from '../process-facts.ts';
import { checkResult, partsIn } from '../result/check-result.ts';
import { stepFactsOf } from '../result/step-facts.ts';
import { unknownAnswers } from '../same-matter/definition.ts';
import { listVersions } from '../store/read.ts';
import type { ProcedureVersion } from '../types.ts';
import { carried } from './export.ts';
import type { TransferFile, TransferredVersion } from './format.ts';

/**
 * What loading a procedure of a file would do here.
 *
 * | does | when |
 * | --- | --- |
 * | new | there is none of this code: a draft begins |
 * | same | the version in force, or the draft, says just that: nothing |
 * | draft | another version is there: a draft begins, to be compared and approved |
 * | replace | a draft is there that says something else: it is replaced only if that is asked for |
 * | waits | that draft waits for approval: nothing |
 */
export type Planned = {
  code: string;
  name: string;
  /** The version of the file that counts: its newest. */
  incoming: TransferredVersion;
  does: 'new' | 'same' | 'draft' | 'replace' | 'waits';
  /** What it would take the place of, to be compared with. */
  here: ProcedureVersion | null;
  /** Faults that have to be mended before it can be published. */
  problems: number;
};

/** What loading a file would do, procedure by procedure. Changes nothing. */
export async function planTransfer(q: Queryable, file: TransferFile, at: Date): Promise<Planned[]> {
  const plans: Planned[] = [];
  for (const procedure of file.procedures) plans.push(await planOne(q, procedure, localDate(at)));
  return plans;
}

async function planOne(
  q: Queryable,
  { code, versions }: TransferFile['procedures'][number],
  today: string,
): Promise<Planned> {
  const incoming = versions.reduce((a, b) => (b.number > a.number ? b : a));
  const here = await listVersions(q, code);
  const draft = here.find(v => v.status === 'draft');
  const published = here.filter(v => v.status === 'published');
  const inForce =
    published.find(v => v.from !== null && v.from <= today && (v.to === null || today < v.to)) ??
    published[0];
  const plan = {
    code,
    name: incoming.content.name,
    incoming,
    problems: await problemsIn(incoming),
    here: draft ?? inForce ?? null,
  };
  for (const v of [draft, inForce])
    if (v && (await carried(q, v)).sha256 === incoming.sha256) return { ...plan, here: v, does: 'same' };
  if (!draft) return { ...plan, does: inForce ? 'draft' : 'new' };
  return { ...plan, does: (await openProposal(q, draft.id)) ? 'waits' : 'replace' };
}

async function problemsIn({ content, form, process, resultTemplate }: TransferredVersion): Promise<number> {
  const definition =
    typeof form === 'object' && form ? ({ ...form, id: 'x', version: 1 } as FormDefinition) : null;
  let problems = form === null ? 0 : definition ? checkForm(definition).length : 1;
  const fields = definition && typeof definition.fields === 'object' ? definition.fields : null;
  // What a process or a result reads of the standard form is known only once its papers are.
  const read =
    process === null
      ? null
      : await parseProcess(process, {
          facts: PROCESS_FACTS,
          roles: PROCESS_ROLES,
          messages: PROCESS_MESSAGES,
          ...(fields && { fields: Object.keys(fields) }),
        });
  problems += read?.problems.length ?? 0;
  // What the versions before had is looked up when the draft is checked.
  problems += mappingProblems(content.mapping, idsOf(read?.graph ?? null, fields && definition), null).length;
  if (fields && read?.graph) problems += caseProblems(content.limits, read.graph, Object.keys(fields)).length;
  if (fields) problems += unknownAnswers(content.sameMatter, fields).length;
  if (resultTemplate && fields)
    problems += checkResult(resultTemplate, partsIn(definition), stepFactsOf(read?.graph ?? null)).length;
  return problems;
}
