import {
  type FormDefinition,
  forStaff,
  readTest as readFeelTest,
  testWords,
  writeTest,
} from '#engines/forms';
import { getDraftForm, getDraftProcess, type LimitCase } from '#engines/procedures';
import { type Graph, isHumanTask, outcomeText } from '#engines/processes';
import { type Ctx, textField as posted } from '#platform/http';
import type { Choice, FieldError } from '#ui';
import { choiceOf, statements } from '../form/condition.ts';
import { readTest, typedBound } from '../form/condition-fields.ts';

/** What the conditions of limits may be chosen from: the answers of the form, and what the steps decide. */
export type Grounds = { form: FormDefinition | null; graph: Graph | null };

/** Those of a draft; nothing of a form or a process that cannot be read. */
export async function groundsOf({ db }: Ctx, versionId: string): Promise<Grounds> {
  const [form, process] = [await getDraftForm(db, versionId), await getDraftProcess(db, versionId)];
  return {
    form: form.problems.length || !form.definition ? null : forStaff(form.definition),
    graph: process.graph,
  };
}

/** The condition is written as FEEL. */
export const FEEL = 'feel';
/** What of a row is seen only with the condition that is written. */
export const FEEL_PART = 4;
const STEP = 'buoc';

/** What is decided there is too late for a limit. */
const LAST: readonly string[] = ['sign', 'return'];
/** A step's outcome as a condition, and as a choice in the list. */
const DECIDED = /^tasks\.([A-Za-z_]\w*)\.outcome = "([\w-]+)"$/;
const decided = (step: string, outcome: string): string => `tasks.${step}.outcome = "${outcome}"`;

/** Fields outside of lists: of an item nobody knows which is meant. */
const alone = (form: FormDefinition): string[] =>
  form.pages.flatMap(p => (p.group ? [] : p.fields)).filter(f => form.fields[f]?.maxFiles === undefined);

/** All that can be chosen, the answers of the form first. */
export function groundChoices({ t, lang }: Ctx, { form, graph }: Grounds): Choice[] {
  const ofForm = form ? statements(t, form, alone(form), undefined, undefined) : [];
  const steps = [...(graph?.nodes.values() ?? [])].filter(
    n => isHumanTask(n) && n.outcomes.length > 1 && !LAST.includes(n.act ?? ''),
  );
  const ofSteps = steps.flatMap(n =>
    n.outcomes
      .filter(o => DECIDED.test(decided(n.id, o)))
      .map(o => ({
        value: [STEP, n.id, o].join('|'),
        label: t('procedure-design.limit.case.decided', {
          step: n.name || n.id,
          outcome: outcomeText(lang, graph as Graph, n.id, o, 'do'),
        }),
        group: t('procedure-design.limit.case.steps'),
      })),
  );
  return [
    ...ofForm,
    ...ofSteps,
    { value: FEEL, label: t('procedure-design.limit.case.by-hand'), reveals: [FEEL_PART] },
  ];
}

/** A stored condition as what would be chosen for it and typed beside it; one that no list has stays as it is written. */
export function chosenFor(
  { form }: Grounds,
  choices: readonly Choice[],
  feel: string | undefined,
): { chosen: string; from?: string; to?: string } {
  if (!feel) return { chosen: '' };
  const [, step, outcome] = DECIDED.exec(feel) ?? [];
  const test = form && !step ? readFeelTest(form, feel) : undefined;
  const { statement, from, to } =
    test && form ? choiceOf(form, test, 0) : { statement: [STEP, step, outcome].join('|') };
  if (!choices.some(c => c.value === statement)) return { chosen: FEEL };
  return { chosen: statement, from: typedBound(from), to: typedBound(to) };
}

/** What was chosen, as FEEL, and in words; what has to be corrected goes into `errors`. */
export function readGround(
  ctx: Ctx,
  { form, graph }: Grounds,
  names: { name: string; from: string; to: string },
  errors: FieldError[],
): Pick<LimitCase, 'if' | 'says'> | undefined {
  const { t, lang } = ctx;
  const chosen = posted(ctx.req.body, names.name);
  const [way = '', step = '', outcome = ''] = chosen.split('|');
  if (way === STEP && graph?.nodes.get(step)?.outcomes.includes(outcome)) {
    const params = {
      step: graph.nodes.get(step)?.name || step,
      outcome: outcomeText(lang, graph, step, outcome, 'do'),
    };
    return { if: decided(step, outcome), says: t('procedure-design.limit.case.decided', params) };
  }
  const test = form ? readTest(ctx, { form, now: undefined, chosen }, names, errors) : undefined;
  if (!form && !errors.some(e => e.path === names.name))
    errors.push({ path: names.name, message: t('procedure-design.builder.condition.gone') });
  return form && test ? { if: writeTest(form, test), says: testWords(t, form, test) } : undefined;
}
