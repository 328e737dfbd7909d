import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectFeel } from '#platform/feel';
import { say } from '../testing/words.ts';
import { knownValues, sayableFields, withCondition, withField } from './known.js';

test('conditions are offered in words and stand as expressions that parse', () => {
  const steps = [
    {
      id: 'sign',
      name: 'Ký duyệt',
      outcomes: 'signed,send-back=Trả lại "để sửa"',
      facts: 'late2:yes-no=Trễ',
      asks: false,
    },
    { id: 'answer', name: '', outcomes: 'single=Chưa kết hôn', facts: undefined, asks: true },
    { id: 'to-return', name: 'Không đọc được', outcomes: 'a', facts: undefined, asks: false },
  ];
  const fields = [
    { path: 'kind', label: 'Loại thẻ', options: [{ value: 'adult', label: 'Người lớn' }] },
    { path: 'child.name', label: 'Họ tên', options: [] },
  ];
  const groups = knownValues(steps, fields, say);
  assert.deepEqual(
    groups.map(g => [g.group, ...g.items.map(i => i.text)]),
    [
      [
        'known.steps',
        'tasks.sign.outcome = "signed"',
        'tasks.sign.outcome = "send-back"',
        'tasks.sign.late2 = true',
        'tasks.answer.outcome = "single"',
        'tasks.answer.late',
      ],
      ['known.form', 'form.kind = "adult"', 'form.child.name'],
      [
        'known.dossier',
        'dossier.channel = "online"',
        'dossier.channel = "counter"',
        'dossier.channel = "post"',
        'dossier.delivery = "electronic"',
      ],
    ],
  );
  assert.equal(groups[0]?.items[1]?.words, 'known.outcome Ký duyệt Trả lại "để sửa"');
  const all = groups.flatMap(g => g.items.map(i => i.text));
  for (const text of [...all, all.reduce(withCondition, '')])
    assert.equal(inspectFeel(text, ['tasks', 'form', 'dossier']).syntax, null, text);
});

test('the words of a question hold fields of the form and what steps say, put in where the caret stands', () => {
  const steps = [{ id: 'visit', name: 'Xem tại chỗ', facts: 'faults:lines=Điều chưa đạt' }];
  const fields = [{ path: 'applicant.name', label: 'Họ tên', options: [] }];
  const texts = sayableFields(steps, fields, say).flatMap(g => g.items.map(i => i.text));
  assert.deepEqual(texts, ['{{applicant.name}}', '{{tasks.visit.faults}}']);
  assert.deepEqual(sayableFields([], [], say), []);
  assert.equal(withField('Hỏi về', '{{applicant.name}}', 6), 'Hỏi về {{applicant.name}}');
  assert.equal(withField('Ông  có biết?', '{{a.b}}', 4), 'Ông {{a.b}} có biết?');
  assert.equal(withField('', '{{a.b}}', 0), '{{a.b}}');
});
