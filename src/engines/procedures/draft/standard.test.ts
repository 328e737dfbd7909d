import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldCodeOf } from '../content.ts';
import { standardFormOf } from './standard.ts';

test('of family matters the owner is a person; where the list lets organisations apply, or in other fields, they do', () => {
  const owners = (field: string, subjects: string[]) =>
    standardFormOf({
      code: '1.000894',
      levels: ['commune'],
      papers: [],
      fieldCode: fieldCodeOf(field),
      subjects,
    })
      .fields['owner.kind']?.options?.map(o => o.value)
      .includes('organisation');
  assert.equal(owners('Hộ tịch', ['Công dân Việt Nam', 'Người Việt Nam định cư ở nước ngoài']), false);
  assert.equal(owners('Nuôi con nuôi', ['Người nước ngoài']), false);
  assert.equal(owners('Hộ tịch', ['Công dân Việt Nam', 'Tổ chức (không bao gồm doanh nghiệp, HTX)']), true);
  assert.equal(owners('Hộ tịch', []), true);
  assert.equal(owners('Đất đai', ['Công dân Việt Nam']), true);
});
