import { feelProblems, type Graph, type Problem } from '#engines/processes';
import { LIMIT_FACTS } from '../process-facts.ts';
import { CHANNELS, type Channel, type Limits } from '../types.ts';

/** What is wrong with the condition of a case of a limit. */
export type CaseProblem = { channel: Channel; says: string; problem: Problem };

/** All that is wrong with the conditions of limits, on a process and the fields of its form. */
export const caseProblems = (limits: Limits, graph: Graph, fields: readonly string[]): CaseProblem[] =>
  CHANNELS.flatMap(channel =>
    (limits[channel]?.cases ?? []).flatMap(c =>
      feelProblems({ id: channel, name: c.says }, c.if, graph, { fields, facts: LIMIT_FACTS }).map(
        problem => ({
          channel,
          says: c.says,
          problem,
        }),
      ),
    ),
  );
