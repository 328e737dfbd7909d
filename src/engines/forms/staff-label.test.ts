import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testCtx } from '#test/ctx';
import { ui } from '#ui';
import { defineForm } from './define/define-form.ts';
import { renderAnswers } from './draw/answers.ts';
import { renderFormPage } from './draw/form-page.ts';
import { placesByHeading } from './listed/columns.ts';
import { forms } from './module.ts';
import { forStaff } from './staff-label.ts';
import { libraryCard } from './testing/library-card.ts';
import { validateAll } from './validate/validate.ts';

const kind = libraryCard.fields['card.kind']!;
const form = defineForm({
  ...libraryCard,
  fields: {
    ...libraryCard.fields,
    'card.kind': {
      ...kind,
      label: { vi: 'Ông/Bà làm loại thẻ nào?', en: 'Which card would you like?' },
      staffLabel: { vi: 'Loại thẻ', en: 'Kind of card' },
      options: kind.options!.map(o =>
        o.value === 'child'
          ? { ...o, staffLabel: { vi: 'Thẻ của con người nộp', en: 'For the applicant’s child' } }
          : o,
      ),
    },
  },
});
const ctx = testCtx({ modules: [ui, forms] });
const english = testCtx({ modules: [ui, forms], lang: 'en' });
const data = { card: { kind: 'child', deposit: 800_000 } };

const faultOf = async (of: typeof form) =>
  (await validateAll(of, { card: {} }, ctx)).find(f => f.path === 'card.kind')?.message;

describe('a question of a form that speaks to a citizen', () => {
  test('stands so where he answers it, and under its other label where an official fills it in', async () => {
    assert.match(String(await renderFormPage(ctx, form, 'card', data)), /Ông\/Bà làm loại thẻ nào\?/);
    const atDesk = String(await renderFormPage(ctx, forStaff(form), 'card', data));
    assert.match(atDesk, /Loại thẻ/);
    assert.doesNotMatch(atDesk, /Ông\/Bà/);
    const inEnglish = String(await renderFormPage(english, forStaff(form), 'card', data));
    assert.match(inEnglish, /Kind of card/);
    assert.doesNotMatch(inEnglish, /would you like/);
  });

  test('is read so too, and what has to be mended speaks of it as whoever mends it reads it', async () => {
    const answers = (of: typeof form) => renderAnswers(ctx, of, data).then(String);
    assert.match(await answers(form), /<dt>Ông\/Bà làm loại thẻ nào\?<\/dt>/);
    assert.match(await answers(forStaff(form)), /<dt>Loại thẻ<\/dt>/);
    assert.equal(await faultOf(form), 'Chọn câu trả lời cho “Ông/Bà làm loại thẻ nào?”');
    assert.equal(await faultOf(forStaff(form)), 'Chọn loại thẻ');
  });

  test('and its choices are read under theirs', async () => {
    const own = kind.options?.find(o => o.value === 'child')?.label.vi ?? assert.fail();
    const answers = (of: typeof form) => renderAnswers(ctx, of, data).then(String);
    assert.ok((await answers(form)).includes(own));
    assert.match(await answers(forStaff(form)), /Thẻ của con người nộp/);
    assert.match(String(await renderFormPage(ctx, forStaff(form), 'card', data)), /Thẻ của con người nộp/);
  });

  test('heads the column of a list under the label for officials', () => {
    assert.equal(placesByHeading(form).get('loai the'), 'card.kind');
  });

  test('is the same form for both: nothing else differs, and one without such a label is itself', () => {
    assert.equal(forStaff(form).sha256, form.sha256);
    assert.equal(forStaff(form), forStaff(form));
    assert.deepEqual(Object.keys(forStaff(form).fields), Object.keys(form.fields));
    const plain = defineForm(libraryCard);
    assert.equal(forStaff(plain), plain);
  });
});
