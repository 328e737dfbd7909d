import { type Html, html, type Printable, print, raw } from '../../html.ts';

export type Column = {
  /** Heading; also in front of each value where the table is folded into cards. */
  label: string;
  /** Figures: aligned right, in tabular digits. */
  figures?: boolean;
  /** The heading is only for screen readers, e.g. above boxes to tick. */
  hidden?: boolean;
  /** What stands in the heading beside its words, e.g. a box that ticks all. */
  control?: Html | undefined;
};

export type TableProps = {
  /** Says what the table is; on staff pages also the name of the region that scrolls. */
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column[];
  rows: ReadonlyArray<readonly Printable[]>;
  /** Number of the column that names the row; the first unless said. */
  rowHeader?: number;
};

/** The last two syllables, of one word as a rule, stay together in the narrow heading of a column of figures: `Đang | giải quyết`. */
const headed = (column: Column): Column =>
  column.figures ? { ...column, label: column.label.replace(/ (?=[^ ]*$)/, '\u00a0') } : column;

const figures = (column: Column | undefined) => column?.figures && html` class="n"`;

/** So many cards are seen at first on a telephone; places.css says the same. */
const FIRST = 20;

/** The way from the first cards to the rest: what it says, and the name of the place where they begin. */
type Rest = { id: string; link: string };

function inside(props: TableProps, rest?: Rest): Html {
  const header = props.rowHeader ?? 0;
  // What stands around a value is the same in each row: it is drawn once a column.
  const begin = (i: number): string => {
    const column = props.columns[i];
    return i === header
      ? `<th scope="row"${print(figures(column))}>`
      : `<td${print(figures(column))}${print(column && !column.hidden && html` data-l="${column.label}"`)}>`;
  };
  const most = props.rows.reduce((n, row) => Math.max(n, row.length), props.columns.length);
  const first = begin(0);
  const behind = Array.from({ length: most }, (_, i) => {
    const end = i === header ? '</th>' : '</td>';
    return i + 1 < most ? end + begin(i + 1) : `${end}</tr>\n`;
  });
  const begins = `<tr>${first}`;
  let rows = '';
  for (const [n, row] of props.rows.entries()) {
    rows += rest && n === FIRST ? `<tr id="${rest.id}">${first}` : begins;
    // A row that is shorter, as a sum is, ends with empty cells: its line goes to the end of the table.
    for (let i = 0; i < most; i++) {
      rows += print(row[i]);
      rows += behind[i]!;
    }
  }
  return html`<caption${props.captionHidden && html` class="vh"`}>${props.caption}</caption>
<thead><tr>${props.columns.map(
    c =>
      html`<th scope="col"${figures(c)}>${c.hidden ? html`<span class="vh">${c.label}</span>` : c.label}${c.control}</th>`,
  )}</tr></thead>
<tbody>
${raw(rows)}</tbody>`;
}

/**
 * Rows to compare; below 640 px each row becomes a card. For few columns, mostly for citizens. `rest`: of many rows the first 20 cards are seen
 * there, and a link brings the others, without script; on a wider screen and on paper all are.
 */
export function foldTable({ rest, ...props }: TableProps & { rest?: Rest }): Html {
  const cut = rest && props.rows.length > FIRST ? rest : undefined;
  return html`<table class="fold wide${cut && ' cut'}">${inside(props, cut)}</table>
${cut && html`<p class="rest"><a href="#${cut.id}">${cut.link}</a></p>`}`;
}

/** Rows to compare, in a box of their own that scrolls sideways and can be reached by keyboard. For staff. */
export const scrollTable = (props: TableProps & { list?: boolean }): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${props.caption}"><table${
    props.list && html` class="list"`
  }>${inside({ ...props, columns: props.columns.map(headed) })}</table></div>
`;
