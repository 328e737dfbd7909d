import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { html } from '#ui';
import { type Told, wordsPage } from './words-view.ts';

const headings: Told['headings'] = {
  profile: 'Thông tin cá nhân',
  mandates: 'Làm thay',
  dossiers: 'Hồ sơ',
  drafts: 'Bản khai dở',
  messages: 'Tin báo',
  looks: 'Ai đã xem',
  files: 'Giấy tờ',
};

const told = (said: string): Told => ({
  lang: 'vi',
  title: said,
  made: said,
  headings,
  none: 'Không có.',
  profile: [{ label: 'Họ và tên', value: said }],
  mandates: [said],
  dossiers: [
    {
      code: 'H38-1',
      title: said,
      facts: [{ label: 'Tình trạng', value: said }],
      answers: html`<p>${said}</p>`,
      files: [{ label: said, path: encodeURIComponent(said) }],
    },
  ],
  drafts: [{ title: said, answers: html`<p>${said}</p>` }],
  messages: [{ at: '20/11/2026 09:00', subject: said, body: said }],
  looks: [{ who: said, about: said }],
});

const tags = (page: string) => page.match(/<[^>]*>/g)?.map(tag => tag.replace(/ (href|id)="[^"]*"/g, ''));

test('whatever somebody wrote, the page stays what it is: no tag of his, nothing that is run or fetched', () => {
  const plain = tags(wordsPage(told('x')));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constant('<script src=//x>"\'&</style>')), said => {
      const page = wordsPage(told(`a${said.toWellFormed()}`));
      assert.deepEqual(tags(page), plain);
    }),
  );
  assert.doesNotMatch(wordsPage(told('x')), /<script|https?:|src=/);
});

test('a heading that has nothing says so', () => {
  const nothing = {
    ...told('x'),
    profile: [],
    mandates: [],
    dossiers: [],
    drafts: [],
    messages: [],
    looks: [],
  };
  assert.equal(wordsPage(nothing).split('Không có.').length - 1, 6);
});
