import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findAsset } from '#ui';
import { EDITOR_CSS, LIBRARY, WORDS } from './assets.ts';

const scripts = globSync('**/*.js', { cwd: import.meta.dirname }).map(file => ({
  file,
  code: readFileSync(path.join(import.meta.dirname, file), 'utf8'),
}));
const textOf = (address: string) => findAsset(address.replace('/a/', ''))?.body.toString() ?? '';

test('every word that the scripts ask for is there, in both languages', () => {
  for (const lang of ['vi', 'en'] as const) {
    const { words } = JSON.parse(textOf(WORDS[lang]).replace(/^export default |;$/g, '')) as {
      words: Record<string, string>;
    };
    const keys = Object.keys(words);
    const whole = scripts.flatMap(s =>
      [...s.code.matchAll(/\b(?:t|say|button|hint)\(\s*'([a-z][\w.-]*)'/g)].map(m => m[1]!),
    );
    assert.ok(whole.length > 40, 'the scripts were read');
    // `hint('share')` asks for the hint of a field.
    assert.deepEqual(
      whole.filter(key => !(key in words) && !(`field.${key}.hint` in words)),
      [],
    );
    const beginnings = scripts.flatMap(s => [...s.code.matchAll(/\bt\(\s*`([\w.-]+)\$\{/g)].map(m => m[1]!));
    assert.deepEqual(
      beginnings.filter(key => !keys.some(k => k.startsWith(key))),
      [],
    );
  }
});

test('no script makes markup of text, runs text, or writes styles into the page', () => {
  const bad =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|cssText|setAttribute\('style'/;
  assert.deepEqual(
    scripts.filter(s => bad.test(s.code)).map(s => s.file),
    [],
  );
});

test('bpmn-js is served as it was shipped, with its licence; its style sheet asks for nothing from elsewhere', () => {
  assert.match(
    textOf(LIBRARY),
    /Copyright \(c\) 2014-present, camunda Services GmbH[\s\S]*bpmn\.io\/license/i,
  );
  const asked = [...textOf(EDITOR_CSS).matchAll(/url\(['"]?([^)'"]{1,40})/g)].map(m => m[1] ?? '');
  assert.ok(
    asked.length > 1 && asked.every(a => a.startsWith('/a/') || a.startsWith('data:')),
    asked.join(' '),
  );
});
