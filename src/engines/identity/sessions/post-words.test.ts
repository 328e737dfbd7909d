import assert from 'node:assert/strict';
import { test } from 'node:test';
import { postWords } from './post-words.ts';

test('a post that is called by its agency says it once; another has a comma between', () => {
  const said: ReadonlyArray<readonly [title: string, agency: string, words: string]> = [
    ['Chủ tịch Ủy ban nhân dân', 'Ủy ban nhân dân xã Bắc Hà', 'Chủ tịch Ủy ban nhân dân xã Bắc Hà'],
    [
      'Phó Chủ tịch Ủy ban nhân dân tỉnh',
      'Ủy ban nhân dân tỉnh Lào Cai',
      'Phó Chủ tịch Ủy ban nhân dân tỉnh Lào Cai',
    ],
    ['Trưởng Công an xã', 'Công an xã Bắc Hà', 'Trưởng Công an xã Bắc Hà'],
    ['Giám đốc Sở', 'Sở Tư pháp', 'Giám đốc Sở Tư pháp'],
    ['Chủ tịch Ủy ban nhân dân xã Bắc Hà', 'Ủy ban nhân dân xã Bắc Hà', 'Chủ tịch Ủy ban nhân dân xã Bắc Hà'],
    ['Văn thư', 'Ủy ban nhân dân xã Bắc Hà', 'Văn thư, Ủy ban nhân dân xã Bắc Hà'],
    [
      'Chủ tịch Hội đồng nhân dân',
      'Ủy ban nhân dân xã Bắc Hà',
      'Chủ tịch Hội đồng nhân dân, Ủy ban nhân dân xã Bắc Hà',
    ],
    ['Công an', 'Công an xã Bắc Hà', 'Công an, Công an xã Bắc Hà'],
  ];
  for (const [title, agency, words] of said) assert.equal(postWords(title, agency), words);
});
