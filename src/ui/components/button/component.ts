import { attr, type Html, html, url } from '../../html.ts';

export type ButtonProps = {
  /** A plain verb: what will happen. */
  label: string;
  /** A link that looks like a button; a submit button when absent. */
  href?: string;
  /** One of the other steps; at most one filled button a page (staff: a group). */
  alt?: boolean;
  /** Sent with the form, to tell several buttons apart. */
  name?: string;
  value?: string;
  /** Sends the form elsewhere: a path of ours. */
  action?: string;
  /** The key that staff may press for it, shown beside the words. */
  key?: string;
  /** The form it belongs to, when it stands outside. */
  form?: string;
};

/** The one next step, or (with `alt`) another. */
export function button(props: ButtonProps): Html {
  const classes = props.alt ? 'btn alt' : 'btn';
  const inside = html`${props.label}${props.key && html` <kbd>${props.key}</kbd>`}`;
  if (props.href !== undefined) return html`<a class="${classes}" href="${url(props.href)}">${inside}</a>`;
  return html`<button class="${classes}"${attr('name', props.name)}${attr('value', props.value)}${attr(
    'formaction',
    props.action === undefined ? undefined : url(props.action),
  )}${attr('form', props.form)}>${inside}</button>`;
}
