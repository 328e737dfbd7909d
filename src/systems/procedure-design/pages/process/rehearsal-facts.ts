import type { Graph, TaskFact } from '#engines/processes';
import { type Ctx, queryText } from '#platform/http';
import { button, type Html, html, radios, textField } from '#ui';

const STEP = 'buoc';
const fieldOf = (fact: TaskFact): string => `so-lieu-${fact.id}`;

/** What was filled in for the step that could not go on without it, as lines of answers after those that there are; the newest of a fact counts. */
export function withFactsSaid({ req }: Ctx, graph: Graph, answers: string): string {
  const step = queryText(req.query, STEP);
  const said = (graph.nodes.get(step)?.facts ?? []).flatMap(fact => {
    const value = queryText(req.query, fieldOf(fact)).trim().replaceAll(/\s+/g, ' ');
    return value ? [{ path: `tasks.${step}.${fact.id}`, value }] : [];
  });
  const again = new Set(said.map(s => s.path));
  const kept = answers
    .split(/\r?\n/)
    .filter(line => line.trim() && !again.has(line.slice(0, Math.max(0, line.indexOf('='))).trim()));
  return [...kept, ...said.map(s => `${s.path} = ${s.value}`)].join('\n');
}

/** The facts that a step needs, by their names, to be filled in; with them the step is done again. `hidden`: what the address says beside. */
export function factsForm(
  { t }: Ctx,
  { action, step, facts, hidden }: { action: string; step: string; facts: readonly TaskFact[]; hidden: Html },
): Html {
  return html`<form method="get" action="${action}">${hidden}<input type="hidden" name="${STEP}" value="${step}">
${facts.map(fact =>
  fact.kind === 'yes-no'
    ? radios(t, {
        name: fieldOf(fact),
        label: fact.label,
        value: '',
        options: ['true', 'false'].map(value => ({
          value,
          label: t(`procedure-design.rehearsal.says.${value}`),
        })),
      })
    : textField(t, {
        name: fieldOf(fact),
        label: fact.label,
        optional: fact.optional,
        narrow: true,
        autocomplete: 'off',
        ...(fact.kind === 'date' ? { hint: t('procedure-design.rehearsal.says.date') } : {}),
        ...(fact.kind === 'number' || fact.kind === 'money' ? { inputmode: 'decimal' as const } : {}),
      }),
)}<p>${button({ label: t('procedure-design.rehearsal.go-on'), alt: true })}</p></form>`;
}
