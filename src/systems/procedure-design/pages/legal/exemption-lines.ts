import { type FormDefinition, said } from '#engines/forms';
import type { Exemption, Paper } from '#engines/procedures';
import { fold } from '#platform/text';

/** What an exemption may name, each by what people call it: answers of the form by which it is claimed, papers that prove it. */
export type Nameable = { answers: readonly Named[]; papers: readonly Named[] };
type Named = { id: string; name: string };

/** Of a form that may be unfinished, and the papers of the procedure. */
export const nameable = (
  form: FormDefinition | null,
  papers: readonly Pick<Paper, 'id' | 'name'>[],
): Nameable => ({
  answers: Object.values(form?.fields ?? {}).flatMap(f =>
    f?.use === 'exemption' && Array.isArray(f.options)
      ? f.options.map(o => ({ id: o.value, name: said(o.label, 'vi') || o.value }))
      : [],
  ),
  papers,
});

/** What is meant by what was typed: the code, or the one thing of that name; as it stands where there is none. */
function idOf(list: readonly Named[], typed: string): string {
  if (list.some(n => n.id === typed)) return typed;
  const found = list.filter(n => fold(n.name) === fold(typed));
  return found.length === 1 ? (found[0]?.id ?? typed) : typed;
}

/** The name, where a line can hold it and it means nothing else; else the code. */
function nameIn(list: readonly Named[], id: string): string {
  const name = list.find(n => n.id === id)?.name ?? id;
  return /[;,]/.test(name) || idOf(list, name) !== id ? id : name;
}

/** An exemption as a line: `Hộ nghèo; 0; 12/2026/NQ-HĐND; Tôi thuộc hộ nghèo; Giấy chứng nhận hộ nghèo`. */
export function exemptionText(e: Exemption, { answers, papers }: Nameable): string {
  const grounds = e.grounds?.map(g => nameIn(answers, g)).join(', ');
  const parts = [
    e.who,
    String(Math.round(e.share * 100)),
    e.basis,
    grounds,
    e.paper && nameIn(papers, e.paper),
  ];
  while (!parts.at(-1)) parts.pop();
  return parts.map(part => part ?? '').join('; ');
}

/** What of a line is wrong: the key of its words, and what they name. */
export type LineFault = { wrong: 'who' | 'percent' | 'basis' | 'grounds' | 'paper' | 'parts'; typed: string };

const isWrong = (read: Exemption | LineFault): read is LineFault => 'wrong' in read;

/**
 * Who, percent that remains to be paid, legal text, answers of the form by which it is claimed (several with commas), the paper that proves
 * it; answers and papers by their names or codes. What is wrong first, where something is.
 */
export function readExemption(line: string, { answers, papers }: Nameable): Exemption | LineFault {
  const [who, percent, basis, grounds, proof, more] = line.split(';').map(part => part.trim());
  if (!who || who.length > 500) return { wrong: 'who', typed: '' };
  if (more !== undefined) return { wrong: 'parts', typed: '' };
  const share = percent && /^\d{1,3} ?%?$/.test(percent) ? Number.parseInt(percent, 10) / 100 : undefined;
  if (share === undefined || share > 1) return { wrong: 'percent', typed: percent ?? '' };
  if ((basis?.length ?? 0) > 300) return { wrong: 'basis', typed: '' };
  const claimed = (grounds ?? '')
    .split(',')
    .map(g => g.trim())
    .filter(Boolean)
    .map(g => idOf(answers, g));
  if (claimed.length > 40 || claimed.some(g => g.length > 100)) return { wrong: 'grounds', typed: '' };
  const paper = proof && idOf(papers, proof);
  if (paper && !/^[a-z][A-Za-z0-9]{0,39}$/.test(paper)) return { wrong: 'paper', typed: paper.slice(0, 100) };
  return {
    who,
    share,
    ...(basis ? { basis } : {}),
    ...(claimed.length ? { grounds: claimed } : {}),
    ...(paper ? { paper } : {}),
  };
}

/** The exemptions of a box, a line each; lines that are wrong with their numbers, as who looks at the box counts them. */
export function readExemptions(
  text: string,
  named: Nameable,
): { exemptions: Exemption[]; faults: Array<LineFault & { line: number }> } {
  const exemptions: Exemption[] = [];
  const faults: Array<LineFault & { line: number }> = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (!line.trim()) continue;
    const read = readExemption(line, named);
    if (isWrong(read)) faults.push({ ...read, line: i + 1 });
    else exemptions.push(read);
  }
  return { exemptions, faults };
}
