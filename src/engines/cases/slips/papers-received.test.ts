import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standardForm } from '#engines/forms';
import { papersReceived } from './papers-received.ts';

test('papers stand on the receipt in the order of the procedure, on paper or as files', () => {
  const named = [
    { id: 'request', name: 'Đơn đăng ký', required: true },
    { id: 'review', name: 'Báo cáo rà soát', required: true },
    { id: 'map', name: 'Trích lục bản đồ', required: true },
  ];
  const said = (order: string[]) =>
    papersReceived({
      form: standardForm({ papers: named }),
      version: { papers: order.map(id => ({ id })) } as never,
      dossier: { data: {} },
      papers: [
        { field: 'papers.review', filename: 'ra-soat.pdf' },
        { field: 'papers.request', filename: 'don.pdf' },
      ] as never,
      given: [{ paper: 'map', name: 'Trích lục bản đồ', originals: 1, copies: 0, held: false }] as never,
    }).map(line => line.split(' (')[0]);
  assert.deepEqual(said(['request', 'review', 'map']), [
    'Đơn đăng ký',
    'Báo cáo rà soát',
    'Trích lục bản đồ',
  ]);
  assert.deepEqual(said(['map', 'review', 'request']), [
    'Trích lục bản đồ',
    'Báo cáo rà soát',
    'Đơn đăng ký',
  ]);
  assert.equal(said(['review']).at(0), 'Báo cáo rà soát', 'what the procedure does not name comes last');
});
