import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResultInput } from '#engines/cases';
import type { Queryable } from '#platform/db';
import type { Block } from '#platform/pdf';
import { birthCertificate } from './birth-certificate.ts';

const FIRST = { at: new Date('2020-03-02T02:00:00Z'), agencyName: 'Ủy ban nhân dân xã Na Hối' };

test('a certificate that is corrected years later, by the commune’s successor, was registered when and where it was', async () => {
  const input = {
    dossier: {
      data: { child: { name: 'Giàng A Phử', birthDate: '2020-02-20', sex: 'male' } },
      applicantName: 'Giàng Thị Mỷ',
      processState: { outcomes: {} },
    },
    number: '7/2026',
    agencyName: 'Ủy ban nhân dân xã Bắc Hà',
    areaName: 'Bắc Hà',
    provinceName: 'Tỉnh Lào Cai',
    superior: 'Tỉnh Lào Cai',
    signerName: 'Vàng Seo Páo',
    signerTitle: 'Chủ tịch',
    issuedAt: new Date('2026-11-28T03:00:00Z'),
    firstIssue: FIRST,
    outcome: null,
    earlier: [],
    demo: false,
    verifyUrl: 'https://example.vn/kiem-tra',
  } as unknown as ResultInput;
  const { blocks } = await birthCertificate.paper(input, nobodyAsked);
  const rows = blocks.flatMap((b: Block) => (b.kind === 'facts' ? b.rows.flat() : []));
  const said = (label: string) => rows.find(row => row.label === label)?.value;
  assert.equal(said('Ngày, tháng, năm đăng ký'), '02/03/2020');
  assert.equal(said('Nơi đăng ký khai sinh'), FIRST.agencyName);
  // A correction names what it corrects as the paper does.
  assert.equal(said(birthCertificate.names?.['child.birthDate'] ?? ''), '20/02/2020');
});

/** The certificate is drawn from what it is given. */
const nobodyAsked = {} as Queryable;
