import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTranslations } from '#platform/i18n';
import { entryKinds } from './entries.ts';
import * as errors from './errors.ts';
import en from './locales/en.json' with { type: 'json' };
import vi from './locales/vi.json' with { type: 'json' };
import { AGENCY_KINDS, AGENCY_LEVELS, AREA_KINDS, AREA_LEVELS } from './types.ts';

test('everything the engine names has a word in both languages', () => {
  const texts = createTranslations([{ module: 'organisation', texts: { vi, en } }]);
  const keys = [
    ...Object.keys(AREA_KINDS).map(kind => `organisation.area-kind.${kind}`),
    ...AGENCY_KINDS.map(kind => `organisation.agency-kind.${kind}`),
    ...[...AREA_LEVELS, ...AGENCY_LEVELS].map(level => `organisation.level.${level}`),
    ...entryKinds.map(({ kind }) => `entry.${kind}`),
    ...Object.values(errors).flatMap(error =>
      'code' in error ? [`error.${error.code}.what`, `error.${error.code}.todo`] : [],
    ),
  ];
  assert.deepEqual(
    keys.filter(key => !texts.has(key)),
    [],
  );
});
