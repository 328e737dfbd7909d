import { SaxesParser } from 'saxes';
import { DocxProblem } from './problem.ts';

/** An element, its name without the prefix's meaning being looked up: Word writes `w:` always, and others follow it. */
export type Node = {
  name: string;
  attrs: Readonly<Record<string, string>>;
  children: readonly Node[];
  text: string;
};

type Open = { name: string; attrs: Record<string, string>; children: Open[]; text: string };

const DEEPEST = 200;

/**
 * Parses XML. A document type is refused: with it entities would come that unpack without end, or from elsewhere. Throws DocxProblem.
 */
export function readXml(xml: string): Node {
  const root: Open = { name: '', attrs: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  const broken = () => {
    throw new DocxProblem('broken');
  };
  parser.on('error', broken);
  parser.on('doctype', broken);
  parser.on('opentag', ({ name, attributes }) => {
    const node: Open = { name, attrs: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(node);
    if (open.push(node) > DEEPEST) broken();
  });
  parser.on('text', text => {
    const at = open.at(-1);
    if (at) at.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(xml).close();
  return root.children[0] ?? broken()!;
}

/** The first child of that name. */
export const child = (node: Node | undefined, name: string): Node | undefined =>
  node?.children.find(c => c.name === name);
/** `w:val` of a child: undefined where there is no child, `''` where it says nothing. */
export const valOf = (node: Node | undefined, name: string): string | undefined => {
  const found = child(node, name);
  return found && (found.attrs['w:val'] ?? '');
};
/** Whether a switch like `<w:b/>` is on; undefined where it is not said. */
export const isOn = (node: Node | undefined, name: string): boolean | undefined => {
  const value = valOf(node, name);
  return value === undefined ? undefined : !['0', 'false', 'off', 'none'].includes(value);
};
/** A length in twentieths of a point, as points. */
export const twips = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return text === undefined || !Number.isFinite(value) ? undefined : value / 20;
};
