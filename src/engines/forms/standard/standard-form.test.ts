import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkForm } from '../define/define-form.ts';
import { fileFields } from '../draw/form-page.ts';
import { misfits } from '../validate/validate.ts';
import { onlinePages, shownPages } from '../values/conditions.ts';
import { standardForm } from './standard-form.ts';

const papers = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `Giấy ${i}`, required: i === 0 }));

test('a procedure without its own form is asked in few pages of few fields', () => {
  const form = standardForm({ papers: papers(4) });
  assert.deepEqual(
    form.pages.map(p => p.fields.length),
    [6, 5, 3, 3, 4],
  );
  assert.equal(standardForm({ papers: [] }).pages.length, 4);
});

test('many papers are shared out over pages', () => {
  const form = standardForm({ papers: papers(15), id: 'standard.1.000081' });
  const sizes = form.pages.filter(p => p.id.startsWith('papers')).map(p => p.fields.length);
  assert.deepEqual(sizes, [5, 5, 5]);
});

test('a declaration is said by the form: nobody uploads it online, the counter scans what somebody brings on paper', () => {
  const form = standardForm({
    papers: [{ name: 'Tờ khai', required: true, byForm: true }, ...papers(1)],
  });
  assert.deepEqual(checkForm(form), []);
  const shown = (pages: readonly { fields: readonly string[] }[]) =>
    pages.flatMap(p => p.fields).filter(path => path.startsWith('papers.'));
  assert.deepEqual(shown(onlinePages(form, {})), ['papers.paper2']);
  assert.deepEqual(shown(shownPages(form, {})), ['papers.paper2', 'papers.paper1']);
  const declared = fileFields(form, {}).map(f => [f.path, f.required]);
  assert.deepEqual(Object.fromEntries(declared), { 'papers.paper1': false, 'papers.paper2': true });
});

test('its schema is a good one, and a paper with a bad name of its field is refused', () => {
  assert.deepEqual(checkForm(standardForm({ papers: papers(8) })), []);
  const bad = [{ id: 'Giấy', name: 'Giấy', required: true }];
  assert.throws(() => standardForm({ papers: bad }), { code: 'FORM_REFUSED' });
});

test('what is signed where it is handed over is fetched there: nobody chooses the post', () => {
  const form = standardForm({
    papers: papers(1),
    signedThere: { vi: 'Hai bên cùng có mặt', en: 'Both come' },
  });
  assert.deepEqual(checkForm(form), []);
  const way = form.fields['result.way'];
  assert.deepEqual(
    way?.options?.map(o => o.value),
    ['counter'],
  );
  assert.equal(way?.hint?.vi, 'Hai bên cùng có mặt');
  assert.equal(form.fields['result.address'], undefined);
});

test('a matter that can only be a person’s has no organisation as its owner, whichever way it comes in', () => {
  const form = standardForm({ papers: papers(1), ofPersons: true });
  assert.deepEqual(checkForm(form), []);
  assert.deepEqual(
    form.fields['owner.kind']?.options?.map(o => o.value),
    ['self', 'person'],
  );
  assert.ok(!form.pages.some(p => p.fields.includes('owner.taxCode')));
  const of = (kind: string) => ({ owner: { kind, name: 'Hợp tác xã Bắc Hà' } });
  const faulty = (kind: string, ofPersons: boolean) =>
    misfits(standardForm({ papers: [], ofPersons }), of(kind), '2026-11-20')
      .map(f => f.path)
      .includes('owner.kind');
  assert.equal(faulty('organisation', true), true);
  assert.equal(faulty('person', true), false);
  assert.equal(faulty('organisation', false), false);
});
