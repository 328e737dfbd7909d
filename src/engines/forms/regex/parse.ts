/** A regular expression as a tree. `set` is the source of something that matches one character: `a`, `\d`, `[a-zà]`. */
export type Node =
  | { kind: 'set'; set: string }
  | { kind: 'empty' }
  | { kind: 'cat' | 'alt'; of: Node[] }
  | { kind: 'repeat'; of: Node; min: number; max: number };

/** The expression uses something whose cost cannot be judged: a look-around or a backreference. */
export class UnsupportedRegex extends Error {}

/** Parses the source of a valid `u` expression. Throws UnsupportedRegex; anchors and word boundaries match nothing. */
export function parseRegex(source: string): Node {
  let at = 0;
  const peek = () => source[at];
  const rest = () => source.slice(at);

  function alternatives(): Node {
    const of = [sequence()];
    while (peek() === '|') {
      at++;
      of.push(sequence());
    }
    return of.length === 1 && of[0] ? of[0] : { kind: 'alt', of };
  }

  function sequence(): Node {
    const of: Node[] = [];
    while (at < source.length && peek() !== '|' && peek() !== ')') of.push(quantified());
    return of.length === 1 && of[0] ? of[0] : { kind: 'cat', of };
  }

  function quantified(): Node {
    const of = atom();
    const match = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(rest());
    if (!match) return of;
    at += match[0].length;
    const [text, from, comma, to] = match;
    if (text.startsWith('*')) return { kind: 'repeat', of, min: 0, max: Number.POSITIVE_INFINITY };
    if (text.startsWith('+')) return { kind: 'repeat', of, min: 1, max: Number.POSITIVE_INFINITY };
    if (text.startsWith('?')) return { kind: 'repeat', of, min: 0, max: 1 };
    const max = to ? Number(to) : comma ? Number.POSITIVE_INFINITY : Number(from);
    return { kind: 'repeat', of, min: Number(from), max };
  }

  function atom(): Node {
    const c = peek();
    if (c === '(') return group();
    if (c === '^' || c === '$') {
      at++;
      return { kind: 'empty' };
    }
    if (c === '[') return taken(/^\[(?:\\.|[^\]\\])*\]/su);
    if (c === '\\') return escaped();
    return taken(/^[\s\S]/u);
  }

  function group(): Node {
    const opening = /^\((?:\?:|\?<(?![=!])[^>]*>)?(?!\?)/.exec(rest());
    if (!opening) throw new UnsupportedRegex('look-around');
    at += opening[0].length;
    const inside = alternatives();
    at++;
    return inside;
  }

  function escaped(): Node {
    if (/^\\[bB]/.test(rest())) {
      at += 2;
      return { kind: 'empty' };
    }
    if (/^\\(?:[1-9]|k<)/.test(rest())) throw new UnsupportedRegex('backreference');
    return taken(/^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|[\s\S])/u);
  }

  function taken(pattern: RegExp): Node {
    const set = pattern.exec(rest())?.[0] ?? '';
    if (!set) throw new UnsupportedRegex(rest());
    at += set.length;
    return { kind: 'set', set };
  }

  return alternatives();
}
