import { attr, type Html, html, raw } from '../../html.ts';
import { revealing } from './revealing.ts';

export type Choice = {
  value: string;
  label: string;
  hint?: string | Html;
  /** Numbers 1–6 (for staff to 15) of the `revealed` parts of the page that are shown while this is chosen. */
  reveals?: readonly number[];
  /** In a list to choose from: the heading under which it stands with those beside it of the same. */
  group?: string;
};

/** A list as it looks with nothing chosen, and where in it the mark of each choice would stand. */
type Drawn = { text: string; markAt: ReadonlyMap<string, number> };

// A list that is kept by who offers it is drawn once: long ones stand on many pages.
const known = new WeakMap<readonly Choice[], Drawn>();

function draw(options: readonly Choice[]): Drawn {
  const markAt = new Map<string, number>();
  let text = '';
  let open: string | undefined;
  const heading = (group: string | undefined) => {
    if (group === open) return;
    if (open !== undefined) text += '</optgroup>';
    if (group !== undefined) text += `<optgroup${attr('label', group)}>`;
    open = group;
  };
  for (const { value, label, reveals, group } of options) {
    heading(group);
    text += html`<option${revealing(reveals)} value="${value}"`.toString();
    if (!markAt.has(value)) markAt.set(value, text.length);
    text += html`>${label}</option>`.toString();
  }
  heading(undefined);
  return { text, markAt };
}

/** The options of a list with the one of `value` chosen; those beside each other of one group stand under its heading. */
export function drawOptions(options: readonly Choice[], value: string | undefined): Html {
  let drawn = known.get(options);
  if (!drawn) {
    drawn = draw(options);
    known.set(options, drawn);
  }
  const { text, markAt } = drawn;
  const at = value === undefined ? undefined : markAt.get(value);
  return raw(at === undefined ? text : `${text.slice(0, at)} selected${text.slice(at)}`);
}
