import type { FieldPath } from '../types.ts';

export type Token =
  | { sort: 'sign'; sign: string }
  | { sort: 'field'; path: FieldPath }
  | { sort: 'number'; value: number }
  | { sort: 'text'; value: string };

const ONE = /\s+|"((?:[^"\\]|\\["\\])*)"|(\d+(?:\.\d+)?)|([A-Za-z][A-Za-z0-9]*)|(<=|>=|!=|[-+*/().,=<>[\]])/y;

/** A sign after which a `-` belongs to the number behind it. */
const BEFORE_A_NUMBER = /^(?:[-+*/(,=<>[]|<=|>=|!=|then|else|if|and)$/;

/**
 * FEEL cut into what it is made of; null where something stands in it that no calculation writes. Fields are named as the form
 * names them: `item.share`, in the group `members`, is `members.share`.
 */
export function tokens(feel: string, group: FieldPath | undefined): Token[] | null {
  const found: Token[] = [];
  const signs = (at: number) => {
    const token = found.at(at);
    return token?.sort === 'sign' ? token.sign : undefined;
  };
  ONE.lastIndex = 0;
  let end = 0;
  while (end < feel.length) {
    const match = ONE.exec(feel);
    if (!match) return null;
    end = ONE.lastIndex;
    const [, text, number, word, sign] = match;
    if (text !== undefined) found.push({ sort: 'text', value: text.replace(/\\(.)/g, '$1') });
    else if (number !== undefined) {
      const before = found.length > 1 ? signs(-2) : 'if';
      const negative = signs(-1) === '-' && before !== undefined && BEFORE_A_NUMBER.test(before);
      if (negative) found.pop();
      found.push({ sort: 'number', value: negative ? -Number(number) : Number(number) });
    } else if (word !== undefined) addWord(found, word, group);
    else if (sign !== undefined) found.push({ sort: 'sign', sign });
  }
  return found;
}

/** A word: the root of a field, a further step of one, or a word of FEEL. */
function addWord(found: Token[], word: string, group: FieldPath | undefined): void {
  const last = found.at(-1);
  const field = found.at(-2);
  const root = word === 'form' ? '' : word === 'item' && group ? group : undefined;
  if (last?.sort === 'sign' && last.sign === '.' && field?.sort === 'field') {
    found.splice(-2, 2, { sort: 'field', path: field.path ? `${field.path}.${word}` : word });
  } else if (root !== undefined && !(last?.sort === 'sign' && last.sign === '.')) {
    found.push({ sort: 'field', path: root });
  } else found.push({ sort: 'sign', sign: word });
}
