import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FormDefinition } from '#engines/forms';
import type { Fee } from '../types.ts';
import { withGroundIds } from './named-grounds.ts';

const formWith = (...labels: string[]): FormDefinition =>
  ({
    id: 'f',
    version: 1,
    schema: {},
    pages: [],
    fields: {
      ground: {
        use: 'exemption',
        options: labels.map((vi, i) => ({ value: `g${i}`, label: { vi, en: vi } })),
      },
    },
  }) as unknown as FormDefinition;

const groundsOf = (form: FormDefinition | null, ...grounds: string[]) =>
  withGroundIds(
    [{ name: 'Lệ phí', exemptions: [{ who: 'Hộ nghèo', share: 0, grounds }] } as unknown as Fee],
    form,
  )[0]?.exemptions[0]?.grounds;

describe('procedures: draft/named-grounds', () => {
  test('an answer named before the form offered it is found when it does', () => {
    assert.deepEqual(groundsOf(null, 'Tôi thuộc hộ nghèo'), ['Tôi thuộc hộ nghèo']);
    assert.deepEqual(groundsOf(formWith('Không', 'Tôi thuộc hộ nghèo'), 'tôi thuộc hộ nghèo', 'g0'), [
      'g1',
      'g0',
    ]);
  });

  test('what two answers are called, or none, stays as it was written', () => {
    const form = formWith('Hộ nghèo', 'hộ nghèo');
    assert.deepEqual(groundsOf(form, 'Hộ nghèo', 'Người có công'), ['Hộ nghèo', 'Người có công']);
  });
});
