import type { Why } from '#platform/ledger';
import type { Io } from '../io.ts';

/** What a verification says about a problem, a note or a proof, in the language of the terminal. */
export function whyText(io: Io, { why, params }: Why): string {
  const { source } = params;
  return io.t(`cli.ledger.why.${why}`, {
    ...params,
    ...(source === undefined ? {} : { source: io.t(`cli.ledger.source.${source}`) }),
  });
}
