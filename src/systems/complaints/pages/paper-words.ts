import type { PaperDefinition } from '#platform/pdf';
import { type Html, html } from '#ui';

type Block = PaperDefinition['blocks'][number];
type Words = Extract<Block, { kind: 'paragraph' }>['text'];

const runs = (text: Words): Html =>
  html`${[text].flat().map(run => {
    if (typeof run === 'string') return run;
    if (run.bold) return html`<b>${run.text}</b>`;
    return run.italic ? html`<i>${run.text}</i>` : run.text;
  })}`;

function words(block: Block): Html | null {
  if (block.kind === 'head')
    return html`<p>${[block.superior, block.issuer.join(' ')].filter(Boolean).join(' · ')}<br>${block.number}<br><i>${block.place}</i></p>`;
  if (block.kind === 'title')
    return html`<p><b>${block.lines.join(' ')}</b>${block.subtitle && html`<br>${block.subtitle}`}</p>`;
  if (block.kind === 'paragraph') return html`<p>${runs(block.text)}</p>`;
  if (block.kind !== 'signatures') return null;
  const signed = block.columns.map(
    ({ title, name }) => html`<p><b>${title.join(' ')}</b>${name && html`<br>${name}`}</p>`,
  );
  return html`${signed}`;
}

/** What a paper says, in the page, in the language of the paper: what only its look adds is left out. */
export const paperWords = ({ blocks }: PaperDefinition): Html =>
  html`<div lang="vi">${blocks.map(words)}</div>`;
