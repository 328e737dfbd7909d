import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { standardForm } from '../standard/standard-form.ts';
import { readingGroup } from '../testing/reading-group.ts';
import type { FormDefinition } from '../types.ts';
import { moveAnswers } from './move-answers.ts';

const renamed = (form: FormDefinition, names: Record<string, string>): FormDefinition => {
  const text = Object.entries(names).reduce(
    (json, [a, b]) => json.replaceAll(`"${a}"`, `"${b}"`),
    JSON.stringify(form),
  );
  return JSON.parse(text) as FormDefinition;
};
const by =
  (names: Record<string, string | null>) =>
  (path: string): string | null =>
    Object.hasOwn(names, path) ? (names[path] ?? null) : path;

describe('forms: answers moved to another version', () => {
  const form = standardForm({ papers: [] });
  const data = { applicant: { name: 'Giàng A Phử', address: 'Na Hối' }, request: { content: 'Xin cấp' } };

  test('to the same form they are the same, whatever else is among them', () => {
    const odd = { ...data, other: { x: 1 } };
    assert.equal(moveAnswers(form, form, odd, p => p).data, odd);
  });

  test('they go where they are said to go, two may change places, and what has no place is told', () => {
    const names = { 'applicant.name': 'applicant.address', 'applicant.address': 'applicant.name' };
    assert.deepEqual(moveAnswers(form, form, data, by(names)).data, {
      applicant: { name: 'Na Hối', address: 'Giàng A Phử' },
      request: { content: 'Xin cấp' },
    });
    const to = renamed(form, { 'request.content': 'request.wish' });
    assert.deepEqual(
      moveAnswers(form, to, data, p => p),
      {
        data: { applicant: data.applicant },
        lost: ['request.content'],
      },
    );
    assert.deepEqual(moveAnswers(form, to, data, by({ 'request.content': 'request.wish' })).data, {
      applicant: data.applicant,
      request: { wish: 'Xin cấp' },
    });
    assert.deepEqual(
      moveAnswers(form, to, { applicant: data.applicant }, p => p).lost,
      [],
      'nothing was said there',
    );
  });

  test('items of a group keep their order and number, also those in which nothing was answered', () => {
    const to = renamed(readingGroup, {
      members: 'readers',
      'members.name': 'readers.fullName',
      'members.kind': 'readers.kind',
      'members.school': 'readers.school',
      'members.books': 'readers.books',
      'members.deposit': 'readers.deposit',
      'members.photo': 'readers.photo',
    });
    const there = { kind: 'family', members: [{ name: 'Páo', books: 3 }, {}, { name: 'Mỷ', kind: 'child' }] };
    const names = {
      'members.name': 'readers.fullName',
      'members.kind': 'readers.kind',
      'members.books': null,
    };
    assert.deepEqual(moveAnswers(readingGroup, to, there, by(names)), {
      data: { kind: 'family', readers: [{ fullName: 'Páo' }, {}, { fullName: 'Mỷ', kind: 'child' }] },
      lost: ['members.books'],
    });
    assert.deepEqual(moveAnswers(readingGroup, to, there, by({ 'members.name': 'kind' })).lost, [
      'members.name',
      'members.kind',
      'members.books',
    ]);
  });
});
