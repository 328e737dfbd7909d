import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFeatures } from './read-features.ts';

describe('organisation: import/read features', () => {
  const feature = { type: 'Feature', properties: { code: '15' }, geometry: null };

  test('a collection and a feature alone are read', () => {
    const collection = JSON.stringify({ type: 'FeatureCollection', features: [feature, feature] });
    assert.deepEqual(readFeatures('m.geojson', collection), [feature, feature]);
    assert.deepEqual(readFeatures('m.geojson', JSON.stringify(feature)), [feature]);
  });

  test('what holds no feature is refused as what it is', () => {
    const refused = (text: string) => {
      try {
        readFeatures('m.geojson', text);
      } catch (error) {
        const { code, params } = error as { code: string; params: { file: string; found?: string } };
        assert.equal(params.file, 'm.geojson');
        return [code, params.found];
      }
      return assert.fail(`was read: ${text}`);
    };
    const whole = JSON.stringify({ type: 'FeatureCollection', features: [feature] });
    assert.deepEqual(refused(whole.slice(0, -20)), ['BOUNDARY_FILE_BROKEN', undefined]);
    assert.deepEqual(refused(''), ['BOUNDARY_FILE_BROKEN', undefined]);
    assert.deepEqual(refused('{"type":"Topology","objects":{},"arcs":[]}'), [
      'BOUNDARY_FILE_TOPOLOGY',
      undefined,
    ]);
    const other = (text: string) =>
      assert.equal(refused(text)[0], 'BOUNDARY_FILE_OF_OTHER_KIND') ?? refused(text)[1];
    assert.equal(other('{"type":"GeometryCollection","geometries":[]}'), 'GeometryCollection');
    assert.equal(other('{"type":"FeatureCollection","features":[]}'), 'FeatureCollection');
    assert.equal(other('[1]'), 'array');
    assert.equal(other('null'), 'object');
    assert.equal(other('7'), 'number');
  });
});
