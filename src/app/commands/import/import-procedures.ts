import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { importProblemText, importProcedures, type ProcedureImport } from '#engines/procedures';
import type { Translate } from '#platform/i18n';
import { type Command, EXIT, textOf, Usage } from '../command.ts';
import { isDate } from '../date.ts';
import type { Io } from '../io.ts';
import { systemAct, withProgram } from '../session.ts';

type Note = { line: number; code: string | null; text: string };

function printNotes(io: Io, key: string, notes: readonly Note[]): void {
  for (const { line, code, text } of notes) io.out(io.t(key, { line, code: code ?? '–', text }));
}

function printReport(io: Io, t: Translate, report: ProcedureImport): number {
  const { lines, published, unchanged, drafts, refused, remarks } = report;
  const say = (note: ProcedureImport['refused' | 'remarks'][number]): Note => ({
    line: note.line,
    code: note.code,
    text: importProblemText(t, note),
  });
  printNotes(io, 'cli.import-procedures.remark', remarks.map(say));
  const lacking = drafts.map(({ line, code, missing }) => ({
    line,
    code,
    text: missing.map(m => t(`procedures.missing.${m}`)).join('; '),
  }));
  printNotes(io, 'cli.import-procedures.draft', lacking);
  printNotes(io, 'cli.import-procedures.refused', refused.map(say));
  const counts = { lines, published, unchanged, drafts: drafts.length, refused: refused.length };
  io.out(io.t('cli.import-procedures.counts', counts));
  // In the browser a list waits for a second person; whoever has the machine decides alone, and should know that.
  if (published) io.out(io.t('cli.import-procedures.at-once', { published }));
  return refused.length ? EXIT.bad : EXIT.ok;
}

/** How many lines a file has, to tell how far the work is. What was read says nothing: reading runs ahead of loading. */
async function countLines(file: string): Promise<number> {
  let lines = 0;
  let last = 0x0a;
  for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
    for (let at = piece.indexOf(0x0a); at >= 0; at = piece.indexOf(0x0a, at + 1)) lines++;
    last = piece.at(-1) ?? last;
  }
  return last === 0x0a ? lines : lines + 1;
}

export const importProceduresCommand: Command = {
  name: 'import procedures',
  operands: ['FILE'],
  options: { from: { type: 'string' } },
  async run(io, values, [file = '']) {
    const from = textOf(values, 'from');
    if (from && !isDate(from)) throw new Usage('cli.usage.date', { option: '--from' });
    const stream = createReadStream(file);
    await once(stream, 'open');
    const total = await countLines(file);
    return withProgram(io, async env => {
      const progress = io.progress(io.t('cli.import-procedures.progress'));
      const report = await importProcedures(env.db, stream, {
        ...systemAct(env),
        ...(from ? { from } : {}),
        onProgress: lines => progress(lines, total),
      });
      return printReport(io, env.texts.of(io.t.lang), report);
    });
  },
};
