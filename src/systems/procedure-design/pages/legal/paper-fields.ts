import type { Paper } from '#engines/procedures';
import { type Ctx, textField as posted } from '#platform/http';
import {
  checkbox,
  type Errors,
  errorOf,
  type FieldError,
  type Html,
  html,
  textArea,
  textField,
  typedOr,
} from '#ui';
import { MOST_ROWS, rowCount, rowsSent } from './rows.ts';

const PREFIX = 'giay';
type Part = 'ma' | 'ten' | 'chinh' | 'sao' | 'tuy' | 'co-san' | 'to-khai';
const name = (i: number, part: Part) => `${PREFIX}-${i}-${part}`;

/** A group of fields for each paper; one whose name is emptied is taken out. */
export function paperFields(ctx: Ctx, papers: readonly Paper[], errors: Errors): Html {
  const { t } = ctx;
  const count = (i: number, part: 'chinh' | 'sao', key: string, value: number | null | undefined) =>
    textField(t, {
      name: name(i, part),
      label: t(`procedure-design.paper.${key}`),
      optional: true,
      inputmode: 'numeric',
      value: typedOr(ctx, name(i, part), value === null || value === undefined ? '' : String(value)),
      error: errorOf(errors, name(i, part)),
    });
  const tick = (i: number, part: 'tuy' | 'co-san' | 'to-khai', key: string, on: boolean | undefined) =>
    checkbox(t, {
      name: name(i, part),
      label: t(`procedure-design.paper.${key}`),
      checked: typedOr(ctx, name(i, part), on ? '1' : '') === '1',
    });
  return html`${Array.from({ length: rowCount(ctx, PREFIX, papers.length) }, (_, i) => {
    const p = papers[i];
    return html`<fieldset><legend>${t('procedure-design.paper.nth', { n: i + 1 })}</legend><input type="hidden" name="${name(i, 'ma')}" value="${typedOr(ctx, name(i, 'ma'), p?.id)}">${textArea(
      t,
      {
        name: name(i, 'ten'),
        label: t('procedure-design.paper.name'),
        optional: true,
        rows: 2,
        value: typedOr(ctx, name(i, 'ten'), p?.name),
        error: errorOf(errors, name(i, 'ten')),
        most: 6000,
      },
    )}<div class="fs t3">${count(i, 'chinh', 'original', p?.original)}${count(i, 'sao', 'copy', p?.copy)}</div>${tick(i, 'tuy', 'optional', p?.optional)}${tick(i, 'co-san', 'held', p?.alreadyHeld)}${tick(i, 'to-khai', 'by-form', p?.byForm)}</fieldset>
`;
  })}`;
}

/** An id that no other paper has: what was handed in is filed under it, so it never changes and is never given again. */
function newPaperId(taken: ReadonlySet<string>): string {
  let n = 1;
  while (taken.has(`paper${n}`)) n++;
  return `paper${n}`;
}

export function readPapers(ctx: Ctx, before: readonly Paper[], errors: FieldError[]): Paper[] {
  const { t, req } = ctx;
  const papers: Paper[] = [];
  const taken = new Set(before.map(p => p.id));
  for (let i = 0; i < Math.min(rowsSent(ctx, PREFIX), MOST_ROWS); i++) {
    const text = (part: Part) => posted(req.body, name(i, part));
    if (!text('ten')) {
      // One that was there is taken out by emptying its name; numbers alone are a paper whose name was forgotten.
      if (!text('ma') && (text('chinh') || text('sao')))
        errors.push({
          path: name(i, 'ten'),
          message: t('procedure-design.paper.name.missing', { n: i + 1 }),
        });
      continue;
    }
    const count = (part: 'chinh' | 'sao'): number | null => {
      if (text(part) && !/^\d{1,2}$/.test(text(part)))
        errors.push({
          path: name(i, part),
          message: t('procedure-design.paper.count.wrong', {
            n: i + 1,
            part: t(`procedure-design.paper.${part === 'chinh' ? 'original' : 'copy'}`).toLowerCase(),
          }),
        });
      return text(part) ? Number(text(part)) : null;
    };
    if (/^0+$/.test(text('chinh')) && /^0+$/.test(text('sao')) && text('co-san') !== '1')
      errors.push({ path: name(i, 'chinh'), message: t('procedure-design.paper.count.none', { n: i + 1 }) });
    const old = before.find(p => p.id === text('ma') && !papers.some(q => q.id === p.id));
    const id = old?.id ?? newPaperId(taken);
    taken.add(id);
    papers.push({
      ...(old?.note ? { note: old.note } : {}),
      id,
      name: text('ten'),
      original: count('chinh'),
      copy: count('sao'),
      optional: text('tuy') === '1',
      alreadyHeld: text('co-san') === '1',
      ...(text('to-khai') === '1' && { byForm: true }),
    });
  }
  return papers;
}
