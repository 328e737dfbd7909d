import { type FormData, numberMisfit } from '#engines/forms';
import type { Queryable } from '#platform/db';
import { StatedNumberUnfit } from '../errors.ts';
import { loadProcedure } from '../process/load.ts';
import type { Dossier } from '../types.ts';

/**
 * A personal number that a step has stated is that of whom it speaks also when the result is signed: answers may have been corrected
 * since. Throws STATED_NUMBER_UNFIT.
 */
export async function refuseUnfitNumbers(q: Queryable, dossier: Dossier): Promise<void> {
  const { graph, form } = await loadProcedure(q, dossier);
  for (const node of graph.nodes.values()) {
    for (const { id, of, label } of node.facts) {
      const number = dossier.processState.outcomes[node.id]?.[id];
      if (of === undefined || typeof number !== 'string') continue;
      if (numberMisfit(form, dossier.data as FormData, of, number))
        throw StatedNumberUnfit({ code: dossier.code, fact: label, step: node.name });
    }
  }
}
