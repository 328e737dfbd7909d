import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineForm } from '../define/define-form.ts';
import { libraryCard } from '../testing/library-card.ts';
import { asksForCard, fillFromCard } from './fill-from-card.ts';
import { readCard } from './read-card.ts';

const form = defineForm({
  ...libraryCard,
  fields: {
    ...libraryCard.fields,
    'reader.name': { ...libraryCard.fields['reader.name']!, prefill: ['profile.name', 'card.name'] },
    'reader.sex': { ...libraryCard.fields['reader.sex']!, prefill: 'card.sex' },
    'reader.personalNumber': { ...libraryCard.fields['reader.personalNumber']!, prefill: 'card.number' },
    'card.kind': { ...libraryCard.fields['card.kind']!, prefill: 'card.sex' },
  },
});
const card = readCard('010191004172||Giàng Thị Mỷ|04031991|Nữ|Bắc Hà|') ?? assert.fail();

test('the code on a card fills the fields of the page that ask for it, and says so', () => {
  assert.ok(asksForCard(form, 'reader'));
  assert.ok(!asksForCard(form, 'more'));
  const { values, sources } = fillFromCard(form, 'reader', card);
  assert.deepEqual(values, {
    'reader.name': 'Giàng Thị Mỷ',
    'reader.birthDate': '1991-03-04',
    'reader.sex': 'female',
    'reader.personalNumber': '010191004172',
  });
  assert.deepEqual([...new Set(Object.values(sources))], ['card']);
});

test('what the card does not say, and choices that a field does not offer, are left alone', () => {
  const bare = readCard('010191004172||') ?? assert.fail();
  assert.deepEqual(fillFromCard(form, 'reader', bare).values, { 'reader.personalNumber': '010191004172' });
  assert.deepEqual(fillFromCard(form, 'card', card).values, {});
});
