/**
 * What may be decided at a step, as the file holds it (`agree=Nhất trí,disagree`) and as rows.
 * @typedef {{ code: string, words: string }} Outcome
 */

/**
 * The rows of an attribute `fs:outcomes`.
 * @param {string | undefined} text
 * @returns {Outcome[]}
 */
export const outcomesIn = text =>
  (text ?? '')
    .split(',')
    .map(one => one.trim())
    .filter(Boolean)
    .map(one => {
      const [code = '', words = ''] = one.split('=').map(part => part.trim());
      return { code, words };
    });

// A comma or an equals sign would end the word in the file.
const plain = words => words.replace(/[,=]/g, ' ').replace(/\s+/g, ' ').trim();

/**
 * A code for words that have none: `Nhất trí` → `nhat-tri`; a number follows where another row has it.
 * @param {string} words
 * @param {readonly string[]} taken
 */
export function codeFor(words, taken) {
  const base =
    words
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[đĐ]/g, 'd')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 40)
      .replace(/^-|-$/g, '') || 'outcome';
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base}-${n}`;
    if (!taken.includes(code)) return code;
  }
}

/**
 * The attribute of rows; undefined when none is left. A row without a code gets one of its words, one without both is left out.
 * @param {readonly Outcome[]} rows
 * @returns {string | undefined}
 */
export function outcomesText(rows) {
  const codes = [];
  const all = [];
  for (const row of rows) {
    const words = plain(row.words);
    const typed = plain(row.code).replace(/\s+/g, '-');
    if (!words && !typed) continue;
    const code = typed && !codes.includes(typed) ? typed : codeFor(typed || words, codes);
    codes.push(code);
    all.push(words ? `${code}=${words}` : code);
  }
  return all.length ? all.join(',') : undefined;
}
