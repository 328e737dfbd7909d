// Several JPEG pictures as one PDF (ISO 32000-1): a page each, A4 upright or across as the picture is, as large as fits. The
// bytes of a JPEG stand in a PDF as they are (DCTDecode), so nothing is lost and no library is needed.

const A4 = [595.28, 841.89];
const MARGIN = 14;

/**
 * @param {Array<{ bytes: Uint8Array, width: number, height: number }>} pictures colour JPEGs, upright
 * @returns {Blob} application/pdf
 */
export function jpegPdf(pictures) {
  const encoder = new TextEncoder();
  const parts = [];
  const offsets = [];
  let size = 0;
  const put = part => {
    const bytes = typeof part === 'string' ? encoder.encode(part) : part;
    parts.push(bytes);
    size += bytes.length;
  };
  const object = (dictionary, stream) => {
    offsets.push(size);
    put(`${offsets.length} 0 obj\n${dictionary}\n`);
    if (stream) {
      put('stream\n');
      put(stream);
      put('\nendstream\n');
    }
    put('endobj\n');
  };

  // The second line says that what follows is no text (7.5.2).
  put('%PDF-1.4\n');
  put(new Uint8Array([0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]));
  const page = i => 3 + i * 3;
  object('<</Type/Catalog/Pages 2 0 R>>');
  object(
    `<</Type/Pages/Count ${pictures.length}/Kids[${pictures.map((_, i) => `${page(i)} 0 R`).join(' ')}]>>`,
  );
  pictures.forEach(({ bytes, width, height }, i) => {
    const [w, h] = width > height ? [A4[1], A4[0]] : A4;
    const scale = Math.min((w - 2 * MARGIN) / width, (h - 2 * MARGIN) / height);
    const [dx, dy] = [width * scale, height * scale];
    const place = [dx, 0, 0, dy, (w - dx) / 2, (h - dy) / 2].map(n => n.toFixed(2)).join(' ');
    const content = encoder.encode(`q ${place} cm /P Do Q`);
    object(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${w} ${h}]/Resources<</XObject<</P ${page(i) + 2} 0 R>>>>/Contents ${page(i) + 1} 0 R>>`,
    );
    object(`<</Length ${content.length}>>`, content);
    object(
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${bytes.length}>>`,
      bytes,
    );
  });
  const start = size;
  const rows = offsets.map(at => `${String(at).padStart(10, '0')} 00000 n \n`);
  put(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows.join('')}`);
  put(`trailer\n<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
  return new Blob(parts, { type: 'application/pdf' });
}
