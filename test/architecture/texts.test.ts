import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import { modules } from '#app/modules';
import { describeSettings } from '#platform/config';
import type { Env } from '#platform/env';
import { errorCatalogue } from '#platform/errors';
import { createTranslations } from '#platform/i18n';
import { documentedErrors, ROOT, settingsPage, textSources } from '#test/docs';
import { textsInCode } from '#test/texts-in-code';

// Prefixes that belong to a thing and not to the module that says it.
const SHARED = ['error', 'permission', 'entry', 'role'];
// Systems without a page for citizens.
const STAFF_ONLY = new Set([
  'administration',
  'one-stop',
  'performance',
  'procedure-design',
  'person-records',
]);
const VIETNAMESE = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/i;
// Whole words that no Vietnamese sentence holds.
const ENGLISH = /\b(the|and|with|please|your|is|are|not|was|must|cannot|should)\b/i;

describe('the words', () => {
  const sources = textSources();

  test('are there in both languages, each key once', () => {
    assert.doesNotThrow(() => createTranslations(sources));
  });

  test('of work in the background say what it does, what people notice while it fails, and what comes of dropping it', () => {
    const keys = new Set(sources.flatMap(({ texts }) => Object.keys(texts.vi)));
    const missing = modules.flatMap(({ jobs = [] }) =>
      jobs.flatMap(({ name, cron }) =>
        ['', '.means', ...(cron ? [] : ['.drop'])]
          .map(what => `administration.job.${name}${what}`)
          .filter(key => !keys.has(key)),
      ),
    );
    assert.deepEqual(missing, []);
  });

  test('of what follows the ledger say what it does, and what people notice while it stands still or passes over an entry', () => {
    const keys = new Set(sources.flatMap(({ texts }) => Object.keys(texts.vi)));
    const followers = modules.flatMap(m => [...(m.followers ?? []), ...(m.followersWith?.({} as Env) ?? [])]);
    const missing = followers.flatMap(({ id }) =>
      ['', '.means', '.skip']
        .map(what => `administration.follower.${id}${what}`)
        .filter(key => !keys.has(key)),
    );
    assert.ok(followers.length > 5);
    assert.deepEqual(missing, []);
  });

  test('of messages leave it to who is told where he goes on: the pages of an account are not for who has none', () => {
    const fixed = sources.flatMap(({ texts }) =>
      [...Object.entries(texts.vi), ...Object.entries(texts.en)]
        .filter(([key, text]) => /\.message\./.test(key) && /\{base\}\/(ho-so|khieu-nai)\//.test(text))
        .map(([key]) => key),
    );
    assert.deepEqual(fixed, []);
  });

  test('of pages that officials alone read speak of the matter and call nobody “Ông/Bà”; letters and what is said to an applicant do', () => {
    const called = sources
      .flatMap(({ texts }) => Object.entries(texts.vi))
      .filter(
        ([key, text]) =>
          STAFF_ONLY.has(key.split('.')[0] ?? '') &&
          !/\.message\.|-letter\./.test(key) &&
          /Ông\/Bà/.test(text) &&
          !text.startsWith('“'),
      );
    assert.deepEqual(called, []);
  });

  test('stand under the name of their module', () => {
    const astray = sources.flatMap(({ module, texts }) =>
      Object.keys(texts.vi).filter(key => ![module, ...SHARED].includes(key.split('.')[0] ?? '')),
    );
    assert.deepEqual(astray, []);
  });

  test('name the same values in both languages', () => {
    const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort().join();
    const different = sources.flatMap(({ texts }) =>
      Object.entries(texts.vi)
        .filter(([key, text]) => holes(text) !== holes(texts.en[key] ?? ''))
        .map(([key]) => key),
    );
    assert.deepEqual(different, []);
  });

  test('choose words by a number that the sentence is given, in English only', () => {
    const wrong = sources.flatMap(({ texts }) => [
      ...Object.entries(texts.vi).filter(([, text]) => /\{\w+\|/.test(text)),
      ...Object.entries(texts.en).filter(([, text]) =>
        [...text.matchAll(/\{(\w+)\|[^{}]*\}/g)].some(([, name]) => !text.includes(`{${name}}`)),
      ),
    ]);
    assert.deepEqual(wrong, []);
    const alone = sources.flatMap(({ texts }) =>
      Object.entries(texts.en).filter(([, text]) =>
        /\{(n|days|minutes|hours)\} (working )?\w+s\b/.test(text),
      ),
    );
    assert.deepEqual(alone, [], 'said of one, too: {n} {n|day|days}');
  });

  test('are Vietnamese in Vietnamese, and not the same as in English', () => {
    const wrong: string[] = [];
    for (const { texts } of sources) {
      for (const [key, text] of Object.entries(texts.vi)) {
        const words = text.replace(/\{\w+\}/g, '').replace(/[\p{Lu}_]{2,}|\S*[./@:]\S+/gu, '');
        if (ENGLISH.test(words)) wrong.push(`${key}: English words: ${text}`);
        // One word, a name or a number may be the same; a sentence may not.
        const isSentence = words.trim().split(/\s+/).length > 2;
        if (isSentence && text === texts.en[key]) wrong.push(`${key}: not translated: ${text}`);
        // A text message without tone marks costs one part instead of two or three (GSM 03.38).
        const isSms = key.endsWith('.sms');
        if (isSentence && !isSms && words.length > 24 && !VIETNAMESE.test(words))
          wrong.push(`${key}: no tone mark: ${text}`);
        if (text !== text.normalize('NFC')) wrong.push(`${key}: not NFC`);
      }
      for (const [key, text] of Object.entries(texts.en)) {
        // A hint shows what is typed, which is Vietnamese.
        if (key.endsWith('.hint')) continue;
        const words = text.replace(/[“"][^”"]*[”"]/g, '').split(/\s+/);
        const marked = words.filter(word => VIETNAMESE.test(word)).length;
        if (words.length > 1 && marked > words.length / 2 && !ENGLISH.test(text))
          wrong.push(`${key}: Vietnamese in English: ${text}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  test('are there for every key that the code says, whole or by its beginning', () => {
    const texts = createTranslations(sources);
    const keys = texts.keys('vi');
    const { whole, beginnings } = textsInCode();
    assert.ok(whole.length > 500 && beginnings.length > 50, 'the sources were read');
    assert.deepEqual(
      whole.filter(({ key }) => !texts.has(key)),
      [],
    );
    assert.deepEqual(
      beginnings.filter(({ key }) => !keys.some(k => k.startsWith(key))),
      [],
    );
  });

  test('are there for every permission: roles are put together of them', () => {
    const texts = createTranslations(sources);
    const nameless = modules
      .flatMap(m => m.permissions ?? [])
      .filter(({ id }) => !texts.has(`permission.${id}`) && !texts.has(`administration.permission.${id}`));
    assert.deepEqual(nameless, []);
  });

  test('give in an error what happened as words that go on, and what to do as a sentence', () => {
    // “{what}. {todo}” is how a form says both.
    const wrong = sources.flatMap(({ texts }) =>
      [texts.vi, texts.en].flatMap(of =>
        Object.entries(of).filter(
          ([key, text]) =>
            (/^error\..+\.what$/.test(key) && text.endsWith('.')) ||
            (/^error\..+\.todo$/.test(key) && !text.endsWith('.')),
        ),
      ),
    );
    assert.deepEqual(wrong, []);
  });

  test('of forms promise no legal force: the same form stands in a demo, whose papers have none', () => {
    const forms = globSync('src/{systems,engines}/**/{*.form.json,*-block.ts}', { cwd: ROOT });
    assert.ok(forms.length > 12, 'the forms were found');
    const promising = forms.filter(file =>
      /giá trị (pháp lý|như bản)|worth the same|legally valid/i.test(
        readFileSync(path.join(ROOT, file), 'utf8'),
      ),
    );
    assert.deepEqual(promising, []);
  });

  test('do not beg, shout, or leave people to guess', () => {
    const BAD = [/!(\s|$)/, /vui lòng/i, /tại đây/i, /không hợp lệ$/i, /^(OK|Xác nhận|Thực hiện|Submit)$/i];
    const wrong = sources.flatMap(({ texts }) =>
      Object.entries(texts.vi).filter(([, text]) => BAD.some(bad => bad.test(text))),
    );
    assert.deepEqual(wrong, []);
  });

  test('name every kind of entry, as the page of the ledger shows them', () => {
    const texts = createTranslations(sources);
    const nameless = modules
      .flatMap(m => m.entries ?? [])
      .map(e => `entry.${e.kind}`)
      .filter(key => !texts.has(key));
    assert.deepEqual(nameless, []);
  });

  test('name every follower of the ledger, as the incident desk shows them', () => {
    const texts = createTranslations(sources);
    const ids = modules.flatMap(m => m.followers ?? []).map(f => f.id);
    assert.ok(ids.length > 0);
    assert.deepEqual(
      ids.filter(id => !texts.has(`administration.follower.${id}`)),
      [],
    );
  });

  test('exist for every error: what happened and what to do', async () => {
    const texts = createTranslations(sources);
    const codes = [...errorCatalogue().keys()];
    assert.deepEqual(
      codes.flatMap(code => [`error.${code}.what`, `error.${code}.todo`]).filter(key => !texts.has(key)),
      [],
    );
    const orphans = texts
      .keys('vi')
      .filter(key => key.startsWith('error.') && !codes.includes(key.split('.')[1] ?? ''));
    assert.deepEqual(orphans, []);
    const committed = await readFile(path.join(ROOT, 'docs/errors.md'), 'utf8').catch(() => '');
    const byCode = (a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : 1);
    const declared = [...errorCatalogue().values()].map(({ code, status }) => ({ code, status }));
    assert.deepEqual(documentedErrors(committed).sort(byCode), declared.sort(byCode));
  });

  test('exist for every setting', async () => {
    const texts = createTranslations(sources);
    const missing = describeSettings().filter(s => !texts.has(`cli.setting.${s.name}`));
    assert.deepEqual(missing, []);
    const committed = await readFile(path.join(ROOT, 'docs/operations/settings.md'), 'utf8').catch(() => '');
    assert.equal(committed, settingsPage(), 'run "npm run docs"');
  });
});
