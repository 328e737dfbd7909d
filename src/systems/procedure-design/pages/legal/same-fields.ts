import { fieldName } from '#engines/forms';
import { getDraftForm, MATTER_WORD, MOST_ANSWERS, MOST_WAYS, type SameMatter } from '#engines/procedures';
import { type Ctx, textField as posted } from '#platform/http';
import { fold } from '#platform/text';
import { type Errors, type FieldError, type Html, html } from '#ui';
import { legalFields } from './fields.ts';

const MATTER = 'trung-viec';
const ONCE = 'trung-mot-lan';
/** Rows shown of a way, where it has not more. */
const ROWS = 3;
const name = (way: number, row: number, part: 'nghia' | 'o') => `trung-${way}-${row}-${part}`;

/** A field of the form with what people know it by. */
export type Asked = { path: string; label: string };

/** The fields of a draft's form by which a matter may be known; none while the form cannot be read. */
export async function askedIn({ db, t }: Ctx, versionId: string): Promise<Asked[]> {
  const { definition } = await getDraftForm(db, versionId);
  if (!definition || typeof definition.fields !== 'object' || definition.fields === null) return [];
  return Object.entries(definition.fields)
    .filter(([, layout]) => layout && layout.widget !== 'file' && layout.maxFiles === undefined)
    .map(([path]) => ({ path, label: fieldName(definition, path, t.lang) }));
}

/** A word as it is stored: `Khai sinh` → `khai-sinh`. */
const word = (text: string): string => fold(text).replaceAll(' ', '-').slice(0, 40);

/** By which answers the same matter is known: a name for it, and ways of which each alone is enough. */
export function sameFields(
  ctx: Ctx,
  same: SameMatter | null | undefined,
  asked: readonly Asked[],
  errors: Errors,
): Html {
  const { t } = ctx;
  const { text, choice, tick } = legalFields(ctx, errors);
  const way = (w: number): Html => {
    const answers = Object.entries(same?.ways[w] ?? {});
    const rows =
      ctx.req.method === 'GET' ? Math.min(MOST_ANSWERS, Math.max(ROWS, answers.length + 1)) : MOST_ANSWERS;
    return html`<fieldset><legend>${t('procedure-design.same.way', { n: w + 1 })}</legend>${Array.from(
      { length: rows },
      (_, r) => {
        const [means, path] = answers[r] ?? [];
        const options = [
          ...asked,
          ...(path && !asked.some(a => a.path === path) ? [{ path, label: path }] : []),
        ];
        return html`<div class="fs">${text(name(w, r, 'nghia'), 'same.means', means, { optional: true, most: 40 })}${choice(
          name(w, r, 'o'),
          'same.answer',
          path,
          [
            { value: '', label: t('procedure-design.same.no-answer') },
            ...options.map(a => ({ value: a.path, label: a.label })),
          ],
          { optional: true },
        )}</div>`;
      },
    )}</fieldset>
`;
  };
  return html`${text(MATTER, 'same.matter', same?.matter, {
    hint: t('procedure-design.same.matter-hint'),
    optional: true,
    most: 40,
  })}${tick(ONCE, 'same.once', same?.once)}${Array.from({ length: MOST_WAYS }, (_, w) => way(w))}`;
}

/** What the fields say; null where the matter is left without a name and without answers. */
export function readSame(
  ctx: Ctx,
  before: SameMatter | null | undefined,
  asked: readonly Asked[],
  errors: FieldError[],
): SameMatter | null {
  const { t, req } = ctx;
  const matter = word(posted(req.body, MATTER));
  const possible = new Set([
    ...asked.map(a => a.path),
    ...(before?.ways ?? []).flatMap(w => Object.values(w)),
  ]);
  const ways: Array<Record<string, string>> = [];
  for (let w = 0; w < MOST_WAYS; w++) {
    const way: Record<string, string> = {};
    for (let r = 0; r < MOST_ANSWERS; r++) {
      const means = word(posted(req.body, name(w, r, 'nghia')));
      const path = posted(req.body, name(w, r, 'o'));
      if (!means && !path) continue;
      if (!path || !possible.has(path))
        errors.push({ path: name(w, r, 'o'), message: t('procedure-design.same.answer-missing') });
      else if (!MATTER_WORD.test(means) || Object.hasOwn(way, means))
        errors.push({ path: name(w, r, 'nghia'), message: t('procedure-design.same.means-wrong') });
      else way[means] = path;
    }
    if (Object.keys(way).length) ways.push(way);
  }
  if (!matter && !ways.length) return null;
  if (!MATTER_WORD.test(matter))
    errors.push({ path: MATTER, message: t('procedure-design.same.matter-wrong') });
  if (!ways.length)
    errors.push({ path: name(0, 0, 'nghia'), message: t('procedure-design.same.ways-missing') });
  return { matter, ways, once: posted(req.body, ONCE) === '1' };
}
