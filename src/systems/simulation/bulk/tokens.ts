/** One word of SQL: a number, a text, a parameter, a name, or a sign. */
export type Token = { kind: 'number' | 'text' | 'param' | 'name' | 'sign'; text: string };

const PATTERN =
  /\s+|(\d+(?:\.\d+)?)|'((?:[^']|'')*)'|\$(\d+)|"([^"]+)"|([A-Za-z_]\w*)|(::|->|<>|<=|>=|\|\||[-+*/(),.=<>[\]])/y;

/** SQL as words; names that are not quoted in lower case. Throws an Error at what is none. */
function tokensOf(sql: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < sql.length) {
    const at = PATTERN.lastIndex;
    const found = PATTERN.exec(sql);
    if (!found) throw new Error(`simulation: not read: ${sql.slice(at, at + 40)}`);
    const [, number, text, param, quoted, name, sign] = found;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll("''", "'") });
    else if (param !== undefined) tokens.push({ kind: 'param', text: param });
    else if (quoted !== undefined) tokens.push({ kind: 'name', text: quoted });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name.toLowerCase() });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** A place in the words, moved on by what is read. */
export type Reader = {
  /** The word `ahead` places on, as written; '' at the end. A text is never mistaken for a word. */
  peek(ahead?: number): string;
  token(): Token | undefined;
  next(): Token;
  /** Takes the words if they come next. */
  take(...words: string[]): boolean;
  /** Takes the words. Throws when others come next. */
  need(...words: string[]): void;
};

export function readerOf(sql: string): Reader {
  const tokens = tokensOf(sql);
  let at = 0;
  const peek = (ahead = 0) => {
    const token = tokens[at + ahead];
    return !token || token.kind === 'text' ? '' : token.text;
  };
  const fail = (wanted: string): never => {
    throw new Error(`simulation: "${wanted}" wanted, "${peek()}" found in: ${sql.replace(/\s+/g, ' ')}`);
  };
  const take = (...words: string[]) => {
    if (!words.every((word, i) => peek(i) === word)) return false;
    at += words.length;
    return true;
  };
  return {
    peek,
    token: () => tokens[at],
    next: () => tokens[at++] ?? fail('a word'),
    take,
    need: (...words) => {
      if (!take(...words)) fail(words.join(' '));
    },
  };
}
