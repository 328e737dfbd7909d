import type { Lang } from '#platform/i18n';
import { type Box, type Graph, isHumanTask, type Node, type Point } from '../graph.ts';
import { escapeXml, round, wrap } from '../layout/draw-text.ts';
import { layOut } from '../layout/layout.ts';
import { type Placed, placeWords } from '../layout/place-words.ts';
import { isSmall, type Layout, shown } from '../layout/shown.ts';
import type { ProcessState } from '../run/state.ts';
import { texts } from '../texts.ts';
import { drawHeres } from './draw-here.ts';
import { drawWords, HALO, PAPER } from './draw-labels.ts';
import { type Look, looksOf } from './draw-looks.ts';
import { firstSightMark, nameEnd, namesWidth } from './first-sight.ts';
import { innerSteps, isClosed } from './inner-steps.ts';

export type DrawOptions = {
  lang: Lang;
  /** A second line under a step's name, by element, e.g. when it was done. */
  notes?: Readonly<Record<string, string>>;
};

// The colours of the screens: indigo is done, yellow is where one is. Attributes, not styles: the pages' policy allows
// no inline style.
const INDIGO = '#2f2a86';
const INK = '#1c1b2e';
const GREY = '#706e80';
const LOOKS: Record<Look, string> = {
  done: `fill="${INDIGO}" stroke="${INDIGO}" stroke-width="1.5"`,
  cut: `fill="#e9e7e0" stroke="${GREY}" stroke-width="1.5"`,
  here: `fill="#ffc52e" stroke="${INK}" stroke-width="3"`,
  ahead: `fill="#fff" stroke="${INDIGO}" stroke-width="1.5"`,
};

type Arranged = { layout: Layout; words: Placed };
const arranged = new WeakMap<Graph, Arranged>();

/** Where everything of a process stands, and its words: the same for every dossier of it, so looked for once. */
function arrangementOf(graph: Graph): Arranged {
  const known = arranged.get(graph);
  if (known) return known;
  const layout = layOut(graph);
  const found = { layout, words: placeWords(graph, layout) };
  arranged.set(graph, found);
  return found;
}

/**
 * The process as an SVG picture with "you are here", by the file's own coordinates or, without them, by a plain
 * layout. Its label says the same in words. `state` null: nothing has begun.
 */
export function drawProcess(graph: Graph, state: ProcessState | null, options: DrawOptions): string {
  const { layout, words } = arrangementOf(graph);
  const { look, passed } = looksOf(graph, state);
  const inner = innerSteps(graph, state);
  const t = texts(options.lang);
  const heres = shown(graph).flatMap(n => {
    const box = look(n.id) === 'here' && layout.boxes.get(n.id);
    return box ? [{ box, words: hereWords(t, inner.get(n.id) ?? []) }] : [];
  });
  const marks = drawHeres(
    heres,
    [
      ...shown(graph).flatMap(n => layout.boxes.get(n.id) ?? []),
      ...[...words.nodes.values(), ...words.flows.values()].map(w => w.box),
    ],
    linesOf(layout),
  );
  const [first] = heres.flatMap(({ box }, i) => (marks[i] ? [{ step: box, mark: marks[i].room }] : []));
  const parts = [
    ...layout.bands.flatMap(({ box }, i) => (i > 0 ? drawRule(box) : [])),
    ...[...graph.flows.values()].flatMap(f => drawFlow(f.id, layout, passed(f.id))),
    ...shown(graph).map(node => drawNode(node, layout, look(node.id), options.notes?.[node.id])),
    ...[...words.nodes.values(), ...words.flows.values()].flatMap(drawWords),
    ...marks.map(m => m.svg),
  ];
  const [width, height] = [Math.ceil(layout.width), Math.ceil(layout.height)];
  const label = escapeXml(describe(graph, state, options.lang));
  const picture = `<svg class="flow" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><g id="flow-picture">${parts.join('')}</g></svg>`;
  const least = `<svg class="least" width="${width}" height="0" aria-hidden="true"></svg>`;
  return `<div class="fit">${least}${picture}${laneNames(layout, height)}${firstSightMark(layout, first, width)}${onPaper(layout, width, height)}</div>`;
}

/** The room that the lines of a drawing take: of flows, with their heads, and between lanes. */
function linesOf({ lines, bands }: Layout): Box[] {
  const flows = [...lines.values()].flatMap(points =>
    points.slice(1).map((b, i): Box => {
      const a = points[i] ?? b;
      const around = i === points.length - 2 ? 5 : 2;
      return {
        x: Math.min(a.x, b.x) - around,
        y: Math.min(a.y, b.y) - around,
        width: Math.abs(a.x - b.x) + 2 * around,
        height: Math.abs(a.y - b.y) + 2 * around,
      };
    }),
  );
  return [...flows, ...bands.slice(1).map(({ box }) => ({ ...box, y: box.y - 1, height: 2 }))];
}

const LONGEST_HERE = 34;

/** That one is here; inside a closed box also at which step of it. */
function hereWords(t: ReturnType<typeof texts>, inner: readonly string[]): string {
  const names = inner.join(', ');
  const cut = names.length > LONGEST_HERE ? `${names.slice(0, LONGEST_HERE - 1).trimEnd()}…` : names;
  return cut ? t('processes.diagram.you-are-here-at', { names: cut }) : t('processes.diagram.you-are-here');
}

/** So much of a drawing's width stands in one piece on a sheet that its words can be read, and is told again in the next. */
const ON_SHEET = 960;
const AGAIN = 60;

/** A wide drawing on paper: its pieces one below the other, each with the names of lanes. */
function onPaper(layout: Layout, width: number, height: number): string {
  if (width <= ON_SHEET + AGAIN) return '';
  const count = Math.ceil((width - AGAIN) / (ON_SHEET - AGAIN));
  const pieces = Array.from({ length: count }, (_, i) => {
    const x = i * (ON_SHEET - AGAIN);
    return `<svg class="flow" width="${ON_SHEET}" viewBox="${x} 0 ${ON_SHEET} ${height}"><use href="#flow-picture"/>${laneTexts(layout, x)}</svg>`;
  });
  return `<div class="printed" aria-hidden="true">${pieces.join('')}</div>`;
}

const laneTexts = ({ bands }: Layout, from: number): string =>
  bands
    .map(
      ({ name, box }) =>
        `<text class="lane" x="${round(from + box.x + 4)}" y="${round(box.y + 16)}" ${HALO}>${escapeXml(name)}</text>`,
    )
    .join('');

/**
 * How wide a frame has to be, in CSS pixels, for all of a process to be seen at once. A narrower frame scrolls: the picture does not shrink with
 * it, for its small words are of 12 pixels.
 */
export const frameWidthOf = (graph: Graph): number => Math.ceil(arrangementOf(graph).layout.width);

/** Names of lanes, in a picture of their own that stays in sight while the other scrolls; in the corner above the steps. */
function laneNames(layout: Layout, height: number): string {
  if (!layout.bands.some(b => b.name)) return '';
  // On paper of their own: what is scrolled beneath does not run through them.
  const papers = layout.bands
    .filter(b => b.name)
    .map(
      b =>
        `<rect x="${round(b.box.x)}" y="${round(b.box.y + 2)}" width="${nameEnd(b) - b.box.x}" height="19" fill="${PAPER}"/>`,
    );
  return `<div class="lanes" aria-hidden="true"><svg class="flow" viewBox="0 0 ${namesWidth(layout)} ${height}">${papers.join('')}${laneTexts(layout, 0)}</svg></div>`;
}

/** What the picture shows, in one sentence. */
function describe(graph: Graph, state: ProcessState | null, lang: Lang): string {
  const t = texts(lang);
  const { look } = looksOf(graph, state);
  const steps = shown(graph).filter(n => isHumanTask(n) || !isSmall(n));
  const named = (is: Look) =>
    steps
      .filter(n => look(n.id) === is)
      .map(n => n.name || n.id)
      .join(', ');
  const inner = innerSteps(graph, state);
  const waiting = shown(graph)
    .filter(n => look(n.id) === 'here')
    .map(n => `${n.name || n.id}${inner.has(n.id) ? ` (${inner.get(n.id)?.join(', ')})` : ''}`)
    .join(', ');
  const done = named('done');
  const cut = named('cut');
  const here = state?.end
    ? t('processes.diagram.ended')
    : waiting
      ? t('processes.diagram.here', { names: waiting })
      : t('processes.diagram.not-started');
  const ahead = state?.end ? '' : named('ahead');
  return t(cut ? 'processes.diagram.label-cut' : 'processes.diagram.label', {
    name: graph.name || graph.id,
    cut: cut && t('processes.diagram.cut', { names: cut }),
    done: done ? t('processes.diagram.done', { names: done }) : t('processes.diagram.none-done'),
    here,
    ahead: ahead ? t('processes.diagram.ahead', { names: ahead }) : t('processes.diagram.none-ahead'),
  });
}

const drawRule = (box: Box): string =>
  `<path d="M${box.x} ${box.y}h${box.width}" stroke="#d6d2c6" fill="none"/>`;

function drawFlow(id: string, layout: Layout, walked: boolean): string[] {
  const points = layout.lines.get(id);
  const [a, b] = points?.slice(-2) ?? [];
  if (!points || !a || !b) return [];
  const colour = walked ? INDIGO : GREY;
  // Never dashed: in BPMN that is a message to somebody else. What was gone is darker, and thicker.
  const width = walked ? 2.5 : 1.5;
  const d = points.map((p, i) => `${i ? 'L' : 'M'}${round(p.x)} ${round(p.y)}`).join('');
  return [
    `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}"/><path d="${arrow(a, b)}" fill="${colour}"/>`,
  ];
}

function arrow(from: Point, to: Point): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const corner = (side: number) =>
    `${round(to.x - 9 * ux + side * 5 * uy)} ${round(to.y - 9 * uy - side * 5 * ux)}`;
  return `M${round(to.x)} ${round(to.y)}L${corner(1)}L${corner(-1)}z`;
}

const MARKS: Partial<Record<Node['kind'], string>> = {
  parallel: '+',
  inclusive: '○',
  exclusive: '×',
  'event-based': '◇',
};

function drawNode(node: Node, layout: Layout, look: Look, note: string | undefined): string {
  const box = layout.boxes.get(node.id);
  if (!box) return '';
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  const ink = look === 'done' ? '#fff' : INK;
  const mark = MARKS[node.kind];
  if (mark) {
    const d = `M${cx} ${box.y}L${box.x + box.width} ${cy}L${cx} ${box.y + box.height}L${box.x} ${cy}z`;
    return `<path d="${d}" ${LOOKS[look]}/><text x="${cx}" y="${cy + 5}" text-anchor="middle">${inked(mark, ink)}</text>`;
  }
  if (isSmall(node)) {
    const inner = ['catch', 'throw', 'boundary'].includes(node.kind)
      ? `<circle cx="${cx}" cy="${cy}" r="${box.width / 2 - 4}" fill="none" stroke="${ink}"/>`
      : '';
    return `<circle cx="${cx}" cy="${cy}" r="${box.width / 2}" ${LOOKS[look]}/>${inner}`;
  }
  const whole = wrap(node.name || node.id, Math.max(10, Math.floor(box.width / 8)));
  const lines = whole.slice(0, (note ? 2 : 3) - (isClosed(node) ? 1 : 0));
  // What does not fit is seen to go on.
  if (lines.length < whole.length) lines.push(`${lines.pop()}…`);
  const all = note ? [...lines, note] : lines;
  // Three lines fill a step only if they are smaller.
  const [pitch, many] = all.length > (isClosed(node) ? 1 : 2) ? [13.5, ' class="many"'] : [16, ''];
  // What nobody does any more is struck out, and so not told by its colour alone.
  const struck = look === 'cut' ? ' text-decoration="line-through"' : '';
  const middle = isClosed(node) ? cy - PLUS / 2 : cy;
  const top = middle - ((all.length - 1) * pitch) / 2 + (many ? 4 : 5);
  const rows = all.map((line, i) => {
    const small = note && i === all.length - 1 ? ' font-size="12" font-weight="400"' : '';
    return `<text x="${cx}" y="${round(top + i * pitch)}" text-anchor="middle"${many}${small}${struck}>${inked(line, ink)}</text>`;
  });
  return `<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" rx="4" ${LOOKS[look]}/>${rows.join('')}${isClosed(node) ? plusAt(box, ink) : ''}`;
}

const PLUS = 11;

/** The sign of BPMN (10.3.5) that there is more inside: a plus in a square, at the foot of the box. */
function plusAt(box: Box, ink: string): string {
  const [x, y] = [round(box.x + (box.width - PLUS) / 2), round(box.y + box.height - PLUS - 2)];
  return `<path class="more-inside" d="M${x} ${y}h${PLUS}v${PLUS}h-${PLUS}zm2 ${PLUS / 2}h${PLUS - 4}m-${PLUS / 2 - 2}-${PLUS / 2 - 2}v${PLUS - 4}" fill="none" stroke="${ink}"/>`;
}

// On a tspan: a style sheet that colours the texts of a drawing would win over the attribute of a text.
const inked = (words: string, ink: string) => `<tspan fill="${ink}">${escapeXml(words)}</tspan>`;
