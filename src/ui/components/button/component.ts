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
  /** What comes opens beside the page: nothing that was typed is lost. */
  newTab?: boolean;
  /** The key that staff may press for it, shown beside the words. */
  key?: string;
  /** The page opens with the cursor on it. */
  focus?: boolean;
  /** The form it belongs to, when it stands outside. */
  form?: string;
};

/** The one next step, or (with `alt`) another. */
export function button(props: ButtonProps): Html {
  const classes = props.alt ? 'btn alt' : 'btn';
  // A key that types nothing: the script of the page listens to it.
  const pressed = attr('data-key', props.key && /^F\d/.test(props.key) ? props.key : undefined);
  const inside = html`${props.label}${props.key && html` <kbd>${props.key}</kbd>`}`;
  if (props.href !== undefined)
    return html`<a class="${classes}" href="${url(props.href)}"${props.newTab && html` target="_blank"`}${pressed}${props.focus && html` autofocus`}>${inside}</a>`;
  return html`<button class="${classes}"${pressed}${props.focus && html` autofocus`}${attr('name', props.name)}${attr('value', props.value)}${attr(
    'formaction',
    props.action === undefined ? undefined : url(props.action),
  )}${attr('form', props.form)}${props.newTab && html` formtarget="_blank"`}>${inside}</button>`;
}
