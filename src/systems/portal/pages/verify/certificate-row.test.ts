import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VerifiedSignature } from '#engines/trust';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { portal } from '../../module.ts';
import { certificateRow } from './certificate-row.ts';

test('of several certificates the worst is told, and one that had run out is not called strange', () => {
  const { t } = testCtx({ modules: [ui, portal] });
  const good = {
    issuer: 'Nơi cấp thử',
    serial: '1',
    trusted: true,
    altered: false,
    validAtSigning: true,
    revoked: false,
    revocationKnown: true,
  };
  const told = (...certificates: Array<Partial<typeof good> | null>) =>
    certificateRow(
      {
        signatures: certificates.map(
          c => ({ certificate: c && { ...good, ...c } }) as unknown as VerifiedSignature,
        ),
      },
      t,
    ).map(row => String(row.value))[0];
  assert.equal(told(), undefined);
  assert.equal(told(null), undefined, 'a signature that says nothing of its certificate');
  assert.equal(told({}), 'Do Nơi cấp thử cấp, được tin cậy ở đây');
  assert.equal(told({}, { trusted: false }), 'Do Nơi cấp thử cấp, không thuộc hệ thống này');
  assert.equal(
    told({}, { trusted: false, validAtSigning: false }),
    'Do Nơi cấp thử cấp, chưa có hiệu lực hoặc đã hết hiệu lực khi ký',
  );
  assert.equal(told({ validAtSigning: false, revoked: true }), 'Do Nơi cấp thử cấp, đã bị thu hồi khi ký');
  assert.match(told({ revoked: true }, { altered: true }) ?? '', /đã hỏng hoặc bị sửa/);
});
