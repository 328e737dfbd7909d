import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkResult } from './check-result.ts';
import { fieldsNamed, piecesOf, readResultText } from './read-text.ts';

const form = {
  fields: {
    'reader.name': { label: { vi: 'Họ tên', en: 'Name' }, class: 'basic' as const },
    'papers.photo': { label: { vi: 'Ảnh', en: 'Photo' }, class: 'basic' as const, maxFiles: 1 },
  },
};
const template = (body: string) => ({
  title: 'Thẻ',
  book: 'own',
  heading: ['THẺ'],
  body,
  recipients: [],
});

test('paragraphs, lists, facts, rules, bold and fields are read as written', () => {
  const { parts, problems } = readResultText(
    'Căn cứ\nvà xét\n\n**Cấp {{reader.name|hoa}}**.\n- một\n- hai\n| Tên: {{reader.name|hoa}} | Ngày: 1\n---\nHết',
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    parts.map(p => p.kind),
    ['paragraph', 'paragraph', 'list', 'facts', 'rule', 'paragraph'],
  );
  assert.deepEqual(parts[0] && piecesOf(parts[0]).map(p => ('text' in p ? p.text : '')), [
    'Căn cứ',
    '\n',
    'và xét',
  ]);
  assert.deepEqual(parts[1] && piecesOf(parts[1])[1], { field: 'reader.name', bold: true, capitals: true });
  assert.equal(parts[3]?.kind === 'facts' && parts[3].rows[0]?.length, 2);
  assert.deepEqual(fieldsNamed(['{{reader.name}} {{ma-ho-so}} {{reader.name|hoa}}']), [
    'reader.name',
    'ma-ho-so',
  ]);
});

test('an unknown field, a file and what is written wrong are named with their line', () => {
  const faults = checkResult(
    template('Cho {{reader.name}}\n\n{{reader.nick}} {{papers.photo}}\n{{ha ha}} {{dở\n| không nhãn'),
    form,
  );
  assert.deepEqual(faults.map(f => [f.code, f.params?.what, f.params?.line]).sort(), [
    ['bad-field', '{{ha ha}}', 4],
    ['fact-without-label', 'không nhãn', 5],
    ['file-field', 'papers.photo', 3],
    ['unclosed', ' {{dở', 4],
    ['unknown-field', 'reader.nick', 3],
  ]);
  assert.deepEqual(
    checkResult({ title: '', book: 'own', heading: [], body: '', recipients: [] }, form).map(f => f.code),
    ['no-title', 'no-heading', 'no-body'],
  );
  assert.deepEqual(
    checkResult({ title: 1 }, form).map(f => f.code),
    ['not-a-template'],
  );
});

test('a line that comes for every item of a group names no second group', () => {
  const field = (vi: string) => ({ label: { vi, en: vi }, class: 'none' as const });
  const grouped = {
    fields: { 'plots.area': field('Diện tích'), 'plots.use': field('Để'), 'members.name': field('Tên') },
    groups: {
      plots: { label: { vi: 'Thửa', en: 'Plot' } },
      members: { label: { vi: 'Người', en: 'Member' } },
    },
  };
  const faults = checkResult(
    template(
      '- {{plots.area}} {{plots.use}}\n- {{plots.area}} {{members.name}}\n\n{{plots.area}} {{members.name}}',
    ),
    grouped,
  );
  assert.deepEqual(faults, [
    { place: 'body', code: 'two-groups', params: { what: 'plots.area, members.name', line: 2 } },
  ]);
});

test('whatever is typed is read, and no word of it is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', ' ', '\n', '{', '}', '*', '|', '-', ':', '.') }),
      body => {
        const { parts, problems } = readResultText(body);
        if (problems.length) return;
        const letters = (text: string) => text.replace(/[^a]/g, '').length;
        const said = parts.flatMap(part => [
          ...piecesOf(part).map(p => ('text' in p ? p.text : p.field)),
          ...(part.kind === 'facts' ? part.rows.flat().map(c => c.label) : []),
        ]);
        assert.equal(letters(said.join('')), letters(body));
      },
    ),
  );
});

test('what steps of the process state can be named, and only that', () => {
  const step = {
    id: 'status',
    kind: 'text' as const,
    label: 'Tình trạng',
    optional: false,
    step: 'Thẩm tra',
  };
  const steps = new Map([['tasks.tham_tra.status', step]]);
  const named = (field: string) => checkResult(template(`Là {{${field}}}.`), form, steps);
  assert.deepEqual(named('tasks.tham_tra.status'), []);
  assert.deepEqual(
    named('tasks.tham_tra.other').map(p => [p.code, p.params]),
    [['unknown-step-fact', { what: 'tasks.tham_tra.other', line: 1 }]],
  );
  assert.deepEqual(
    checkResult(template('Là {{tasks.a.b}}.'), form, null),
    [],
    'the process is not known yet',
  );
});

test('the form of numbers is checked with the rest', () => {
  const numbered = (number: string) => checkResult({ ...template('Là {{reader.name}}.'), number }, form);
  assert.deepEqual(numbered('{{so}}/GP-{{co-quan}}'), []);
  assert.deepEqual(numbered('GP'), [{ place: 'number', code: 'number-without-number' }]);
});
