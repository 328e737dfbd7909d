import type { FormDefinition } from '#engines/forms';
import type { DraftPart, Planned, ProcedureContent } from '#engines/procedures';
import { parseProcess } from '#engines/processes';
import type { Ctx } from '#platform/http';
import { compare, type Described, type Row } from './described.ts';
import { describeForm } from './form.ts';
import { describeLegal } from './legal.ts';
import { describePart, formNames, readable, wordingOf } from './parts.ts';
import { describeProcess } from './process.ts';
import { describeResult } from './result.ts';

const PARTS: readonly DraftPart[] = ['legal', 'form', 'process', 'result'];

async function describeIncoming(
  { t }: Ctx,
  part: DraftPart,
  v: Planned['incoming'],
): Promise<Described[] | null> {
  switch (part) {
    case 'legal':
      return describeLegal(t, { ...v.content, form: null, process: null, source: {} } as ProcedureContent);
    case 'form': {
      const { form } = v;
      if (form === null) return [];
      if (typeof form === 'string') return null;
      return readable(() => describeForm(t, { ...form, id: 'x', version: 1 } as FormDefinition));
    }
    case 'process': {
      if (v.process === null) return [];
      const { graph } = await parseProcess(v.process);
      const form = typeof v.form === 'string' ? null : v.form;
      return (
        graph &&
        describeProcess(t, graph, formNames(t, form && ({ ...form, id: 'x', version: 1 } as FormDefinition)))
      );
    }
    case 'result':
      return describeResult(t, v.resultTemplate);
  }
}

/**
 * What differs between a version of a file and the one that is here, of the parts that both have of their own; null where one
 * of the two cannot be read.
 */
export async function compareIncoming(ctx: Ctx, { incoming, here }: Planned): Promise<Row[] | null> {
  if (!here) return [];
  const rows: Row[] = [];
  for (const part of PARTS) {
    const now = await describeIncoming(ctx, part, incoming);
    const old = await describePart(ctx, here, part);
    if (!now || !old) return null;
    // The standard form and process are here as they are there.
    if (now.length || part === 'result') rows.push(...compare(old, now, wordingOf(ctx)));
  }
  return rows;
}
