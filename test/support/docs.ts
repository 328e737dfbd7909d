import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { modules } from '#app/modules';
import { describeSettings } from '#platform/config';
import type { Texts } from '#platform/i18n';
import { commandTexts } from '../../src/app/commands/io.ts';
import { expectationText } from '../../src/app/commands/settings-words.ts';

export const ROOT = path.resolve(import.meta.dirname, '../..');

const readTexts = (folder: string, lang: string): Texts => {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'locales', `${lang}.json`), 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
};

/** The texts of every module, and of the command line, as they lie in their files. */
export const textSources = () =>
  [
    ...modules.map(m => ({ module: m.id, folder: m.folder })),
    { module: 'cli', folder: path.join(ROOT, 'src/app/commands') },
  ].map(({ module, folder }) => ({
    module,
    texts: { vi: readTexts(folder, 'vi'), en: readTexts(folder, 'en') },
  }));

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;

/** The lines of `docs/errors.md`: code and status of each. */
export const documentedErrors = (page: string): Array<{ code: string; status: number }> =>
  [...page.matchAll(/^\| `([A-Z0-9_]+)` \| (\d{3}) \| \S.* \|$/gm)].map(([, code = '', status]) => ({
    code,
    status: Number(status),
  }));

/** `docs/operations/settings.md`: every setting. */
export function settingsPage(): string {
  const t = commandTexts().of('en');
  const rows = describeSettings().map(s =>
    row([`\`${s.name}\``, t(`cli.setting.${s.name}`), expectationText(t, s.expects), s.fallback]),
  );
  return `# Settings

Environment variables, read once at start; a wrong one stops the start with its name and what is expected, and so does a
name that is one slip away from a setting that is not set itself (\`DATABASE_ULR\`; of the short \`PORT\` and \`HOST\` only two letters turned round, \`PROT\`); of two slips, or where the setting is there too, it warns. \`fansipan help settings\` prints them, in Vietnamese too. Made by \`npm run docs\`; a test compares.

| name | meaning | value | default |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** `docs/decisions/README.md`: every decision by its number, as its own head names it. */
export function decisionsPage(): string {
  const folder = path.join(ROOT, 'docs/decisions');
  const rows = readdirSync(folder)
    .filter(file => file !== 'README.md')
    .sort()
    .map(file => {
      const head = readFileSync(path.join(folder, file), 'utf8').split('\n', 1)[0] ?? '';
      const title = /^# (\d+)[.:·\s]+(.+)$/.exec(head);
      if (!title || Number(title[1]) !== Number(file.slice(0, 4)))
        throw new Error(`${file} begins with: ${head}`);
      return `- [${file.slice(0, 4)}](${file}) ${title[2]}`;
    });
  return `# Decisions

Why it is as it is: what was compared, what was chosen, what it costs. A decision is not rewritten when it is overtaken; the one that
overtakes it says so. Made by \`npm run docs\`; a test compares.

${rows.join('\n')}
`;
}
