import assert from 'node:assert/strict';
import { test } from 'node:test';
import { needsOf } from './needs.ts';

const NOTHING = { script: false, frame: false, camera: false, loader: false };

test('What a page needs stands in its tags, and not in its words', () => {
  assert.deepEqual(needsOf('<main><p>data-camera, &lt;script&gt; và iframe</p><scripted></main>'), NOTHING);
  assert.deepEqual(needsOf('<script type="module" src="/a/x.js"></script>'), { ...NOTHING, script: true });
  assert.deepEqual(needsOf('<p><iframe src="/x"></iframe>'), { ...NOTHING, frame: true });
  assert.deepEqual(needsOf('<div\n data-camera>'), { ...NOTHING, camera: true });
  for (const mark of ['data-change', 'data-click', 'data-keys'])
    assert.deepEqual(needsOf(`<button hidden ${mark}="/a/x.js">`), { ...NOTHING, loader: true }, mark);
  assert.deepEqual(needsOf('<video data-camera ></video><p data-change-of="x">'), {
    ...NOTHING,
    camera: true,
  });
});

test('Each page is looked through for itself, also one after the other of the same length', () => {
  const all = '<script>1</script><iframe/><i data-camera><b data-click="/a/x.js">';
  assert.deepEqual(needsOf(all), { script: true, frame: true, camera: true, loader: true });
  assert.deepEqual(needsOf('x'.repeat(all.length)), NOTHING);
  assert.deepEqual(needsOf(all), { script: true, frame: true, camera: true, loader: true });
});
