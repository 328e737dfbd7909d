import { type DraftPart, formOfVersion, loadProcess, type ProcedureVersion } from '#engines/procedures';
import { drawProcess } from '#engines/processes';
import type { Ctx } from '#platform/http';
import { details, type Html, html, note, raw } from '#ui';
import type { Described } from '../compare/described.ts';
import { describeForm } from '../compare/form.ts';
import { describePart, readable } from '../compare/parts.ts';

// Said by the title, by the drawing, or of use only to whoever changes it: the comparison of two versions tells all of it.
const LEFT_OUT = new Set([
  'label.vi',
  'title.vi',
  'order',
  'on-page',
  'class',
  'prefill',
  'use',
  'rest',
  'element-name',
  'lane-name',
  'from',
  'to',
  'flow-name',
  'default',
]);
const MOST = 300;

const short = (text: string): string => {
  const line = text.replaceAll('\n', ', ');
  return line.length > MOST ? `${line.slice(0, MOST)}…` : line;
};

const list = (things: readonly Described[]): Html => {
  const told = things.flatMap(({ title, facts }) => {
    const left = facts.filter(
      ({ key }) => !LEFT_OUT.has(key) && !key.endsWith('.en') && !key.startsWith('errors.'),
    );
    return left.length ? [{ title, facts: left }] : [];
  });
  return html`<ul>${told.map(
    ({ title, facts }) =>
      html`<li>${title}<br><span class="q">${facts.map(f => `${f.label}: ${short(f.text)}`).join('; ')}</span></li>
`,
  )}</ul>`;
};

/** A part of the version in words: the form it was published with, the standard one where it has none. */
async function inWords(ctx: Ctx, version: ProcedureVersion, part: DraftPart): Promise<Described[] | null> {
  if (part !== 'form' || version.status === 'draft') return describePart(ctx, version, part);
  const form = await formOfVersion(ctx.db, version);
  return readable(() => describeForm(ctx.t, form));
}

async function drawing(ctx: Ctx, version: ProcedureVersion): Promise<Html | ''> {
  if (version.status === 'draft') return '';
  const graph = await loadProcess(ctx.db, version.process);
  const label = ctx.t('procedure-design.process.drawing');
  return graph
    ? html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${raw(drawProcess(graph, null, { lang: ctx.lang }))}</div>`
    : '';
}

/** What a version asks, how it is worked on and what comes out, to be read by whoever did not write it: in force, to come, or past. */
export async function versionParts(ctx: Ctx, version: ProcedureVersion): Promise<Html> {
  const { t } = ctx;
  const parts: Html[] = [];
  for (const part of ['form', 'process', 'result'] as const) {
    const things = await inWords(ctx, version, part);
    const drawn = part === 'process' ? await drawing(ctx, version) : '';
    parts.push(
      details(
        { summary: t(`procedure-design.tab.${part}`) },
        things ? html`${drawn}${list(things)}` : note(t('procedure-design.parts.unread')),
      ),
    );
  }
  return html`<section><h2>${t('procedure-design.parts.title')}</h2>${parts}</section>`;
}
