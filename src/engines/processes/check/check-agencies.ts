import { awaits, type Graph, lanesOf } from '../graph.ts';
import { type Problem, problem } from '../problems.ts';

/** Whom messages are for that is no agency's name. */
const RECIPIENTS: ReadonlySet<string> = new Set(['applicant', 'committee']);

/**
 * Agencies that lanes and messages name and that there are not among `agencies` (kinds, names, short names, identifiers; absent: not
 * asked). A dossier could not come to such a step; an agency may still be entered afterwards, so this warns.
 */
export function doubtAgencies(graph: Graph, agencies: ReadonlySet<string> | undefined): Problem[] {
  if (!agencies) return [];
  const lanes = lanesOf(graph).flatMap(lane =>
    lane.agencyKind && !agencies.has(lane.agencyKind)
      ? [problem('unknown-agency', lane, lane.agencyKind)]
      : [],
  );
  const messages = [...graph.nodes.values()].flatMap(node => {
    const named = !awaits(node) && node.message ? node.recipient : null;
    return named && !RECIPIENTS.has(named) && !agencies.has(named)
      ? [problem('unknown-agency', node, named)]
      : [];
  });
  return [...lanes, ...messages];
}
