import type { ResultTemplate } from '../results/template.ts';

/** A library card on one page. */
export const libraryResult: ResultTemplate = {
  procedure: '*',
  kind: 'library-card',
  title: 'Thẻ thư viện',
  paper: input => ({
    size: 'A5',
    title: 'Thẻ thư viện',
    author: input.agencyName,
    createdAt: input.issuedAt.toISOString(),
    blocks: [
      { kind: 'title', lines: ['THẺ THƯ VIỆN'] },
      { kind: 'paragraph', text: `Số ${input.number}: ${input.dossier.ownerName}` },
      {
        kind: 'signatures',
        gapMm: 20,
        columns: [{ title: [input.signerTitle], name: input.signerName, anchor: 'person' }],
      },
    ],
  }),
};
