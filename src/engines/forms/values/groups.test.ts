import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { checkForm, defineForm } from '../define/define-form.ts';
import { renderAnswers } from '../draw/answers.ts';
import { renderFormPage } from '../draw/form-page.ts';
import { renderGroupPage } from '../draw/group-page.ts';
import { formsFixture } from '../testing/fixture.ts';
import { readingGroup } from '../testing/reading-group.ts';
import type { FormData, FormDefinition } from '../types.ts';
import { faultyPages, validateAll, validatePage } from '../validate/validate.ts';
import { cleanData, shownFields, shownPages } from './conditions.ts';
import { withoutItem } from './items.ts';
import { valueAt } from './paths.ts';
import { applyPage, readPost } from './read-post.ts';

const form = defineForm(readingGroup);
const photo = [{ id: '0193a5b0-0000-7000-8000-000000000001', name: 'a.jpg', bytes: 10 }];

const post = (data: FormData, page: string, body: Record<string, string>, item?: number): FormData =>
  applyPage(form, page, data, readPost(form, page, body, item), item);

/** Somebody fills the group in, as the pages ask for it. */
function filled(): FormData {
  let data = post({}, 'kind', { kind: 'family' });
  data = post(
    data,
    'members',
    { 'members.0.name': 'Giàng A Páo', 'members.0.kind': 'adult', 'members.0.books': '3' },
    0,
  );
  data = post(
    data,
    'members',
    {
      'members.1.name': 'Giàng Thị Mỷ',
      'members.1.kind': 'child',
      'members.1.school': 'TH Bắc Hà',
      'members.1.books': '2',
    },
    1,
  );
  const members = (data.members as Array<Record<string, unknown>>).map(m => ({ ...m, photo }));
  return post({ ...data, members }, 'deposit', {});
}

describe('forms: repeating groups', () => {
  let f: Awaited<ReturnType<typeof formsFixture>>;
  before(async () => {
    f = await formsFixture();
  });
  after(() => f.drop());

  test('items are filled in one by one; each has what its own answers ask for', () => {
    const data = filled();
    assert.deepEqual(data.members, [
      { name: 'Giàng A Páo', kind: 'adult', books: 3, deposit: 60_000, photo },
      { name: 'Giàng Thị Mỷ', kind: 'child', school: 'TH Bắc Hà', books: 2, deposit: 0, photo },
    ]);
    const shown = shownFields(form, data);
    assert.ok(shown.has('members.1.school') && !shown.has('members.0.school'));
    assert.deepEqual(
      shownPages(form, data).map(p => p.id),
      ['kind', 'members', 'deposit'],
    );
  });

  test('answers are worked out in items and over them, whatever was sent for them', () => {
    const data = filled();
    assert.equal(data.deposit, 60_000);
    const forged = post(data, 'deposit', { deposit: '1' });
    assert.equal(forged.deposit, 60_000);
    const more = post(
      data,
      'members',
      { 'members.0.kind': 'adult', 'members.0.books': '5', 'members.0.deposit': '7' },
      0,
    );
    assert.equal(more.deposit, 100_000);
    assert.equal(
      post(data, 'members', { 'members.0.kind': 'adult' }, 0).deposit,
      undefined,
      'not enough is known',
    );
  });

  test('a sum over items is 0 where there are none yet, and unknown where the group is not asked for', () => {
    assert.equal(post({}, 'kind', { kind: 'family' }).deposit, 0);
    assert.equal(post({}, 'kind', {}).deposit, undefined);
  });

  test('what is right is right, and what is missing is told item by item', async () => {
    const ctx = f.ctx();
    assert.deepEqual(await validateAll(form, filled(), ctx), []);
    const one = post(filled(), 'members', { 'members.1.kind': 'child', 'members.1.books': '12' }, 1);
    assert.deepEqual(await validatePage(form, 'members', one, ctx, 1), [
      { path: 'members.1.name', message: 'Nhập họ và tên' },
      { path: 'members.1.school', message: 'Nhập trường' },
      { path: 'members.1.books', message: 'Nhập số sách mượn không quá 9' },
    ]);
    assert.deepEqual(await validatePage(form, 'members', one, ctx, 0), []);
    assert.equal((await validatePage(form, 'members', one, ctx)).length, 3);
    assert.deepEqual([...faultyPages(form, one, '2026-11-20')], [['members', 3]]);
  });

  test('what a program sends in an item and no field knows is named, as is an item that is none', async () => {
    const data = filled();
    const [first, second] = data.members as object[];
    const told = async (members: unknown[]) => validateAll(form, { ...data, members }, f.ctx());
    assert.deepEqual(await told([first, { ...second, la: 1 }]), [
      { path: 'members.1.la', message: 'Bỏ mục members.1.la: biểu mẫu không có mục này' },
    ]);
    assert.deepEqual(await told([first, 'Páo']), [
      { path: 'members.1', message: 'Gửi mục members.1 thành một đối tượng (object) gồm các ô của mục' },
    ]);
  });

  test('too few and too many items are told at the group', async () => {
    const ctx = f.ctx();
    const data = filled();
    const lone = withoutItem(data, 'members', 0);
    assert.deepEqual(await validatePage(form, 'members', lone, ctx), [
      { path: 'members', message: 'Thêm thành viên cho đủ 2' },
    ]);
    const { members: _, ...none } = data;
    assert.deepEqual(await validatePage(form, 'members', none, ctx), [
      { path: 'members', message: 'Thêm ít nhất một thành viên' },
    ]);
    const [first] = data.members as unknown[];
    const many = { ...data, members: Array(5).fill(first) };
    assert.match((await validateAll(form, many, ctx))[0]?.message ?? '', /nhiều nhất 4 thành viên/);
    // Exactly one of them is grown up.
    const list = (readingGroup.schema.properties?.members ?? {}) as object;
    const grown = { properties: { kind: { const: 'adult' } }, required: ['kind'] };
    const one = defineForm({
      ...readingGroup,
      schema: {
        ...readingGroup.schema,
        properties: {
          ...readingGroup.schema.properties,
          members: { ...list, contains: grown, minContains: 1, maxContains: 1 },
        },
      },
      groups: {
        members: {
          label: { vi: 'Thành viên' },
          errors: { contains: { vi: 'Ghi đúng một người lớn', en: 'Name exactly one adult' } },
        },
      },
    });
    assert.deepEqual(await validateAll(one, filled(), ctx), []);
    const two = (filled().members as FormData[]).map(m => ({ ...m, kind: 'adult', school: undefined }));
    for (const members of [two, two.map(m => ({ ...m, kind: 'child', school: 'TH Bắc Hà' }))])
      assert.deepEqual(await validateAll(one, { ...filled(), members }, ctx), [
        { path: 'members', message: 'Ghi đúng một người lớn' },
      ]);
  });

  test('what no field knows is refused in items too', async () => {
    const data = filled();
    const [first, second] = data.members as object[];
    const strange = { ...data, members: [{ ...first, shoe: 41 }, second] };
    assert.equal((await validateAll(form, strange, f.ctx())).length, 1);
    assert.deepEqual(cleanData(form, strange), data);
    for (const members of ['two', [1, 2], { 0: {} }])
      assert.ok((await validateAll(form, { ...data, members }, f.ctx())).length > 0, JSON.stringify(members));
  });

  test('an item that is taken out leaves the others as they were; no kind, no members', () => {
    const data = filled();
    assert.deepEqual(withoutItem(data, 'members', 0).members, [(data.members as unknown[])[1]]);
    assert.equal(post(data, 'kind', {}).members, undefined);
  });

  test('whatever is posted for whatever item, the other items and pages stay', () => {
    const data = filled();
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(form.fields), 'members.1.name', 'members.0.name', '__proto__'),
          fc.string(),
        ),
        body => {
          const next = post(data, 'members', body, 1);
          assert.deepEqual(valueAt(next, 'members.0'), valueAt(data, 'members.0'));
          assert.equal(next.kind, data.kind);
          assert.equal((next.members as unknown[]).length, 2);
        },
      ),
    );
  });

  test('the list shows each item by name, how to change it, and what is wrong with it', async () => {
    const ctx = f.ctx();
    const data = filled();
    const errors = [{ path: 'members.1.books', message: 'Số sách mượn nhiều nhất là 9' }];
    const drawn = String(
      await renderGroupPage(ctx, form, 'members', data, errors, {
        itemHref: i => `/n/${i + 1}`,
        removeName: '_remove',
      }),
    );
    assert.match(
      drawn,
      /Thành viên 1: Giàng A Páo[\s\S]*60\.000[\s\S]*href="\/n\/1"[\s\S]*Thành viên 2: Giàng Thị Mỷ/,
    );
    assert.match(drawn, /id="f-members\.1\.books">Số sách mượn nhiều nhất là 9/);
    assert.match(drawn, /href="\/n\/3"[^>]*>Thêm thành viên/);
    const item = String(await renderFormPage(ctx, form, 'members', data, [], { item: 1 }));
    assert.match(item, /name="members\.1\.name"[^>]*value="Giàng Thị Mỷ"/);
    const another = String(await renderFormPage(ctx, form, 'members', data, [], { item: 2 }));
    assert.match(another, /name="members\.2\.name"/, 'a new one is asked the same');
    const first = String(await renderFormPage(ctx, form, 'members', { kind: 'family' }, [], { item: 0 }));
    assert.match(first, /name="members\.0\.name"/, 'also the first');
    const answers = String(
      await renderAnswers(ctx, form, data, { changeHref: (p, path, i) => `/${p}/${i}#${path}` }),
    );
    assert.match(answers, /Thành viên 2: Giàng Thị Mỷ[\s\S]*\/members\/1#members\.1\.name/);
    assert.doesNotMatch(answers, /#deposit/, 'what is worked out is not changed by hand');
  });

  test('wherever somebody writes a number to call, who may not read personal data does not read it', async () => {
    const ctx = f.ctx();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100000000, max: 999999999 }), fc.string(), async (n, around) => {
        const fill = (value: unknown, path: string): unknown =>
          Array.isArray(value)
            ? value.map((v, i) => fill(v, `${path}.${i}`))
            : typeof value === 'object' && value !== null
              ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, fill(v, `${path}.${k}`)]))
              : typeof value === 'string' && !/^(family|child|adult)$/.test(value)
                ? `${around.replace(/[\w+@]/g, '')} 0${n}`
                : value;
        const data = fill(filled(), '') as FormData;
        const said = String(await renderAnswers(ctx, form, data, { conceal: true })).replace(/\D/g, '');
        assert.ok(!said.includes(String(n)), said);
      }),
      { numRuns: 20 },
    );
  });

  test('the commune is one of the day that another answer says', async () => {
    const ctx = f.ctx();
    const then = post({}, 'kind', { kind: 'family', founded: '04/03/2022', commune: '02647' });
    const choices = String(await renderFormPage(ctx, form, 'kind', then));
    assert.match(choices, /Phường Kim Tân/);
    assert.deepEqual(
      (await validatePage(form, 'kind', then, ctx)).map(e => e.path),
      [],
    );
    const now = post({}, 'kind', { kind: 'family', founded: '04/03/2026', commune: '02647' });
    assert.deepEqual(
      (await validatePage(form, 'kind', now, ctx)).map(e => e.path),
      ['commune'],
      'province 10 is no more',
    );
  });

  test('a definition is refused by name', () => {
    const codes = (change: Partial<FormDefinition>) =>
      checkForm({ ...readingGroup, ...change }).map(p => p.code);
    const page = (fields: string[], more = {}) => ({
      id: 'more',
      title: { vi: 'Thêm', en: 'More' },
      fields,
      ...more,
    });
    assert.deepEqual(codes({}), []);
    assert.ok(codes({ groups: {} }).includes('unknown-field'));
    assert.ok(codes({ pages: readingGroup.pages.filter(p => p.id !== 'members') }).includes('never-asked'));
    assert.ok(
      codes({ pages: [...readingGroup.pages, page(['members.name'], { group: 'members' })] }).includes(
        'group-twice',
      ),
    );
    assert.ok(codes({ pages: [...readingGroup.pages, page(['members.name'])] }).includes('group-mixed'));
    const computed = (text: string) =>
      codes({
        fields: { ...readingGroup.fields, deposit: { ...readingGroup.fields.deposit!, computed: text } },
      });
    assert.deepEqual(computed('form.members.nothing'), ['unknown-field']);
    assert.deepEqual(computed('item.books'), ['unknown-field']);
    assert.deepEqual(computed('sum('), ['feel-syntax']);
    assert.deepEqual(computed('today()'), ['feel-clock']);
  });
});
