import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderPaper } from '#platform/pdf';
import { slipIn } from './slip-in.ts';

const BASE = 'https://dvc.example.vn';

const pdfWith = async (checkUrl?: string) =>
  (
    await renderPaper({
      size: 'A5',
      title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
      author: 'UBND xã Bắc Hà',
      createdAt: '2026-11-28T04:00:00Z',
      ...(checkUrl ? { checkUrl } : {}),
      blocks: [{ kind: 'paragraph', text: 'Giấy tiếp nhận' }],
    })
  ).pdf;

describe('a slip that is shown to the check of signed papers', () => {
  test('is known by the address that its code leads to, if that is ours', async () => {
    const code = '/kiem-tra/g/001.01.60.H38-261128-0001?k=abc';
    assert.deepEqual(slipIn(await pdfWith(BASE + code), BASE), {
      title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
      href: code,
    });
    const register = '/kiem-tra/s/01a2?tu=2026-11-01&n=2&k=abc';
    assert.equal(slipIn(await pdfWith(BASE + register), BASE)?.href, register);
    for (const other of [
      undefined,
      `${BASE}/kiem-tra/s/../../dang-xuat`,
      `https://dvc.example.vn.evil.example${code}`,
      `${BASE}/kiem-tra/k/1`,
      `${BASE}/kiem-tra/g/../../dang-xuat`,
      'javascript:alert(1)',
    ])
      assert.equal(slipIn(await pdfWith(other), BASE), undefined, other);
    assert.equal(slipIn(Buffer.from('%PDF-1.7 broken'), BASE), undefined);
  });
});
