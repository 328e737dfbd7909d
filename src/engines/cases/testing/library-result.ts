import type { ResultTemplate } from '../results/template.ts';

const card = (
  kind: string,
  title: string,
  procedure: string,
  restsOn: readonly string[] = [],
): ResultTemplate => ({
  procedure,
  kind,
  title,
  restsOn,
  names: { 'reader.ground': 'Diện bạn đọc' },
  paper: input => ({
    size: 'A5',
    title,
    author: input.agencyName,
    createdAt: input.issuedAt.toISOString(),
    blocks: [
      { kind: 'title', lines: [title.toUpperCase()] },
      { kind: 'paragraph', text: `Số ${input.number}: ${input.dossier.ownerName}` },
      { kind: 'paragraph', text: `Cùng với: ${input.earlier.map(e => e.number).join(', ') || 'không'}` },
      {
        kind: 'signatures',
        gapMm: 20,
        columns: [{ title: [input.signerTitle], name: input.signerName, anchor: 'person' }],
      },
    ],
  }),
});

/** A library card on one page, and those of other libraries for whoever reads in several. */
export const libraryResults: readonly ResultTemplate[] = [
  card('library-card', 'Thẻ thư viện', '*'),
  card('loan-card', 'Thẻ mượn liên xã', '9.700004'),
  card('province-card', 'Thẻ thư viện tỉnh', '9.700004'),
];
