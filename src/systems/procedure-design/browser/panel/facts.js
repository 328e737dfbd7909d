/**
 * What has to be said with an outcome, as the file holds it (`area:number(0..500)=Diện tích (m²); ready?:date=Ngày bàn giao;
 * faults@mend:lines=Điều chưa đạt`) and as rows: `bounds` is what stands in brackets, `when` the outcomes with which alone it has to be
 * said.
 * @typedef {{ code: string, kind: string, words: string, optional: boolean, bounds: string, when: string }} Fact
 */

/** Kinds of facts that the program knows. */
export const KINDS = [
  'text',
  'lines',
  'digits',
  'personal-number',
  'number',
  'money',
  'date',
  'time',
  'yes-no',
];

/**
 * The rows of an attribute `fs:facts`.
 * @param {string | undefined} text
 * @returns {Fact[]}
 */
export const factsIn = text =>
  (text ?? '')
    .split(';')
    .map(one => one.trim())
    .filter(Boolean)
    .map(one => {
      const [head = '', ...words] = one.split('=');
      const [name = '', written = ''] = head.split(':').map(part => part.trim());
      const [sign = '', when = ''] = name.split('@');
      const [kind = '', bounds = ''] = written.split('(');
      const optional = sign.endsWith('?');
      const code = optional ? sign.slice(0, -1) : sign;
      return {
        code,
        kind,
        words: words.join('=').trim(),
        optional,
        bounds: bounds.replace(/\).*$/s, ''),
        when,
      };
    });

/**
 * A code for words: `Diện tích đo được` → `dienTichDoDuoc`; a number follows where another row has it.
 * @param {string} words
 * @param {readonly string[]} taken
 */
export function factCode(words, taken) {
  const base =
    words
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/[đĐ]/g, 'd')
      .toLowerCase()
      .replace(/^[^a-z]+/, '')
      .replace(/[^a-z0-9]+(.)?/g, (_, next = '') => next.toUpperCase())
      .slice(0, 36) || 'fact';
  for (let n = 1; ; n++) {
    const code = n === 1 ? base : `${base}${n}`;
    if (!taken.includes(code) && code !== 'outcome' && code !== 'late') return code;
  }
}

/**
 * The attribute of rows; undefined when none is left. A row without words is left out, one without a code gets one of its words.
 * @param {readonly Fact[]} rows
 * @returns {string | undefined}
 */
export function factsText(rows) {
  const codes = [];
  const all = [];
  for (const row of rows) {
    // A semicolon would end the fact in the file.
    const words = row.words.replace(/;/g, ',').replace(/\s+/g, ' ').trim();
    const typed = row.code.replace(/[^A-Za-z0-9]/g, '');
    if (!words && !typed) continue;
    const code = typed && !codes.includes(typed) ? typed : factCode(words || typed, codes);
    codes.push(code);
    const when = row.when.replace(/[^A-Za-z0-9+_-]/g, '');
    const bounds = row.bounds.replace(/[^A-Za-z0-9.-]/g, '');
    // What has to be said with some outcomes may be left out with the others anyway.
    const sign = when ? `@${when}` : row.optional ? '?' : '';
    all.push(`${code}${sign}:${row.kind || 'text'}${bounds && `(${bounds})`}=${words}`);
  }
  return all.length ? all.join('; ') : undefined;
}
