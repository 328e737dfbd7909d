import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createTranslations, LANGS, type Lang, type Texts, type Translate } from '#platform/i18n';

/** Shows how far long work is: `done` of `total`, in whatever unit. */
export type Progress = (done: number, total: number) => void;

/** Where a command reads and writes: the terminal, or a test. */
export type Io = {
  env: Record<string, string | undefined>;
  t: Translate;
  /** A line of the result (standard output). */
  out(line: string): void;
  /** A line about what happens (standard error). */
  note(line: string): void;
  progress(label: string): Progress;
};

const read = (lang: Lang): Texts =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'locales', `${lang}.json`), 'utf8'));

/** The words of the command line. */
export const commandTexts = () =>
  createTranslations([{ module: 'cli', texts: { vi: read('vi'), en: read('en') } }]);

/** Vietnamese, unless `--lang en` is said or the system's language is English. */
export function chooseLang(asked: string | undefined, env: Io['env']): Lang {
  const said = asked ?? env.LC_ALL ?? env.LC_MESSAGES ?? env.LANG ?? '';
  return LANGS.find(lang => said.toLowerCase().startsWith(lang)) ?? 'vi';
}

const EVERY_MS = { terminal: 200, file: 5_000 };

/** Writes a progress line over and over on a terminal, a new line every few seconds elsewhere. */
export function progressOn(stream: NodeJS.WriteStream, lang: Lang) {
  const number = new Intl.NumberFormat(lang);
  return (label: string): Progress => {
    let last = stream.isTTY ? 0 : Date.now();
    let said = false;
    return (done, total) => {
      const finished = done >= total;
      if (finished && said) return;
      said = finished;
      const now = Date.now();
      if (!finished && now - last < (stream.isTTY ? EVERY_MS.terminal : EVERY_MS.file)) return;
      last = now;
      const percent = total > 0 ? Math.floor((done / total) * 100) : 100;
      const line = `${label}: ${number.format(done)}/${number.format(total)} (${percent} %)`;
      stream.write(stream.isTTY ? `\r${line}\u001b[K${finished ? '\n' : ''}` : `${line}\n`);
    };
  };
}

/** The terminal that the program was started from. */
export function terminal(lang: Lang): Io {
  return {
    env: process.env,
    t: commandTexts().of(lang),
    out: line => void process.stdout.write(`${line}\n`),
    note: line => void process.stderr.write(`${line}\n`),
    progress: progressOn(process.stderr, lang),
  };
}
