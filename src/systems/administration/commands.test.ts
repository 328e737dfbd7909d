import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '#ui';
import { withCommands } from './commands.ts';

test('commands, settings and paths are code, the words and marks around them are not', () => {
  const said = (text: string) => html`${withCommands(text)}`.toString();
  assert.equal(
    said(
      'Muốn dựng lại: fansipan ledger rebuild cases.time-line. Đặt TSA_URL (docs/operations/trust.md), xem',
    ),
    'Muốn dựng lại: <code>fansipan ledger rebuild cases.time-line</code>. Đặt <code>TSA_URL</code> (<code>docs/operations/trust.md</code>), xem',
  );
  assert.equal(
    said('Chạy fansipan start, hoặc fansipan ledger verify và báo < người phụ trách'),
    'Chạy <code>fansipan start</code>, hoặc <code>fansipan ledger verify</code> và báo &lt; người phụ trách',
  );
  assert.equal(said('(CLAMAV; xem)'), '(<code>CLAMAV</code>; xem)');
  assert.equal(said('UBND phường: không có gì'), 'UBND phường: không có gì');
});
