import { type AnswerWords, answerWords, type Form, type FormData, inSentence } from '#engines/forms';
import {
  fieldsOfTemplate,
  formOfVersion,
  isResultFact,
  type ProcedureVersion,
  type ResultFact,
  type ResultTemplateDefinition,
  stepFactNamed,
  stepFactsOf,
} from '#engines/procedures';
import { formatDate, localDate } from '#platform/clock';
import type { Queryable } from '#platform/db';
import type { Env } from '#platform/env';
import type { PaperDefinition } from '#platform/pdf';
import { loadProcedure } from '../process/load.ts';
import { clockWords, DEMO_MARK, dayWords } from '../slips/words.ts';
import { stepWords } from './step-words.ts';
import type { ResultInput, ResultTemplate } from './template.ts';
import { type TextPaperInput, textPaper } from './text-paper.ts';
import { wordPaper } from './word-paper.ts';

/** What is said where the signature alone is the decision. */
export const AGREED = 'đồng ý';

/** What words are made with beside the database. */
export type Wording = Pick<Env, 'texts' | 'config' | 'clock'>;

/** The kind of results of a template, which is the name of the book that numbers them. */
const kindOf = ({ book }: ResultTemplateDefinition, code: string): string =>
  book === 'common' ? 'result-notice' : `result-${code.toLowerCase().replaceAll('.', '-')}`;

/** The words of every field of the form that a template names. Identity numbers are whole: it is their holder's own paper. */
export async function fieldWords(
  q: Queryable,
  wording: Wording,
  template: ResultTemplateDefinition,
  answers: { form: Form; data: FormData; date: string },
  ofStep: (field: string) => string,
): Promise<Map<string, AnswerWords>> {
  const asking = {
    t: wording.texts.of('vi'),
    db: q as Env['db'],
    config: wording.config,
    clock: wording.clock,
  };
  const words = new Map<string, AnswerWords>();
  for (const field of fieldsOfTemplate(template)) {
    if (isResultFact(field)) continue;
    if (stepFactNamed(field)) {
      words.set(field, ofStep(field));
      continue;
    }
    const options = { reveal: true, date: answers.date };
    words.set(field, await answerWords(asking, answers.form, field, answers.data, options));
  }
  return words;
}

/** The facts of a dossier and of the signing, in words. */
const factsIn = (input: ResultInput): Record<ResultFact, string> => ({
  'ma-ho-so': input.dossier.code,
  'chu-ho-so': input.dossier.ownerName,
  'nguoi-nop': input.dossier.applicantName,
  'ngay-tiep-nhan': formatDate(input.dossier.receivedAt),
  'thoi-diem-tiep-nhan': `${clockWords(input.dossier.receivedAt)}, ngày ${formatDate(input.dossier.receivedAt)}`,
  'ten-thu-tuc': input.matter,
  'ma-thu-tuc': input.dossier.procedureCode,
  'ten-co-quan': input.agencyName,
  'ten-dia-ban': input.areaName,
  'ten-tinh': input.provinceName,
  'ket-qua-xu-ly': input.outcome === null ? AGREED : inSentence(input.outcome),
  'so-ket-qua': input.number,
  'ngay-ky': dayWords(input.issuedAt),
  'ngay-cap-lan-dau': formatDate(input.firstIssue.at),
  'nguoi-ky': input.signerName,
  'chuc-vu': input.signerTitle.replace('\n', ', '),
});

/** A template that staff have written, as one of those that systems bring: the version's own, drawn from the dossier's answers. */
export function dataTemplate(
  wording: Wording,
  version: ProcedureVersion,
  template: ResultTemplateDefinition,
): ResultTemplate {
  return {
    procedure: version.code,
    kind: kindOf(template, version.code),
    title: template.title,
    ...(template.number ? { number: template.number } : {}),
    get prints() {
      return fieldsOfTemplate(template).filter(field => !isResultFact(field));
    },
    paper: async (input, q) => {
      const form = await formOfVersion(q, version);
      const answers = { form, data: input.dossier.data, date: localDate(input.dossier.receivedAt) };
      const { graph } = await loadProcedure(q, input.dossier);
      const facts = stepFactsOf(graph) ?? new Map();
      const t = wording.texts.of('vi');
      const words = await fieldWords(q, wording, template, answers, field =>
        stepWords(t, facts, input.dossier, field, input.preview),
      );
      return paperOf(template, { ...layoutOf(input), words, facts: factsIn(input) });
    },
  };
}

/** The paper of a template: in the look of its Word document, or in the house's. */
export function paperOf(template: ResultTemplateDefinition, input: TextPaperInput): PaperDefinition {
  const { document } = template;
  return document ? wordPaper({ ...template, document }, input) : textPaper(template, input);
}

/** What every administrative document has, of a result's input. */
const layoutOf = (input: ResultInput) => ({
  superior: input.superior,
  issuer: input.agencyName,
  place: `${input.areaName}, ${dayWords(input.issuedAt)}`,
  signerTitle: input.signerTitle,
  signerName: input.signerName,
  createdAt: input.issuedAt.toISOString(),
  mark: input.demo ? DEMO_MARK : undefined,
  verifyUrl: input.verifyUrl,
});
