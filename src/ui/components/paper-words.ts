import { MOTTO, NATION, type PaperDefinition, RECIPIENTS } from '#platform/pdf';
import { lines } from '../format/lines.ts';
import { type Html, html } from '../html.ts';

type Block = PaperDefinition['blocks'][number];
type Words = Extract<Block, { kind: 'paragraph' }>['text'];

const runs = (text: Words): Html =>
  html`${[text].flat().map(run => {
    if (typeof run === 'string') return lines(run);
    if (run.bold) return html`<b>${lines(run.text)}</b>`;
    return run.italic ? html`<i>${lines(run.text)}</i>` : lines(run.text);
  })}`;

function words(block: Block): Html | null {
  if (block.kind === 'head') {
    // Line by line as on the paper: a name in one line of its own is not broken behind its first word.
    const issuer = [block.superior, ...block.issuer].filter(line => line !== undefined);
    return html`<p><b>${NATION}</b><br>${MOTTO}</p><p>${issuer.map(line => html`${line}<br>`)}${block.number}<br><i>${block.place}</i></p>`;
  }
  if (block.kind === 'title')
    return html`<p><b>${block.lines.join(' ')}</b>${block.subtitle && html`<br>${block.subtitle}`}</p>`;
  if (block.kind === 'paragraph') return html`<p>${runs(block.text)}</p>`;
  if (block.kind !== 'signatures') return null;
  const signed = block.columns.map(
    ({ title, name }) => html`<p><b>${lines(title.join('\n'))}</b>${name && html`<br>${name}`}</p>`,
  );
  const { recipients = [] } = block;
  return html`${signed}${recipients.length > 0 && html`<p><i>${RECIPIENTS}</i>${recipients.map(line => html`<br>- ${line}`)}</p>`}`;
}

/** What a paper says, in the page, in the language of the paper: what only its look adds is left out. */
export const paperWords = ({ blocks }: PaperDefinition): Html =>
  html`<div lang="vi">${blocks.map(words)}</div>`;
