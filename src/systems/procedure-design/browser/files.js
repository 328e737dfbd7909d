import { make } from './dom.js';

/** Has the browser save a text as a file. */
export function saveAs(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The text of a file: some modellers write UTF-16, which begins with a mark. */
export function textOf(buffer) {
  const [first, second] = new Uint8Array(buffer);
  const mark = `${first} ${second}`;
  const encoding = mark === '255 254' ? 'utf-16le' : mark === '254 255' ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(buffer);
}

/** Lets somebody choose a file; its text, or undefined when it is too large to be a process. */
export function chooseFile(input) {
  return new Promise(resolve => {
    input.value = '';
    input.onchange = async () => {
      const [file] = input.files;
      resolve(file && file.size <= 1_000_000 ? textOf(await file.arrayBuffer()) : undefined);
    };
    input.click();
  });
}

/**
 * The drawing alone on paper, whole: a copy of it that fits the sheet stands in `place` while it is printed.
 * @param {any} modeler
 * @param {HTMLElement} place
 */
export function printDrawing(modeler, place) {
  const drawn = modeler.get('canvas').getActiveLayer();
  const copy = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const box = drawn.getBBox();
  copy.setAttribute('viewBox', `${box.x - 8} ${box.y - 8} ${box.width + 16} ${box.height + 16}`);
  copy.append(
    ...[...drawn.ownerSVGElement.querySelectorAll('defs')].map(d => d.cloneNode(true)),
    drawn.cloneNode(true),
  );
  place.replaceChildren(copy);
  globalThis.addEventListener('afterprint', () => place.replaceChildren(), { once: true });
  globalThis.print();
}
