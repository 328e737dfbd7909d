import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { personForm } from '#engines/cases';
import {
  defineForm,
  type Form,
  type FormDefinition,
  forStaff,
  staffLabel,
  standardForm,
} from '#engines/forms';
import { ROOT } from '#test/docs';

const words = { vi: 'Hai bên có mặt để ký', en: 'Both are there to sign' };

/** Every form of the house: those of its procedures, those that a procedure without one has, and the desk's own. */
const forms: Form[] = [
  ...globSync('src/systems/*/procedures/*.form.json', { cwd: ROOT }).map(name =>
    defineForm(JSON.parse(readFileSync(path.join(ROOT, name), 'utf8')) as FormDefinition),
  ),
  standardForm({ papers: [], atCommune: true }),
  standardForm({ papers: [], ofPersons: true, signedThere: words }),
  personForm,
];

/** All that a page says of a form: labels, hints, choices, messages, titles. */
function sayings(form: Form, lang: 'vi' | 'en'): string[] {
  const said: string[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, value] of Object.entries(part)) {
      if (key === lang && typeof value === 'string') said.push(value);
      else if (key !== 'staffLabel') visit(value);
    }
  };
  visit([form.pages, form.fields, form.groups]);
  return said;
}

const calling = (of: readonly Form[], lang: 'vi' | 'en', address: RegExp) =>
  of.flatMap(form => sayings(form, lang).filter(text => address.test(text)));

test('no form of the house asks an official a question: the label for officials names what was asked', () => {
  const asking = forms.flatMap(form =>
    Object.entries(forStaff(form).fields).flatMap(([path, { label }]) =>
      [label.vi, label.en].some(text => text?.endsWith('?')) ? `${form.id} ${path}` : [],
    ),
  );
  assert.deepEqual(asking, []);
});

test('no choice of a form of the house speaks for whoever applies where an official reads it', () => {
  const own = { vi: /\b(?:tôi|mình)(?![\p{L}])/iu, en: /\b(?:I|my|myself|mine|oneself|one’s)\b/ };
  const choices = (of: readonly Form[], lang: 'vi' | 'en') =>
    of.flatMap(form =>
      Object.values(form.fields).flatMap(f => (f.options ?? []).map(o => o.label[lang] ?? '')),
    );
  assert.ok(
    choices(forms, 'vi').some(label => own.vi.test(label)),
    'to whoever applies they do',
  );
  for (const lang of ['vi', 'en'] as const)
    assert.deepEqual(
      choices(forms.map(forStaff), lang).filter(label => own[lang].test(label)),
      [],
    );
});

test('two questions of one page are not called the same for officials', () => {
  const alike = forms.flatMap(form =>
    form.pages.flatMap(page => {
      const names = page.fields.map(path => staffLabel(form.fields[path], 'vi'));
      return names
        .filter((name, i) => names.indexOf(name) !== i)
        .map(name => `${form.id} ${page.id}: ${name}`);
    }),
  );
  assert.deepEqual(alike, []);
});

test('no form of the house calls an official “Ông/Bà”: what it asks a citizen so has a label for officials', () => {
  assert.ok(forms.length > 14);
  const asked = calling(forms, 'vi', /Ông\/Bà/);
  assert.ok(asked.includes('Ông/Bà nhận kết quả bằng cách nào?'), 'citizens are called so');
  const read = forms.map(form => forStaff(form));
  assert.deepEqual(calling(read, 'vi', /Ông\/Bà/), []);
  assert.deepEqual(calling(read, 'en', /\b(you|your)\b/i), []);
});
