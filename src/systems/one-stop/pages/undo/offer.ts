import type { UndoAsked } from '#engines/cases';
import type { Translate } from '#platform/i18n';
import { type Html, html } from '#ui';
import { undoPath } from './path.ts';
import { undoRefusalText } from './words.ts';

/** The way to take an act back, or in its place why it stays and what one does instead. */
export const undoOrWhy = (t: Translate, { act, refusal }: UndoAsked): Html =>
  refusal
    ? html`${undoRefusalText(t, refusal)}`
    : html`<a href="${undoPath(act)}">${t('one-stop.undo.link')}</a>`;
