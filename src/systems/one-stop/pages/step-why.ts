import { type Dossier, type LoadedProcedure, processData } from '#engines/cases';
import { answerText, fieldsIn, forStaff, staffLabel, valueAt } from '#engines/forms';
import { outcomeText, type Standing } from '#engines/processes';
import { evaluateFeel, inspectFeel } from '#platform/feel';
import type { Ctx } from '#platform/http';

/** What conditions of a dossier's step are judged by, as it stands now. */
export const standingOf = (dossier: Dossier, form: LoadedProcedure['form']): Standing => ({
  data: processData(dossier, form),
  outcomes: dossier.processState.outcomes,
});

/**
 * What of a dossier makes a condition of a step (FEEL) be so, or not, in words to stand after “because”: `bước “Đối chiếu bản án” đã
 * ghi “Còn án tích”`. Of several things that the condition asks for those are told that it names, all where it names none of them.
 */
export async function becauseOf(
  ctx: Ctx,
  condition: string,
  { graph, form }: Pick<LoadedProcedure, 'graph' | 'form'>,
  dossier: Dossier,
): Promise<string> {
  const { data, outcomes } = standingOf(dossier, form);
  const { paths, compared } = inspectFeel(condition, ['form', 'dossier', 'tasks']);
  const asked = [...new Map(paths.map(path => [path.join('.'), path])).values()];
  const valueAtPath = (path: string[]) =>
    evaluateFeel(path.join('.'), { form: data.form, dossier: data.dossier, tasks: outcomes });
  const hits = asked.filter(path =>
    compared.some(c => c.path.join('.') === path.join('.') && c.text === valueAtPath(path)),
  );
  const told = await Promise.all(
    (hits.length ? hits : asked).map(async path => {
      const [root, ...rest] = path;
      if (root === 'tasks') {
        const [id = '', key] = rest;
        const step = graph.nodes.get(id)?.name ?? id;
        const value = valueAtPath(path) ?? null;
        if (value === null) return ctx.t('one-stop.fact.why.nothing', { step });
        const said =
          key === 'outcome' ? outcomeText(ctx.lang, graph, id, String(value), 'outcome') : String(value);
        return ctx.t('one-stop.fact.why.said', { step, said });
      }
      const field = fieldsIn(forStaff(form), dossier.data).find(
        f => root === 'form' && f.path === rest.join('.'),
      );
      if (!field) return '';
      const label = staffLabel(field.layout, ctx.lang);
      if ((valueAt(dossier.data, field.path) ?? null) === null)
        return ctx.t('one-stop.fact.why.empty', { label });
      return ctx.t('one-stop.fact.why.form', { label, said: await answerText(ctx, field, dossier.data) });
    }),
  );
  return told.filter(Boolean).join(', ');
}
