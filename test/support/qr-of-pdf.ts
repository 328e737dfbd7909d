import { execFileSync } from 'node:child_process';
import jsqr from 'jsqr';

// It is shipped as CommonJS, and declared as a module.
const decode = jsqr as unknown as typeof jsqr.default;

/** What the QR code on the first page of a PDF says. Throws where there is none that can be read. */
export function qrOfPdf(pdf: Buffer): string {
  const ppm = execFileSync('pdftoppm', ['-r', '150', '-f', '1', '-l', '1', '-'], {
    input: pdf,
    maxBuffer: 1e8,
  });
  const [head = '', width = '', height = ''] =
    /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.toString('latin1', 0, 40)) ?? [];
  const rgb = ppm.subarray(head.length);
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4);
  for (let i = 0, o = 0; i < rgb.length; i += 3, o += 4) rgba.set([...rgb.subarray(i, i + 3), 255], o);
  const found = decode(rgba, Number(width), Number(height));
  if (!found) throw new Error('no QR code');
  return found.data;
}
