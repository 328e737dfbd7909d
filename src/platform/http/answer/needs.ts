/** What a page asks of the browser: a script of ours, a frame, the camera, or the loader (`loader.ts`) for a part that waits for a script. */
export type Needs = { script: boolean; frame: boolean; camera: boolean; loader: boolean };

// By an expression that ends in a choice, which is compiled and looks at every seventh character: one for a word alone is looked for from `<`
// to `<`, as `includes` does, which takes ten times as long where `<` is everywhere.
const NEED = /<(?:script|iframe)[\s/>]|\sdata-(?:camera[\s>]|(?:change|click|keys)=")/g;

const BY_BEGINNING: ReadonlyArray<readonly [beginning: string, need: keyof Needs]> = [
  ['<s', 'script'],
  ['<i', 'frame'],
  ['data-ca', 'camera'],
  ['data-', 'loader'],
];

function read(page: string): Needs {
  const needs: Needs = { script: false, frame: false, camera: false, loader: false };
  NEED.lastIndex = 0;
  for (let found = NEED.exec(page); found; found = NEED.exec(page)) {
    const text = found[0].trimStart();
    const need = BY_BEGINNING.find(([beginning]) => text.startsWith(beginning));
    if (need) needs[need[1]] = true;
  }
  return needs;
}

let last = { page: '', needs: read('') };

/** What a page needs, found in one look through its text; whoever asks again about the same text, as the answer does after the layout, is told at once. */
export function needsOf(page: string): Readonly<Needs> {
  if (last.page !== page) last = { page, needs: read(page) };
  return last.needs;
}
