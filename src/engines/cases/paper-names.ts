import { LANGS, type Translations } from '#platform/i18n';

/** What a file is called that came for no place of the form: handed in later, by the applicant or over a counter; with an answer, by him or by an agency. */
const KINDS = ['supplied', 'brought', 'answer', 'written-answer'] as const;
export type PaperKind = (typeof KINDS)[number];

const keyOf = (kind: PaperKind): string => `cases.paper.${kind}`;

/** The name under which it is kept: that of the form's papers is Vietnamese too, whatever language its sender reads. */
export const paperNameKept = (texts: Translations, kind: PaperKind): string => texts.of('vi')(keyOf(kind));

/** Its name in the reader's language, in whichever it was kept; undefined for every other paper, which is called as the form has it. */
export function paperNameIn(
  texts: Translations,
  lang: (typeof LANGS)[number],
  name: string,
): string | undefined {
  const kind = KINDS.find(k => LANGS.some(l => texts.of(l)(keyOf(k)) === name));
  return kind && texts.of(lang)(keyOf(kind));
}
