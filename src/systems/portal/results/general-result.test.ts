import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResultInput } from '#engines/cases';
import type { Queryable } from '#platform/db';
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

async function said(outcome: string | null, results: string[] = [], way?: string): Promise<string> {
  const dossier = { ...input.dossier, data: way ? { result: { way } } : {} };
  const { blocks } = await generalResult.paper({ ...input, dossier, outcome }, procedureWith(results));
  return blocks.map(b => (b.kind === 'paragraph' && typeof b.text === 'string' ? b.text : '')).join('\n');
}

/** The general result asks for the version of the procedure alone. */
const procedureWith = (results: string[]): Queryable =>
  ({
    maybe: async () => ({
      results,
      code: '1.000001',
      contentSha256: 'a',
      name: 'Đăng ký gian hàng',
      papers: [],
      levels: ['commune'],
      form: null,
    }),
  }) as never;

test('the notice says what was decided; where only the signature decides, it is agreement', async () => {
  assert.match(await said(null), /Kết quả: đồng ý với nội dung đề nghị\./);
  assert.match(await said('Hết chỗ'), /Kết quả: hết chỗ\./);
  assert.match(await said('không duyệt'), /Kết quả: không duyệt\./);
});

test('what was not granted is not promised', async () => {
  assert.doesNotMatch(await said('Hết chỗ', ['Giấy khai sinh']), /Giấy khai sinh/);
});

test('the notice says how the result comes by the way that was chosen: nobody hands over what was wanted electronically', async () => {
  const electronic = await said(null, ['Quyết định'], 'electronic');
  assert.match(electronic, /Kết quả \(Quyết định\) được trả bằng bản điện tử: thông báo đã ký số này/);
  assert.doesNotMatch(electronic, /được trao tại|Khi đến nhận/);
  const post = await said(null, ['Quyết định'], 'post');
  assert.match(post, /Giấy tờ kết quả \(Quyết định\) được gửi qua dịch vụ bưu chính công ích/);
  assert.doesNotMatch(post, /được trao tại|Khi đến nhận/);
  assert.doesNotMatch(await said('Hết chỗ', ['Quyết định'], 'electronic'), /Quyết định/);
});

test('the body above the issuer stands on the sheet; a province’s committee has none', async () => {
  const head = async (superior: string | null) => {
    const { blocks } = await generalResult.paper({ ...input, superior }, procedureWith([]));
    const [first] = blocks;
    return first?.kind === 'head' ? first.superior : assert.fail();
  };
  assert.equal(await head('Tỉnh Lào Cai'), 'TỈNH LÀO CAI');
  assert.equal(await head(null), undefined);
});
