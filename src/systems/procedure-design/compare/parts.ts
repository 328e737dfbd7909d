import { type FormDefinition, forStaff, said } from '#engines/forms';
import {
  type DraftPart,
  getDraftForm,
  getDraftProcess,
  getDraftResult,
  getRevision,
  type ProcedureContent,
  type ProcedureVersion,
} from '#engines/procedures';
import { type Graph, outcomeText } from '#engines/processes';
import { isAppError } from '#platform/errors';
import type { Ctx } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { compare, type Described, type Row, type Wording } from './described.ts';
import { calledIn, describeForm } from './form.ts';
import { describeLegal, type IdNames } from './legal.ts';
import { describeProcess, type FormNames } from './process.ts';
import { describeResult } from './result.ts';

/**
 * A part of a version in words, as it is now or as it was at a save (0: as the draft began). Null when what is saved cannot be
 * read yet: it is not finished.
 */
export async function describePart(
  ctx: Ctx,
  version: ProcedureVersion,
  part: DraftPart,
  at?: number,
  names?: IdNames,
): Promise<Described[] | null> {
  const { t, db } = ctx;
  switch (part) {
    case 'legal': {
      // The first save of the legal part is what was there before it.
      const saved = at === undefined ? null : (await getRevision(db, version.id, part, at || 1)).content;
      return describeLegal(t, saved ? (JSON.parse(saved) as ProcedureContent) : version, names);
    }
    case 'form': {
      const { definition } = await getDraftForm(db, version.id, at);
      return definition && readable(() => describeForm(t, definition, id => names?.get(id)));
    }
    case 'process': {
      const { graph } = await getDraftProcess(db, version.id, at);
      const { definition } = await getDraftForm(db, version.id);
      return graph && describeProcess(t, graph, formNames(t, definition));
    }
    case 'result': {
      const { template, problems } = await getDraftResult(db, version.id, at);
      return template || !problems.length ? describeResult(t, template) : null;
    }
  }
}

/** Null where a definition in the making has a shape that cannot be described. */
export function readable<T>(describe: () => T): T | null {
  try {
    return describe();
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

/** What conditions of a process read of a form, by its names; of one that is not finished as far as it goes. */
export const formNames = (t: Translate, form: FormDefinition | null): FormNames => ({
  called: id => (form ? readable(() => calledIn(t, forStaff(form))(id)) : null) ?? undefined,
  option: (field, value) => {
    const option = form?.fields?.[field]?.options?.find(o => o.value === value);
    return option && (said(option.label, t.lang) || undefined);
  },
});

/** How rows of a comparison are worded. */
export const wordingOf = ({ t }: Ctx): Wording => ({
  fact: (title, label) => t('procedure-design.compare.fact', { title, label }),
  renamed: title => t('procedure-design.compare.renamed', { title }),
});

/** What differs in a part between two versions; null when one of the two cannot be read. `others`: versions that what they map may be of. */
export async function comparePart(
  ctx: Ctx,
  part: DraftPart,
  before: ProcedureVersion,
  after: ProcedureVersion,
  others: readonly ProcedureVersion[] = [],
): Promise<Row[] | null> {
  let names = await idNames(ctx, [after, before]);
  // A version far back may have had what both of them call anew.
  const known = names;
  const mapped = [before, after].flatMap(v => [...(v.mapping?.elements ?? []), ...(v.mapping?.fields ?? [])]);
  if (mapped.some(({ from }) => !known.has(from))) names = await idNames(ctx, [after, before, ...others]);
  const old = await describePart(ctx, before, part, undefined, names);
  const now = await describePart(ctx, after, part, undefined, names);
  return old && now && compare(old, now, wordingOf(ctx));
}

/** What elements and fields of versions are called, and their outcomes and choices (`step=outcome`); of two names the one of the earlier in the list. */
async function idNames({ db, t, lang }: Ctx, versions: readonly ProcedureVersion[]): Promise<IdNames> {
  const names = new Map<string, string>();
  const call = (id: string, name: string | undefined) => name && !names.has(id) && names.set(id, name);
  for (const { id, papers } of versions) {
    for (const paper of papers) call(paper.id, paper.name);
    const { graph } = await getDraftProcess(db, id);
    for (const node of graph?.nodes.values() ?? []) {
      call(node.id, node.name);
      for (const o of node.outcomes)
        call(`${node.id}=${o}`, outcomeText(lang, graph as Graph, node.id, o, 'do'));
    }
    const { definition } = await getDraftForm(db, id);
    for (const [path, layout] of Object.entries(definition?.fields ?? {}))
      call(path, said(layout?.label, t.lang));
    for (const [path, layout] of Object.entries(definition?.fields ?? {}))
      for (const o of layout?.options ?? []) call(`${path}=${o.value}`, said(o.label, t.lang));
  }
  return names;
}

/** What others have changed in a part of a draft since a save; null when that is not known any more, or cannot be read. */
export async function changesSince(
  ctx: Ctx,
  draft: ProcedureVersion,
  part: DraftPart,
  revision: number,
): Promise<Row[] | null> {
  try {
    const names = await idNames(ctx, [draft]);
    const old = await describePart(ctx, draft, part, revision, names);
    const now = await describePart(ctx, draft, part, undefined, names);
    return old && now && compare(old, now, wordingOf(ctx));
  } catch (error) {
    if (isAppError(error) && error.code === 'PROCEDURE_REVISION_NOT_FOUND') return null;
    throw error;
  }
}
