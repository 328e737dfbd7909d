import { type DraftFault, draftFaults, type ProcedureVersion } from '#engines/procedures';
import { describeProblem } from '#engines/processes';
import type { Ctx } from '#platform/http';
import { type Html, html } from '#ui';
import { tabPath } from './view.ts';

function words({ t, lang }: Ctx, fault: DraftFault): string {
  if ('problems' in fault) return t('procedure-design.problems.count', { count: fault.problems });
  if ('missing' in fault) return t(`procedures.missing.${fault.missing}`);
  if ('mapping' in fault) {
    const { code, id, name = id, to = '' } = fault.mapping;
    return t(`procedures.mapping.problem.${code}`, { id, name, to });
  }
  if ('limitCase' in fault) {
    const { says, problem } = fault.limitCase;
    return t('procedures.fault.limit-case', { says, problem: describeProblem(problem, lang) });
  }
  if ('sameMatter' in fault) return t('procedures.fault.same-matter', { field: fault.sameMatter });
  if ('ground' in fault) return t('procedures.fault.fee-ground', { fee: fault.fee, ground: fault.ground });
  if ('paper' in fault) return t('procedures.fault.fee-paper', { fee: fault.fee, paper: fault.paper });
  return t('procedures.fault.fee-step', { fee: fault.fee, step: fault.step });
}

/**
 * Everything that stands in the way of publishing a draft (or only what is wrong with one part), each with the way to where it is
 * mended; null when nothing does.
 */
export async function findingsBox(
  ctx: Ctx,
  draft: ProcedureVersion,
  part?: DraftFault['part'],
): Promise<Html | null> {
  const { t } = ctx;
  const faults = (await draftFaults(ctx.db, draft)).filter(f => !part || f.part === part);
  if (!faults.length) return null;
  return html`<div class="why"><h2>${t('procedure-design.procedure.missing')}</h2><ul>${faults.map(
    f =>
      html`<li><a href="${tabPath(draft.code, f.part)}">${t(`procedure-design.tab.${f.part}`)}</a>: ${words(ctx, f)}</li>`,
  )}</ul></div>
`;
}
