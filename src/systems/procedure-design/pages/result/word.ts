import { readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  MOST_WORD_BYTES,
  type ResultTemplateDefinition,
  readWordFile,
  type WordFile,
  wordNotes,
} from '#engines/procedures';
import { NotFound } from '#platform/errors';
import { type Answer, type Ctx, file, textField as posted } from '#platform/http';
import { details, type Errors, errorOf, type FieldError, fileField, type Html, html } from '#ui';

const WORD = 'mau-word';
const DROP = 'bo-word';
const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const HOW = ['fields', 'group', 'condition', 'places', 'subset'] as const;

/** The Word document of a template: the one there is, and another in its place. `address`: where the one there is can be had. */
export function wordField(ctx: Ctx, there: WordFile | undefined, address: string, errors: Errors): Html {
  const { t } = ctx;
  const notes = there ? wordNotes(there) : [];
  return html`${fileField(t, {
    name: WORD,
    label: t('procedure-design.result.word'),
    hint: t('procedure-design.result.word.hint', { most: MOST_WORD_BYTES / 1_000 }),
    accept: `.docx,${TYPE}`,
    optional: true,
    error: errorOf(errors, WORD),
  })}${
    there &&
    html`<p>${t('procedure-design.result.word.there')} <a href="${address}">${there.name}</a></p>${
      notes.length > 0 &&
      html`<p>${t('procedure-design.result.word.notes')}</p><ul>${notes.map(note => html`<li>${t('procedure-design.result.word.note', { n: note.n, what: t(`procedures.result.note.${note.code}`) })}</li>`)}</ul>`
    }<label class="pick"><input type="checkbox" name="${DROP}" value="co"><span>${t('procedure-design.result.word.drop')}</span></label>`
  }${details({ summary: t('procedure-design.result.word.how') }, html`<ul>${HOW.map(key => html`<li>${t(`procedure-design.result.word.how.${key}`)}</li>`)}</ul>`)}`;
}

/** The Word document that the template is to have: the one sent, else the one there was unless it was to go. One that cannot be read is refused. */
export async function readWord(
  ctx: Ctx,
  there: WordFile | undefined,
  errors: FieldError[],
): Promise<Pick<ResultTemplateDefinition, 'document'>> {
  const sent = ctx.req.uploads.find(u => u.field === WORD);
  if (!sent) return there && posted(ctx.req.body, DROP) !== 'co' ? { document: there } : {};
  const bytes = await readFile(sent.path);
  const wrong = (message: string) => {
    errors.push({ path: WORD, message });
    return {};
  };
  if (bytes.length > MOST_WORD_BYTES)
    return wrong(ctx.t('procedure-design.result.word.too-large', { most: MOST_WORD_BYTES / 1_000 }));
  const document = { name: path.basename(sent.filename).slice(0, 120), base64: bytes.toString('base64') };
  const read = readWordFile(document);
  return 'fault' in read ? wrong(ctx.t(`procedures.result.problem.docx-${read.fault}`)) : { document };
}

/** The Word document as it was uploaded. */
export function downloadWord(template: ResultTemplateDefinition | null): Answer {
  const document = template?.document;
  if (!document) throw NotFound();
  return file(Buffer.from(document.base64, 'base64'), TYPE, { download: document.name });
}
