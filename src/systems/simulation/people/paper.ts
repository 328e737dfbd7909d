const OBJECTS = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>',
];
const WORDS = 'BT /F 24 Tf 72 720 Td (GIAY TO GIA DINH) Tj 0 -36 Td (SYNTHETIC PAPER, OF NOBODY) Tj ET';

/** The one paper that every synthetic dossier hands in: a page that says that it is none. */
export const SAMPLE_PAPER: Buffer = (() => {
  const bodies = [
    ...OBJECTS,
    `<< /Length ${WORDS.length} >>\nstream\n${WORDS}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = bodies.map((body, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = places.map(at => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R >>`;
  return Buffer.from(`${text}${end}\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
})();
