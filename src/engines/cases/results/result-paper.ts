import type { Block } from '#platform/pdf';
import { agencyPaper } from '../slips/agency-paper.ts';
import { electronicForm, headName, signerLines } from '../slips/words.ts';
import type { ResultInput } from './template.ts';

/** How a result begins; `superior`: what stands above its issuer, where the form of the paper says so itself. */
export const resultPaper = (input: ResultInput, superior = input.superior && headName(input.superior)) =>
  agencyPaper({
    issuer: input.agencyName,
    superior,
    number: `Số: ${input.number}`,
    place: input.areaName,
    at: input.issuedAt,
    demo: input.demo,
  });

/**
 * How a result ends that one person signs: his title and name with room for the signature, and the code by which the paper is checked.
 * `named`: what it is, `short`: as it speaks of itself (`giấy`), `above`: lines over the title.
 */
export const signedEnd = (
  input: ResultInput,
  { named, short, above = [] }: { named: string; short: string; above?: readonly string[] },
): Block[] => [
  {
    kind: 'signatures',
    gapMm: 37,
    columns: [
      { title: [...above, ...signerLines(input.signerTitle)], name: input.signerName, anchor: 'person' },
    ],
  },
  {
    kind: 'qr',
    content: input.verifyUrl,
    alt: `Mã QR kiểm tra ${named} số ${input.number}`,
    lines: [electronicForm(input.demo), `Quét mã để kiểm tra người ký và tình trạng của ${short} này.`],
  },
];
