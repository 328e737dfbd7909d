import { getDraftForm, getDraftProcess } from '#engines/procedures';
import {
  addDiagram,
  describeProblem,
  drawProcess,
  type Graph,
  parseProcess,
  sketchProcess,
} from '#engines/processes';
import type { Answer, Ctx, Route } from '#platform/http';
import { type Html, html, note, raw, url } from '#ui';
import { EDITOR, EDITOR_CSS, LIBRARY, START, WORDS } from '../../browser/assets.ts';
import { levelsOffered } from '../../levels.ts';
import { type LoadedDraft, loadDraft, ROOT } from '../../load.ts';
import { PART_PATHS, savedText, savesPath } from '../../parts.ts';
import { doubtsBox, problemsBox } from '../../problems-box.ts';
import { editorPage, tabPath } from '../../view.ts';
import { knownFields } from './known-fields.ts';
import { stepList } from './steps.ts';

export const PROCESS_PATH = `${ROOT}/:code/${PART_PATHS.process}`;

const TOOLS = [
  ['save', 'rehearse'],
  ['undo', 'redo', 'arrange'],
  ['zoom-in', 'zoom-out', 'fit', 'whole'],
  ['import', 'download', 'svg', 'print'],
] as const;

/** Ids under which dossiers that run know the steps of the version in force. */
async function idsInForce(ctx: Ctx, { inForce }: LoadedDraft): Promise<string[]> {
  if (!inForce) return [];
  const { graph } = await getDraftProcess(ctx.db, inForce.id);
  return graph ? [...graph.nodes.keys(), ...graph.lanes.map(l => l.id)] : [];
}

/** The places that the script fills, and the words and addresses that it needs. */
async function drawing(ctx: Ctx, loaded: LoadedDraft, source: string, revision: number): Promise<Html> {
  const { t, lang } = ctx;
  const { code, draft } = loaded;
  const base = tabPath(code, 'process');
  const config = {
    code,
    account: ctx.visitor?.accountId,
    csrf: ctx.csrf,
    revision,
    save: `${base}/luu`,
    check: `${base}/kiem-tra`,
    rehearse: `${base}/chay-thu`,
    saves: savesPath(code, 'process'),
    inForce: await idsInForce(ctx, loaded),
    levels: await levelsOffered(ctx, ['commune', 'district', 'province']),
    fields: knownFields((await getDraftForm(ctx.db, draft.id)).definition, lang),
  };
  const words = (key: string) => t(`procedure-design.draw.${key}`);
  const tool = (name: string) =>
    html`<button type="button" class="${name === 'save' ? 'btn' : 'btn alt'}" data-do="${name}">${words(`act.${name}`)}</button>`;
  return html`<div class="draw" hidden data-draw="${JSON.stringify(config)}" data-library="${LIBRARY}" data-words="${WORDS[lang]}" data-editor="${EDITOR}">
<div class="draw-tools no-print">${TOOLS.map(group => html`<div class="row" role="group" aria-label="${words(`tools.${group[0]}`)}">${group.map(tool)}</div>`)}</div>
<p class="draw-state no-print" role="status" data-part="status"></p>
<div class="why no-print" data-part="notice" tabindex="-1" hidden></div>
<div class="draw-room no-print"><div class="draw-canvas" data-part="canvas"></div><section class="draw-panel" data-part="panel"></section></div>
<p class="q no-print" id="draw-canvas-hint">${words('canvas.hint')}</p>
<section class="no-print" aria-labelledby="draw-found"><h2 id="draw-found" data-part="found" aria-live="polite">${words('check.running')}</h2><ul data-part="problems"></ul></section>
<textarea hidden readonly data-part="source" aria-label="${t('procedure-design.process.source')}">
${source}</textarea>
<input type="file" hidden accept=".bpmn,.xml,application/xml" data-part="file" aria-label="${words('act.import')}">
<div class="draw-print" data-part="print"></div>
</div>
<div class="why" role="alert" hidden data-undrawn>${words('undrawn')} <a href="${url(`${base}/nguon`)}">${t('procedure-design.process.source')}</a></div>
`;
}

/** How drawing is begun; the script shows it where it can be. */
const offer = ({ t }: Ctx): Html => {
  const words = (key: string) => t(`procedure-design.process.${key}`);
  return html`<p class="draw-offer no-print" hidden data-offer data-opening="${words('draw.opening')}" data-failed="${words('draw.failed')}"><button type="button" class="btn">${words('draw')}</button> <span role="status"></span></p>`;
};

/** What everybody sees until drawing begins, without script, and on a screen too narrow to draw on: the drawing, the list of steps, what is faulty. */
const plain = (ctx: Ctx, graph: Graph | null): Html =>
  html`${
    graph &&
    html`<div class="scroll" tabindex="0" role="region" aria-label="${ctx.t('procedure-design.process.drawing')}">${raw(drawProcess(graph, null, { lang: ctx.lang }))}</div>
${stepList(ctx, graph)}`
  }`;

/** Quy trình: drawn in the browser; without script, on a telephone and while it waits for a decision it is shown. */
async function show(ctx: Ctx): Promise<Answer> {
  const { t, lang } = ctx;
  const loaded = await loadDraft(ctx);
  const { code, draft, proposal } = loaded;
  const process = await getDraftProcess(ctx.db, draft.id);
  const source = await addDiagram(process.source);
  const base = tabPath(code, 'process');
  const found = process.problems.map(p => ({ place: '', words: describeProblem(p, lang) }));
  const { sketch } = process.graph ? await parseProcess(source) : process;
  return editorPage(
    ctx,
    loaded,
    {
      tab: 'process',
      saved: await savedText(ctx, code, 'process', process),
      ...(proposal ? {} : { scripts: [START], styles: [EDITOR_CSS] }),
    },
    html`${process.standard && note(t('procedure-design.process.is-standard'))}
${!proposal && (await drawing(ctx, loaded, source, process.revision))}<div data-plain>
${!proposal && html`<p class="note draw-narrow">${t('procedure-design.process.narrow')}</p><noscript><p class="note">${t('procedure-design.process.no-script')}</p></noscript>${offer(ctx)}`}
${problemsBox(ctx, 'process', found)}${doubtsBox(
  ctx,
  process.doubts.map(p => describeProblem(p, lang)),
)}${plain(ctx, sketch ?? (await sketchProcess(source)))}
<p><a href="${url(`${base}/chay-thu`)}">${t('procedure-design.rehearsal.link')}</a></p></div>
<p class="no-print"><a href="${url(`${base}/nguon`)}">${t('procedure-design.process.source-link')}</a></p>`,
  );
}

export const editorRoutes: readonly Route[] = [
  { method: 'GET', path: PROCESS_PATH, rule: { permission: 'procedure.edit' }, handler: show },
];
