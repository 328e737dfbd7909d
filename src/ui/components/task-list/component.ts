import type { Translate } from '#platform/i18n';
import { type Html, html, url } from '../../html.ts';
import { status } from '../status/component.ts';

export type TaskPart = {
  label: string;
  href: string;
  /** `begun`: something is filled in, and whoever does it has not said that it is all. */
  state: 'done' | 'todo' | 'begun' | 'fix' | 'locked';
  /** For `fix`: how many places. */
  errors?: number;
};

/** The parts of a form, to be done in any order; from three parts on. A locked part is no link and says why it waits. */
export const taskList = (t: Translate, parts: readonly TaskPart[]): Html =>
  html`<ul class="tasks">
${parts.map(
  part => html`<li>${
    part.state === 'locked'
      ? html`<span>${part.label}</span>`
      : html`<a href="${url(part.href)}">${part.label}</a>`
  }${stateOf(t, part)}</li>
`,
)}</ul>
`;

function stateOf(t: Translate, part: TaskPart): Html {
  if (part.state === 'done') return html`<span>${t('ui.tasks.done')}</span>`;
  if (part.state === 'locked') return html`<span class="q">${t('ui.tasks.locked')}</span>`;
  if (part.state === 'begun') return html`<b class="st hold">${t('ui.tasks.begun')}</b>`;
  if (part.state === 'todo') return html`<b class="st hold">${t('ui.tasks.todo')}</b>`;
  const count = part.errors ?? 1;
  return status('soon', count === 1 ? t('ui.errors.one') : t('ui.errors.many', { count }));
}
