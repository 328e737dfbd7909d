import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Translate } from '#platform/i18n';
import { deviceName } from './device-name.ts';
import { readDate } from './read-date.ts';
import { numberAgrees, readProfile, type Typed } from './read-profile.ts';

const t = Object.assign((key: string) => key, { lang: 'vi' as const }) as Translate;
const BAC_HA = '018f0000-0000-7000-8000-000000000010';
const rules = { t, today: '2026-11-22', communes: new Set([BAC_HA]) };
const typed = (more: Partial<Typed> = {}): Typed => ({
  name: 'Giàng Thị Mỷ',
  personalNumber: '',
  birthDate: '',
  sex: '',
  ethnicity: '',
  areaId: '',
  addressDetail: '',
  ...more,
});
const faults = (more: Partial<Typed>) => readProfile(typed(more), rules).errors.map(e => e.message);

describe('a citizen’s profile', () => {
  test('needs a name only; what is given is read as people write it', () => {
    assert.deepEqual(faults({}), []);
    const { change, errors } = readProfile(
      typed({
        birthDate: '04/03/1991',
        sex: 'female',
        personalNumber: '010 191 000 172',
        areaId: BAC_HA,
        ethnicity: ' Hmông ',
      }),
      rules,
    );
    assert.deepEqual(errors, []);
    assert.equal(change.birthDate, '1991-03-04');
    assert.equal(change.personalNumber, '010191000172');
    assert.equal(change.ethnicity, 'Hmông');
    assert.equal(change.addressDetail, null);
  });

  test('refuses what cannot be, each at its field', () => {
    assert.deepEqual(faults({ name: '<script>' }), ['account.name.error-character']);
    assert.deepEqual(faults({ birthDate: '31/02/2001' }), ['account.profile.birth-none']);
    assert.deepEqual(faults({ birthDate: '02/2001' }), ['account.profile.birth-error']);
    assert.deepEqual(faults({ birthDate: '23/11/2026' }), ['account.profile.birth-future']);
    assert.deepEqual(faults({ personalNumber: '1234' }), ['account.profile.number-error']);
    assert.deepEqual(faults({ personalNumber: '010091000172', sex: 'female' }), [
      'account.profile.number-differs',
    ]);
    assert.deepEqual(faults({ personalNumber: '003191000172' }), ['account.profile.number-place']);
    assert.deepEqual(faults({ personalNumber: '012345678901' }), ['account.profile.number-future']);
    assert.deepEqual(faults({ areaId: '018f0000-0000-7000-8000-00000000beef' }), [
      'account.profile.area-error',
    ]);
    assert.deepEqual(faults({ addressDetail: 'x'.repeat(301) }), ['account.profile.address-error']);
  });

  test('a personal number says century, sex and birth year', () => {
    assert.equal(numberAgrees('010088000245', 'male', '1988-11-20'), true);
    assert.equal(numberAgrees('010301000318', 'female', '2001-07-15'), true);
    assert.equal(numberAgrees('010301000318', 'male', '2001-07-15'), false);
    assert.equal(numberAgrees('010301000318', 'female', '1901-07-15'), false);
    assert.equal(numberAgrees('010301000318', '', undefined), true);
  });
});

test('a day is read with strokes, dots, blanks or nothing between', () => {
  for (const text of ['04/03/1991', '4.3.1991', '4 3 1991', '04-03-1991', '04031991'])
    assert.equal(readDate(text), '1991-03-04', text);
  for (const text of ['', '1991-03-04', '32/01/2000', '29/02/2001', '4/3/91'])
    assert.equal(readDate(text), undefined);
});

test('a session is told by browser and machine', () => {
  const chrome =
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36';
  assert.equal(deviceName(chrome), 'Chrome, Android');
  assert.equal(
    deviceName('Mozilla/5.0 (Windows NT 10.0) … Chrome/130.0 Safari/537.36 Edg/130.0'),
    'Edge, Windows',
  );
  assert.equal(
    deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) … Version/18.0 Safari/604.1'),
    'Safari, iPhone',
  );
  assert.equal(deviceName(''), null);
});
