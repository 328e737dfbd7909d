import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResultInput } from '#engines/cases';
import { generalResult } from './general-result.ts';

const input = {
  dossier: { code: '001.18.60.H38-261128-0001', ownerName: 'Giàng Thị Mỷ' },
  matter: 'Đăng ký gian hàng',
  number: '1/2026',
  agencyName: 'Ủy ban nhân dân xã Bắc Hà',
  areaName: 'Bắc Hà',
  provinceName: 'Tỉnh Lào Cai',
  superior: 'Tỉnh Lào Cai',
  signerName: 'Vàng Seo Páo',
  signerTitle: 'Chủ tịch Ủy ban nhân dân',
  issuedAt: new Date('2026-11-28T03:00:00Z'),
  outcome: null,
  earlier: [],
  demo: false,
  verifyUrl: 'https://example.vn/kiem-tra',
} as unknown as ResultInput;

async function said(outcome: string | null): Promise<string> {
  const { blocks } = await generalResult.paper({ ...input, outcome }, ASKS_NOTHING);
  return blocks.map(b => (b.kind === 'paragraph' && typeof b.text === 'string' ? b.text : '')).join('\n');
}

/** The general result is made of its input alone. */
const ASKS_NOTHING = undefined as never;

test('the notice says what was decided; where only the signature decides, it is agreement', async () => {
  assert.match(await said(null), /Kết quả: đồng ý với nội dung đề nghị\./);
  assert.match(await said('Hết chỗ'), /Kết quả: hết chỗ\./);
  assert.match(await said('không duyệt'), /Kết quả: không duyệt\./);
});

test('the body above the issuer stands on the sheet; a province’s committee has none', async () => {
  const head = async (superior: string | null) => {
    const { blocks } = await generalResult.paper({ ...input, superior }, ASKS_NOTHING);
    const [first] = blocks;
    return first?.kind === 'head' ? first.superior : assert.fail();
  };
  assert.equal(await head('Tỉnh Lào Cai'), 'TỈNH LÀO CAI');
  assert.equal(await head(null), undefined);
});
