import { readFileSync } from 'node:fs';
import path from 'node:path';
import { modules } from '#app/modules';
import { describeSettings } from '#platform/config';
import { errorCatalogue } from '#platform/errors';
import { createTranslations, type Texts } from '#platform/i18n';

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

/** `docs/errors.md`: every error that a person or an API caller can get. */
export function errorsPage(): string {
  const texts = createTranslations(textSources());
  const [vi, en] = [texts.of('vi'), texts.of('en')];
  const rows = [...errorCatalogue().values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, status }) =>
      row([
        `\`${code}\``,
        String(status),
        `${vi(`error.${code}.what`)} ${vi(`error.${code}.todo`)}`,
        `${en(`error.${code}.what`)} ${en(`error.${code}.todo`)}`,
      ]),
    );
  return `# Errors

Every refusal has a code, an HTTP status, and two sentences in the person's language: what happened, and what to do. \`{…}\`
stands for a value. Made by \`npm run docs\`; a test compares.

| code | status | Tiếng Việt | English |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

/** `docs/operations/settings.md`: every setting. */
export function settingsPage(): string {
  const rows = describeSettings().map(s => row([`\`${s.name}\``, s.about, s.expects, s.fallback]));
  return `# Settings

Environment variables, read once at start; a wrong one stops the start with its name and what is expected. \`fansipan help
settings\` prints them, in Vietnamese too. Made by \`npm run docs\`; a test compares.

| name | meaning | value | default |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}
