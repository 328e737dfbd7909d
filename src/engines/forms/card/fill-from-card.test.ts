import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineForm } from '../define/define-form.ts';
import { libraryCard } from '../testing/library-card.ts';
import { asksForCard, cardTypedInto, fillFromCard, leftUnread, ofEarlierCard } from './fill-from-card.ts';
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

test('a scanner that types into another field of the page is understood; an answer with a stroke in it is none', () => {
  const text = ']Q1010191004172||Giàng Thị Mỷ|04031991|Nữ|Bắc Hà|15082021';
  assert.deepEqual(cardTypedInto(form, 'reader', { 'reader.name': text, 'reader.phone': '' }), {
    path: 'reader.name',
    text,
  });
  assert.equal(cardTypedInto(form, 'reader', { 'reader.name': 'Giàng | Mỷ' }), undefined);
  assert.equal(cardTypedInto(form, 'reader', { other: text }), undefined, 'no field of this page');
  assert.equal(cardTypedInto(form, 'more', { 'card.reason': text }), undefined, 'no card fills that page');
});

test('what stands on the code and cannot be read is told by its field', () => {
  const paths = (text: string) => leftUnread(form, 'reader', text).map(f => f.path);
  assert.deepEqual(paths('010191004172||Giàng Thị Mỷ|31021991|Nữ|Bắc Hà|'), ['reader.birthDate']);
  assert.deepEqual(paths('010191004172||Gi?ng Th? M?|04031991|N?|Bắc Hà|'), ['reader.name', 'reader.sex']);
  assert.deepEqual(
    paths('010191004172||Giàng Thị Mỷ|04031991|Nữ||'),
    [],
    'nothing stands there: nothing is missed',
  );
});

test('what an earlier card said, and this one does not, is from nowhere that is known any more', () => {
  const sources = { 'reader.name': 'card', 'reader.birthDate': 'card', 'reader.sex': 'profile' };
  const { values } = fillFromCard(form, 'reader', { number: '010191004172', name: 'Giàng Thị Mỷ' });
  assert.deepEqual(ofEarlierCard(form, 'reader', values, sources), { 'reader.birthDate': null });
});
